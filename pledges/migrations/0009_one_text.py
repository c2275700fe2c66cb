"""Stored names, codes and places become the text that forms, imports and the API store now."""

from django.db import migrations

from foundation.stored_text import clean_table
from foundation.text import clean, fold, name_sort_key


KEYS = {
    "search_key": lambda household, _before: fold(household.head_name),
    "sort_key": lambda household, _before: name_sort_key(household.head_name),
}


def clean_texts(apps, _schema_editor):
    household = apps.get_model("pledges", "Household")
    clean_table(household, dict.fromkeys(("code", "head_name", "address"), clean), KEYS)
    for name, fields in (
        ("PledgeCampaign", ("name",)),
        ("Pledge", ("representative", "witness")),
        ("PledgeRefusal", ("note",)),
        ("TipBox", ("place", "key_holder")),
        ("BoxCheck", ("first_person", "second_person")),
        ("HotlineBoard", ("place", "numbers")),
        ("BoardInspection", ("note",)),
        ("Outreach", ("topic", "audience")),
    ):
        clean_table(apps.get_model("pledges", name), dict.fromkeys(fields, clean))


class Migration(migrations.Migration):
    dependencies = [("pledges", "0008_who_entered_what")]

    operations = [migrations.RunPython(clean_texts, migrations.RunPython.noop)]

"""Stored names of people and places in incidents become the text that forms store now."""

from django.db import migrations

from foundation.stored_text import clean_table
from foundation.text import clean


def clean_texts(apps, _schema_editor):
    for name, fields in (
        ("Hotspot", ("place", "source")),
        ("Suspicion", ("subject",)),
        ("IncidentPerson", ("name",)),
        ("Patrol", ("note",)),
    ):
        clean_table(apps.get_model("incidents", name), dict.fromkeys(fields, clean))


class Migration(migrations.Migration):
    dependencies = [("incidents", "0003_who_entered_what")]

    operations = [migrations.RunPython(clean_texts, migrations.RunPython.noop)]

"""Stored names of places and of their heads become the text that forms store now."""

from django.db import migrations

from foundation.stored_text import clean_table, tidy_phone
from foundation.text import clean, fold, place_sort_key, sort_key


def clean_texts(apps, _schema_editor):
    def model(name):
        return apps.get_model("wards", name)

    clean_table(
        model("Ward"),
        {"name": clean},
        {
            "search_key": lambda ward, _before: fold(ward.name),
            "sort_key": lambda ward, _before: sort_key(ward.name),
        },
    )
    clean_table(
        model("NeighbourhoodGroup"),
        {"name": clean, "head_name": clean, "risk_reason": clean, "head_phone": tidy_phone},
        {"sort_key": lambda group, _before: place_sort_key(group.name)},
    )
    clean_table(model("Area"), {"name": clean})
    clean_table(model("PopulationFigure"), {"source": clean})
    clean_table(model("WardClassification"), {"decision": clean})


class Migration(migrations.Migration):
    dependencies = [("wards", "0007_who_entered_what")]

    operations = [migrations.RunPython(clean_texts, migrations.RunPython.noop)]

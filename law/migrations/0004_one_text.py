"""Stored days off become the text that forms store now. Terms of law follow their own file."""

from django.db import migrations

from foundation.stored_text import clean_table
from foundation.text import clean


def clean_texts(apps, _schema_editor):
    clean_table(apps.get_model("law", "CalendarDay"), {"name": clean, "source": clean})


class Migration(migrations.Migration):
    dependencies = [("law", "0003_calendar_day")]

    operations = [migrations.RunPython(clean_texts, migrations.RunPython.noop)]

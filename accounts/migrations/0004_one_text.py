"""Stored names of users become the text that is stored now. Sign-in names and the sealed access log stay."""

from django.db import migrations

from foundation.stored_text import clean_table, tidy_phone
from foundation.text import clean


def clean_texts(apps, _schema_editor):
    user = apps.get_model("accounts", "User")
    clean_table(user, {"full_name": clean, "title": clean, "phone": tidy_phone})


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_never_truncated")]

    operations = [migrations.RunPython(clean_texts, migrations.RunPython.noop)]

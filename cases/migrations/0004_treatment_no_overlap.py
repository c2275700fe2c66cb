"""The database refuses two courses of one form at once; two forms may go on beside each other."""

from django.db import migrations

from wards.dated import NoOverlap


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_person_born_once")]

    operations = [NoOverlap("cases_treatment", ["person_id", "form"])]

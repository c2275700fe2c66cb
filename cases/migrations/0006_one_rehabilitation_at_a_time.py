"""The database refuses two courses of rehabilitation at once; substitution treatment may run beside one."""

from django.db import migrations

from wards.dated import NoOverlap


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_number_of_the_ward")]

    operations = [
        NoOverlap(
            "cases_treatment",
            ["person_id", "CASE WHEN {row}form = 'substitution' THEN 'substitution' ELSE 'rehab' END"],
            replaces=["person_id", "form"],
        )
    ]

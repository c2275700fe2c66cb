"""A dossier's number belongs to the book of a ward, not of the nation."""

from django.db import migrations, models

from wards.dated import MayOverlap, NoOverlap

_ONE_OF_A_KIND = ("cases_dossier", ["person_id", "kind"])


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_treatment_no_overlap")]

    operations = [
        MayOverlap(*_ONE_OF_A_KIND),
        migrations.AlterField(
            model_name="dossier",
            name="number",
            field=models.CharField(db_index=True, max_length=60, verbose_name="số hồ sơ"),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.UniqueConstraint(
                fields=("person", "kind", "number"), name="dossier_number_once"
            ),
        ),
        NoOverlap(*_ONE_OF_A_KIND),
    ]

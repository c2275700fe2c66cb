"""A day may hold several steps: a row of the ledger may end on the day on which it began."""

from django.db import migrations, models

from foundation.dated import MayOverlap, NoOverlap

#: (table, columns) of each guard: it is taken down while the table is altered, and put up again.
_GUARDS = (
    ("cases_residence", ["person_id"]),
    ("cases_absence", ["person_id"]),
    ("cases_statusperiod", ["person_id"]),
    ("cases_dossier", ["person_id", "kind"]),
    (
        "cases_treatment",
        ["person_id", "CASE WHEN {row}form = 'substitution' THEN 'substitution' ELSE 'rehab' END"],
    ),
)
#: (model, beginning of the names of its constraint).
_LEDGERS = (
    ("residence", "residence"),
    ("absence", "absence"),
    ("statusperiod", "status"),
    ("dossier", "dossier"),
    ("treatment", "treatment"),
)


def _may_end_on_its_first_day(model, name):
    """Returns the steps that let a row end on the day on which it began."""
    return [
        migrations.RemoveConstraint(model_name=model, name=f"{name}_ends_after_start"),
        migrations.AddConstraint(
            model_name=model,
            constraint=models.CheckConstraint(
                condition=models.Q(("valid_from__lte", models.F("valid_to"))),
                name=f"{name}_ends_not_before_start",
                violation_error_message="Ngày kết thúc không được trước ngày bắt đầu.",
            ),
        ),
    ]


class Migration(migrations.Migration):
    dependencies = [("cases", "0010_one_text")]

    operations = [
        *(MayOverlap(*guard) for guard in _GUARDS),
        *(step for ledger in _LEDGERS for step in _may_end_on_its_first_day(*ledger)),
        migrations.AlterModelOptions(
            name="statusperiod",
            options={
                "ordering": ("person", "valid_from", "valid_to", "pk"),
                "verbose_name": "diện quản lý",
                "verbose_name_plural": "diện quản lý",
            },
        ),
        migrations.AlterModelOptions(
            name="dossier",
            options={
                "ordering": ("-valid_from", "-valid_to", "-pk"),
                "verbose_name": "hồ sơ",
                "verbose_name_plural": "hồ sơ",
            },
        ),
        *(NoOverlap(*guard) for guard in _GUARDS),
    ]

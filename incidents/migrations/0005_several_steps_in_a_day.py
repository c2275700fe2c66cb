"""A day may hold several steps: a row of the ledger may end on the day on which it began."""

from django.db import migrations, models

from foundation.dated import MayOverlap, NoOverlap

#: (table, columns) of each guard: it is taken down while the table is altered, and put up again.
_GUARDS = (("incidents_hotspotperiod", ["hotspot_id"]),)
#: (model, beginning of the names of its constraint).
_LEDGERS = (("hotspotperiod", "hotspot_period"), ("suspicion", "suspicion"))


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
    dependencies = [("incidents", "0004_one_text")]

    operations = [
        *(MayOverlap(*guard) for guard in _GUARDS),
        *(step for ledger in _LEDGERS for step in _may_end_on_its_first_day(*ledger)),
        migrations.AlterModelOptions(
            name="hotspotperiod",
            options={
                "ordering": ("hotspot", "valid_from", "valid_to", "pk"),
                "verbose_name": "trạng thái điểm",
                "verbose_name_plural": "trạng thái điểm",
            },
        ),
        migrations.AlterModelOptions(
            name="suspicion",
            options={
                "ordering": ("-valid_from", "-valid_to", "-pk"),
                "verbose_name": "nghi vấn",
                "verbose_name_plural": "nghi vấn",
            },
        ),
        *(NoOverlap(*guard) for guard in _GUARDS),
    ]

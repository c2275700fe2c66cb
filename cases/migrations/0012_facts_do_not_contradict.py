"""What is unusual keeps its reason; death and disappearance are told apart; earlier rehabilitation."""

import django.core.validators
from django.db import migrations, models

import foundation.fields
from foundation.dated import MayOverlap, NoOverlap

#: SQLite makes a table anew to add the column, so the guards are taken down and put up again.
_GUARDS = (
    ("cases_residence", ["person_id"]),
    ("cases_statusperiod", ["person_id"]),
    (
        "cases_treatment",
        ["person_id", "CASE WHEN {row}form = 'substitution' THEN 'substitution' ELSE 'rehab' END"],
    ),
)
_END_REASONS = [
    ("completed", "hết thời hạn, hoàn thành"),
    ("next_status", "chuyển sang diện khác"),
    ("imprisoned", "chấp hành án phạt tù, cơ sở bắt buộc"),
    ("moved", "chuyển nơi cư trú"),
    ("died", "chết"),
    ("missing", "mất tích (Tòa án tuyên bố)"),
    ("deceased", "chết, mất tích"),
    ("not_addicted", "không nghiện"),
    ("negative", "kết quả âm tính, không có căn cứ"),
    ("dropped", "bỏ, không chấp hành"),
]


def _with_unusual_reason(model, table):
    return migrations.AddField(
        model_name=model,
        name="unusual_reason",
        field=foundation.fields.EncryptedTextField(
            blank=True,
            context=f"{table}.unusual_reason",
            default="",
            max_length=200,
            verbose_name="lý do của trường hợp đặc biệt",
        ),
        preserve_default=False,
    )


def _with_end_reasons(model):
    return migrations.AlterField(
        model_name=model,
        name="end_reason",
        field=models.CharField(
            blank=True, choices=_END_REASONS, max_length=12, verbose_name="lý do kết thúc"
        ),
    )


class Migration(migrations.Migration):
    dependencies = [("cases", "0011_several_steps_in_a_day")]

    operations = [
        *(MayOverlap(*guard) for guard in _GUARDS),
        _with_unusual_reason("residence", "residence"),
        _with_unusual_reason("statusperiod", "status_period"),
        _with_unusual_reason("treatment", "treatment"),
        _with_unusual_reason("drugtest", "drug_test"),
        *map(_with_end_reasons, ("statusperiod", "treatment")),
        *(NoOverlap(*guard) for guard in _GUARDS),
        migrations.AlterField(
            model_name="person",
            name="past_rehab_count",
            field=models.PositiveSmallIntegerField(
                blank=True,
                default=0,
                help_text="Các lần cai ghi trong hồ sơ này được đếm thêm, không ghi lại ở đây.",
                validators=[
                    django.core.validators.MinValueValidator(0, None),
                    django.core.validators.MaxValueValidator(50, None),
                ],
                verbose_name="số lần đã cai nghiện trước khi lập hồ sơ này",
            ),
        ),
    ]

"""Every refusal of the database in words; the code of a household beside its field."""

import datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pledges", "0002_no_overlap"),
    ]

    operations = [
        migrations.AlterConstraint(
            model_name="household",
            name="household_code_once",
            constraint=models.UniqueConstraint(
                condition=models.Q(("valid_to", datetime.date(9999, 12, 31))),
                fields=("code",),
                name="household_code_once",
                violation_error_code="unique",
                violation_error_message="Mã hộ này đã có.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="household",
            name="household_has_members",
            constraint=models.CheckConstraint(
                condition=models.Q(("members__gte", 1)),
                name="household_has_members",
                violation_error_message="Hộ phải có ít nhất một người.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="outreach",
            name="outreach_had_listeners",
            constraint=models.CheckConstraint(
                condition=models.Q(("attendance__gte", 1)),
                name="outreach_had_listeners",
                violation_error_message="Số người dự phải từ 1 trở lên.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="pledge",
            name="pledge_one_in_force",
            constraint=models.UniqueConstraint(
                condition=models.Q(("valid_to", datetime.date(9999, 12, 31))),
                fields=("household",),
                name="pledge_one_in_force",
                violation_error_message="Hộ này đang có một cam kết còn hiệu lực.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="pledgecampaign",
            name="campaign_ends_after_start",
            constraint=models.CheckConstraint(
                condition=models.Q(("starts_on__lt", models.F("ends_on"))),
                name="campaign_ends_after_start",
                violation_error_message="Ngày kết thúc phải sau ngày bắt đầu.",
            ),
        ),
    ]

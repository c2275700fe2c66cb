"""A household has at most 200 members, whether it is typed or imported."""

from django.core.validators import MaxValueValidator
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pledges", "0004_code_of_the_group")]

    operations = [
        migrations.AlterField(
            model_name="household",
            name="members",
            field=models.PositiveSmallIntegerField(
                default=1, validators=[MaxValueValidator(200)], verbose_name="số nhân khẩu"
            ),
        ),
        migrations.AddConstraint(
            model_name="household",
            constraint=models.CheckConstraint(
                condition=models.Q(("members__lte", 200)),
                name="household_not_too_big",
                violation_error_message="Số nhân khẩu của hộ quá lớn; kiểm tra lại.",
            ),
        ),
    ]

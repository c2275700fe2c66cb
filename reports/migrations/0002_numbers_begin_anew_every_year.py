from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0001_initial'),
        ('wards', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='issuedreport', name='report_number_once_per_ward'),
        migrations.RemoveConstraint(model_name='issuedreport', name='report_number_once_per_area'),
        migrations.AddField(
            model_name='issuedreport',
            name='is_exact',
            field=models.BooleanField(default=False, verbose_name='ghi đủ số người'),
        ),
        migrations.AddField(
            model_name='issuedreport',
            name='year',
            field=models.PositiveSmallIntegerField(default=2026, verbose_name='năm'),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name='issuedreport',
            constraint=models.UniqueConstraint(fields=('ward', 'year', 'number'), name='report_number_once_a_year_per_ward'),
        ),
        migrations.AddConstraint(
            model_name='issuedreport',
            constraint=models.UniqueConstraint(fields=('area', 'year', 'number'), name='report_number_once_a_year_per_area'),
        ),
    ]

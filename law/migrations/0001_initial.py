"""The models come from the app "wards" with their tables as they are: only what Django knows of them changes."""

import datetime
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('wards', '0005_import_batch'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='LegalRule',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('valid_from', models.DateField(verbose_name='từ ngày')),
                        ('valid_to', models.DateField(default=datetime.date(9999, 12, 31), verbose_name='đến trước ngày')),
                        ('key', models.CharField(max_length=60, verbose_name='bước')),
                        ('label', models.CharField(max_length=200, verbose_name='nội dung')),
                        ('value', models.PositiveIntegerField(verbose_name='giá trị')),
                        ('unit', models.CharField(choices=[('hours', 'giờ'), ('days', 'ngày'), ('working_days', 'ngày làm việc'), ('months', 'tháng')], max_length=12, verbose_name='đơn vị')),
                        ('legal_basis', models.CharField(max_length=200, verbose_name='căn cứ pháp lý')),
                        ('is_configured', models.BooleanField(default=False, verbose_name='quy chế nội bộ, chưa có căn cứ luật')),
                    ],
                    options={
                        'db_table': 'wards_legalrule',
                        'verbose_name': 'thời hạn theo luật',
                        'verbose_name_plural': 'thời hạn theo luật',
                        'ordering': ('key', 'valid_from'),
                        'constraints': [models.CheckConstraint(condition=models.Q(('valid_from__lt', models.F('valid_to'))), name='legal_rule_ends_after_start', violation_error_message='Ngày kết thúc phải sau ngày bắt đầu.'), models.UniqueConstraint(fields=('key', 'valid_from'), name='legal_rule_once_a_day')],
                    },
                ),
            ],
        ),
    ]

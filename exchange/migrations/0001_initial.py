"""The models come from the app "wards" with their tables as they are: only what Django knows of them changes."""

import django.db.models.deletion
import django.utils.timezone
import foundation.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('wards', '0005_import_batch'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='ImportBatch',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='khóa')),
                        ('kind', models.CharField(max_length=20, verbose_name='loại danh sách')),
                        ('file_name', foundation.fields.EncryptedTextField(context='import_batch.file_name', verbose_name='tên tệp')),
                        ('content', foundation.fields.EncryptedTextField(blank=True, context='import_batch.content', verbose_name='các dòng')),
                        ('uploaded_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='tải lên lúc')),
                        ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='lưu lúc')),
                        ('new_count', models.PositiveIntegerField(default=0, verbose_name='số dòng mới')),
                        ('changed_count', models.PositiveIntegerField(default=0, verbose_name='số dòng thay đổi')),
                        ('unchanged_count', models.PositiveIntegerField(default=0, verbose_name='số dòng không đổi')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='import_batches', to=settings.AUTH_USER_MODEL, verbose_name='người tải lên')),
                    ],
                    options={
                        'db_table': 'wards_importbatch',
                        'verbose_name': 'lần nhập từ Excel',
                        'verbose_name_plural': 'lần nhập từ Excel',
                        'ordering': ('-uploaded_at',),
                    },
                ),
            ],
        ),
    ]

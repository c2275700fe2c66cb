"""The models come from the app "pledges" with their tables as they are: only what Django knows of them changes."""

import django.db.models.deletion
import foundation.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('pledges', '0005_household_size'),
        ('wards', '0005_import_batch'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='Tip',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='phiên bản')),
                        ('channel', models.CharField(choices=[('box', 'hòm thư'), ('hotline', 'đường dây nóng'), ('in_person', 'trực tiếp'), ('letter', 'đơn thư'), ('online', 'trực tuyến'), ('vneid', 'VNeID')], max_length=10, verbose_name='kênh')),
                        ('code', models.CharField(max_length=12, unique=True, verbose_name='mã tra cứu')),
                        ('content', foundation.fields.EncryptedTextField(context='tip.content', verbose_name='nội dung')),
                        ('received_at', models.DateTimeField(verbose_name='tiếp nhận lúc')),
                        ('due_at', models.DateTimeField(verbose_name='hạn xử lý')),
                        ('state', models.CharField(choices=[('received', 'đã tiếp nhận'), ('assigned', 'đã phân công'), ('forwarded', 'đã chuyển cơ quan điều tra'), ('resolved', 'đã xác minh, xử lý'), ('unfounded', 'không có căn cứ')], default='received', max_length=10, verbose_name='trạng thái')),
                        ('outcome', foundation.fields.EncryptedTextField(blank=True, context='tip.outcome', verbose_name='kết quả')),
                        ('outcome_reference', models.CharField(blank=True, max_length=60, verbose_name='điểm, vụ việc liên quan')),
                        ('assigned_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tips', to=settings.AUTH_USER_MODEL, verbose_name='người xử lý')),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tips', to='wards.neighbourhoodgroup', verbose_name='tổ, thôn')),
                    ],
                    options={
                        'db_table': 'pledges_tip',
                        'verbose_name': 'tin tố giác',
                        'verbose_name_plural': 'tin tố giác',
                        'ordering': ('-received_at', '-pk'),
                    },
                ),
                migrations.CreateModel(
                    name='TipMessage',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('is_from_ward', models.BooleanField(default=True, verbose_name='từ công an')),
                        ('body', foundation.fields.EncryptedTextField(context='tip_message.body', verbose_name='nội dung')),
                        ('at', models.DateTimeField(auto_now_add=True, verbose_name='lúc')),
                        ('tip', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='tips.tip', verbose_name='tin')),
                    ],
                    options={
                        'db_table': 'pledges_tipmessage',
                        'verbose_name': 'trao đổi',
                        'verbose_name_plural': 'trao đổi',
                        'ordering': ('at', 'pk'),
                    },
                ),
                migrations.CreateModel(
                    name='TipReporter',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('identity', foundation.fields.EncryptedTextField(context='tip_reporter.identity', verbose_name='người báo tin')),
                        ('tip', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='reporter', to='tips.tip', verbose_name='tin')),
                    ],
                    options={
                        'db_table': 'pledges_tipreporter',
                        'verbose_name': 'người báo tin',
                        'verbose_name_plural': 'người báo tin',
                    },
                ),
                migrations.AddConstraint(
                    model_name='tip',
                    constraint=models.CheckConstraint(condition=models.Q(('due_at__gt', models.F('received_at'))), name='tip_due_after_received'),
                ),
                migrations.AddConstraint(
                    model_name='tip',
                    constraint=models.CheckConstraint(condition=models.Q(('state', 'received'), ('assigned_to__isnull', False), _connector='OR'), name='tip_moved_by_somebody'),
                ),
            ],
        ),
    ]

"""The models come from the app "criteria" with their tables as they are: only what Django knows of them changes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('criteria', '0003_snapshot_line_up'),
        ('wards', '0005_import_batch'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='Assessment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('set_code', models.CharField(max_length=20, verbose_name='bộ tiêu chí')),
                        ('as_of', models.DateField(verbose_name='thời điểm')),
                        ('state', models.CharField(choices=[('draft', 'dự thảo'), ('submitted', 'đã nộp'), ('verified', 'đã thẩm định'), ('returned', 'trả lại'), ('approved', 'đã công nhận'), ('revoked', 'đã đưa ra khỏi danh sách')], default='draft', max_length=10, verbose_name='trạng thái')),
                        ('note', models.CharField(blank=True, max_length=300, verbose_name='nhận xét')),
                        ('ward', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='wards.ward', verbose_name='xã, phường')),
                    ],
                    options={
                        'db_table': 'criteria_assessment',
                        'verbose_name': 'đánh giá',
                        'verbose_name_plural': 'đánh giá',
                        'ordering': ('-as_of', '-pk'),
                    },
                ),
                migrations.CreateModel(
                    name='CriterionResult',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('criterion', models.CharField(max_length=40, verbose_name='tiêu chí')),
                        ('numerator', models.PositiveIntegerField(verbose_name='tử số')),
                        ('denominator', models.PositiveIntegerField(blank=True, null=True, verbose_name='mẫu số')),
                        ('missing', models.PositiveIntegerField(default=0, verbose_name='còn thiếu dữ liệu')),
                        ('verdict', models.CharField(choices=[('met', 'Đạt'), ('near', 'Gần đạt'), ('missed', 'Chưa đạt'), ('no_data', 'Thiếu dữ liệu')], max_length=8, verbose_name='kết luận')),
                        ('evidence_sha256', models.CharField(blank=True, max_length=64, verbose_name='dấu vân tay bằng chứng')),
                        ('criterion_version', models.PositiveSmallIntegerField(default=1, verbose_name='phiên bản tiêu chí')),
                        ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='results', to='programme.assessment', verbose_name='đánh giá')),
                    ],
                    options={
                        'db_table': 'criteria_criterionresult',
                        'verbose_name': 'kết quả tiêu chí',
                        'verbose_name_plural': 'kết quả tiêu chí',
                    },
                ),
                migrations.CreateModel(
                    name='Directive',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveSmallIntegerField(verbose_name='số thứ tự')),
                        ('title', models.CharField(max_length=300, verbose_name='nội dung')),
                        ('issued_on', models.DateField(verbose_name='ngày giao')),
                        ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='directives', to='wards.area', verbose_name='địa bàn')),
                    ],
                    options={
                        'db_table': 'criteria_directive',
                        'verbose_name': 'nhiệm vụ trọng tâm',
                        'verbose_name_plural': 'nhiệm vụ trọng tâm',
                        'ordering': ('area', 'number'),
                    },
                ),
                migrations.CreateModel(
                    name='DirectiveTask',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('assignee', models.CharField(max_length=120, verbose_name='người phụ trách')),
                        ('due_on', models.DateField(verbose_name='hạn')),
                        ('progress', models.PositiveSmallIntegerField(default=0, verbose_name='tiến độ (%)')),
                        ('evidence', models.CharField(blank=True, max_length=300, verbose_name='kết quả')),
                        ('directive', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tasks', to='programme.directive', verbose_name='nhiệm vụ')),
                        ('ward', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='directive_tasks', to='wards.ward', verbose_name='xã, phường')),
                    ],
                    options={
                        'db_table': 'criteria_directivetask',
                        'verbose_name': 'việc được giao',
                        'verbose_name_plural': 'việc được giao',
                    },
                ),
                migrations.CreateModel(
                    name='Phase',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveSmallIntegerField(verbose_name='giai đoạn')),
                        ('title', models.CharField(max_length=200, verbose_name='nhiệm vụ')),
                        ('starts_on', models.DateField(verbose_name='bắt đầu')),
                        ('ends_on', models.DateField(blank=True, null=True, verbose_name='kết thúc')),
                        ('set_code', models.CharField(max_length=20, verbose_name='bộ tiêu chí')),
                        ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='phases', to='wards.area', verbose_name='địa bàn')),
                    ],
                    options={
                        'db_table': 'criteria_phase',
                        'verbose_name': 'giai đoạn',
                        'verbose_name_plural': 'giai đoạn',
                        'ordering': ('area', 'number'),
                    },
                ),
                migrations.CreateModel(
                    name='PhaseTarget',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('due_on', models.DateField(verbose_name='hạn')),
                        ('phase', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='targets', to='programme.phase', verbose_name='giai đoạn')),
                        ('ward', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='phase_targets', to='wards.ward', verbose_name='xã, phường')),
                    ],
                    options={
                        'db_table': 'criteria_phasetarget',
                        'verbose_name': 'chỉ tiêu giai đoạn',
                        'verbose_name_plural': 'chỉ tiêu giai đoạn',
                        'ordering': ('due_on', 'pk'),
                    },
                ),
                migrations.CreateModel(
                    name='Recognition',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('decision_number', models.CharField(max_length=60, verbose_name='số quyết định')),
                        ('decided_on', models.DateField(verbose_name='ngày quyết định')),
                        ('revoked_on', models.DateField(blank=True, null=True, verbose_name='ngày đưa ra khỏi danh sách')),
                        ('revocation_reason', models.CharField(blank=True, max_length=300, verbose_name='lý do')),
                        ('assessment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='recognition', to='programme.assessment', verbose_name='đánh giá')),
                    ],
                    options={
                        'db_table': 'criteria_recognition',
                        'verbose_name': 'công nhận',
                        'verbose_name_plural': 'công nhận',
                    },
                ),
                migrations.AddConstraint(
                    model_name='assessment',
                    constraint=models.UniqueConstraint(fields=('ward', 'set_code', 'as_of'), name='assessment_once'),
                ),
                migrations.AddConstraint(
                    model_name='criterionresult',
                    constraint=models.UniqueConstraint(fields=('assessment', 'criterion'), name='result_once'),
                ),
                migrations.AddConstraint(
                    model_name='directive',
                    constraint=models.UniqueConstraint(fields=('area', 'number'), name='directive_number_once'),
                ),
                migrations.AddConstraint(
                    model_name='directivetask',
                    constraint=models.UniqueConstraint(fields=('directive', 'ward'), name='directive_task_once'),
                ),
                migrations.AddConstraint(
                    model_name='directivetask',
                    constraint=models.CheckConstraint(condition=models.Q(('progress__lte', 100)), name='directive_progress_percent'),
                ),
                migrations.AddConstraint(
                    model_name='phase',
                    constraint=models.UniqueConstraint(fields=('area', 'number'), name='phase_number_once'),
                ),
                migrations.AddConstraint(
                    model_name='phase',
                    constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('starts_on__lt', models.F('ends_on')), _connector='OR'), name='phase_ends_after_start'),
                ),
                migrations.AddConstraint(
                    model_name='phasetarget',
                    constraint=models.UniqueConstraint(fields=('phase', 'ward'), name='phase_target_once'),
                ),
                migrations.AddConstraint(
                    model_name='recognition',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('revocation_reason', ''), ('revoked_on__isnull', True)), models.Q(('revoked_on__gt', models.F('decided_on')), ('revoked_on__isnull', False), models.Q(('revocation_reason', ''), _negated=True)), _connector='OR'), name='recognition_revoked_with_reason'),
                ),
            ],
        ),
    ]

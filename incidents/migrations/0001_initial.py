"""The models come from the app "cases" with their tables as they are: only what Django knows of them changes."""

import datetime
import django.db.models.deletion
import foundation.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0006_one_rehabilitation_at_a_time'),
        ('wards', '0005_import_batch'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='Hotspot',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='phiên bản')),
                        ('kind', models.CharField(choices=[('gathering', 'tụ điểm về ma túy'), ('complex', 'điểm phức tạp về ma túy'), ('retail', 'đối tượng bán lẻ'), ('use_point', 'điểm tổ chức, chứa chấp sử dụng')], max_length=10, verbose_name='loại')),
                        ('place', foundation.fields.EncryptedTextField(context='hotspot.place', verbose_name='nơi, đối tượng')),
                        ('found_on', models.DateField(verbose_name='ngày phát hiện')),
                        ('source', models.CharField(blank=True, max_length=200, verbose_name='nguồn tin')),
                        ('recheck_on', models.DateField(blank=True, null=True, verbose_name='ngày kiểm tra lại')),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hotspots', to='wards.neighbourhoodgroup', verbose_name='tổ, thôn')),
                    ],
                    options={
                        'db_table': 'cases_hotspot',
                        'verbose_name': 'điểm phức tạp',
                        'verbose_name_plural': 'điểm phức tạp',
                        'ordering': ('-found_on', '-pk'),
                    },
                ),
                migrations.CreateModel(
                    name='Incident',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='phiên bản')),
                        ('happened_on', models.DateField(db_index=True, verbose_name='ngày xảy ra')),
                        ('summary', foundation.fields.EncryptedTextField(blank=True, context='incident.summary', verbose_name='tóm tắt')),
                        ('plants_destroyed', models.PositiveIntegerField(default=0, verbose_name='số cây có chất ma túy đã nhổ bỏ')),
                        ('plants_area_m2', models.PositiveIntegerField(default=0, verbose_name='diện tích đã nhổ bỏ (m²)')),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='incidents', to='wards.neighbourhoodgroup', verbose_name='tổ, thôn')),
                    ],
                    options={
                        'db_table': 'cases_incident',
                        'verbose_name': 'vụ việc',
                        'verbose_name_plural': 'vụ việc',
                        'ordering': ('-happened_on', '-pk'),
                    },
                ),
                migrations.CreateModel(
                    name='IncidentAct',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('act', models.CharField(choices=[('store', 'tàng trữ'), ('trade', 'mua bán'), ('transport', 'vận chuyển'), ('organise', 'tổ chức sử dụng'), ('harbour', 'chứa chấp sử dụng'), ('use', 'sử dụng trái phép'), ('grow', 'trồng cây có chứa chất ma túy')], max_length=9, verbose_name='hành vi')),
                        ('incident', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='acts', to='incidents.incident', verbose_name='vụ việc')),
                    ],
                    options={
                        'db_table': 'cases_incidentact',
                        'verbose_name': 'hành vi',
                        'verbose_name_plural': 'hành vi',
                    },
                ),
                migrations.CreateModel(
                    name='IncidentPerson',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', foundation.fields.EncryptedTextField(context='incident_person.name', verbose_name='họ và tên')),
                        ('is_arrested', models.BooleanField(default=True, verbose_name='bị bắt')),
                        ('wanted_from', models.DateField(blank=True, null=True, verbose_name='truy nã từ ngày')),
                        ('wanted_to', models.DateField(blank=True, null=True, verbose_name='hết truy nã')),
                        ('incident', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='people', to='incidents.incident', verbose_name='vụ việc')),
                        ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='incidents', to='cases.person', verbose_name='hồ sơ người')),
                        ('resident_group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='offending_residents', to='wards.neighbourhoodgroup', verbose_name='cư trú tại tổ, thôn')),
                    ],
                    options={
                        'db_table': 'cases_incidentperson',
                        'verbose_name': 'người trong vụ việc',
                        'verbose_name_plural': 'người trong vụ việc',
                    },
                ),
                migrations.CreateModel(
                    name='Patrol',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('patrolled_on', models.DateField(verbose_name='ngày tuần tra')),
                        ('officers', models.PositiveSmallIntegerField(default=2, verbose_name='số người')),
                        ('note', models.CharField(blank=True, max_length=300, verbose_name='kết quả')),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='patrols', to='wards.neighbourhoodgroup', verbose_name='tổ, thôn')),
                    ],
                    options={
                        'db_table': 'cases_patrol',
                        'verbose_name': 'tuần tra',
                        'verbose_name_plural': 'tuần tra',
                        'ordering': ('-patrolled_on', '-pk'),
                    },
                ),
                migrations.CreateModel(
                    name='SeizedSubstance',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('substance', models.CharField(choices=[('opium', 'thuốc phiện'), ('heroin', 'heroine'), ('cocaine', 'cocain'), ('cannabis', 'cần sa'), ('amphetamine', 'amphetamine, methamphetamine'), ('ketamine', 'ketamine'), ('other', 'loại khác'), ('several', 'nhiều loại')], max_length=12, verbose_name='chất')),
                        ('grams', models.DecimalField(decimal_places=3, max_digits=12, verbose_name='khối lượng (gam)')),
                        ('incident', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seized', to='incidents.incident', verbose_name='vụ việc')),
                    ],
                    options={
                        'db_table': 'cases_seizedsubstance',
                        'verbose_name': 'tang vật',
                        'verbose_name_plural': 'tang vật',
                    },
                ),
                migrations.CreateModel(
                    name='Suspicion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('valid_from', models.DateField(verbose_name='từ ngày')),
                        ('valid_to', models.DateField(default=datetime.date(9999, 12, 31), verbose_name='đến trước ngày')),
                        ('kind', models.CharField(choices=[('person', 'cá nhân'), ('group', 'nhóm'), ('ring', 'đường dây')], max_length=6, verbose_name='loại')),
                        ('subject', foundation.fields.EncryptedTextField(context='suspicion.subject', verbose_name='đối tượng nghi vấn')),
                        ('source_grade', models.CharField(choices=[('A', 'tin cậy cao'), ('B', 'tin cậy'), ('C', 'cần kiểm chứng'), ('D', 'chưa đánh giá được')], max_length=1, verbose_name='độ tin cậy của nguồn')),
                        ('reason', foundation.fields.EncryptedTextField(context='suspicion.reason', verbose_name='biểu hiện')),
                        ('outcome', models.CharField(blank=True, choices=[('unfounded', 'không có căn cứ'), ('case', 'đã chuyển xử lý vụ việc'), ('stopped', 'không còn biểu hiện')], max_length=9, verbose_name='kết luận')),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='suspicions', to='wards.neighbourhoodgroup', verbose_name='tổ, thôn')),
                    ],
                    options={
                        'db_table': 'cases_suspicion',
                        'verbose_name': 'nghi vấn',
                        'verbose_name_plural': 'nghi vấn',
                        'ordering': ('-valid_from', '-pk'),
                    },
                ),
                migrations.CreateModel(
                    name='SuspicionReview',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('reviewed_on', models.DateField(verbose_name='ngày rà soát')),
                        ('next_review_on', models.DateField(verbose_name='hạn rà soát tiếp')),
                        ('note', foundation.fields.EncryptedTextField(blank=True, context='suspicion_review.note', verbose_name='kết quả rà soát')),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='suspicion_reviews', to=settings.AUTH_USER_MODEL, verbose_name='người rà soát')),
                        ('suspicion', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to='incidents.suspicion', verbose_name='nghi vấn')),
                    ],
                    options={
                        'db_table': 'cases_suspicionreview',
                        'verbose_name': 'rà soát nghi vấn',
                        'verbose_name_plural': 'rà soát nghi vấn',
                        'ordering': ('suspicion', 'reviewed_on'),
                    },
                ),
                migrations.CreateModel(
                    name='HotspotPeriod',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('valid_from', models.DateField(verbose_name='từ ngày')),
                        ('valid_to', models.DateField(default=datetime.date(9999, 12, 31), verbose_name='đến trước ngày')),
                        ('state', models.CharField(choices=[('suspected', 'nghi vấn'), ('verified', 'đã xác minh'), ('cleared', 'đã triệt xóa'), ('watched', 'theo dõi tái hoạt động'), ('dismissed', 'không có căn cứ')], max_length=10, verbose_name='trạng thái')),
                        ('note', foundation.fields.EncryptedTextField(blank=True, context='hotspot_period.note', verbose_name='kết quả, biện pháp')),
                        ('hotspot', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='periods', to='incidents.hotspot', verbose_name='điểm')),
                    ],
                    options={
                        'db_table': 'cases_hotspotperiod',
                        'verbose_name': 'trạng thái điểm',
                        'verbose_name_plural': 'trạng thái điểm',
                        'ordering': ('hotspot', 'valid_from'),
                        'indexes': [models.Index(fields=['state', 'valid_from', 'valid_to', 'hotspot'], name='cases_hotsp_state_745848_idx')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('valid_from__lt', models.F('valid_to'))), name='hotspot_period_ends_after_start', violation_error_message='Ngày kết thúc phải sau ngày bắt đầu.'), models.UniqueConstraint(condition=models.Q(('valid_to', datetime.date(9999, 12, 31))), fields=('hotspot',), name='hotspot_one_state')],
                    },
                ),
                migrations.AddIndex(
                    model_name='incident',
                    index=models.Index(fields=['group', 'happened_on'], name='cases_incid_group_i_7b631e_idx'),
                ),
                migrations.AddConstraint(
                    model_name='incidentact',
                    constraint=models.UniqueConstraint(fields=('incident', 'act'), name='act_once_per_incident'),
                ),
                migrations.AddIndex(
                    model_name='incidentperson',
                    index=models.Index(fields=['resident_group'], name='cases_incid_residen_f596f6_idx'),
                ),
                migrations.AddConstraint(
                    model_name='incidentperson',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('wanted_from__isnull', True), ('wanted_to__isnull', True)), models.Q(('wanted_from__isnull', False), ('wanted_from__lt', models.F('wanted_to')), ('wanted_to__isnull', False)), _connector='OR'), name='wanted_from_until'),
                ),
                migrations.AddConstraint(
                    model_name='incidentperson',
                    constraint=models.UniqueConstraint(fields=('incident', 'person'), name='person_once_per_incident'),
                ),
                migrations.AddConstraint(
                    model_name='patrol',
                    constraint=models.CheckConstraint(condition=models.Q(('officers__gte', 1)), name='patrol_has_officers'),
                ),
                migrations.AddConstraint(
                    model_name='seizedsubstance',
                    constraint=models.UniqueConstraint(fields=('incident', 'substance'), name='substance_once_per_incident'),
                ),
                migrations.AddConstraint(
                    model_name='seizedsubstance',
                    constraint=models.CheckConstraint(condition=models.Q(('grams__gt', 0)), name='substance_weighs_something'),
                ),
                migrations.AddIndex(
                    model_name='suspicion',
                    index=models.Index(fields=['group', 'valid_from', 'valid_to'], name='cases_suspi_group_i_d3fee3_idx'),
                ),
                migrations.AddConstraint(
                    model_name='suspicion',
                    constraint=models.CheckConstraint(condition=models.Q(('valid_from__lt', models.F('valid_to'))), name='suspicion_ends_after_start', violation_error_message='Ngày kết thúc phải sau ngày bắt đầu.'),
                ),
                migrations.AddConstraint(
                    model_name='suspicion',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', ''), ('valid_to', datetime.date(9999, 12, 31))), models.Q(models.Q(('valid_to', datetime.date(9999, 12, 31)), _negated=True), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='suspicion_closed_with_outcome'),
                ),
                migrations.AddConstraint(
                    model_name='suspicionreview',
                    constraint=models.UniqueConstraint(fields=('suspicion', 'reviewed_on'), name='review_once_a_day'),
                ),
                migrations.AddConstraint(
                    model_name='suspicionreview',
                    constraint=models.CheckConstraint(condition=models.Q(('next_review_on__gt', models.F('reviewed_on'))), name='review_next_is_later'),
                ),
            ],
        ),
    ]

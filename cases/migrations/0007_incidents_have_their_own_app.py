"""Forgets the models that moved, without touching their tables."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0006_one_rehabilitation_at_a_time"),
        ("incidents", "0001_initial"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveField(
                    model_name='hotspotperiod',
                    name='hotspot',
                ),
                migrations.RemoveField(
                    model_name='incident',
                    name='group',
                ),
                migrations.RemoveField(
                    model_name='incidentact',
                    name='incident',
                ),
                migrations.RemoveField(
                    model_name='incidentperson',
                    name='incident',
                ),
                migrations.RemoveField(
                    model_name='seizedsubstance',
                    name='incident',
                ),
                migrations.RemoveField(
                    model_name='incidentperson',
                    name='person',
                ),
                migrations.RemoveField(
                    model_name='incidentperson',
                    name='resident_group',
                ),
                migrations.RemoveField(
                    model_name='patrol',
                    name='group',
                ),
                migrations.RemoveField(
                    model_name='suspicion',
                    name='group',
                ),
                migrations.RemoveField(
                    model_name='suspicionreview',
                    name='suspicion',
                ),
                migrations.RemoveField(
                    model_name='suspicionreview',
                    name='by',
                ),
                migrations.DeleteModel(
                    name='Hotspot',
                ),
                migrations.DeleteModel(
                    name='HotspotPeriod',
                ),
                migrations.DeleteModel(
                    name='IncidentAct',
                ),
                migrations.DeleteModel(
                    name='Incident',
                ),
                migrations.DeleteModel(
                    name='SeizedSubstance',
                ),
                migrations.DeleteModel(
                    name='IncidentPerson',
                ),
                migrations.DeleteModel(
                    name='Patrol',
                ),
                migrations.DeleteModel(
                    name='Suspicion',
                ),
                migrations.DeleteModel(
                    name='SuspicionReview',
                ),
            ],
        ),
    ]

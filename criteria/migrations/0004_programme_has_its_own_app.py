"""Forgets the models that moved, without touching their tables."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("criteria", "0003_snapshot_line_up"),
        ("programme", "0001_initial"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveField(
                    model_name='assessment',
                    name='ward',
                ),
                migrations.RemoveField(
                    model_name='criterionresult',
                    name='assessment',
                ),
                migrations.RemoveField(
                    model_name='directive',
                    name='area',
                ),
                migrations.RemoveField(
                    model_name='directivetask',
                    name='directive',
                ),
                migrations.RemoveField(
                    model_name='directivetask',
                    name='ward',
                ),
                migrations.RemoveField(
                    model_name='phase',
                    name='area',
                ),
                migrations.RemoveField(
                    model_name='phasetarget',
                    name='phase',
                ),
                migrations.RemoveField(
                    model_name='phasetarget',
                    name='ward',
                ),
                migrations.DeleteModel(
                    name='Recognition',
                ),
                migrations.DeleteModel(
                    name='Assessment',
                ),
                migrations.DeleteModel(
                    name='CriterionResult',
                ),
                migrations.DeleteModel(
                    name='Directive',
                ),
                migrations.DeleteModel(
                    name='DirectiveTask',
                ),
                migrations.DeleteModel(
                    name='Phase',
                ),
                migrations.DeleteModel(
                    name='PhaseTarget',
                ),
            ],
        ),
    ]

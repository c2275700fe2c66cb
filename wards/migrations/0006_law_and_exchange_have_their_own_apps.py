"""Forgets the models that moved, without touching their tables."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("wards", "0005_import_batch"),
        ("law", "0001_initial"),
        ("exchange", "0001_initial"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveField(
                    model_name='importbatch',
                    name='user',
                ),
                migrations.DeleteModel(
                    name='LegalRule',
                ),
                migrations.DeleteModel(
                    name='ImportBatch',
                ),
            ],
        ),
    ]

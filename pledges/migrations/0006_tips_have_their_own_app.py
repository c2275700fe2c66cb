"""Forgets the models that moved, without touching their tables."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("pledges", "0005_household_size"),
        ("tips", "0001_initial"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveField(
                    model_name='tip',
                    name='assigned_to',
                ),
                migrations.RemoveField(
                    model_name='tip',
                    name='group',
                ),
                migrations.RemoveField(
                    model_name='tipmessage',
                    name='tip',
                ),
                migrations.DeleteModel(
                    name='TipReporter',
                ),
                migrations.DeleteModel(
                    name='Tip',
                ),
                migrations.DeleteModel(
                    name='TipMessage',
                ),
            ],
        ),
    ]

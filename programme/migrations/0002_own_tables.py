"""The tables get the names of this app."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("programme", "0001_initial")]

    operations = [
        migrations.AlterModelTable("Assessment", table=None),
        migrations.AlterModelTable("CriterionResult", table=None),
        migrations.AlterModelTable("Directive", table=None),
        migrations.AlterModelTable("DirectiveTask", table=None),
        migrations.AlterModelTable("Phase", table=None),
        migrations.AlterModelTable("PhaseTarget", table=None),
        migrations.AlterModelTable("Recognition", table=None),
    ]

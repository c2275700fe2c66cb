"""The tables get the names of this app."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("tips", "0001_initial")]

    operations = [
        migrations.AlterModelTable("Tip", table=None),
        migrations.AlterModelTable("TipMessage", table=None),
        migrations.AlterModelTable("TipReporter", table=None),
    ]

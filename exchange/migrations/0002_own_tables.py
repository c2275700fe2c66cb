"""The tables get the names of this app."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_initial")]

    operations = [
        migrations.AlterModelTable("ImportBatch", table=None),
    ]

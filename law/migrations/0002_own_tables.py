"""The tables get the names of this app."""

from django.db import migrations

from foundation.dated import MayOverlap, NoOverlap


class Migration(migrations.Migration):
    dependencies = [("law", "0001_initial")]

    operations = [
        MayOverlap("wards_legalrule", ["key"]),
        migrations.AlterModelTable("LegalRule", table=None),
        NoOverlap("law_legalrule", ["key"]),
    ]

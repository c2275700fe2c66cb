"""The database refuses two rows of one kind on one day."""

from django.db import migrations

from wards.dated import NoOverlap


class Migration(migrations.Migration):
    dependencies = [("wards", "0001_initial")]

    operations = [
        NoOverlap("wards_groupplacement", ["group_id"]),
        NoOverlap("wards_legalrule", ["key"]),
        NoOverlap("wards_wardclassification", ["ward_id", "scheme"]),
        NoOverlap("wards_areaward", ["area_id", "ward_id"]),
    ]

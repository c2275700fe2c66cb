"""The database refuses two rows of one kind on one day."""

from django.db import migrations

from wards.dated import NoOverlap


class Migration(migrations.Migration):
    dependencies = [("pledges", "0001_initial")]

    operations = [
        NoOverlap("pledges_pledge", ["household_id"]),
        NoOverlap("pledges_boxcheck", ["box_id"]),
        NoOverlap("pledges_boardinspection", ["board_id"]),
    ]

"""The database refuses two rows of one kind on one day."""

from django.db import migrations

from wards.dated import NoOverlap


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]

    operations = [
        NoOverlap("cases_residence", ["person_id"]),
        NoOverlap("cases_absence", ["person_id"]),
        NoOverlap("cases_statusperiod", ["person_id"]),
        NoOverlap("cases_dossier", ["person_id", "kind"]),
        NoOverlap("cases_hotspotperiod", ["hotspot_id"]),
    ]

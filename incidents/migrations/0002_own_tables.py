"""The tables get the names of this app."""

from django.db import migrations

from foundation.dated import MayOverlap, NoOverlap


class Migration(migrations.Migration):
    dependencies = [("incidents", "0001_initial")]

    operations = [
        MayOverlap("cases_hotspotperiod", ["hotspot_id"]),
        migrations.AlterModelTable("Hotspot", table=None),
        migrations.AlterModelTable("Incident", table=None),
        migrations.AlterModelTable("IncidentAct", table=None),
        migrations.AlterModelTable("IncidentPerson", table=None),
        migrations.AlterModelTable("Patrol", table=None),
        migrations.AlterModelTable("SeizedSubstance", table=None),
        migrations.AlterModelTable("Suspicion", table=None),
        migrations.AlterModelTable("SuspicionReview", table=None),
        migrations.AlterModelTable("HotspotPeriod", table=None),
        migrations.RenameIndex("Incident", new_name="incidents_i_group_i_6e64c5_idx", old_name="cases_incid_group_i_7b631e_idx"),
        migrations.RenameIndex("IncidentPerson", new_name="incidents_i_residen_87b135_idx", old_name="cases_incid_residen_f596f6_idx"),
        migrations.RenameIndex("Suspicion", new_name="incidents_s_group_i_850cfe_idx", old_name="cases_suspi_group_i_d3fee3_idx"),
        migrations.RenameIndex("HotspotPeriod", new_name="incidents_h_state_f57286_idx", old_name="cases_hotsp_state_745848_idx"),
        NoOverlap("incidents_hotspotperiod", ["hotspot_id"]),
    ]

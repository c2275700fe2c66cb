"""The incident ledger: hotspots, suspicions, incidents and those involved, patrols."""

from incidents.models.hotspot import Hotspot, HotspotPeriod
from incidents.models.incident import (
    Incident,
    IncidentAct,
    IncidentPerson,
    Patrol,
    SeizedSubstance,
)
from incidents.models.suspicion import Suspicion, SuspicionReview

__all__ = [
    "Hotspot",
    "HotspotPeriod",
    "Incident",
    "IncidentAct",
    "IncidentPerson",
    "Patrol",
    "SeizedSubstance",
    "Suspicion",
    "SuspicionReview",
]

"""The models of hotspots, suspicions, incidents with the people involved, and patrols."""

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

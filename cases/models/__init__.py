"""The case ledger: people, their course under the law, hotspots, suspicions and incidents."""

from cases.models.dossier import Dossier, DossierDocument, DossierForm
from cases.models.handover import Handover
from cases.models.hotspot import Hotspot, HotspotPeriod
from cases.models.incident import Incident, IncidentAct, IncidentPerson, Patrol, SeizedSubstance
from cases.models.person import Person
from cases.models.residence import Absence, Residence
from cases.models.status_period import StatusPeriod
from cases.models.suspicion import Suspicion, SuspicionReview
from cases.models.treatment import MethadoneDose, Treatment
from cases.models.visit import DrugTest, Support, Visit

__all__ = [
    "Absence",
    "Dossier",
    "DossierDocument",
    "DossierForm",
    "DrugTest",
    "Handover",
    "Hotspot",
    "HotspotPeriod",
    "Incident",
    "IncidentAct",
    "IncidentPerson",
    "MethadoneDose",
    "Patrol",
    "Person",
    "Residence",
    "SeizedSubstance",
    "StatusPeriod",
    "Support",
    "Suspicion",
    "SuspicionReview",
    "Treatment",
    "Visit",
]

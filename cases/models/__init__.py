"""The models of the case ledger: people and their course under the law."""

from cases.models.dossier import Dossier, DossierDocument, DossierForm
from cases.models.handover import Handover
from cases.models.person import Person
from cases.models.residence import Absence, Residence
from cases.models.status_period import StatusPeriod
from cases.models.treatment import MethadoneDose, Treatment
from cases.models.visit import DrugTest, Support, Visit

__all__ = [
    "Absence",
    "Dossier",
    "DossierDocument",
    "DossierForm",
    "DrugTest",
    "Handover",
    "MethadoneDose",
    "Person",
    "Residence",
    "StatusPeriod",
    "Support",
    "Treatment",
    "Visit",
]

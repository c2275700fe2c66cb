"""Results of scoring, and the programme that they serve."""

from criteria.models.assessment import Assessment, CriterionResult, Recognition
from criteria.models.directive import Directive, DirectiveTask
from criteria.models.phase import Phase, PhaseTarget
from criteria.models.snapshot import WardSnapshot

__all__ = [
    "Assessment",
    "CriterionResult",
    "Directive",
    "DirectiveTask",
    "Phase",
    "PhaseTarget",
    "Recognition",
    "WardSnapshot",
]

"""The models of the programme: assessments and recognition, phases, directives."""

from programme.models.assessment import Assessment, CriterionResult, Recognition
from programme.models.directive import Directive, DirectiveTask
from programme.models.phase import Phase, PhaseTarget

__all__ = [
    "Assessment",
    "CriterionResult",
    "Directive",
    "DirectiveTask",
    "Phase",
    "PhaseTarget",
    "Recognition",
]

"""Results of scoring."""

from criteria.models.snapshot import WardSnapshot

__all__ = [
    "WardSnapshot",
]

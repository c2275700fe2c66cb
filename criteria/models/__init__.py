"""The model of stored scores: the daily snapshot of a ward."""

from criteria.models.snapshot import WardSnapshot

__all__ = [
    "WardSnapshot",
]

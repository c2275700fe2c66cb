"""The models of corrections."""

from corrections.models.correction import CorrectedGroup, Correction

__all__ = ["CorrectedGroup", "Correction"]

"""Old migrations, from before the package `foundation`, import these names; nothing else does."""

from foundation.dated import MayOverlap, NoOverlap

__all__ = ["MayOverlap", "NoOverlap"]

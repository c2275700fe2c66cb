"""Where migrations written before the floor `foundation` existed find these names. Nothing else imports them."""

from foundation.dated import MayOverlap, NoOverlap

__all__ = ["MayOverlap", "NoOverlap"]

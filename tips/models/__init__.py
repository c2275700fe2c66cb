"""Tips and, apart from them, who sent them."""

from tips.models.tip import Tip, TipMessage, TipReporter

__all__ = ["Tip", "TipMessage", "TipReporter"]

"""The models of tips and, in a table apart from them, of who sent them."""

from tips.models.tip import Tip, TipMessage, TipReporter

__all__ = ["Tip", "TipMessage", "TipReporter"]

"""Rules of law with their dates."""

from law.models.legal_rule import LegalRule

__all__ = ["LegalRule"]

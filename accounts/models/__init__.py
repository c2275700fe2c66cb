"""Users, the forms that they sent, and the log of what they did."""

from accounts.models.audit_event import AuditChain, AuditEvent
from accounts.models.submission import Submission
from accounts.models.user import User

__all__ = ["AuditChain", "AuditEvent", "Submission", "User"]

"""Where migrations written before the floor `foundation` existed find this name. Nothing else imports it."""

from foundation.fields import EncryptedTextField

__all__ = ["EncryptedTextField"]

"""Old migrations, from before the package `foundation`, import this name; nothing else does."""

from foundation.fields import EncryptedTextField

__all__ = ["EncryptedTextField"]

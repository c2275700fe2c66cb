"""Writes the keys that settings.py asks for into .env, each made new. Never changes a key that is there.

For a demonstration or a development checkout. `--print` only shows a fresh set, for a deployment's
own secret store. Lost FIELD_KEYS make the encrypted fields unreadable for ever: keep a copy.
"""

import base64
import os
import secrets
import sys
from pathlib import Path

ENV_FILE = Path(__file__).resolve().parent.parent / ".env"


def new_key() -> str:
    """32 random bytes as base64url."""
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


def fresh() -> str:
    """The lines of a new .env."""
    return "\n".join(
        (
            f"SECRET_KEY={secrets.token_urlsafe(50)}",
            f"FIELD_KEYS=k1:{new_key()}",
            f"INDEX_KEYS={new_key()}",
            "",
        )
    )


def main() -> None:
    """Print the lines, or write them where no file is."""
    if "--print" in sys.argv[1:]:
        print(fresh(), end="")
        return
    # O_EXCL: an existing file is never overwritten; 0600: nobody else on the machine reads the keys.
    descriptor = os.open(ENV_FILE, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "w") as env_file:
        env_file.write(
            "# Made by .ci/make_env.py for this checkout. Not for production; never commit it.\n"
        )
        env_file.write(fresh())
    print(f"Wrote new keys to {ENV_FILE.name}", file=sys.stderr)


if __name__ == "__main__":
    main()

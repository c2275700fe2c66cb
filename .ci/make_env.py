"""Writes the keys that settings.py asks for into .env, each made new. Never changes a key that is there.

For a demonstration or a development checkout; a key that an older .env lacks is added to it. `--print`
only shows a fresh set, for a deployment's own secret store. Lost FIELD_KEYS make the encrypted fields
unreadable for ever: keep a copy.
"""

import base64
import os
import re
import secrets
import sys
from pathlib import Path

ENV_FILE = Path(__file__).resolve().parent.parent / ".env"
NOTE = "# Made by .ci/make_env.py for this checkout. Not for production; never commit it.\n"


def new_key() -> str:
    """32 random bytes as base64url."""
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


def fresh() -> dict[str, str]:
    """Every key of a new .env."""
    return {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "FIELD_KEYS": f"k1:{new_key()}",
        "INDEX_KEY": new_key(),
    }


def missing(present: str) -> dict[str, str]:
    """The keys that a .env of this text lacks."""
    there = dict(re.findall(r"^\s*(?:export\s+)?(\w+)\s*=\s*(.*)$", present, re.MULTILINE))
    keys = fresh()
    if (
        "INDEX_KEYS" in there
    ):  # its name until it was found to be no ring: the rows are indexed with it
        keys["INDEX_KEY"] = there["INDEX_KEYS"].strip("\"' ").split(",")[0]
    return {name: key for name, key in keys.items() if name not in there}


def lines(keys: dict[str, str]) -> str:
    """As they stand in the file."""
    return "".join(f"{name}={key}\n" for name, key in keys.items())


def main() -> None:
    """Print a set of keys, or add to .env those that it lacks."""
    if "--print" in sys.argv[1:]:
        print(lines(fresh()), end="")
        return
    # Only ever appended to; 0600: nobody else on the machine reads the keys.
    descriptor = os.open(ENV_FILE, os.O_CREAT | os.O_APPEND | os.O_RDWR, 0o600)
    with os.fdopen(descriptor, "r+") as env_file:
        present = env_file.read()
        keys = missing(present)
        if not keys:
            return
        gap = NOTE if not present else "" if present.endswith("\n") else "\n"
        env_file.write(gap + lines(keys))
    print(f"Wrote to {ENV_FILE.name}: {', '.join(keys)}", file=sys.stderr)


if __name__ == "__main__":
    main()

"""The packages of the house, top floor first, as import-linter keeps them."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
FLOORS: tuple[str, ...] = tuple(_PROJECT["tool"]["importlinter"]["root_packages"])

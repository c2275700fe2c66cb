"""Prints the test modules that a change can touch, for `make test-changed`.

A change is what differs from `main` (or from the commit given) and what is not committed yet. A test
module is touched when it changed, or imports a changed module, directly or through others. Templates,
data and settings are imported by nobody, so a change of one of them touches every test.
"""

import subprocess
import sys
from pathlib import Path

import grimp

from tests.architecture.floors import FLOORS

ROOT = Path(__file__).resolve().parents[1]


def changed_files(since: str) -> set[str]:
    """Paths that differ from the commit, committed or not, and new ones."""
    asked = (["diff", "--name-only", since], ["ls-files", "--others", "--exclude-standard"])
    answers = (
        subprocess.run(["git", *words], cwd=ROOT, check=True, capture_output=True, text=True)
        for words in asked
    )
    return {line for answer in answers for line in answer.stdout.splitlines()}


def touched(files: set[str]) -> list[str]:
    """Paths of the test modules that the files touch; `tests` for all of them."""
    code = {file for file in files if file.endswith(".py")}
    if files - code - {file for file in files if file.endswith(".md")} or any(
        Path(file).name in {"conftest.py", "settings.py"} for file in code
    ):
        return ["tests"]
    graph = grimp.build_graph(*FLOORS, "tests", exclude_type_checking_imports=True)
    for module in graph.modules:
        if ".api." in module and not module.startswith("tests."):
            graph.add_import(importer="config.api", imported=module)  # it looks for them itself
    modules = {
        file.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for file in code
    }
    reached = set(modules)
    for module in modules & graph.modules:
        reached |= graph.find_downstream_modules(module)
    # A test of a screen asks for an address and imports nothing of it: it goes with its app's addresses,
    # and a test of the API with the app's resources.
    asked = tuple(
        f"tests.{module[: module.index(room)]}{room.removesuffix('urls')}"
        for module in reached
        for room in (".urls", ".api.")
        if room in module
    )
    reached |= {module for module in graph.modules if asked and module.startswith(asked)}
    tests = {module for module in reached if module.split(".")[-1].startswith("test_")}
    paths = (module.replace(".", "/") + ".py" for module in tests)
    return sorted(path for path in paths if (ROOT / path).exists())


if __name__ == "__main__":
    print("\n".join(touched(changed_files(sys.argv[1] if sys.argv[1:] else "main"))))

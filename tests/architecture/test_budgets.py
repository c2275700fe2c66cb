"""Size and shape: short because simple."""

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from tests.architecture.house import FLOORS, ROOT


def modules() -> list[Path]:
    return sorted(
        p for app in FLOORS for p in (ROOT / app).rglob("*.py") if "migrations" not in p.parts
    )


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(node: ast.AST) -> int:
    return node.end_lineno - node.lineno + 1


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def test_no_module_is_over_450_lines_and_the_median_is_80():
    sizes = {str(p.relative_to(ROOT)): lines(p) for p in modules() if lines(p) > 2}
    assert {name: size for name, size in sizes.items() if size > 450} == {}
    assert median(sizes.values()) <= 80


def test_no_function_is_over_60_lines_and_the_median_is_8():
    sizes = {f"{p.relative_to(ROOT)}:{f.name}": length(f) for p in modules() for f in functions(p)}
    assert {name: size for name, size in sizes.items() if size > 60} == {}
    assert median(sizes.values()) <= 8


def test_no_template_is_over_200_lines():
    sizes = {str(p.relative_to(ROOT)): lines(p) for p in (ROOT / "templates").rglob("*.html")}
    assert {name: size for name, size in sizes.items() if size > 200} == {}


def test_no_view_handler_is_over_15_lines():
    """What a request does is named in actions and queries; the view only joins them."""
    handlers = {
        f"{p.relative_to(ROOT)}:{f.name}": length(f)
        for app in FLOORS
        for p in (ROOT / app / "views").rglob("*.py")
        for f in functions(p)
    }
    assert {name: size for name, size in handlers.items() if size > 15} == {}


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(ROOT)))
def test_every_module_says_what_belongs_in_it(path):
    if path.read_text().strip():
        assert ast.get_docstring(ast.parse(path.read_text()))

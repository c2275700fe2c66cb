"""Cuts Tabler's style sheet to what the product uses: `cut_css.py [--check]`.

Reads config/vendor/tabler.min.css as npm ships it, writes config/static/vendor/tabler/tabler.min.css. A rule
stays if every class that it asks for stands somewhere in the templates, scripts or tags of the product; a
variable stays if somebody reads it. `--check` writes nothing and fails when the written file is stale.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import tablericons
import tinycss2

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "config/vendor/tabler.min.css"
CUT = ROOT / "config/static/vendor/tabler/tabler.min.css"
#: Style sheets of our own, which read variables of Tabler.
READERS = ("config/static/css/*.css", "config/static/vendor/datepicker/*.css")
#: Where a class can come from; of Python only from what writes HTML.
USERS = (
    "templates/**/*.html",
    "config/static/js/*.js",
    "config/static/vendor/datepicker/*.js",
)
_WORD = re.compile(r"[A-Za-z_][\w-]*")
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")
_LICENCE = re.compile(r"/\*!.*?\*/", re.DOTALL)
#: Rules inside these are looked at one by one.
_WITH_RULES = {"media", "supports", "layer", "container"}

Node = Any  # tinycss2 has no types


class Words:
    """The words of the product; one that ends in a hyphen stands for all that begin with it."""

    def __init__(self, texts: Iterable[str]) -> None:
        found = {word for text in texts for word in _WORD.findall(text)}
        self._whole = found
        self._begun = tuple(word for word in found if word.endswith("-") and len(word) > 1)

    def has(self, name: str) -> bool:
        return name in self._whole or name.startswith(self._begun)


class Cut:
    """The rules that stay, as text; `needed` are the variables that somebody reads."""

    def __init__(self, words: Words, needed: set[str] | None) -> None:
        self._words, self._needed = words, needed

    def rules(self, nodes: Iterable[Node]) -> Iterator[str]:
        for node in nodes:
            if node.type == "qualified-rule":
                yield from self._rule(node)
            elif node.type == "at-rule" and node.lower_at_keyword in _WITH_RULES and node.content:
                inner = "".join(self.rules(_rules_in(node.content)))
                if inner:
                    yield f"@{node.at_keyword}{_text(node.prelude)}{{{inner}}}"
            elif node.type == "at-rule":
                yield node.serialize()

    def _rule(self, node: Node) -> Iterator[str]:
        kept = [one for one in _split(node.prelude) if self._is_used(one)]
        body = ";".join(self._declarations(node.content)) if kept else ""
        if body:
            yield f"{','.join(_text(one).strip() for one in kept)}{{{body}}}"

    def _declarations(self, content: Iterable[Node]) -> Iterator[str]:
        for node in tinycss2.parse_blocks_contents(
            content, skip_comments=True, skip_whitespace=True
        ):
            if node.type != "declaration":
                raise SystemExit(f"not understood: {node.serialize()[:80]}")
            if self._needed is None or not node.name.startswith("--") or node.name in self._needed:
                important = "!important" if node.important else ""
                yield f"{node.name}:{_text(node.value).strip()}{important}"

    def _is_used(self, selector: list[Node]) -> bool:
        """Returns whether its classes and its attributes of Bootstrap's scripts are known words.

        What stands inside `:not()`, `:is()` and the like is not asked for.
        """
        after_dot = False
        for node in selector:
            if node.type == "ident" and after_dot and not self._words.has(node.value):
                return False
            if node.type == "[] block" and not self._has_attribute(node):
                return False
            after_dot = node.type == "literal" and node.value == "."
        return True

    def _has_attribute(self, block: Node) -> bool:
        name = block.content[0].value
        return not name.startswith("data-bs-") or self._words.has(name)


def cut() -> str:
    """Returns the style sheet as it has to be."""
    source = SOURCE.read_text()
    words = Words([*_texts(USERS), *_texts_with_html(), _classes_of_icons()])
    needed: set[str] | None = None
    while True:  # a variable that only an unread variable reads goes with it
        rules = list(Cut(words, needed).rules(_rules_in(source)))
        read = set(_VARIABLE.findall("".join(rules))) | set(
            _VARIABLE.findall("".join(_texts(READERS)))
        )
        if read == needed:
            break
        needed = read
    rules = _without_unused_keyframes(rules)
    licence = _LICENCE.search(source)
    return (licence.group() + "\n" if licence else "") + "\n".join(rules) + "\n"


def _without_unused_keyframes(rules: list[str]) -> list[str]:
    text = "".join(rule for rule in rules if "@keyframes" not in rule)
    return [
        rule
        for rule in rules
        if not (named := re.match(r"@(?:-webkit-)?keyframes\s+([\w-]+)", rule))
        or re.search(rf"animation(?:-name)?:[^;}}]*\b{re.escape(named[1])}\b", text)
    ]


def _rules_in(source: Any) -> list[Node]:
    if isinstance(source, str):
        nodes = tinycss2.parse_stylesheet(source, skip_comments=True, skip_whitespace=True)
    else:
        nodes = tinycss2.parse_rule_list(source, skip_comments=True, skip_whitespace=True)
    for node in nodes:
        if node.type == "error":
            raise SystemExit(f"not understood: {node.message}")
    return list(nodes)


def _split(prelude: Iterable[Node]) -> list[list[Node]]:
    """Returns the selectors of a list, each as its own nodes."""
    selectors: list[list[Node]] = [[]]
    for node in prelude:
        if node.type == "literal" and node.value == ",":
            selectors.append([])
        else:
            selectors[-1].append(node)
    return selectors


def _text(nodes: Iterable[Node]) -> str:
    return str(tinycss2.serialize(nodes))


def _texts(patterns: Iterable[str]) -> list[str]:
    return [path.read_text() for pattern in patterns for path in sorted(ROOT.glob(pattern))]


def _texts_with_html() -> list[str]:
    apps = [path.parent.name for path in sorted(ROOT.glob("*/apps.py"))]
    return [text for text in _texts(f"{app}/**/*.py" for app in apps) if 'class="' in text]


def _classes_of_icons() -> str:
    return str(tablericons._render_icon("outline/home", 20))  # noqa: SLF001 - its public tag needs Django


def main() -> None:
    made = cut()
    if "--check" not in sys.argv:
        CUT.write_text(made)
        print(f"{CUT.relative_to(ROOT)}: {len(made) // 1024} kB of {SOURCE.stat().st_size // 1024}")
    elif CUT.read_text() != made:
        raise SystemExit(f"{CUT.relative_to(ROOT)} is stale: run .venv/bin/python .ci/cut_css.py")


if __name__ == "__main__":
    main()

"""Following links: addresses are alike when they differ only in digits and in what is asked."""

import re
from collections.abc import Callable, Container, Iterable, Iterator
from html import unescape
from urllib.parse import urljoin, urlsplit

#: One page of a kind is enough.
MOST_PAGES = 60
_LINK = re.compile(r'<(?:a|iframe)\b[^>]*?\b(?:href|src)="([/?][^"]*)"')


def kind_of(url: str) -> str:
    parts = urlsplit(url)
    keys = "&".join(sorted(pair.partition("=")[0] for pair in parts.query.split("&") if pair))
    return re.sub(r"\d+", "0", parts.path) + "?" + keys


def links_in(html: str) -> list[str]:
    """Of links and frames, inside the product."""
    return [unescape(link) for link in _LINK.findall(html)]


def page_of(url: str) -> str:
    """The path of the address with every number alike: what one page of the product is."""
    return kind_of(url).partition("?")[0]


def walked(
    links_of: Callable[[str], Iterable[str]], start: str = "/", known: Container[str] = ()
) -> Iterator[str]:
    """Addresses of pages reached from `start` by links alone; `links_of` is asked after each was used.

    Kinds that are `known` already are left out; `start` never is.
    """
    todo, seen = [start], set[str]()
    while todo and len(seen) < MOST_PAGES:
        url = todo.pop(0)
        kind = kind_of(url)
        if kind in seen or (kind in known and url != start) or "/api/" in url:
            continue
        seen.add(kind)
        yield url
        todo += [urljoin(url, link) for link in links_of(url) if link.startswith(("/", "?"))]

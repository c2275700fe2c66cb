"""The one door to WeasyPrint: a paper as a page of HTML and as a tagged PDF with our own fonts.

Nothing is fetched from anywhere but the product's own static files: no network, no other file.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation

from reports.catalogue.base import LANGUAGE, Paper

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcher

STYLESHEET = "css/document.css"
#: Beside it, for those who read in a browser.
SCREEN_STYLESHEET = "css/document-screen.css"
#: A host that no server answers to: addresses under it are static files, read from disk.
OWN = "https://static.invalid/"


class UnreadableFileError(RuntimeError):
    """The paper asked for something that is not, or not any more, among our files: no paper at all."""


def html_of(
    paper: Paper, stylesheets: Sequence[str] = (OWN + STYLESHEET,), *, icon: str = ""
) -> str:
    """The whole page; a browser is given the addresses under which it finds style sheets and icon."""
    with translation.override(LANGUAGE):
        author = " ".join(paper.letterhead.agency)
        context = {"paper": paper, "stylesheets": stylesheets, "author": author, "icon": icon}
        return render_to_string("reports/report_paper.html", context)


def pdf_of(paper: Paper) -> bytes:
    """The paper as a file."""
    return pdf_of_html(html_of(paper))


def pdf_of_html(html: str) -> bytes:
    """PDF/UA-1: tagged, with the page's language and title. Tinos is embedded as a subset.

    The fonts are named in the style sheet that the page links, so WeasyPrint loads them into the one
    font configuration of the document; a style sheet passed beside the page would need the same object.
    """
    from weasyprint import HTML
    from weasyprint.urls import FatalURLFetchingError

    try:
        page = HTML(string=html, base_url=OWN, url_fetcher=_own_files())
        made: bytes = page.write_pdf(pdf_variant="pdf/ua-1")
    except FatalURLFetchingError as error:  # not an Exception, so nothing else would catch it
        raise UnreadableFileError(str(error)) from error
    return made


@cache
def _own_files() -> "URLFetcher":
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnFiles(URLFetcher):
        """Gives static files, refuses everything else."""

        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            path = finders.find(url.removeprefix(OWN)) if url.startswith(OWN) else None
            if not isinstance(path, str):
                raise UnreadableFileError(url)
            kind = "text/css" if url.endswith(".css") else "font/ttf"
            return URLFetcherResponse(url, Path(path).read_bytes(), {"Content-Type": kind})

    return OwnFiles(fail_on_errors=True)  # type: ignore[no-untyped-call]  # WeasyPrint's own

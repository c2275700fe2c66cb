"""Renders a paper as HTML and as a tagged PDF with our own fonts; only this module uses WeasyPrint.

Nothing but the product's own static files is read: no network and no other file.
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
#: Linked as well when the paper is read in a browser.
SCREEN_STYLESHEET = "css/document-screen.css"
#: A host that no server answers for; addresses under it are static files, which are read from disk.
OWN = "https://static.invalid/"


class UnreadableFileError(RuntimeError):
    """Raised when a paper refers to a file that is not among our static files; no PDF is made."""


def html_of(
    paper: Paper, stylesheets: Sequence[str] = (OWN + STYLESHEET,), *, icon: str = ""
) -> str:
    """Returns the paper as a complete HTML page.

    For a browser, `stylesheets` and `icon` are the addresses under which it finds these files.
    """
    with translation.override(LANGUAGE):
        author = " ".join(paper.letterhead.agency)
        context = {"paper": paper, "stylesheets": stylesheets, "author": author, "icon": icon}
        return render_to_string("reports/report_paper.html", context)


def pdf_of(paper: Paper) -> bytes:
    """Returns the paper as the bytes of a PDF file."""
    return pdf_of_html(html_of(paper))


def pdf_of_html(html: str) -> bytes:
    """Returns the page as PDF/UA-1: tagged, with language and title, Tinos embedded as a subset.

    The fonts are named in the style sheet that the page links, so WeasyPrint loads them into the
    font configuration of the document; a style sheet passed separately would need the same object.
    Raises UnreadableFileError when the page refers to a file that is not ours.
    """
    from weasyprint import HTML
    from weasyprint.urls import FatalURLFetchingError

    try:
        page = HTML(string=html, base_url=OWN, url_fetcher=_own_files())
        made: bytes = page.write_pdf(pdf_variant="pdf/ua-1")
    except FatalURLFetchingError as error:  # not an Exception, so general handlers would miss it
        raise UnreadableFileError(str(error)) from error
    return made


@cache
def _own_files() -> "URLFetcher":
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnFiles(URLFetcher):
        """Returns our static files and raises UnreadableFileError for every other address."""

        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            path = finders.find(url.removeprefix(OWN)) if url.startswith(OWN) else None
            if not isinstance(path, str):
                raise UnreadableFileError(url)
            kind = "text/css" if url.endswith(".css") else "font/ttf"
            return URLFetcherResponse(url, Path(path).read_bytes(), {"Content-Type": kind})

    return OwnFiles(fail_on_errors=True)

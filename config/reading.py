"""Whether a request can be read: asked once, before a view, a form or a middleware reads it.

Django reads a request piece by piece, where somebody first asks for it: a form with a broken body then fails
in a middleware, in the check of the CSRF token, or again in the page that tells of the failure.
"""

import codecs
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.urls import Resolver404, resolve
from django.utils.http import parse_header_parameters

#: Stands in place of a Content-Type that Django fails on while it builds the request.
UNREADABLE_TYPE = "application/x-unreadable"
#: What decoders put in place of bytes that are no UTF-8.
_REPLACEMENT = "\ufffd"
_MULTIPART = "multipart/form-data"
_FORM = "application/x-www-form-urlencoded"
#: Everything that Django and Python raise while they read a request which its sender has spoiled.
_FAULTS = (BadRequest, SuspiciousOperation, MultiPartParserError, ValueError, LookupError, OSError)
_CHUNK = 64 * 1024

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Any]


def with_readable_type(application: Application) -> Application:
    """Wraps the WSGI application: a Content-Type that cannot be parsed is replaced by UNREADABLE_TYPE.

    Django parses it before any middleware runs, so that the fault would end in the server itself.
    """

    def wrapped(environ: Environ, start_response: Callable[..., Any]) -> Any:
        try:
            parse_header_parameters(environ.get("CONTENT_TYPE", ""))
        except (ValueError, LookupError):
            environ["CONTENT_TYPE"] = UNREADABLE_TYPE
        return application(environ, start_response)

    return wrapped


def most_bytes_of_file(request: HttpRequest) -> int:
    """Returns how long a file may be that is sent to this address; 0 where none is taken.

    Only users who are signed in may send one. A view that takes files says so: `most_bytes_of_file`.
    """
    is_short = length_of_body(request) <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if is_short or not request.user.is_authenticated:
        return 0
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return 0
    of_file = getattr(getattr(view, "view_class", None), "most_bytes_of_file", None)
    return of_file() if of_file else 0


def length_of_body(request: HttpRequest) -> int:
    """Returns the length that the sender names; nothing beyond it is ever read."""
    try:
        return int(request.headers.get("content-length") or 0)
    except ValueError:
        return 0


def pour_away(request: HttpRequest, most: int) -> None:
    """Takes what was sent off the line and keeps none of it, up to `most` bytes.

    A browser shows the answer only after it has sent everything: if the server closed the line earlier, its
    reader would see a broken connection instead of the sentence.
    """
    left = min(length_of_body(request), most)
    while left > 0 and (chunk := request.META["wsgi.input"].read(min(left, _CHUNK))):
        left -= len(chunk)


def has_readable_head(request: HttpRequest) -> bool:
    """Returns whether type, cookies and query can be decoded.

    A character set other than UTF-8 is refused: forms and JSON have no other. A cookie may hide a NUL,
    which PostgreSQL refuses in any question, as in that for the session.
    """
    try:
        charset = (request.content_params or {}).get("charset", "utf-8")
        is_utf8 = codecs.lookup(charset).name == "utf-8"
        request.encoding = "utf-8"  # Django's form parser knows no other spelling, such as "utf8"
        has_nul = any("\0" in value for value in request.COOKIES.values())
        query = request.META.get("QUERY_STRING", "").encode("iso-8859-1")
        is_known = request.content_type != UNREADABLE_TYPE
        return is_known and is_utf8 and not has_nul and _is_utf8(query) and request.GET is not None
    except _FAULTS:
        return False


def has_readable_form(request: HttpRequest) -> bool:
    """Returns whether the form can be decoded, which reads it; True for any other body.

    Raises RequestDataTooBig if its fields without the file are longer than a form may be.
    """
    try:
        return not _is_form(request) or _is_decoded(request)
    except RequestDataTooBig:
        raise
    except _FAULTS:
        return False


def _is_form(request: HttpRequest) -> bool:
    """Returns whether the body is a form of a screen; the API reads its own bodies, which are JSON."""
    is_screen = not request.path.startswith("/api/")
    return request.method == "POST" and is_screen and request.content_type in {_FORM, _MULTIPART}


def _is_decoded(request: HttpRequest) -> bool:
    if request.content_type == _FORM:
        return _is_utf8(request.body) and request.POST is not None
    texts = (text for _name, values in request.POST.lists() for text in values)
    return not any(_REPLACEMENT in text for text in texts)


def _is_utf8(quoted: bytes) -> bool:
    unquote_to_bytes(quoted).decode()
    return True

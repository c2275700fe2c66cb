"""Middleware around every request: compressed, readable, kept out of caches, in the chosen language."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

from config import errors
from config.reading import (
    has_readable_form,
    has_readable_head,
    length_of_body,
    most_bytes_of_file,
    pour_away,
)


class CompressedTextMiddleware(GZipMiddleware):
    """Compresses pages and what the API answers; PDFs and workbooks are compressed in themselves.

    The length of a compressed page can betray a secret beside what a stranger put into the request (BREACH).
    Three things stand against it: Django masks the CSRF token anew in every page; every answer is made longer by
    a random number of bytes; and the session's cookie is SameSite=Lax, so that no other site can have the
    browser fetch page after page.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        kind = response.get("Content-Type", "")
        if not kind.startswith(("text/", "application/json", "application/javascript")):
            return response
        return super().process_response(request, response)


class ReadableRequestMiddleware:
    """Answers 413 to a request that is too long, and 400 to one that cannot be decoded.

    It stands behind the one that knows the user, as only signed-in users may send files, and before all
    that read the request.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not has_readable_head(request):
            return errors.bad_request(request)
        form, file = settings.DATA_UPLOAD_MAX_MEMORY_SIZE, most_bytes_of_file(request)
        if length_of_body(request) > form + file:
            pour_away(request, 3 * settings.IMPORT_MAX_BYTES)
            return errors.too_large(request, most=file or form)
        try:
            is_sound = has_readable_form(request)
        except RequestDataTooBig:
            return errors.too_large(request, most=form)
        return self.get_response(request) if is_sound else errors.bad_request(request)


class PrivateAnswersMiddleware:
    """Forbids storing an answer to a signed-in user, unless the answer sets its own Cache-Control.

    The Back button then asks the server again, so nothing is shown after the session has ended.
    Static files are served before this middleware and may be cached.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store, private"
        return response


class ChosenLanguageMiddleware(LocaleMiddleware):
    """Uses Vietnamese until the reader chooses another language in the top bar.

    The browser's language is ignored, because many offices run an English Windows.
    """

    def process_request(self, request: HttpRequest) -> None:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language

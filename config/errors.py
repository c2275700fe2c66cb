"""Error answers when no view answered: a page for people, the API's error shape for programs.

None of them looks at the request beyond its path. What could not be read once is not read again: Django's
own views for these errors check the CSRF token, and so read the form whose reading has just failed.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

_MEGABYTE = 1024 * 1024


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if _is_for_programs(request):
        return _refusal(400, "parse_error", _("Yêu cầu không đọc được."))
    return _page(400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    if _is_for_programs(request):
        return _refusal(403, "permission_denied", _("Không được phép."))
    return _page(403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if _is_for_programs(request):
        return _refusal(404, "not_found", _("Không tìm thấy."))
    return _page(404)


def too_large(request: HttpRequest, *, most: int) -> HttpResponse:
    """Says how many bytes may be sent to this address."""
    megabytes = {"most": most // _MEGABYTE}
    if _is_for_programs(request):
        words = _("Nội dung gửi lên lớn hơn mức %(most)d MB của địa chỉ này.") % megabytes
        return _refusal(413, "too_large", words)
    return _page(413, megabytes)


def server_error(request: HttpRequest) -> HttpResponse:
    if _is_for_programs(request):
        return _refusal(500, "error", _("Hệ thống gặp lỗi; đã ghi lại để khắc phục."))
    return _page(500)


def _is_for_programs(request: HttpRequest) -> bool:
    return request.path.startswith("/api/v1/")


def _page(status: int, context: dict[str, Any] | None = None) -> HttpResponse:
    return HttpResponse(render_to_string(f"{status}.html", context), status=status)


def _refusal(status: int, code: str, message: str) -> JsonResponse:
    error: dict[str, Any] = {"field": None, "message": message, "code": code}
    return JsonResponse({"errors": [error]}, status=status)

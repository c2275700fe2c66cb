"""Error answers when no view answered: a page for people, the API's error shape for programs."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views import defaults


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if _is_for_programs(request):
        return _refusal(400, "parse_error", _("Yêu cầu không đọc được."))
    return defaults.bad_request(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if _is_for_programs(request):
        return _refusal(404, "not_found", _("Không tìm thấy."))
    return defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    if _is_for_programs(request):
        return _refusal(500, "error", _("Hệ thống gặp lỗi; đã ghi lại để khắc phục."))
    return defaults.server_error(request)


def _is_for_programs(request: HttpRequest) -> bool:
    return request.path.startswith("/api/v1/")


def _refusal(status: int, code: str, message: str) -> JsonResponse:
    error: dict[str, Any] = {"field": None, "message": message, "code": code}
    return JsonResponse({"errors": [error]}, status=status)

"""Paging of lists. Not in base.py, because DRF reads this setting while it is being imported."""

from django.utils.translation import gettext_lazy as _
from rest_framework.pagination import PageNumberPagination


class Pages(PageNumberPagination):
    """50 rows a page, 200 at most."""

    page_query_description = _("Số trang.")  # type: ignore[assignment]  # in the reader's language
    page_size_query_description = _("Số dòng mỗi trang, nhiều nhất 200.")  # type: ignore[assignment]  # the library says str, a lazy text is shown the same
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200

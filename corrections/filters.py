"""The search of the ledger of corrections."""

from django.utils.translation import gettext_lazy as _
from django_filters import filters, filterset

from corrections.enums import CorrectionKind
from corrections.models import Correction
from foundation.forms import DayField


class DayFilter(filters.DateFilter):
    """A day as it is written in Viet Nam."""

    field_class = DayField


class CorrectionFilter(filterset.FilterSet):
    """Filters by what was done, and by the days on which it was done."""

    kind = filters.ChoiceFilter(
        choices=CorrectionKind.choices, label=_("Việc"), empty_label=_("tất cả")
    )
    first = DayFilter(field_name="at", lookup_expr="date__gte", label=_("Từ ngày"))
    last = DayFilter(field_name="at", lookup_expr="date__lte", label=_("Đến ngày"))

    class Meta:
        model = Correction
        fields = ["kind"]

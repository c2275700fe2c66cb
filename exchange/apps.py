"""The exchange app imports lists from Excel with a preview, and exports them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    name = "exchange"
    verbose_name = _("Nhập, xuất Excel")

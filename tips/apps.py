"""The tips app stores what citizens report and, apart from it, who reported it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TipsConfig(AppConfig):
    name = "tips"
    verbose_name = _("Tin tố giác")

"""Finds the API's resources, which are served under "api/v1/", and has the views of its description."""

import pkgutil
from importlib import import_module
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.utils.translation import gettext_lazy as _
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.routers import SimpleRouter

from wards.api.base import resources


def _all_resources() -> SimpleRouter:
    """Imports every module of our apps' `api` packages, so that each resource has added itself."""
    ours = (app for app in apps.get_app_configs() if Path(app.path).parent == settings.BASE_DIR)
    for app in ours:
        for module in pkgutil.iter_modules([f"{app.path}/api"], f"{app.name}.api."):
            import_module(module.name)
    return resources


router = _all_resources()

#: Answers 401 in the API's error shape, so programs can read the description with their key.
schema = SpectacularAPIView.as_view()
#: Redirects people to the sign-in page. It has no inline script and loads nothing from other hosts.
docs = login_required(
    SpectacularSwaggerSplitView.as_view(
        url_name="schema", template_name="api_docs.html", title=_("Tài liệu API")
    )
)

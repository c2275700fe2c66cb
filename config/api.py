"""The API: one line per resource under "api/v1/", its description and the pages that show it."""

from django.contrib.auth.decorators import login_required
from django.utils.translation import gettext_lazy as _
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.routers import SimpleRouter

from cases.api.viewsets import DossierViewSet, PersonViewSet, VisitViewSet
from criteria.api.viewsets import EvidenceViewSet, ScoreViewSet
from wards.api.viewsets import GroupViewSet, WardViewSet

router = SimpleRouter()
router.register("wards", WardViewSet, basename="ward")
router.register("groups", GroupViewSet, basename="group")
router.register("people", PersonViewSet, basename="person")
router.register("dossiers", DossierViewSet, basename="dossier")
router.register("visits", VisitViewSet, basename="visit")
router.register("scores", ScoreViewSet, basename="score")
router.register(
    r"wards/(?P<ward_id>[^/]+)/evidence/(?P<set_code>[^/]+)", EvidenceViewSet, basename="evidence"
)

#: Answers 401 in the one shape, so that a program can read it with its key.
schema = SpectacularAPIView.as_view()
#: Sends people to the sign-in page; no inline script, nothing from outside hosts.
docs = login_required(
    SpectacularSwaggerSplitView.as_view(
        url_name="schema", template_name="api_docs.html", title=_("Tài liệu API")
    )
)

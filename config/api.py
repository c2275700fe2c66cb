"""Registers the API's resources under "api/v1/", and the views of its description."""

from django.contrib.auth.decorators import login_required
from django.utils.translation import gettext_lazy as _
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.routers import SimpleRouter

from cases.api.dossiers import DossierViewSet
from cases.api.people import PersonViewSet
from cases.api.visits import VisitViewSet
from criteria.api.evidence import EvidenceViewSet
from criteria.api.scores import ScoreViewSet
from wards.api.groups import GroupViewSet
from wards.api.wards import WardViewSet

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

#: Answers 401 in the API's error shape, so programs can read the description with their key.
schema = SpectacularAPIView.as_view()
#: Redirects people to the sign-in page. It has no inline script and loads nothing from other hosts.
docs = login_required(
    SpectacularSwaggerSplitView.as_view(
        url_name="schema", template_name="api_docs.html", title=_("Tài liệu API")
    )
)

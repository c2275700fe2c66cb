"""All addresses of the site: the project's own, and one include for each app."""

from allauth.account.views import LoginView, LogoutView
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from accounts.views.password import OwnPasswordView
from config.api import docs, router, schema
from config.gallery import gallery, gallery_list
from config.home import home


@login_not_required
def healthz(_request: HttpRequest) -> HttpResponse:
    """Tells the load balancer that the server answers."""
    return HttpResponse("ok", content_type="text/plain")


urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("healthz", healthz, name="healthz"),
    path("i18n/setlang/", login_not_required(set_language), name="set_language"),
    path("accounts/login/", LoginView.as_view(), name="account_login"),
    path("accounts/logout/", LogoutView.as_view(), name="account_logout"),
    path("accounts/password/change/", OwnPasswordView.as_view(), name="account_change_password"),
    path("accounts/", include("accounts.urls")),
    path("units/", include("wards.urls")),
    path("units/", include("exchange.urls")),
    path("calendar/", include("law.urls")),
    path("corrections/", include("corrections.urls")),
    path("", include("cases.urls")),
    path("", include("pledges.urls")),
    path("", include("reports.urls")),
    path("api/v1/", include(router.urls)),
    path("api/schema/", schema, name="schema"),
    path("api/docs/", docs, name="api-docs"),
    path("gallery/", gallery, name="gallery"),
    path("gallery/list/<slug:state>/", gallery_list, name="gallery-list"),
]

handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"

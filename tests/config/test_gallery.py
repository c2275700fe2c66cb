"""The gallery shows every component, and only to who builds the product."""

from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from config.gallery import LIST_STATES

pytestmark = pytest.mark.django_db
COMPONENTS = Path(settings.BASE_DIR) / "templates/components"


@pytest.fixture
def building(settings):
    settings.DEBUG = True


@pytest.fixture
def pages(building, officer_client):
    """The gallery and its list in each state."""
    urls = [reverse("gallery"), *(reverse("gallery-list", args=[state]) for state in LIST_STATES)]
    return [officer_client.get(url) for url in urls]


def test_every_component_is_shown(pages):
    assert {page.status_code for page in pages} == {200}
    shown = {template.name for page in pages for template in page.templates}
    # One form is a page of its own, and a fragment is asked for by htmx.
    elsewhere = {"components/form.html", "components/fragment.html"}
    there = {f"components/{file.name}" for file in COMPONENTS.glob("*.html")}
    assert there - shown == elsewhere


def test_an_unknown_state_of_the_list_is_not_found(building, officer_client):
    assert officer_client.get(reverse("gallery-list", args=["other"])).status_code == 404


def test_a_deployment_has_no_gallery(officer_client):
    urls = [reverse("gallery"), reverse("gallery-list", args=["empty"])]
    assert [officer_client.get(url).status_code for url in urls] == [404, 404]

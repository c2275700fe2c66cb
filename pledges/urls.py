"""URLs of the household ledger."""

from django.urls import path

from pledges.views.boards import BoardCreate, BoardInspect, BoardRemove
from pledges.views.boxes import BoxCreate, BoxInspect, BoxOpen, BoxRemove
from pledges.views.fixtures import FixtureList, GroupFixtures
from pledges.views.households import (
    HouseholdCreate,
    HouseholdDetail,
    HouseholdEdit,
    HouseholdEnd,
    HouseholdList,
)
from pledges.views.signing import PledgeRefuse, PledgeSign

app_name = "pledges"
urlpatterns = [
    path("households/", HouseholdList.as_view(), name="household-list"),
    path("households/new/", HouseholdCreate.as_view(), name="household-create"),
    path("households/<int:pk>/", HouseholdDetail.as_view(), name="household-detail"),
    path("households/<int:pk>/edit/", HouseholdEdit.as_view(), name="household-edit"),
    path("households/<int:pk>/sign/", PledgeSign.as_view(), name="pledge-sign"),
    path("households/<int:pk>/refuse/", PledgeRefuse.as_view(), name="pledge-refuse"),
    path("households/<int:pk>/end/", HouseholdEnd.as_view(), name="household-end"),
    path("fixtures/", FixtureList.as_view(), name="fixture-list"),
    path("fixtures/<int:pk>/", GroupFixtures.as_view(), name="fixture-detail"),
    path("boxes/new/", BoxCreate.as_view(), name="box-create"),
    path("boxes/<int:pk>/open/", BoxOpen.as_view(), name="box-open"),
    path("boxes/<int:pk>/inspect/", BoxInspect.as_view(), name="box-inspect"),
    path("boxes/<int:pk>/remove/", BoxRemove.as_view(), name="box-remove"),
    path("boards/new/", BoardCreate.as_view(), name="board-create"),
    path("boards/<int:pk>/inspect/", BoardInspect.as_view(), name="board-inspect"),
    path("boards/<int:pk>/remove/", BoardRemove.as_view(), name="board-remove"),
]

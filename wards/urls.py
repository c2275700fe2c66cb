"""URLs of units, groups and the access log, under "units/"."""

from django.urls import path

from wards.views.audit_log import AuditList
from wards.views.groups import GroupCreate, GroupEdit, GroupList, GroupPopulation
from wards.views.wards import WardBorder, WardList, WardPopulation

app_name = "wards"
urlpatterns = [
    path("", WardList.as_view(), name="ward-list"),
    path("<int:pk>/population/", WardPopulation.as_view(), name="ward-population"),
    path("<int:pk>/border/", WardBorder.as_view(), name="ward-border"),
    path("audit/", AuditList.as_view(), name="audit-list"),
    path("groups/", GroupList.as_view(), name="group-list"),
    path("groups/new/", GroupCreate.as_view(), name="group-create"),
    path("groups/<int:pk>/edit/", GroupEdit.as_view(), name="group-edit"),
    path("groups/<int:pk>/population/", GroupPopulation.as_view(), name="group-population"),
]

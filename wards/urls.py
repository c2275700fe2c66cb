"""Addresses of units and groups, under "units/"."""

from django.urls import path

from wards.views.audit_log import audit_list
from wards.views.groups import GroupCreate, GroupEdit, GroupList, GroupPopulation
from wards.views.imports import (
    ExportCreate,
    ImportDiscard,
    ImportList,
    ImportPreview,
    ImportResult,
    ImportSample,
    ImportTemplate,
    ImportUpload,
)
from wards.views.wards import WardBorder, WardList, WardPopulation

app_name = "wards"
urlpatterns = [
    path("", WardList.as_view(), name="ward-list"),
    path("<int:pk>/population/", WardPopulation.as_view(), name="ward-population"),
    path("<int:pk>/border/", WardBorder.as_view(), name="ward-border"),
    path("audit/", audit_list, name="audit-list"),
    path("groups/", GroupList.as_view(), name="group-list"),
    path("groups/new/", GroupCreate.as_view(), name="group-create"),
    path("groups/<int:pk>/edit/", GroupEdit.as_view(), name="group-edit"),
    path("groups/<int:pk>/population/", GroupPopulation.as_view(), name="group-population"),
    path("import/", ImportList.as_view(), name="import-list"),
    path("import/samples/<slug:name>/", ImportSample.as_view(), name="import-sample"),
    path("import/batches/<uuid:pk>/", ImportPreview.as_view(), name="import-preview"),
    path("import/batches/<uuid:pk>/discard/", ImportDiscard.as_view(), name="import-discard"),
    path("import/batches/<uuid:pk>/result/", ImportResult.as_view(), name="import-result"),
    path("import/<slug:kind>/", ImportUpload.as_view(), name="import-upload"),
    path("import/<slug:kind>/template/", ImportTemplate.as_view(), name="import-template"),
    path("export/<slug:kind>/", ExportCreate.as_view(), name="export-create"),
]

"""URLs of imports and exports. They are under "units/", where they were before this app existed."""

from django.urls import path

from exchange.views.imports import (
    ExportCreate,
    ImportDiscard,
    ImportList,
    ImportPreview,
    ImportResult,
    ImportSample,
    ImportTemplate,
    ImportUpload,
)

app_name = "exchange"
urlpatterns = [
    path("import/", ImportList.as_view(), name="import-list"),
    path("import/samples/<slug:name>/", ImportSample.as_view(), name="import-sample"),
    path("import/batches/<uuid:pk>/", ImportPreview.as_view(), name="import-preview"),
    path("import/batches/<uuid:pk>/discard/", ImportDiscard.as_view(), name="import-discard"),
    path("import/batches/<uuid:pk>/result/", ImportResult.as_view(), name="import-result"),
    path("import/<slug:kind>/", ImportUpload.as_view(), name="import-upload"),
    path("import/<slug:kind>/template/", ImportTemplate.as_view(), name="import-template"),
    path("export/<slug:kind>/", ExportCreate.as_view(), name="export-create"),
]

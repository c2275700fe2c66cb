"""URLs of corrections."""

from django.urls import path

from corrections.views import ledger, rows

app_name = "corrections"
urlpatterns = [
    path("", ledger.CorrectionList.as_view(), name="correction-list"),
    path("<int:pk>/", ledger.CorrectionDetail.as_view(), name="correction-detail"),
    path("<int:pk>/restore/", ledger.Restore.as_view(), name="correction-restore"),
    path("<slug:kind>/<int:pk>/change/", rows.RowChangeView.as_view(), name="row-change"),
    path("<slug:kind>/<int:pk>/remove/", rows.RowRemove.as_view(), name="row-remove"),
]

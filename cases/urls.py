"""URLs of the case ledger."""

from django.urls import path

from cases.views import contacts, courses, dossiers, people

app_name = "cases"
urlpatterns = [
    path("people/", people.PersonList.as_view(), name="person-list"),
    path("people/find/", people.PersonFind.as_view(), name="person-find"),
    path("people/new/", people.PersonCreate.as_view(), name="person-create"),
    path("people/<int:pk>/", people.PersonDetail.as_view(), name="person-detail"),
    path("people/<int:pk>/edit/", people.PersonEdit.as_view(), name="person-edit"),
    path("people/<int:pk>/identity/", people.IdentityReveal.as_view(), name="identity-reveal"),
    path("people/<int:pk>/status/", courses.StatusMove.as_view(), name="status-move"),
    path("people/<int:pk>/residence/", contacts.ResidenceSet.as_view(), name="residence-set"),
    path("people/<int:pk>/absence/", contacts.AbsenceCreate.as_view(), name="absence-create"),
    path("people/<int:pk>/return/", contacts.AbsenceEnd.as_view(), name="absence-end"),
    path("people/<int:pk>/dossiers/new/", dossiers.DossierOpen.as_view(), name="dossier-create"),
    path("dossiers/<int:pk>/forms/", dossiers.DossierPaper.as_view(), name="dossier-form-file"),
    path("dossiers/<int:pk>/close/", dossiers.DossierClose.as_view(), name="dossier-close"),
    path(
        "people/<int:pk>/treatments/new/", courses.TreatmentStart.as_view(), name="treatment-create"
    ),
    path("treatments/<int:pk>/end/", courses.TreatmentEnd.as_view(), name="treatment-end"),
    path("people/<int:pk>/visits/new/", contacts.VisitCreate.as_view(), name="visit-create"),
    path("people/<int:pk>/tests/new/", contacts.DrugTestCreate.as_view(), name="test-create"),
]

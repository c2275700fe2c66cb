"""Reads which dossiers of a person are open, and which papers a dossier lacks."""

from cases.models import Dossier, Person
from cases.statuses import DOSSIER_FORMS
from foundation.dated import OPEN


def open_kinds(person: Person) -> set[str]:
    """Returns the kinds of the person's open dossiers."""
    rows = Dossier.objects.filter(person=person, valid_to=OPEN)
    return set(rows.values_list("kind", flat=True))


def missing_papers(dossier: Dossier) -> list[str]:
    """Returns the codes of papers that are not in the dossier yet, in the order of the table."""
    filed = set(dossier.forms.values_list("code", flat=True))
    return [row.code for row in DOSSIER_FORMS[dossier.kind] if row.code not in filed]

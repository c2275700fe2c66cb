"""The dossiers that criteria 3, 4 and 5 ask for: for whom, and who lacks one.

This is the only place that defines them. The criteria count with `asked_of`; the list of people, a
person's page and the search use the same rows to show what is missing.
"""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.enums import DossierKind
from cases.models.person import PersonQuerySet
from cases.queries.figures import present, residents_in_status, with_dossier
from cases.statuses import PersonStatus


@dataclass(frozen=True)
class RequiredDossier:
    """A dossier that a criterion asks for: for whom, and the label of a search for its absence."""

    code: str
    label: str | Promise
    status: PersonStatus
    kind: DossierKind
    #: Whether it is asked for only while the person is not away.
    only_present: bool = False

    def asked_of(self, day: date) -> PersonQuerySet:
        """Returns the people who need this dossier that day; `file` is the open one, or None."""
        people = residents_in_status([self.status], day)
        return with_dossier(present(people, day) if self.only_present else people, self.kind, day)

    def is_asked_of(self, status: str, *, is_away: bool) -> bool:
        """Returns whether a person in this status needs this dossier."""
        return status == self.status and not (self.only_present and is_away)


#: Criterion 3.
ADDICT_FILE = RequiredDossier(
    "management",
    _("người nghiện thiếu hồ sơ quản lý"),
    PersonStatus.ADDICT,
    DossierKind.MANAGEMENT,
)
#: Criterion 4.
ADDICT_TREATMENT = RequiredDossier(
    "treatment",
    _("người nghiện có mặt thiếu hồ sơ cai nghiện"),
    PersonStatus.ADDICT,
    DossierKind.TREATMENT,
    only_present=True,
)
#: Criterion 5.
POST_REHAB_FILE = RequiredDossier(
    "post_rehab",
    _("người sau cai thiếu hồ sơ quản lý sau cai"),
    PersonStatus.POST_REHAB,
    DossierKind.POST_REHAB,
)
REQUIRED_DOSSIERS = (ADDICT_FILE, ADDICT_TREATMENT, POST_REHAB_FILE)


def kinds_lacked(status: str, *, is_away: bool, open_kinds: Container[str]) -> list[DossierKind]:
    """Returns the kinds of dossier that a person in this status needs and that are not open."""
    return [
        required.kind
        for required in REQUIRED_DOSSIERS
        if required.is_asked_of(status, is_away=is_away) and required.kind not in open_kinds
    ]


def lacking(people: PersonQuerySet, code: str, day: date) -> PersonQuerySet:
    """Returns the people without the dossier of that code; "any" is without at least one."""
    lacks = Q(pk__in=[])
    for required in REQUIRED_DOSSIERS:
        if code in {required.code, "any"}:
            lacks |= Q(pk__in=required.asked_of(day).filter(Q(file=None)).values("pk"))
    return people.filter(lacks)

"""The dated sets of criteria. A new decree becomes a new set here; old sets do not change."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from criteria.criterion import Criterion
from criteria.rules.addict_file import AddictFile
from criteria.rules.addict_treatment import AddictTreatment
from criteria.rules.hotline_board import HotlineBoardInPlace
from criteria.rules.household_pledge import HouseholdPledge
from criteria.rules.no_hotspot import NoHotspot
from criteria.rules.no_offender import NoOffender
from criteria.rules.no_suspect import NoSuspect
from criteria.rules.no_use_point import NoUsePoint
from criteria.rules.no_user import NoUser
from criteria.rules.post_rehab_file import PostRehabFile
from criteria.rules.tip_box import TipBoxInPlace
from foundation.dated import OPEN

Words = str | Promise


# Sets are compared by identity: each exists once, and their labels depend on the language.
@dataclass(frozen=True, eq=False)
class CriteriaSet:
    """An ordered list of criteria with its legal basis and the days on which it is in force."""

    code: str
    label: Words
    short_label: Words
    legal_basis: Words
    valid_from: date
    valid_to: date
    criteria: tuple[Criterion, ...]

    @property
    def line_up(self) -> str:
        """A short text that changes when the set's criteria or the versions of their rules change.

        A snapshot is used only if it was taken under the same line-up.
        """
        versions = " ".join(f"{criterion.code}:{criterion.version}" for criterion in self.criteria)
        return f"{self.code}:{sha256(versions.encode()).hexdigest()[:8]}"

    def criterion(self, code: str) -> Criterion | None:
        return next((criterion for criterion in self.criteria if criterion.code == code), None)


CITY_2023 = CriteriaSet(
    code="CITY_2023",
    label=_("Bộ tiêu chí thành phố 2023 (8 tiêu chí)"),
    short_label=_("Thành phố 2023"),
    legal_basis=_(
        "Kế hoạch xây dựng mô hình “Xã, phường không có ma túy” của UBND thành phố Lào Cai năm 2023"
    ),
    valid_from=date(2023, 1, 1),
    valid_to=OPEN,
    criteria=(
        NoHotspot(),
        NoSuspect(),
        AddictFile(),
        AddictTreatment(),
        PostRehabFile(),
        HouseholdPledge(),
        TipBoxInPlace(),
        HotlineBoardInPlace(),
    ),
)

QD28_2025 = CriteriaSet(
    code="QD28_2025",
    label=_("Quyết định 28/2025/QĐ-TTg (3 tiêu chí)"),
    short_label=_("QĐ 28/2025"),
    legal_basis=_("Quyết định 28/2025/QĐ-TTg, Điều 6"),
    valid_from=date(2025, 8, 24),
    valid_to=OPEN,
    criteria=(NoUser(), NoOffender(), NoUsePoint()),
)

SETS = (CITY_2023, QD28_2025)


def get_set(code: str) -> CriteriaSet | None:
    """Returns the set with that code, or None if there is none."""
    return next((criteria_set for criteria_set in SETS if criteria_set.code == code), None)

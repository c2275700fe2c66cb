"""Plain tables of what happens in each ward: the only place where the plot is written.

Facts of the article are marked FACT and checked by tests/demo; the rest is invented so that every
verdict and every phase state is shown on some day. Dates are fixed; None means still so today.
"""

from dataclasses import dataclass
from datetime import date

from cases.statuses import PersonStatus
from incidents.enums import HotspotKind, SuspicionKind

D = date


@dataclass(frozen=True)
class WardPlan:
    """A ward of the former city: its number of groups, and of people by course (demo/people.py)."""

    code: str
    name: str
    groups: int
    substitution: int = 6
    community: int = 3
    compulsory: int = 19
    after_centre: int = 4
    illegal_use: int = 2
    suspected: int = 2


#: 17 wards and communes with 300 groups. FACT: the `compulsory` column (19 in most wards, 20 in
#: four) adds up to the 289 dossiers that proposed compulsory rehab since early 2023.
WARDS = (
    WardPlan("02635", "Duyên Hải", 16),
    WardPlan("02641", "Lào Cai", 14),
    WardPlan("02644", "Cốc Lếu", 22, compulsory=20),
    WardPlan("02647", "Kim Tân", 24, compulsory=20),
    WardPlan("02650", "Bắc Lệnh", 17),
    WardPlan("02653", "Pom Hán", 20, compulsory=20),
    WardPlan("02656", "Xuân Tăng", 14),
    WardPlan("02658", "Bình Minh", 19),
    WardPlan("02659", "Thống Nhất", 13),
    WardPlan("02662", "Đồng Tuyển", 12),
    WardPlan("02665", "Vạn Hòa", 17),
    WardPlan("02668", "Bắc Cường", 26, compulsory=20),
    # FACT: five people in voluntary community rehab; `_nam_cuong` in demo/people.py adds them.
    WardPlan("02671", "Nam Cường", 17, 0, 0, 0, 0, 0, 0),
    WardPlan("02674", "Cam Đường", 17),
    WardPlan("02677", "Tả Phời", 20),
    WardPlan("02680", "Hợp Thành", 19),
    # FACT: 36 people in 2022, 28 in 2024; `_coc_san` in demo/people.py adds them.
    WardPlan("02746", "Cốc San", 13, 0, 0, 0, 0, 0, 0),
)


@dataclass(frozen=True)
class HotspotStory:
    ward: str
    group: int
    kind: HotspotKind
    verified: date
    cleared: date | None
    #: Days since the last recheck of a cleared hotspot (every 30 days, so 31 is overdue by one).
    looked: int = 12


HOTSPOTS = (
    HotspotStory("02644", 5, HotspotKind.USE_POINT, D(2024, 2, 14), D(2024, 11, 20)),
    HotspotStory("02635", 9, HotspotKind.RETAIL, D(2023, 4, 3), D(2023, 12, 18), 28),
    HotspotStory("02635", 4, HotspotKind.USE_POINT, D(2026, 8, 11), None),
    HotspotStory("02647", 3, HotspotKind.RETAIL, D(2023, 10, 9), D(2024, 12, 2)),
    HotspotStory("02647", 11, HotspotKind.COMPLEX, D(2024, 3, 21), D(2025, 1, 15), 32),
    HotspotStory("02647", 20, HotspotKind.RETAIL, D(2024, 5, 6), D(2024, 12, 2)),
    HotspotStory("02650", 7, HotspotKind.GATHERING, D(2023, 9, 12), D(2025, 2, 10), 26),
    HotspotStory("02650", 15, HotspotKind.RETAIL, D(2024, 1, 29), D(2024, 10, 7), 8),
    HotspotStory("02665", 2, HotspotKind.USE_POINT, D(2024, 4, 17), D(2025, 3, 3)),
    HotspotStory("02746", 6, HotspotKind.RETAIL, D(2024, 3, 4), D(2024, 9, 16)),
    HotspotStory("02671", 12, HotspotKind.RETAIL, D(2022, 8, 8), D(2023, 3, 30), 19),
    HotspotStory("02671", 16, HotspotKind.COMPLEX, D(2022, 5, 16), D(2023, 6, 20), 32),
)


@dataclass(frozen=True)
class SuspicionStory:
    ward: str
    group: int
    kind: SuspicionKind
    opened: date
    closed: date | None
    #: The last review lapsed and was not renewed, so the suspicion blocks as "cần rà soát".
    lapsed: bool = False


SUSPICIONS = (
    SuspicionStory("02647", 8, SuspicionKind.GROUP, D(2024, 4, 2), D(2024, 12, 9)),
    SuspicionStory("02653", 4, SuspicionKind.PERSON, D(2024, 2, 20), D(2025, 1, 20)),
    SuspicionStory("02653", 9, SuspicionKind.PERSON, D(2024, 5, 13), D(2024, 10, 21)),
    SuspicionStory("02653", 17, SuspicionKind.RING, D(2023, 11, 6), D(2025, 4, 14)),
    SuspicionStory("02680", 10, SuspicionKind.PERSON, D(2024, 5, 27), D(2025, 5, 5)),
    SuspicionStory("02641", 2, SuspicionKind.PERSON, D(2023, 7, 10), D(2024, 3, 11)),
    SuspicionStory("02671", 17, SuspicionKind.GROUP, D(2023, 2, 6), D(2024, 1, 22)),
    SuspicionStory("02662", 5, SuspicionKind.PERSON, D(2026, 7, 6), None, lapsed=True),
)


@dataclass(frozen=True)
class Shortfall:
    """A number of people in a ward whose dossier is missing from one day to another."""

    ward: str
    since: date
    until: date | None
    count: int = 1


#: Addicts whose management dossier was opened late (criterion 3).
LATE_MANAGEMENT_FILES = (
    Shortfall("02650", D(2024, 3, 18), D(2024, 9, 9), 2),
    Shortfall("02662", D(2024, 4, 8), D(2024, 8, 12), 2),
    Shortfall("02665", D(2024, 5, 20), D(2024, 10, 14), 2),
    Shortfall("02644", D(2024, 5, 6), D(2024, 8, 5), 1),
)
#: Addicts present without a treatment dossier (criterion 4).
LATE_TREATMENT_FILES = (
    Shortfall("02658", D(2024, 2, 26), D(2024, 11, 11), 2),
    Shortfall("02650", D(2024, 6, 3), D(2024, 8, 26), 1),
    Shortfall("02677", D(2024, 4, 15), D(2024, 12, 16), 1),
    Shortfall("02680", D(2024, 5, 13), D(2024, 9, 23), 1),
    Shortfall("02671", D(2026, 9, 28), None, 1),
)
#: People after rehabilitation without their dossier (criterion 5).
LATE_POST_REHAB_FILES = (
    Shortfall("02644", D(2024, 3, 11), D(2024, 9, 2), 3),
    Shortfall("02653", D(2024, 1, 15), D(2024, 12, 9), 3),
    Shortfall("02656", D(2024, 6, 10), D(2024, 7, 22), 1),
    Shortfall("02662", D(2024, 2, 5), D(2024, 10, 28), 2),
    Shortfall("02680", D(2024, 4, 22), D(2024, 8, 19), 1),
    Shortfall("02647", D(2026, 10, 5), None, 1),
)


#: Ward, status, and days until the year of management ends; negative when it has ended.
TERMS_ENDING = (
    ("02650", PersonStatus.POST_REHAB, -4),
    ("02668", PersonStatus.ILLEGAL_USE, -2),
    ("02653", PersonStatus.POST_REHAB, 0),
    ("02674", PersonStatus.ILLEGAL_USE, 5),
    ("02647", PersonStatus.POST_REHAB, 3),
)


@dataclass(frozen=True)
class GroupStory:
    """A group where something is missing or broken between two days."""

    ward: str
    group: int
    since: date
    until: date | None
    count: int = 1


#: Groups in which `count` households signed late, on the day `until`, or have not signed
#: (criterion 6). `since` is not used.
UNSIGNED = (
    GroupStory("02671", 11, D(2023, 1, 1), D(2024, 10, 14), 7),
    GroupStory("02671", 16, D(2023, 1, 1), D(2024, 10, 14), 5),
    GroupStory("02668", 3, D(2023, 1, 1), D(2024, 8, 1), 1),
    GroupStory("02650", 2, D(2023, 1, 1), D(2025, 1, 10), 9),
    GroupStory("02647", 14, D(2023, 1, 1), D(2024, 11, 4), 6),
    GroupStory("02641", 6, D(2023, 1, 1), D(2024, 5, 20), 4),
    GroupStory("02746", 4, D(2023, 1, 1), D(2024, 12, 2), 11),
    GroupStory("02677", 13, D(2023, 1, 1), D(2024, 9, 9), 5),
    GroupStory("02674", 12, D(2023, 1, 1), None, 12),
)
#: Groups whose households were registered late; until then the verdict is "thiếu dữ liệu".
UNREGISTERED = tuple(
    GroupStory("02659", number, D(2022, 10, 1), D(2025, 3, 3)) for number in (4, 9, 12)
)
#: Boxes put up late (criterion 7).
LATE_BOXES = (
    *(GroupStory("02650", number, D(2023, 3, 1), D(2024, 12, 4)) for number in (5, 10, 16)),
    GroupStory("02746", 12, D(2023, 3, 1), D(2024, 9, 27)),
    GroupStory("02662", 8, D(2023, 3, 1), D(2024, 11, 15)),
    *(GroupStory("02680", number, D(2023, 3, 1), D(2025, 4, 2)) for number in (7, 18)),
    *(GroupStory("02659", number, D(2023, 3, 1), D(2025, 5, 8)) for number in (4, 9, 12)),
)
#: Boards put up late (criterion 8).
LATE_BOARDS = (
    *(GroupStory("02746", number, D(2023, 3, 1), D(2024, 9, 27)) for number in (3, 9, 12)),
    *(GroupStory("02677", number, D(2023, 3, 1), D(2025, 2, 18)) for number in (6, 15, 19)),
    *(GroupStory("02659", number, D(2023, 3, 1), D(2025, 5, 8)) for number in (4, 9, 12)),
    GroupStory("02680", 18, D(2023, 3, 1), D(2025, 4, 2)),
    GroupStory("02641", 11, D(2023, 3, 1), D(2024, 6, 10)),
)
#: Boards that were illegible at an inspection, until they were replaced.
ILLEGIBLE_BOARDS = (
    GroupStory("02671", 17, D(2024, 6, 20), D(2024, 8, 9)),
    GroupStory("02656", 8, D(2026, 10, 19), None),
)

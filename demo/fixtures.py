"""Installs tip-off boxes and hotline boards in 300 groups and records their rounds of checks."""

from datetime import date, time, timedelta

from demo.stories import ILLEGIBLE_BOARDS, LATE_BOARDS, LATE_BOXES
from demo.world import World
from pledges.actions.boards import inspect_board, install_board
from pledges.actions.boxes import inspect_box, install_box, open_box
from pledges.models import HotlineBoard, TipBox

#: The only number that is publicly known (domain.md §5); each ward sets its own number.
HOTLINE = "0769.04.04.04 (Cục C04), 113"
FIRST, LAST = date(2023, 3, 1), date(2023, 12, 1)
#: Checks can lapse from this day on (LegalRule box_check_validity, board_check_validity: 90 days).
CHECKED_SINCE = date(2026, 7, 1)
ROUND = timedelta(days=84)
#: Choices of days between a box's last opening and the last round; most are due next week or later.
OPENED_BEFORE = (0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 6, 8, 11, 12)

_LATE_BOXES = {(story.ward, story.group): story.until for story in LATE_BOXES}
_LATE_BOARDS = {(story.ward, story.group): story.until for story in LATE_BOARDS}
_ILLEGIBLE = {(story.ward, story.group): story for story in ILLEGIBLE_BOARDS}


def install_and_check(world: World) -> None:
    for (code, number), _group in sorted(world.groups.items()):
        if number:
            _box(world, code, number)
            _board(world, code, number)


def _rounds(world: World) -> list[date]:
    """Returns the days of the rounds, oldest first; the last round was three days ago."""
    days, day = [], world.today - timedelta(days=3)
    while day > CHECKED_SINCE - ROUND:
        days.append(day)
        day -= ROUND
    return days[::-1]


def _box(world: World, code: str, number: int) -> None:
    officer, group = world.officers[code], world.groups[code, number]
    installed = _LATE_BOXES.get((code, number)) or world.day(FIRST, LAST)
    box = install_box(
        by=officer,
        group=group,
        place="Nhà văn hóa",
        installed_on=installed,
        key_holder=group.head_name,
    )
    *earlier, last = _rounds(world)
    for day in earlier:
        inspect_box(
            by=officer,
            box=box,
            inspected_on=day - timedelta(days=world.dice.randint(0, 5)),
            is_working=True,
        )
    _open(
        world,
        code,
        number,
        box,
        last - timedelta(days=world.dice.choice(OPENED_BEFORE)),
    )


def _open(world: World, code: str, number: int, box: TipBox, day: date) -> None:
    letters = world.dice.choice((0, 0, 0, 1, 2))
    open_box(
        by=world.officers[code],
        box=box,
        opened_on=day,
        opened_at=time(9, 30),
        first_person="Cán bộ công an",
        second_person=world.groups[code, number].head_name,
        is_seal_intact=True,
        letters=letters,
        summary="Đã ghi vào sổ tiếp nhận" if letters else "Không có thư",
    )


def _board(world: World, code: str, number: int) -> None:
    officer, group = world.officers[code], world.groups[code, number]
    installed = _LATE_BOARDS.get((code, number)) or world.day(FIRST, LAST)
    board = install_board(
        by=officer, group=group, place="Nhà văn hóa", numbers=HOTLINE, installed_on=installed
    )
    story = _ILLEGIBLE.get((code, number))
    if story and story.until:
        inspect_board(
            by=officer, board=board, inspected_on=story.since, is_legible=False, note="Mờ chữ"
        )
        inspect_board(
            by=officer, board=board, inspected_on=story.until, is_legible=True, note="Đã thay bảng"
        )
    _inspect(world, code, board, story.since if story and not story.until else None)


def _inspect(world: World, code: str, board: HotlineBoard, broken_since: date | None) -> None:
    for day in _rounds(world):
        checked = day - timedelta(days=world.dice.randint(0, 5))
        if broken_since and checked >= broken_since:
            checked = max(checked, broken_since)
            inspect_board(
                by=world.officers[code],
                board=board,
                inspected_on=checked,
                is_legible=False,
                note="Rách, mờ số",
            )
        else:
            inspect_board(
                by=world.officers[code], board=board, inspected_on=checked, is_legible=True
            )

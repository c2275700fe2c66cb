"""Ends of chains noted outside the database: what is cut off together with its end is missed all the same."""

import stat
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.audit import record
from accounts.enums import AuditAction
from accounts.models import AuditChain, AuditEvent
from tests.accounts.management.test_verify_audit import _drop_triggers

UNITS = (7, 8, 9)


def work(unit=7, times=3, reason=""):
    for _ in range(times):
        record(AuditAction.SIGN_IN_FAILED, by=None, unit_id=unit, reason=reason)


@pytest.fixture
def log(db):
    """Three units with three events each."""
    for unit in UNITS:
        work(unit)


@pytest.fixture
def owner(log):
    """The owner of the database, who can drop triggers."""
    with connection.cursor() as cursor:
        _drop_triggers(cursor)


@pytest.fixture
def anchor(log, tmp_path):
    """A file that knows the log."""
    path = tmp_path / "anchor"
    path.touch()
    verified(path)
    return path


def verified(path) -> str:
    out = StringIO()
    call_command("verify_audit", anchor=str(path), stdout=out)
    return out.getvalue().strip()


def broken(path) -> str:
    with pytest.raises(CommandError) as error:
        verified(path)
    assert error.value.returncode == 1
    return str(error.value).removeprefix("Nhật ký đã bị can thiệp: ")


def cut(unit, length):
    """As whoever may do everything in the database would do it: what is left is whole in itself."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM accounts_auditevent WHERE chain = %s AND sequence > %s", [unit, length]
        )
    last = AuditEvent.objects.filter(chain=unit).order_by("sequence").last()
    if last is None:
        AuditChain.objects.filter(pk=unit).delete()
    else:
        AuditChain.objects.filter(pk=unit).update(length=length, last_hash=last.hash)


def lines(path):
    return path.read_text().splitlines(keepends=True)


class TestWhole:
    def test_the_ends_are_noted_and_compared_the_next_time(self, anchor):
        assert len(lines(anchor)) == len(UNITS)
        assert verified(anchor) == (
            "Nhật ký nguyên vẹn: 9 sự kiện. Tệp neo: đối chiếu 3 chuỗi, ghi thêm 0."
        )

    def test_a_line_says_when_which_unit_how_long_and_what_stood_there(self, anchor):
        at, unit, length, digest, seal = lines(anchor)[0].split()
        assert (at[:2], unit, length) == ("20", "7", "3")
        assert digest == AuditChain.objects.get(pk=7).last_hash
        assert len(seal) == 64

    def test_only_what_moved_is_appended(self, anchor):
        before = anchor.read_bytes()
        work(8)
        work(10)
        assert verified(anchor).endswith("đối chiếu 3 chuỗi, ghi thêm 2.")
        assert anchor.read_bytes().startswith(before)
        assert [line.split()[1:3] for line in lines(anchor)[3:]] == [["8", "6"], ["10", "3"]]

    def test_no_name_leaves_the_database(self, anchor):
        work(7, reason="Giàng A Páo")
        verified(anchor)
        assert "Giàng" not in anchor.read_text()

    def test_without_a_file_nothing_is_written(self, log, tmp_path):
        call_command("verify_audit", stdout=StringIO())
        assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("owner")
class TestCut:
    @pytest.mark.parametrize("length", [2, 1])
    def test_the_end_of_one_chain(self, anchor, length):
        cut(8, length)
        assert "chuỗi 8: lúc" in broken(anchor)
        assert f"có 3 sự kiện, nay còn {length}" in broken(anchor)

    def test_a_whole_chain(self, anchor):
        cut(8, 0)
        assert "chuỗi 8: " in broken(anchor)

    def test_the_end_of_every_chain(self, anchor):
        for unit in UNITS:
            cut(unit, 1)
        told = broken(anchor)
        assert [f"chuỗi {unit}: " in told for unit in UNITS] == [True] * 3

    def test_the_whole_log(self, anchor):
        for unit in UNITS:
            cut(unit, 0)
        assert AuditEvent.objects.count() == 0
        assert "chuỗi 7: " in broken(anchor)

    @pytest.mark.parametrize("times", [1, 5])
    def test_an_end_that_was_replaced_with_the_products_own_key(self, anchor, times):
        """An older copy of the database was put in place, and people went on working in it."""
        cut(7, 2)
        work(7, times, reason="khác")
        assert "chuỗi 7: lúc" in broken(anchor)
        assert "sự kiện khác" in broken(anchor)

    def test_a_broken_log_is_not_noted_as_the_true_one(self, anchor):
        before = anchor.read_bytes()
        cut(8, 1)
        for _night in range(2):
            broken(anchor)
        assert anchor.read_bytes() == before

    def test_neither_is_a_log_that_is_broken_in_itself(self, anchor):
        before = anchor.read_bytes()
        AuditChain.objects.filter(pk=8).update(length=2)
        work(9)
        assert "chuỗi 8: bị cắt sau sự kiện số 2" in broken(anchor)
        assert anchor.read_bytes() == before


class TestFile:
    @pytest.mark.parametrize("number", [1, 2, 3])
    @pytest.mark.parametrize("place", [0, 1, 2, 3, 4])
    def test_a_changed_line(self, anchor, number, place):
        kept = lines(anchor)
        words = kept[number - 1].split()
        words[place] = {0: "2020-01-01T00:00:00+00:00", 1: "77", 2: "1"}.get(place, "a" * 64)
        kept[number - 1] = " ".join(words) + "\n"
        anchor.write_text("".join(kept))
        assert f"tệp neo: dòng {number} đã bị sửa" in broken(anchor)

    @pytest.mark.parametrize("number", [1, 2])
    def test_a_line_taken_out(self, anchor, number):
        kept = lines(anchor)
        del kept[number - 1]
        anchor.write_text("".join(kept))
        assert f"tệp neo: dòng {number} đã bị sửa" in broken(anchor)

    def test_lines_in_another_order(self, anchor):
        anchor.write_text("".join(reversed(lines(anchor))))
        assert "tệp neo: dòng 1 đã bị sửa" in broken(anchor)

    def test_a_line_made_without_the_key(self, owner, anchor, settings):
        cut(7, 1)
        key, settings.INDEX_KEY = settings.INDEX_KEY, "C" * 43 + "="
        forged = anchor.with_name("forged")
        forged.touch()
        broken(forged)  # whoever lacks the key cannot even make the log whole
        settings.INDEX_KEY = key
        with anchor.open("a") as file:
            file.write(lines(anchor)[0])
        assert "tệp neo: dòng 4 đã bị sửa" in broken(anchor)

    @pytest.mark.parametrize("rest", [b"\xff\xfe", b"2026", b"\n", b"x\n"])
    def test_what_is_no_line(self, anchor, rest):
        with anchor.open("ab") as file:
            file.write(rest)
        assert "tệp neo: dòng 4 không đọc được" in broken(anchor)

    def test_a_missing_file_is_not_made_anew(self, log, tmp_path):
        path = tmp_path / "none"
        assert "touch" in broken(path)
        assert not path.exists()

    def test_a_folder(self, log, tmp_path):
        assert "không đọc, ghi được" in broken(tmp_path)

    def test_a_file_that_only_grows(self, anchor):
        """The command never shortens nor rewrites it, so that the file may be append-only."""
        inode = anchor.stat().st_ino
        work(7)
        verified(anchor)
        assert (anchor.stat().st_ino, stat.S_ISREG(anchor.stat().st_mode)) == (inode, True)
        assert len(lines(anchor)) == 4

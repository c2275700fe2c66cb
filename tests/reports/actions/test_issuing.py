"""Issuing prints once and keeps for ever; whatever leaves is told in the access log."""

import hashlib
import io
from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from pypdf import PdfReader

from accounts.models import AuditEvent
from accounts.permissions import Permission, Role
from cases.statuses import PersonStatus
from reports.actions.issuing import (
    Asked,
    _number,
    download_draft,
    download_report,
    issue_report,
)
from reports.catalogue import get_report
from reports.enums import AuditAction
from reports.models import IssuedReport
from tests.assertions import assert_audited
from tests.factories.cases import PersonFactory
from tests.factories.reports import IssuedReportFactory
from tests.factories.wards import (
    REFORM_DAY,
    AreaFactory,
    WardFactory,
    WardSuccessionFactory,
    posted,
)
from tests.reports.conftest import DAY
from wards.actions.groups import place_group
from wards.models import GroupPlacement, Ward

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rules", "group")]


def issue(by, **given):
    given = {"slug": "ward-status", "as_of": DAY, "number": "05/BC-UBND"} | given
    return issue_report(by=by, asked=Asked(**given))


def refused(by, **given) -> dict[str, list[str]]:
    """Messages by field; "" for those about the whole."""
    with pytest.raises(ValidationError) as refusal:
        issue(by, **given)
    error = refusal.value
    assert not AuditEvent.objects.filter(action=AuditAction.REPORT_ISSUED).exists()
    assert not IssuedReport.objects.exists()
    return error.message_dict if hasattr(error, "error_dict") else {"": error.messages}


def words_of(file) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(file)).pages)


class TestIssue:
    def test_number_day_place_and_author_are_kept(self, officer, ward):
        report = issue(officer, ward=ward)
        assert (report.slug, report.number, report.as_of) == ("ward-status", "05/BC-UBND", DAY)
        assert (report.ward, report.area, report.issued_by) == (ward, None, officer)

    def test_the_file_carries_what_the_registry_wrote_and_matches_its_hash(self, officer, ward):
        given = {"as_of": date(2024, 6, 30), "number": "5/bc-ubnd", "signer": "Hoàng Văn Ký"}
        report = issue(officer, ward=ward, by_deputy=True, **given)
        words = words_of(report.file)
        for told in ("Số: 05/BC-UBND", "KT. CHỦ TỊCH", "Hoàng Văn Ký", "PHƯỜNG NAM CƯỜNG"):
            assert told in words
        assert "dự thảo" not in words
        assert report.sha256 == hashlib.sha256(report.file).hexdigest()

    def test_the_figures_are_those_that_were_printed(self, officer, ward, group):
        for _person in range(3):
            PersonFactory(group=group, status=PersonStatus.ADDICT)
        figures = issue(officer, ward=ward).figures
        assert figures["criteria"]["CITY_2023"]["addict_file"] == ["0/3", "Chưa đạt"]
        assert figures["people"] == "3"

    def test_a_committee_issues_for_its_area(self, committee, area):
        report = issue(committee, slug="city-phase", area=area, number="3/BC-BCĐ")
        assert (report.area, report.ward, report.number) == (area, None, "03/BC-BCĐ")

    def test_it_is_audited_with_the_hash(self, officer, ward):
        report = issue(officer, ward=ward)
        event = assert_audited(AuditAction.REPORT_ISSUED, by=officer, target=report)
        assert event.unit_id == ward.pk
        assert event.after["sha256"] == report.sha256
        assert (event.after["number"], event.after["as_of"]) == ("05/BC-UBND", "2026-06-30")

    def test_that_of_an_area_is_audited_outside_the_wards(self, committee, area):
        issue(committee, slug="city-phase", area=area, number="03/BC-BCĐ")
        event = assert_audited(AuditAction.REPORT_ISSUED, by=committee)
        assert (event.unit_id, event.after["area"]) == (None, area.pk)

    def test_the_year_is_that_of_signing(self, officer, ward):
        with time_machine.travel("2026-12-31T18:00:00+00:00"):  # already 2027 in Viet Nam
            assert issue(officer, ward=ward).year == 2027

    def test_if_the_audit_fails_nothing_is_kept(self, officer, ward, monkeypatch):
        def broken(*_args, **_kwargs):
            raise RuntimeError("no log, no act")

        monkeypatch.setattr("reports.actions.issuing.record", broken)
        with pytest.raises(RuntimeError):
            issue(officer, ward=ward)
        assert not IssuedReport.objects.exists()


class TestNumber:
    @pytest.mark.parametrize(
        ("typed", "kept"),
        [
            ("5/BC-UBND", "05/BC-UBND"),
            ("05/BC-UBND", "05/BC-UBND"),
            (" 005/bc-ubnd ", "05/BC-UBND"),
            ("12/BC-UBND", "12/BC-UBND"),
            ("123/BC-UBND", "123/BC-UBND"),
        ],
    )
    def test_a_zero_goes_before_numbers_under_ten(self, typed, kept):
        assert _number(typed, get_report("ward-status")) == kept

    @pytest.mark.parametrize(
        "typed",
        ["", "5", "0/BC-UBND", "BC-UBND", "5/BC-BCĐ", "5/TB-UBND", "123456/BC-UBND", "-1/BC-UBND"],
    )
    def test_another_shape_is_refused(self, typed, officer, ward):
        told = {"number": ["Ghi số và ký hiệu dạng 05/BC-UBND."]}
        assert refused(officer, ward=ward, number=typed) == told

    def test_the_committee_has_its_own_symbol(self, committee, area):
        told = refused(committee, slug="city-phase", area=area, number="05/BC-UBND")
        assert told == {"number": ["Ghi số và ký hiệu dạng 05/BC-BCĐ."]}

    def test_a_number_is_given_once_a_year(self, officer, ward):
        issue(officer, ward=ward)
        with pytest.raises(ValidationError) as refusal:
            issue(officer, ward=ward, number="5/BC-UBND")
        year = timezone.localdate().year
        assert refusal.value.message_dict == {
            "number": [f"Số 05/BC-UBND đã dùng trong năm {year}."]
        }
        assert IssuedReport.objects.count() == 1

    def test_next_year_it_begins_anew(self, officer, ward):
        IssuedReportFactory(ward=ward, number="05/BC-UBND", year=timezone.localdate().year - 1)
        assert issue(officer, ward=ward).number == "05/BC-UBND"

    def test_another_ward_has_its_own_numbers(self, officer, ward, other_ward):
        IssuedReportFactory(ward=other_ward, number="05/BC-UBND", year=timezone.localdate().year)
        assert issue(officer, ward=ward).number == "05/BC-UBND"

    @pytest.mark.parametrize("kind", ["ward", "area"])
    def test_the_database_refuses_a_second_one_too(self, kind, ward, area):
        place = {"ward": None, "area": None, kind: {"ward": ward, "area": area}[kind]}
        IssuedReportFactory(number="05/BC", **place)
        with pytest.raises(IntegrityError), transaction.atomic():
            IssuedReportFactory(number="05/BC", **place)


class TestRefusals:
    def test_a_day_to_come(self, officer, ward):
        tomorrow = timezone.localdate() + timedelta(days=1)
        told = {"as_of": ["Chưa có số liệu cho ngày sau hôm nay."]}
        assert refused(officer, ward=ward, as_of=tomorrow) == told

    def test_today_is_no_day_to_come(self, officer, ward):
        today = timezone.localdate()
        assert issue(officer, ward=ward, as_of=today).as_of == today

    def test_a_day_on_which_the_unit_did_not_stand(self, officer, ward):
        told = {"as_of": ["Đơn vị này không tồn tại vào ngày đó."]}
        assert refused(officer, ward=ward, as_of=date(2019, 12, 31)) == told

    @pytest.mark.parametrize("day", [date(2020, 6, 30), date(2022, 12, 31)])
    def test_a_city_before_the_programme(self, day, committee, area):
        given = {"slug": "city-phase", "area": area, "number": "03/BC-BCĐ", "as_of": day}
        words = "Chương trình bắt đầu từ ngày 01/01/2023; trước đó chưa có số liệu để báo cáo."
        assert refused(committee, **given) == {"as_of": [words]}

    def test_a_city_without_registered_groups(self, committee, area):
        GroupPlacement.objects.all().delete()
        given = {"slug": "city-phase", "area": area, "number": "03/BC-BCĐ"}
        words = "Ngày này chưa có xã, phường nào đăng ký tổ, thôn: chưa có số liệu để báo cáo."
        assert refused(committee, **given) == {"as_of": [words]}

    def test_an_unknown_report(self, officer, ward):
        assert refused(officer, ward=ward, slug="khac") == {"": ["Không có loại báo cáo này."]}

    @pytest.mark.parametrize("slug", ["ward-status", "city-phase"])
    def test_no_place(self, slug, officer):
        told = "Báo cáo này lập cho một xã, phường hoặc một địa bàn, không phải cả hai."
        assert refused(officer, slug=slug) == {"": [told]}

    @pytest.mark.parametrize("slug", ["ward-status", "city-phase"])
    def test_two_places(self, slug, officer, ward, area):
        assert "" in refused(officer, slug=slug, ward=ward, area=area)

    def test_the_wrong_kind_of_place(self, officer, ward, area):
        assert "" in refused(officer, slug="city-phase", ward=ward)
        assert "" in refused(officer, area=area)


class TestRight:
    """A paper speaks in the name of a place: only those who hold the right in it may issue."""

    def test_others_issue_no_paper_of_a_ward(
        self, committee, verifier, outsider, group_head, nobody, ward
    ):
        others = (committee, verifier, outsider, group_head, nobody)
        told = {user.username: refused(user, ward=ward) for user in others}
        words = "Chỉ người có quyền ban hành tại phường Nam Cường được ban hành báo cáo này."
        assert told == {user.username: {"": [words]} for user in others}

    def test_others_issue_no_paper_of_an_area(
        self, officer, chief, chair_office, verifier, nobody, area
    ):
        others = (officer, chief, chair_office, verifier, nobody)
        given = {"slug": "city-phase", "area": area, "number": "03/BC-BCĐ"}
        told = {user.username: refused(user, **given) for user in others}
        words = "Chỉ người có quyền ban hành tại Thành phố Lào Cai được ban hành báo cáo này."
        assert told == {user.username: {"": [words]} for user in others}

    @pytest.mark.parametrize("who", ["officer", "chief", "chair_office"])
    def test_those_of_the_ward_do(self, who, ward, request):
        author = request.getfixturevalue(who)
        assert issue(author, ward=ward).issued_by == author

    def test_a_committee_speaks_for_no_area_inside_its_own(self, nation, area):
        given = {"slug": "city-phase", "area": area, "number": "03/BC-BCĐ"}
        assert "" in refused(posted(Role.COMMITTEE, area=nation), **given)

    def test_the_past_of_a_group_gives_no_right_in_the_ward_it_left(self, outsider, ward, group):
        """They see that ward's past figures, they do not speak for it."""
        place_group(by=None, group=group, ward=outsider.postings.get().ward, on_day=DAY)
        assert ward in Ward.objects.visible_to(outsider, Permission.ISSUE_REPORTS)
        assert "" in refused(outsider, ward=ward)


class TestDissolved:
    """Nobody signs today for a body that does not exist today."""

    @pytest.fixture
    def old(self):
        return WardFactory(name="Nam Cường", valid_to=REFORM_DAY)

    def test_the_refusal_names_the_unit_of_today(self, old):
        heir = WardFactory(name="Cam Đường", valid_from=REFORM_DAY)
        WardSuccessionFactory(from_ward=old, to_ward=heir)
        words = (
            "Phường Nam Cường đã sắp xếp từ ngày 01/07/2025, nay thuộc phường Cam Đường; "
            "chỉ xem và tải bản dự thảo."
        )
        for author in (posted(Role.OFFICER, ward=heir), posted(Role.OFFICER, ward=old)):
            assert refused(author, ward=old, as_of=date(2024, 6, 30)) == {"": [words]}

    def test_without_a_successor_it_tells_the_day_alone(self, old):
        told = refused(posted(Role.OFFICER, ward=old), ward=old, as_of=date(2024, 6, 30))
        words = (
            "Phường Nam Cường đã kết thúc hoạt động từ ngày 01/07/2025; chỉ xem và tải bản dự thảo."
        )
        assert told == {"": [words]}

    def test_on_its_last_day_it_still_signs(self, old):
        with time_machine.travel("2025-06-30T03:00:00+00:00"):
            report = issue(posted(Role.OFFICER, ward=old), ward=old, as_of=date(2025, 6, 30))
        assert report.year == 2025

    def test_an_area_that_ended(self):
        city = AreaFactory(name="Thành phố Lào Cai", valid_to=REFORM_DAY)
        author = posted(Role.COMMITTEE, area=city)
        told = refused(author, slug="city-phase", area=city, number="03/BC-BCĐ")
        words = "Thành phố Lào Cai đã kết thúc hoạt động từ ngày 01/07/2025; chỉ xem và tải bản dự thảo."
        assert told == {"": [words]}

    def test_an_area_to_come(self):
        city = AreaFactory(name="Thành phố Mới", valid_from=date(2999, 1, 1))
        author = posted(Role.COMMITTEE, area=city)
        told = refused(author, slug="city-phase", area=city, number="03/BC-BCĐ")
        words = "Thành phố Mới chỉ có từ ngày 01/01/2999; chỉ xem và tải bản dự thảo."
        assert told == {"": [words]}


class TestExact:
    def test_the_own_ward_may_keep_full_figures(self, officer, ward, group):
        PersonFactory(group=group)
        report = issue(officer, ward=ward, is_exact=True)
        assert (report.is_exact, report.figures["people"]) == (True, "1")
        assert "< 3" not in words_of(report.file)

    def test_otherwise_one_or_two_are_hidden(self, officer, ward, group):
        PersonFactory(group=group)
        report = issue(officer, ward=ward)
        assert (report.is_exact, report.figures["people"]) == (False, "< 3")
        assert "< 3" in words_of(report.file)

    def test_of_an_area_nobody_may_ask_for_them(self, committee, area):
        given = {"slug": "city-phase", "area": area, "number": "03/BC-BCĐ", "is_exact": True}
        assert "audience" in refused(committee, **given)


class TestFrozen:
    def test_the_archive_does_not_follow_the_registers(self, officer, ward, group):
        report = issue(officer, ward=ward, is_exact=True)
        before = bytes(report.file)
        for _person in range(5):
            PersonFactory(group=group)
        kept = IssuedReport.objects.get(pk=report.pk)
        assert download_report(by=officer, report=kept) == before
        assert (kept.sha256, kept.figures["people"]) == (report.sha256, "0")

    def test_nor_the_name_of_the_ward(self, officer, ward):
        report = issue(officer, ward=ward)
        ward.name = "Cam Đường"
        ward.save()
        kept = IssuedReport.objects.get(pk=report.pk)
        assert "PHƯỜNG NAM CƯỜNG" in words_of(download_report(by=officer, report=kept))

    def test_a_paper_drawn_again_is_another_file(self, officer, ward, group):
        first = issue(officer, ward=ward, is_exact=True)
        PersonFactory(group=group)
        second = issue(officer, ward=ward, is_exact=True, number="06/BC-UBND")
        assert (first.figures["people"], second.figures["people"]) == ("0", "1")
        assert first.sha256 != second.sha256


class TestDownload:
    def test_the_bytes_are_given_as_they_lie(self, officer):
        report = IssuedReportFactory()
        assert download_report(by=officer, report=report) == b"%PDF-1.7 as it was issued"

    def test_they_match_their_hash(self, officer):
        report = IssuedReport.objects.get(pk=IssuedReportFactory().pk)
        given = download_report(by=officer, report=report)
        assert hashlib.sha256(given).hexdigest() == report.sha256

    def test_it_is_audited_each_time(self, officer, ward):
        report = IssuedReportFactory(ward=ward)
        download_report(by=officer, report=report)
        event = assert_audited(AuditAction.REPORT_DOWNLOADED, by=officer, target=report)
        assert (event.unit_id, event.after["number"]) == (ward.pk, report.number)
        download_report(by=officer, report=report)
        assert AuditEvent.objects.filter(action=AuditAction.REPORT_DOWNLOADED).count() == 2


class TestDrawing:
    """A drawing takes seconds; nobody waits behind it for the chain of the access log."""

    @pytest.fixture
    def seen(self, monkeypatch):
        """How many events there were, and in how many transactions of its own it was, when a PDF was drawn."""
        seen = []

        def drawn(_paper):
            seen.append((AuditEvent.objects.count(), len(connection.savepoint_ids)))
            return b"%PDF"

        for name in ("pdf_of", "pdf_of_html"):
            monkeypatch.setattr(f"reports.actions.issuing.{name}", drawn)
        return seen

    def test_a_draft_is_drawn_before_it_is_told_outside_of_any_transaction(
        self, seen, officer, ward, paper_of
    ):
        before = (AuditEvent.objects.count(), len(connection.savepoint_ids))
        download_draft(by=officer, paper=paper_of(ward))
        assert seen == [before]

    def test_an_issue_is_drawn_before_it_is_told(self, seen, officer, ward):
        told = AuditEvent.objects.count()
        issue(officer, ward=ward)
        assert [events for events, _transactions in seen] == [told]


class TestDraft:
    def test_it_has_no_number_and_is_kept_nowhere(self, officer, ward, paper_of):
        words = words_of(download_draft(by=officer, paper=paper_of(ward)))
        assert "Bản dự thảo, chưa ban hành" in words
        assert not IssuedReport.objects.exists()

    def test_it_is_audited(self, officer, ward, paper_of):
        download_draft(by=officer, paper=paper_of(ward))
        event = assert_audited(AuditAction.REPORT_DOWNLOADED, by=officer, target=ward)
        assert event.unit_id == ward.pk
        assert event.after == {"slug": "ward-status", "as_of": "2026-06-30", "draft": True}

    def test_that_of_an_area_belongs_to_no_ward(self, committee, area, paper_of):
        download_draft(by=committee, paper=paper_of(area))
        event = assert_audited(AuditAction.REPORT_DOWNLOADED, by=committee, target=area)
        assert event.unit_id is None

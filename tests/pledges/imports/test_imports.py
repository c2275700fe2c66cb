"""The list of households with pledges as a workbook: every kind of mistake, recognition, round trip."""

from datetime import date

import pytest

from accounts.permissions import Permission
from foundation.dated import OPEN
from pledges.enums import Relation
from pledges.imports import HouseholdResource, stored_values, with_all_pledges
from pledges.models import Household, Pledge
from tests.factories.pledges import HouseholdFactory, PledgeCampaignFactory, PledgeFactory
from tests.factories.wards import AreaFactory, AreaWardFactory
from tests.workbooks import book, household_row, only_household

pytestmark = pytest.mark.usefixtures("today")

FUTURE = "01/01/2099"
RELATIONS = "chủ hộ; vợ, chồng; cha, mẹ; con; người khác trong hộ"
NO_RELATION = f"“hàng xóm” không có trong danh sách. Ghi một trong: {RELATIONS}."
FIXED = "Đang lưu “{}”, tệp ghi “{}”: không nhập thay đổi này, sửa trên trang hồ sơ."


@pytest.fixture
def later(campaign):
    return PledgeCampaignFactory(name="Đợt 2026")


@pytest.fixture
def preview(officer, campaign):
    def of(*rows):
        fresh = HouseholdResource(officer, Permission.IMPORT_DATA)
        return fresh.preview(fresh.format.read(book(*rows)))

    return of


def signed(**changes):
    return household_row(signed="15/03/2025", campaign="Đợt 2025", **changes)


def told(preview) -> list[tuple[str, str]]:
    return [(problem.header, problem.sentence) for problem in preview.problems]


def noted(preview) -> list[tuple[str, str]]:
    return [(note.header, note.sentence) for note in preview.notes]


class TestMistakes:
    """One mistake in an otherwise faultless row: its column, and how to mend it."""

    @pytest.mark.parametrize(
        ("changes", "header", "sentence"),
        [
            ({"code": None}, "Mã hộ", "Thiếu “Mã hộ”: ghi vào ô này."),
            ({"head": None}, "Chủ hộ", "Thiếu “Chủ hộ”: ghi vào ô này."),
            ({"members": None}, "Số nhân khẩu", "Thiếu “Số nhân khẩu”: ghi vào ô này."),
            (
                {"members": "bốn"},
                "Số nhân khẩu",
                "“bốn” không phải số nguyên. Ghi bằng chữ số, ví dụ 4.",
            ),
            (
                {"members": 3.5},
                "Số nhân khẩu",
                "“3.5” không phải số nguyên. Ghi bằng chữ số, ví dụ 4.",
            ),
            (
                {"members": 0},
                "Số nhân khẩu",
                "0 ngoài khoảng cho phép. Ghi số từ 1 đến 200.",
            ),
            ({"group": None}, "Tổ, thôn", "Thiếu “Tổ, thôn”: ghi vào ô này."),
            (
                {"group": "Bản Mới"},
                "Tổ, thôn",
                "“Bản Mới” không có trong danh sách. Ghi một trong: Tổ 1.",
            ),
            ({"since": None}, "Từ ngày", "Thiếu “Từ ngày”: ghi vào ô này."),
            ({"since": FUTURE}, "Từ ngày", "Ngày không được sau hôm nay."),
            (
                {"since": "30/02/2023"},
                "Từ ngày",
                "Không có ngày 30/02/2023 trong lịch. Kiểm tra lại ngày và tháng (dd/mm/yyyy).",
            ),
        ],
    )
    def test_a_mistake_is_told_beside_its_column(self, changes, header, sentence, preview):
        assert told(preview(household_row(**changes))) == [(header, sentence)]

    @pytest.mark.parametrize(
        ("changes", "header", "sentence"),
        [
            (
                {"signed": None},
                "Ngày ký cam kết",
                "Thiếu “Ngày ký cam kết”: dòng này có ghi việc ký cam kết.",
            ),
            ({"campaign": None}, "Đợt ký", "Thiếu “Đợt ký”: dòng này có ghi việc ký cam kết."),
            ({"signed": FUTURE}, "Ngày ký cam kết", "Ngày không được sau hôm nay."),
            ({"since": "16/03/2025"}, "Ngày ký cam kết", "Hộ này không ở tổ vào ngày ký."),
            (
                {"signed": "01/01/2026"},
                "Đợt ký",
                "Đợt này mở từ 01/01/2025 đến 31/12/2025; ngày ký không thuộc đợt.",
            ),
            (
                {"campaign": "Năm ngoái"},
                "Đợt ký",
                "“Năm ngoái” không có trong danh sách. Ghi một trong: Đợt 2025.",
            ),
            (
                {"relation": "hàng xóm", "signer": "Lê Văn B"},
                "Quan hệ với chủ hộ",
                NO_RELATION,
            ),
            (
                {"relation": "con"},
                "Người đại diện ký",
                "Ghi tên người ký khi chủ hộ không ký.",
            ),
            (
                {"signer": "Lê Văn B"},
                "Quan hệ với chủ hộ",
                "Người ký không phải chủ hộ: chọn quan hệ với chủ hộ.",
            ),
        ],
    )
    def test_a_faulty_signature_is_told_beside_its_column(self, changes, header, sentence, preview):
        row = household_row(**({"signed": "15/03/2025", "campaign": "Đợt 2025"} | changes))
        assert told(preview(row))[0] == (header, sentence)
        assert preview(row).faulty_rows == 1

    @pytest.mark.parametrize(
        "cell", [{"witness": "Tổ trưởng"}, {"relation": "con"}, {"signer": "B"}]
    )
    def test_half_a_signature_is_no_signature(self, cell, preview):
        found = told(preview(household_row(signed=None, campaign=None, **cell)))
        assert [header for header, _sentence in found] == ["Ngày ký cam kết", "Đợt ký"]

    def test_a_code_twice_in_the_file_is_told_at_the_second(self, preview):
        found = preview(household_row(), household_row(head="Lò Văn B"))
        assert [(p.row, p.sentence) for p in found.problems] == [
            (3, "Trùng mã hộ với dòng 2 của cùng tổ, thôn. Mỗi hộ một dòng, một mã.")
        ]

    def test_a_code_of_another_ward_is_free_and_nothing_revealed(self, preview, other_group):
        HouseholdFactory(group=other_group, code="01-0001", head_name="Hoàng Văn Tuyên")
        found = preview(household_row())
        assert (len(found.new), found.problems, found.notes) == (1, [], [])

    def test_a_code_beyond_the_column_is_refused(self, preview):
        ((header, sentence),) = told(preview(household_row(code="x" * 41)))
        assert (header, "40" in sentence) == ("Mã hộ", True)

    def test_another_wards_group_is_refused(self, preview, other_group):
        ((header, sentence),) = told(preview(household_row(group="Thôn 1")))
        assert (header, "không có trong danh sách" in sentence) == ("Tổ, thôn", True)

    def test_a_campaign_of_another_place_is_no_choice(self, preview, other_ward, campaign):
        area = AreaFactory()
        AreaWardFactory(area=area, ward=other_ward)
        PledgeCampaignFactory(name="Đợt bên kia", area=area)
        ((header, _sentence),) = told(preview(signed() | {"Đợt ký": "Đợt bên kia"}))
        assert header == "Đợt ký"

    def test_a_campaign_of_the_nation_is_a_choice_as_on_the_screen(self, preview, nation):
        PledgeCampaignFactory(name="Đợt cả nước", area=nation, last_year=True)
        found = preview(signed() | {"Đợt ký": "Đợt cả nước"})
        assert (len(found.new), found.problems) == (1, [])

    def test_a_campaign_that_has_not_begun_is_no_choice(self, preview):
        PledgeCampaignFactory(
            name="Đợt tới", starts_on=date(2026, 11, 25), ends_on=date(2027, 3, 1)
        )
        ((header, sentence),) = told(preview(signed() | {"Đợt ký": "Đợt tới"}))
        assert (header, "không có trong danh sách" in sentence) == ("Đợt ký", True)

    def test_a_campaign_of_years_ago_is_entered_from_its_book(self, preview):
        PledgeCampaignFactory(
            name="Đợt 2023", starts_on=date(2023, 1, 1), ends_on=date(2023, 12, 31)
        )
        found = preview(household_row(signed="15/03/2023", campaign="Đợt 2023"))
        assert (len(found.new), found.problems) == (1, [])


class TestNewHouseholds:
    def test_every_column_is_written(self, save, group, campaign):
        save(
            signed(address="Số 5", signer="Hoàng Thị B", relation="vợ, chồng", witness="Tổ trưởng")
        )
        household = Household.objects.get()
        assert (household.code, household.head_name, household.members, household.address) == (
            "01-0001",
            "Hoàng Văn Tuyên",
            4,
            "Số 5",
        )
        assert (household.group, household.valid_from) == (group, date(2022, 10, 1))
        pledge = Pledge.objects.get()
        assert (pledge.household, pledge.campaign, pledge.group) == (household, campaign, group)
        assert (pledge.valid_from, pledge.valid_to) == (date(2025, 3, 15), OPEN)
        assert (pledge.representative, pledge.relation, pledge.witness) == (
            "Hoàng Thị B",
            Relation.SPOUSE,
            "Tổ trưởng",
        )

    def test_the_head_signs_unless_somebody_is_named(self, save):
        save(signed())
        pledge = Pledge.objects.get()
        assert (pledge.representative, pledge.relation) == ("Hoàng Văn Tuyên", Relation.HEAD)

    def test_a_household_may_not_have_signed(self, save):
        save(household_row())
        assert (Household.objects.count(), Pledge.objects.count()) == (1, 0)

    def test_a_code_typed_as_a_number_is_its_digits(self, save):
        save(household_row(code=8003))
        assert Household.objects.get().code == "8003"

    def test_a_new_household_is_found_without_accents(self, save):
        save(household_row())
        assert Household.objects.get().search_key == "hoang van tuyen"


class TestKnownHouseholds:
    def test_filled_cells_change_and_blank_ones_leave(self, save, known):
        save(only_household(code="K-1", members=6))
        known.refresh_from_db()
        assert (known.members, known.head_name, known.address, known.version) == (
            6,
            "Lò Văn A",
            "Số 5",
            2,
        )

    def test_the_same_values_are_no_change(self, preview, known):
        row = only_household(code="K-1", head="Lò Văn A", members=4)
        assert len(preview(row).unchanged) == 1

    def test_a_changed_value_obeys_the_same_rules(self, preview, known):
        ((header, _sentence),) = told(preview(only_household(code="K-1", head="x" * 121)))
        assert header == "Chủ hộ"

    @pytest.mark.parametrize(
        ("changes", "header", "was", "now"),
        [
            ({"since": "01/01/2024"}, "Từ ngày", "01/01/2020", "01/01/2024"),
        ],
    )
    def test_a_first_day_is_not_changed_by_a_list(self, changes, header, was, now, preview, known):
        found = preview(only_household(code="K-1", **changes))
        assert noted(found) == [(header, FIXED.format(was, now))]
        assert len(found.unchanged) == 1

    def test_a_household_changed_twice_in_one_file_is_refused(self, preview, known):
        found = preview(
            only_household(code="K-1", members=5), only_household(code="K-1", members=6)
        )
        assert told(found) == [
            ("Mã hộ", "Trùng mã hộ với dòng 2 của cùng tổ, thôn. Mỗi hộ một dòng, một mã.")
        ]

    def test_the_code_in_another_group_is_another_household(self, save, known, neighbours):
        save(
            household_row(code="K-1", group="Tổ 2", members=2),
            only_household(code="K-1", group="Tổ 1", members=6),
        )
        told = Household.objects.order_by("pk").values_list("group", "code", "members")
        assert list(told) == [(known.group_id, "K-1", 6), (neighbours.pk, "K-1", 2)]

    def test_two_households_of_one_code_in_two_groups_are_each_found(self, save, known, neighbours):
        HouseholdFactory(group=neighbours, code="K-1", members=1)
        save(
            only_household(code="K-1", group="Tổ 2", members=2),
            only_household(code="K-1", group="Tổ 1", members=6),
        )
        assert list(Household.objects.order_by("pk").values_list("members", flat=True)) == [6, 2]

    def test_without_a_group_a_code_of_two_groups_is_asked_about(self, preview, known, neighbours):
        HouseholdFactory(group=neighbours, code="K-1")
        found = told(preview(only_household(code="K-1", members=6)))
        sentence = "Nhiều tổ, thôn có hộ mang mã này: ghi cả tổ, thôn của hộ."
        assert found[0] == ("Mã hộ", sentence)
        assert ("Tổ, thôn", "Thiếu “Tổ, thôn”: ghi vào ô này.") in found

    def test_who_seems_to_have_moved_is_pointed_out(self, preview, known, neighbours):
        found = preview(household_row(code="K-1", group="Tổ 2", head="lò văn  a"))
        assert noted(found) == [
            (
                "Tổ, thôn",
                "Tổ, thôn khác có hộ cùng mã, cùng chủ hộ; nếu hộ đã chuyển, ghi chuyển đi trên trang của hộ.",
            )
        ]
        assert len(found.new) == 1

    def test_a_code_of_a_household_that_left_makes_a_new_one(self, preview, group):
        HouseholdFactory(group=group, code="K-1", left=True)
        assert len(preview(household_row(code="K-1")).new) == 1


class TestSignatures:
    def test_the_first_signature_of_a_known_household(self, save, known, campaign):
        save(only_household(code="K-1", signed="15/03/2025", campaign="đợt 2025"))
        pledge = Pledge.objects.get()
        assert (pledge.household, pledge.valid_from) == (known, date(2025, 3, 15))
        known.refresh_from_db()
        assert known.version == 1

    def test_a_new_campaign_is_a_new_pledge_and_ends_the_last(self, save, pledged, later):
        save(only_household(code="K-1", signed="10/02/2026", campaign="Đợt 2026"))
        first, second = Pledge.objects.order_by("valid_from")
        assert (first.valid_to, second.valid_to) == (date(2026, 2, 10), OPEN)
        assert second.campaign == later

    def test_a_new_signature_takes_nothing_from_the_last(self, save, known, campaign, later):
        PledgeFactory(
            household=known, campaign=campaign, by_spouse=True, valid_from=date(2025, 3, 15)
        )
        save(only_household(code="K-1", signed="10/02/2026", campaign="Đợt 2026"))
        pledge = Pledge.objects.get(campaign=later)
        assert (pledge.representative, pledge.relation, pledge.witness) == ("Lò Văn A", "head", "")

    def test_a_preview_shows_the_new_signature_against_the_last(self, preview, pledged, later):
        (draft,) = preview(
            only_household(code="K-1", signed="10/02/2026", campaign="Đợt 2026")
        ).changed
        assert draft.changes["campaign"] == later.pk
        assert draft.changes["signed_on"] == date(2026, 2, 10)

    def test_a_known_signature_is_not_changed_by_a_list(self, preview, pledged):
        found = preview(
            only_household(
                code="K-1", signed="16/03/2025", campaign="Đợt 2025", witness="Tổ trưởng"
            )
        )
        assert noted(found) == [
            ("Ngày ký cam kết", FIXED.format("15/03/2025", "16/03/2025")),
            ("Người chứng kiến", FIXED.format("trống", "Tổ trưởng")),
        ]
        assert (len(found.unchanged), found.changed) == (1, [])

    def test_an_older_campaign_is_known_too(self, preview, pledged, later):
        pledged.pledges.update(valid_to=date(2026, 2, 10))
        PledgeFactory(household=pledged, campaign=later, valid_from=date(2026, 2, 10))
        found = preview(only_household(code="K-1", signed="15/03/2025", campaign="Đợt 2025"))
        assert (len(found.unchanged), [header for header, _s in noted(found)]) == (
            1,
            ["Ngày ký cam kết", "Đợt ký"],
        )

    def test_a_signature_before_the_last_is_refused(self, preview, known, campaign, later):
        PledgeFactory(household=known, campaign=later, valid_from=date(2026, 2, 10))
        found = preview(only_household(code="K-1", signed="15/03/2025", campaign="Đợt 2025"))
        assert told(found) == [("Ngày ký cam kết", "Hộ này đã ký sau ngày này.")]

    def test_a_new_campaign_without_a_day_is_refused(self, preview, pledged, later):
        found = preview(only_household(code="K-1", campaign="Đợt 2026"))
        assert told(found) == [
            ("Ngày ký cam kết", "Thiếu “Ngày ký cam kết”: dòng này có ghi việc ký cam kết.")
        ]

    def test_campaigns_of_one_name_are_told_apart_by_their_first_day(self, officer, campaign):
        PledgeCampaignFactory(name="Đợt 2025")
        resource = HouseholdResource(officer, Permission.IMPORT_DATA)
        assert sorted(resource.columns["campaign"].widget.allowed()) == [
            "Đợt 2025 (01/01/2025)",
            "Đợt 2025 (01/01/2026)",
        ]


def test_the_stored_values_are_those_of_the_columns(pledged):
    (household,) = with_all_pledges(Household.objects.all())
    assert set(stored_values(household)) == set(HouseholdResource.fields)


@pytest.mark.parametrize("rows", [1, 30])
def test_a_preview_costs_the_same_for_any_number(
    rows, officer, group, campaign, django_assert_num_queries
):
    for number in range(rows):
        HouseholdFactory(group=group, code=f"K-{number}")
    content = book(
        *(signed(code=f"N-{n}") for n in range(rows)),
        *(only_household(code=f"K-{n}", members=7) for n in range(rows)),
    )
    resource = HouseholdResource(officer, Permission.IMPORT_DATA)
    table = resource.format.read(content)
    with django_assert_num_queries(2):
        found = resource.preview(table)
    assert (len(found.new), len(found.changed)) == (rows, rows)

"""Who is the same person in a workbook: by what is seen in the name, and never by the name without its marks."""

from datetime import date

import pytest

from accounts.permissions import Permission
from cases.imports import PEOPLE, PersonResource
from cases.models import Person
from exchange.batches import confirm, start
from tests.cases.imports.conftest import told
from tests.factories.cases import PersonFactory
from tests.factories.wards import GroupFactory
from tests.workbooks import book, person_row


def row(name: str, **changes):
    """Somebody of "Tổ 1" without a number, of whom only the year of birth is known."""
    return person_row(**{"name": name, "number": None, "born": None, "year": 1990} | changes)


@pytest.fixture
def stored(group):
    def of(name, **values):
        given = {
            "group": group,
            "full_name": name,
            "birth_year": 1990,
            "id_number": "",
            "phone": "",
        }
        return PersonFactory(**given | values)

    return of


@pytest.fixture
def save(officer, group):
    def rows(*rows):
        batch = start(by=officer, importable=PEOPLE, file_name="a.xlsx", content=book(*rows))
        return confirm(by=officer, importable=PEOPLE, batch=batch)

    return rows


def notes_of(preview, header="Họ và tên") -> list[int]:
    return [note.row for note in preview.notes if note.header == header]


class TestNamesThatDifferInAMark:
    """Case 01: tones make different given names."""

    NAMES = ("Giàng A Sáng", "Giàng A Sang", "Giàng A Sàng")

    def test_one_after_the_other_they_become_three_people(self, save):
        for name in self.NAMES:
            save(row(name))
        assert set(Person.objects.values_list("full_name", flat=True)) == set(self.NAMES)

    def test_in_one_file_they_are_three_people_and_noted(self, preview):
        found = preview(*map(row, self.NAMES))
        assert (len(found.new), told(found)) == (3, [])
        assert notes_of(found) == [3, 4]

    @pytest.mark.parametrize(
        "name", ["Giàng A Sang", "Giàng A Sàng", "GIÀNG A SẠNG", "giang a sang"]
    )
    def test_a_similar_name_is_noted_and_is_no_change_of_the_stored_one(
        self, preview, stored, name
    ):
        stored("Giàng A Sáng")
        found = preview(row(name))
        assert (len(found.new), found.changed, told(found)) == (1, [], [])
        assert notes_of(found) == [2]

    @pytest.mark.parametrize(
        "changes",
        [{"year": 1991}, {"number": "010090000001"}, {"year": None, "born": "06/07/1990"}],
    )
    def test_nobody_is_noted_who_is_surely_another(self, preview, stored, changes):
        stored(
            "Giàng A Sáng", birth_year=None, birth_date=date(1990, 5, 6), id_number="010090000002"
        )
        assert notes_of(preview(row("Giàng A Sang", **changes))) == []

    def test_somebody_of_another_ward_is_never_noted(self, preview, stored, other_group):
        stored("Giàng A Sáng", group=other_group)
        found = preview(row("Giàng A Sang"), row("Giàng A Sáng", year=1991))
        assert (len(found.new), found.notes) == (2, [])

    def test_a_similar_name_in_another_group_is_noted(self, officer, ward, stored):
        stored("Giàng A Sáng", group=GroupFactory(ward=ward, name="Tổ 2"))
        resource = PersonResource(officer, Permission.IMPORT_DATA)
        found = resource.preview(resource.format.read(book(row("Giàng A Sàng"))))
        assert (len(found.new), notes_of(found)) == (1, [2])


class TestNamesThatLookTheSame:
    """Cases 01 and 17: composition, tone placement, apostrophes and marks nobody sees."""

    SAME = [
        ("Lê Thị Hòa", "Lê Thị Hoà"),
        ("Lê Thị Hòa", "Lê Thị Hoa\u0300"),
        ("LÊ THỊ HÒA", "Lê Thị Hoà"),
        ("H'Mẫu Niê", "H\u2019Mẫu Niê"),
        ("H'Mẫu Niê", "H\u02bcMẫu Niê"),
        ("H'Mẫu Niê", "H\u0060Mẫu Niê"),
        ("Đặng A Páo", "\u00d0ặng A Páo"),
        ("Giàng A Páo", "Giàng \u0410 Páo"),
        ("Giàng A Páo", "\u202aGiàng A\u200b Páo\u202c"),
    ]

    @pytest.mark.parametrize(("one", "other"), SAME)
    def test_the_stored_person_is_recognised(self, preview, stored, one, other):
        person = stored(one)
        (draft,) = preview(row(other, job="Lái xe")).changed
        assert draft.existing == person

    @pytest.mark.parametrize(("one", "other"), SAME)
    def test_two_rows_of_one_file_are_one_person(self, preview, one, other):
        assert told(preview(row(one), row(other))) == [
            ("Họ và tên", "Cùng một người với dòng 2. Chỉ giữ một dòng.")
        ]

    def test_an_apostrophe_is_stored_as_one_sign(self, save):
        save(row("H\u2019Mẫu Niê"))
        person = Person.objects.get()
        assert (person.full_name, person.search_key) == ("H'Mẫu Niê", "hmau nie")


def test_an_unchanged_row_takes_no_part_in_the_search_for_a_second_one(preview, stored):
    """Case 01 d: the person is repeated unchanged, then with a phone."""
    person = stored("Giàng A Sáng", since=date(2022, 1, 15), sex="male", ethnicity="08")
    bare = dict.fromkeys(("status", "status_from", "decision", "decided"))
    rows = [row("Giàng A Sáng", phone=phone, **bare) for phone in (None, "0912000009")]
    for ordered in (rows, rows[::-1]):
        found = preview(*ordered)
        assert told(found) == []
        assert [draft.existing for draft in found.unchanged + found.changed] == [person, person]
        (changed,) = found.changed
        assert changed.changes == {"phone": "0912000009"}


class TestNumbers:
    """Case 09: what chats, contacts and other programs leave in numbers."""

    @pytest.mark.parametrize(
        "number",
        [
            "010.090.012.345",
            "010 090 012 345",
            "'010090012345",
            "\u202a010090012345\u202c",
            "\u2066010090012345\u2069",
            "010090012345\ufe0f",
        ],
    )
    def test_an_identity_number_is_its_digits(self, preview, stored, number):
        person = stored("Giàng A Sáng", id_number="010090012345")
        (draft,) = preview(row("Giàng A Sáng", number=number, job="Lái xe")).changed
        assert (draft.existing, "id_number" in draft.changes) == (person, False)

    @pytest.mark.parametrize(
        "phone",
        [
            "84912000111",
            "+84 912 000 111",
            "'0912000111",
            "\u202d0912.000.111\u202c",
            84912000111.0,
        ],
    )
    def test_a_phone_is_its_national_number(self, save, phone):
        save(row("Giàng A Sáng", phone=phone))
        assert Person.objects.get().phone == "0912000111"

    def test_a_name_with_marks_that_nobody_sees_is_a_name(self, save):
        save(row("\u2067Giàng\ufeff A\u200e Sáng\u2069"))
        assert Person.objects.get().full_name == "Giàng A Sáng"


class TestOldEncodings:
    """Case 06: named, offered in Unicode, never saved as typed."""

    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("Lª ThÞ H¹nh", "Lê Thị Hạnh"),
            ("TrÇn ThÞ Lan", "Trần Thị Lan"),
            ("Nguyeãn Vaên An", "Nguyễn Văn An"),
            ("Tröông Truùc Lan", "Trương Trúc Lan"),
        ],
    )
    @pytest.mark.parametrize(
        ("column", "header"),
        [
            ("name", "Họ và tên"),
            ("other", "Tên gọi khác"),
            ("address", "Địa chỉ"),
            ("group", "Tổ, thôn"),
            ("issuer", "Cơ quan ban hành"),
            ("job", "Nghề nghiệp"),
        ],
    )
    def test_it_is_refused_beside_its_column(self, preview, column, header, typed, meant):
        found = preview(person_row(**{column: typed}))
        ((told_header, sentence),) = told(found)
        assert told_header == header
        assert meant in sentence
        assert (found.new, found.can_be_saved) == ([], False)

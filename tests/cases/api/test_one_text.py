"""The API takes, compares and finds texts as the screens do."""

import pytest

from cases.models import Person
from tests.cases.api.answers import PEOPLE, refusal
from tests.factories.cases import PersonFactory


class TestCleaning:
    def test_texts_and_numbers_are_stored_as_they_are_seen(self, by_officer, new_person):
        sent = {
            "full_name": "\u202aH\u2019Mẫu\u200b  Niê\u202c",
            "id_number": "010.091.000.123",
            "phone": "84 912-345-678",
            "note": "Làm\u00a0thuê \n\u2066ở chợ\u2069",
        }
        answer = by_officer.post(PEOPLE, new_person | sent)
        assert answer.status_code == 201, answer.content
        person = Person.objects.get()
        assert (person.full_name, person.id_number, person.phone, person.note) == (
            "H'Mẫu Niê",
            "010091000123",
            "0912345678",
            "Làm thuê\nở chợ",
        )

    @pytest.mark.parametrize("name", ["full_name", "other_name", "address", "note", "issuer"])
    @pytest.mark.parametrize(
        ("typed", "meant"),
        [("TrÇn ThÞ Lan", "Trần Thị Lan"), ("Nguyeãn Vaên An", "Nguyễn Văn An")],
    )
    def test_text_of_an_old_font_is_refused(self, by_officer, new_person, name, typed, meant):
        status, told = refusal(by_officer.post(PEOPLE, new_person | {name: typed}))
        assert (status, list(told)) == (400, [name])
        assert meant in told[name]
        assert not Person.objects.exists()


class TestNamesakes:
    @pytest.fixture
    def stored(self, group):
        def of(name, **values):
            given = {"group": group, "full_name": name, "birth_year": 1991, "id_number": ""}
            return PersonFactory(**given | values)

        return of

    def test_the_same_person_is_refused_until_said_to_be_another(
        self, by_officer, new_person, stored
    ):
        stored("LÝ SEO CHÚNG")
        assert list(refusal(by_officer.post(PEOPLE, new_person))[1]) == ["is_another"]
        assert by_officer.post(PEOPLE, new_person | {"is_another": True}).status_code == 201
        assert Person.objects.count() == 2

    @pytest.mark.parametrize("name", ["Lý Seo Chung", "Lý Sẻo Chúng", "Ly Seo Chủng"])
    def test_a_similar_name_is_only_a_warning(self, by_officer, new_person, stored, name):
        other = stored(name)
        answer = by_officer.post(PEOPLE, new_person)
        assert answer.status_code == 201
        (warning,) = answer.json()["warnings"]
        assert str(other.pk) in warning

    def test_nobody_alike_is_no_warning(self, by_officer, new_person, stored, other_group):
        stored("Lý Seo Chung", birth_year=1977)
        stored("Lý Seo Chung", group=other_group)
        assert by_officer.post(PEOPLE, new_person).json()["warnings"] == []


@pytest.mark.parametrize("asked", ["H'Đức", "H\u2019Đức", "H\u02bcĐức", "hduc", "H'ĐỨC", "h'duc"])
def test_a_name_with_an_apostrophe_is_found(by_officer, group, asked):
    PersonFactory(group=group, full_name="H\u2019Đức Niê")
    PersonFactory(group=group, full_name="Hà Đức Niên")
    assert [row["full_name"] for row in by_officer.rows(PEOPLE, q=asked)] == ["H'Đức Niê"]

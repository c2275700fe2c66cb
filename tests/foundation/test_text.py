"""Vietnamese text: search, order, masking."""

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.text import (
    clean,
    fold,
    mask_name,
    mask_number,
    name_sort_key,
    place_sort_key,
    sort_key,
)

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
VOWELS = "aăâeêioôơuưy"
ACCENTED = [unicodedata.normalize("NFC", v + tone) for v in VOWELS for tone in TONES]
EVERY_LETTER = LETTERS + LETTERS.upper() + "".join(ACCENTED) + "".join(ACCENTED).upper()

syllables = st.text(alphabet=EVERY_LETTER, min_size=1, max_size=7)
names = st.lists(syllables, min_size=1, max_size=5).map(" ".join)
digits = st.text(alphabet="0123456789", max_size=14)


class TestClean:
    @pytest.mark.parametrize(
        ("typed", "stored"),
        [
            ("  Lò   A Tùng ", "Lò A Tùng"),
            ("Lò\tA\nTùng", "Lò A Tùng"),
            ("Lò\u00a0A Tùng", "Lò A Tùng"),
            ("", ""),
            ("   ", ""),
            (unicodedata.normalize("NFD", "Đặng Thị Quỳnh"), "Đặng Thị Quỳnh"),
        ],
    )
    def test_one_form_for_stored_text(self, typed, stored):
        assert clean(typed) == stored

    @given(names)
    def test_cleaning_twice_changes_nothing(self, name):
        assert clean(clean(name)) == clean(name)

    @given(names)
    def test_both_ways_of_writing_a_letter_are_stored_alike(self, name):
        decomposed = unicodedata.normalize("NFD", name)
        assert clean(decomposed) == clean(name)


class TestFold:
    @pytest.mark.parametrize(
        ("text", "folded"),
        [
            ("  ĐẶNG  Quỳnh", "dang quynh"),
            ("Hòa", "hoa"),
            ("Hoà", "hoa"),
            ("Giàng A Páo", "giang a pao"),
            ("Tẩn Mùi Nải", "tan mui nai"),
            ("Nguyễn Thị Ước", "nguyen thi uoc"),
            ("Đỗ Đức Đạt", "do duc dat"),
            ("Tổ 8, phường Nam Cường", "to 8, phuong nam cuong"),
            ("", ""),
        ],
    )
    def test_known_names(self, text, folded):
        assert fold(text) == folded

    @given(names)
    def test_only_plain_letters_are_left(self, name):
        assert set(fold(name)) <= set("abcdefghijklmnopqrstuvwxyz ")

    @given(names)
    def test_folding_twice_changes_nothing(self, name):
        assert fold(fold(name)) == fold(name)

    @given(names)
    def test_case_and_composition_do_not_matter(self, name):
        assert fold(name.upper()) == fold(name.lower())
        assert fold(unicodedata.normalize("NFD", name)) == fold(name)

    @given(names)
    def test_the_number_of_words_stays(self, name):
        assert len(fold(name).split()) == len(name.split())

    @given(names, names)
    def test_a_part_of_a_name_is_found_in_it(self, one, other):
        assert fold(other) in fold(f"{one} {other}")


#: In the order of the dictionary: letters first, then tones, then capitals.
IN_ORDER = [
    "a",
    "à",
    "ả",
    "ã",
    "á",
    "ạ",
    "an",
    "ăn",
    "ân",
    "ba",
    "bà",
    "ca",
    "da",
    "đa",
    "e",
    "ê",
    "ga",
    "ha",
    "i",
    "la",
    "ma",
    "mà",
    "mả",
    "mã",
    "má",
    "mạ",
    "na",
    "o",
    "ô",
    "ơ",
    "pa",
    "ta",
    "tha",
    "tra",
    "u",
    "ư",
    "va",
    "xa",
    "y",
]


def shuffled(items):
    return random.Random(7).sample(list(items), len(items))


class TestSortKey:
    def test_the_dictionary_order(self):
        assert sorted(shuffled(IN_ORDER), key=sort_key) == IN_ORDER

    def test_the_tones_of_every_vowel(self):
        for vowel in VOWELS:
            toned = [unicodedata.normalize("NFC", vowel + tone) for tone in TONES]
            assert sorted(shuffled(toned), key=sort_key) == toned

    def test_the_alphabet(self):
        assert sorted(shuffled(LETTERS), key=sort_key) == list(LETTERS)

    def test_letters_outweigh_tones(self):
        assert sorted(["mạ", "man", "ma"], key=sort_key) == ["ma", "mạ", "man"]

    def test_the_first_tone_that_differs_decides(self):
        assert sorted(["bán bà", "bàn bá"], key=sort_key) == ["bàn bá", "bán bà"]

    def test_a_shorter_name_comes_first(self):
        assert sorted(["An Bình", "An"], key=sort_key) == ["An", "An Bình"]

    def test_a_space_comes_before_any_letter(self):
        assert sorted(["Hoaan", "Hoa an"], key=sort_key) == ["Hoa an", "Hoaan"]

    def test_small_letters_before_capitals_when_all_else_is_equal(self):
        assert sorted(["Hà", "hà"], key=sort_key) == ["hà", "Hà"]

    def test_a_letter_of_another_language_stands_at_the_end_and_a_sign_counts_as_space(self):
        assert sort_key("ß")[:2] == sort_key("z")[:2]
        assert sort_key("a-b")[:6] == sort_key("a b")[:6]

    @given(names)
    def test_it_is_plain_text_for_any_collation(self, name):
        assert set(sort_key(name)) <= set("0123456789abcdefghijklmnopqrstuvwxyz")

    @given(names)
    def test_composition_does_not_matter(self, name):
        assert sort_key(unicodedata.normalize("NFD", name)) == sort_key(name)

    @given(names, names)
    def test_different_names_have_different_keys(self, one, other):
        assert (sort_key(one) == sort_key(other)) == (clean(one) == clean(other))

    @given(syllables, syllables)
    def test_a_prefix_comes_first(self, one, other):
        assert sort_key(one) < sort_key(one + other)


class TestPlacesAndRosters:
    def test_numbered_places_go_by_number(self):
        places = ["Tổ 10", "Tổ 2", "Tổ 1", "Thôn 3", "Tổ 2 Nam Cường"]
        assert sorted(places, key=place_sort_key) == [
            "Thôn 3",
            "Tổ 1",
            "Tổ 2",
            "Tổ 2 Nam Cường",
            "Tổ 10",
        ]

    @given(st.integers(0, 9998))
    def test_the_next_number_comes_next(self, number):
        assert place_sort_key(f"Tổ {number}") < place_sort_key(f"Tổ {number + 1}")

    def test_rosters_go_by_given_name_then_family_name(self):
        people = ["Trần Văn Bình", "Lê Thị Ánh", "Nguyễn Văn An", "Bùi Văn An", "Đỗ Thị Bình"]
        assert sorted(people, key=name_sort_key) == [
            "Bùi Văn An",
            "Nguyễn Văn An",
            "Lê Thị Ánh",
            "Đỗ Thị Bình",
            "Trần Văn Bình",
        ]

    def test_a_single_name_is_its_own_given_name(self):
        assert name_sort_key("Tùng") == sort_key("Tùng")


class TestMasks:
    @pytest.mark.parametrize(
        ("name", "shown"),
        [
            ("Lò A Tùng", "Lò A T."),
            ("Nguyễn Văn Đạt", "Nguyễn Văn Đ."),
            ("Tùng", "T."),
            ("", ""),
            ("  Lò   A Tùng ", "Lò A T."),
            (unicodedata.normalize("NFD", "Lê Thị Ánh"), "Lê Thị Á."),
        ],
    )
    def test_a_name_as_the_press_writes_it(self, name, shown):
        assert mask_name(name) == shown

    @given(names)
    def test_one_letter_of_the_given_name_is_left(self, name):
        given_name = mask_name(name).split()[-1]
        assert given_name == f"{clean(name).split()[-1][0]}."

    @pytest.mark.parametrize(
        ("number", "shown"),
        [
            ("010090123456", "010******456"),
            ("0912345678", "091****678"),
            ("1234567", "123*567"),
            ("123456", "******"),
            ("1", "*"),
            ("", ""),
        ],
    )
    def test_a_number_keeps_its_ends(self, number, shown):
        assert mask_number(number) == shown

    @given(digits)
    def test_the_length_stays_and_at_most_six_digits_are_shown(self, number):
        shown = mask_number(number)
        assert len(shown) == len(number)
        assert sum(ch.isdigit() for ch in shown) == (6 if len(number) > 6 else 0)

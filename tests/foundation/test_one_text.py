"""What a person cannot tell apart is one text: letters, marks, apostrophes, blanks, numbers, names."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.text import bare_number, clean, clean_lines, fold, name_key, name_sort_key
from foundation.validators import check_phone

#: Signs of every kind that the cleaning knows, among plain letters.
SIGNS = (
    "aăâeêođhĐÐƉ'’ʼ`´-\u2010 \u00a0\u3000\u200b\u202a\u2066\ufe0f\u00ad\u0301\u0300\u0323\u031b\u030c\u0335"
    "АаОоИΑαΩＡ１𝐀ﬁ\u0131ǎd0.9\n\t\x01"
)
odd_texts = st.text(alphabet=SIGNS, max_size=12) | st.text(max_size=12)


@pytest.mark.parametrize(
    "typed",
    [
        "H'Đức",
        "H’Đức",
        "H‘Đức",
        "HʼĐức",
        "HʻĐức",
        "H`Đức",
        "H´Đức",
        "H′Đức",
        "H＇Đức",
        "'H’Đức",
        "H'Ðức",  # eth, of Icelandic
        "H'Ɖức",  # D with a tail, of Ewe
        "Н'Đức",  # a Cyrillic N, drawn H
        "Η'Đức",  # a Greek eta, drawn H
        "Ｈ＇Đức",
        "H'D\u0335ức",
        "H'Đu\u031b\u0301c",
        "H'Đu\u0301\u031bc",
        "\u202aH'Đức\u202c",
        "\u2067H'Đức\u2069",
        "H'\u200bĐ\u200dức\ufe0f",
        "H'\u00adĐức\ufeff",
        " H'Đức\u00a0",
    ],
)
def test_a_name_is_one_however_it_was_typed(typed):
    assert clean(typed) == "H'Đức"
    assert fold(typed) == "hduc"
    assert name_key(typed) == name_key("H'Đức")
    assert name_sort_key(typed) == name_sort_key("H'Đức")


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Nguyễn Vǎn An", "Nguyễn Văn An"),  # a caron for a breve
        ("ạ\u030c", "ặ"),
        ("\u0430\u030c", "ă"),
        ("Giàng\u2003А\u00a0\u00a0Sáng", "Giàng A Sáng"),
        ("Tổ\u200b 8", "Tổ 8"),
        ("25\u2011QĐ\u2010UBND", "25-QĐ-UBND"),
        ("Ｔổ　８", "Tổ 8"),
        ("\u0630", "\u0630"),
        ("Москва", "Москва"),  # Russian stays: м, к and в are no Latin letters
        ("Иван Сосо", "Иван Сосо"),
        ("Ωμέγα", "Ωμέγα"),
        ("12 m²", "12 m²"),
        ("½ tháng", "½ tháng"),
        ("quán “Hoa”", "quán “Hoa”"),
        ("02/2024 – 03/2024", "02/2024 – 03/2024"),
        ("'Hoa Mai' là tên quán", "'Hoa Mai' là tên quán"),
        ("''0912", "0912"),
        ("Hoà", "Hoà"),  # the place of the tone mark stays as typed
        ("Hòa", "Hòa"),
        ("\u200b", ""),
        ("\u2066\u2069 \u3164", ""),
        ("a\x00", "a\x00"),  # every edge refuses it
    ],
)
def test_what_is_seen_is_what_is_stored(typed, stored):
    assert clean(typed) == stored


@given(odd_texts)
def test_cleaning_twice_changes_nothing(text):
    assert clean(clean(text)) == clean(text)
    assert clean_lines(clean_lines(text)) == clean_lines(text)


@given(odd_texts)
def test_a_clean_text_is_composed_and_shows_every_sign(text):
    stored = clean(text)
    assert unicodedata.is_normalized("NFC", stored)
    assert not {"\u200b", "\u202a", "\u2066", "\ufe0f", "\u00ad", "\u00a0", "’"} & set(stored)


@given(odd_texts)
def test_search_order_and_sameness_follow_the_clean_text(text):
    for key in (fold, name_key, name_sort_key):
        assert key(clean(text)) == key(text)


def test_lines_are_cleaned_one_by_one():
    assert clean_lines(" Anh  A\u200b\r\n\n  H’Đức \n") == "Anh A\n\nH'Đức"


class TestSameName:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Hòa", "Hoà"),
            ("Thúy", "Thuý"),
            ("Qúy", "Quý"),
            ("Khỏe", "Khoẻ"),
            ("NGUYỄN VĂN HÒA", "Nguyễn Văn Hoà"),
            ("Lê Thị Hòa", unicodedata.normalize("NFD", "Lê Thị Hoà")),
        ],
    )
    def test_the_place_of_the_tone_mark_makes_no_other_name(self, one, other):
        assert name_key(one) == name_key(other)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Giàng A Sáng", "Giàng A Sang"),
            ("Giàng A Sáng", "Giàng A Sàng"),
            ("Hoàn", "Hoan"),
            ("Đức", "Dức"),
            ("Lò Văn Tân", "Lò Văn Tấn"),
            ("Lù Seo", "Lu Seo"),
            ("Hòa", "Hóa"),
            ("Tư", "Tu"),
        ],
    )
    def test_another_tone_or_letter_is_another_name_that_is_found(self, one, other):
        assert name_key(one) != name_key(other)
        assert fold(one) == fold(other)


@pytest.mark.parametrize(
    "typed",
    [
        "010.090.012.345",
        "010 090 012 345",
        "010-090-012-345",
        "010–090–012–345",
        "'010090012345",
        "\u202d010090012345\u202c",
        "０１００９００１２３４５",
        "010090012345\u00a0",
        "010090012345\ufe0f",
    ],
)
def test_an_identity_number_is_its_digits(typed):
    assert bare_number(typed) == "010090012345"


@pytest.mark.parametrize(
    "typed",
    [
        "0912000111",
        "0912 000 111",
        "0912.000.111",
        "091-200-0111",
        "+84912000111",
        "+84 912 000 111",
        "84912000111",
        "84.912.000.111",
        "0084912000111",
        "'0912000111",
        "\u202a+84\u00a0912\u00a0000\u00a0111\u202c",
        "\u2068091\u20112000111\u2069",
    ],
)
def test_a_phone_is_its_national_number(typed):
    assert check_phone(typed) == "0912000111"

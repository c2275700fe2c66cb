"""Days, texts and references as every route takes them."""

from datetime import UTC, date, datetime

import pytest
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory

from wards.api.fields import Day, LongText, Ref, Text, read_query
from wards.models import Ward


def refusal(field, value) -> str:
    with pytest.raises(ValidationError) as refused:
        field.run_validation(value)
    (message,) = refused.value.detail
    return str(message)


class TestDay:
    @pytest.mark.parametrize(
        ("text", "day"),
        [
            ("2024-06-30", date(2024, 6, 30)),
            ("1900-01-01", date(1900, 1, 1)),
            ("2024-02-29", date(2024, 2, 29)),
            ("9999-12-31", date(9999, 12, 31)),
        ],
    )
    def test_a_real_day(self, text, day):
        assert Day().run_validation(text) == day

    @pytest.mark.parametrize(
        "text",
        [
            "2023-02-29",
            "30/06/2024",
            "2024",
            "",
            "hôm nay",
            20240630,
            1.5,
            [],
            {},
            True,
            "2024-06-30T00:00",
        ],
    )
    def test_what_is_no_day(self, text):
        assert refusal(Day(), text) == "Không phải một ngày có thật; ghi dạng 2024-06-30."

    @pytest.mark.parametrize("text", ["1899-12-31", "0001-01-01"])
    def test_a_day_before_anybody_lived(self, text):
        assert refusal(Day(), text) == "Ngày phải từ 1900-01-01."

    def test_an_hour_is_no_day(self):
        hour = datetime(2024, 6, 30, 7, tzinfo=UTC)
        assert refusal(Day(), hour) == "Ghi ngày, không ghi giờ: 2024-06-30."

    def test_none_only_where_it_is_allowed(self):
        assert Day(allow_null=True).run_validation(None) is None
        assert refusal(Day(), None)


class TestText:
    def test_it_is_tidied(self):
        assert Text().run_validation("  Lò   A \t Tùng ") == "Lò A Tùng"

    def test_one_form_for_one_letter(self):
        assert Text().run_validation("Hoa\u0300") == "Ho\u00e0"

    @pytest.mark.parametrize("typed", ["H’Đức", "H\u02bcĐức", "\u202aH'Đức\u202c", "H'\u200bÐức"])
    def test_one_text_for_what_looks_the_same(self, typed):
        assert Text().run_validation(typed) == "H'Đức"

    @pytest.mark.parametrize("typed", ["\u200b", "\u2066\u2069", "\ufeff"])
    def test_invisible_marks_alone_are_blank(self, typed):
        assert refusal(Text(), typed) == refusal(Text(), "")
        assert Text(allow_blank=True).run_validation(typed) == ""

    @pytest.mark.parametrize("kind", [Text, LongText])
    @pytest.mark.parametrize(
        ("typed", "meant"),
        [("TrÇn ThÞ Lan", "Trần Thị Lan"), ("Nguyeãn Vaên An", "Nguyễn Văn An")],
    )
    def test_text_of_an_old_font_is_offered_in_unicode(self, kind, typed, meant):
        assert meant in refusal(kind(), typed)

    def test_its_length_is_that_of_the_tidy_text(self):
        assert Text(max_length=3).run_validation("  a  b ") == "a b"
        assert "3" in refusal(Text(max_length=3), "abcd")

    def test_a_letter_that_grows_when_composed(self):
        assert refusal(Text(max_length=5), "\u0958" * 4)

    @pytest.mark.parametrize("value", ["a\x00", "\ud83d", [], {}, True])
    def test_what_is_no_text(self, value):
        assert refusal(Text(), value)

    def test_lines_are_kept_in_long_texts(self):
        assert LongText().run_validation("a\n\nb") == "a\n\nb"
        assert LongText().run_validation(" H’Đức \n\n b\u200b") == "H'Đức\n\nb"

    def test_long_texts_end_somewhere(self):
        assert LongText().run_validation("a" * 2000)
        assert "2000" in refusal(LongText(), "a" * 2001)


@pytest.mark.django_db
class TestRef:
    @pytest.fixture
    def body(self, officer):
        """Reads a body that names a ward which the officer may use."""

        class Body(serializers.Serializer):
            ward = Ref(lambda user: Ward.objects.all().visible_to(user))

        request = APIRequestFactory().post("/")
        request.user = officer
        return lambda value: Body(data={"ward": value}, context={"request": request})

    def test_a_row_in_scope(self, body, ward):
        checked = body(ward.pk)
        assert checked.is_valid()
        assert checked.validated_data == {"ward": ward}

    def test_its_id_may_be_text(self, body, ward):
        assert body(str(ward.pk)).is_valid()

    def test_a_foreign_row_is_like_a_missing_one(self, body, other_ward):
        foreign, missing = body(other_ward.pk), body(999999)
        assert (foreign.is_valid(), missing.is_valid()) == (False, False)
        assert foreign.errors == missing.errors
        assert foreign.errors == {"ward": ["Không tìm thấy giá trị này."]}

    @pytest.mark.parametrize(
        "value",
        [0, -1, 2**63, 10**50, "abc", "\x00", 1.5, float("inf"), float("nan"), None, [], {}],
    )
    def test_what_is_no_id(self, value, body):
        checked = body(value)
        assert not checked.is_valid()
        assert list(checked.errors) == ["ward"]


class TestQuery:
    class Asked(serializers.Serializer):
        day = Day(required=False)
        size = serializers.IntegerField(default=5)

    def asked(self, text):
        return read_query(self.Asked, Request(APIRequestFactory().get(f"/?{text}")))

    def test_what_is_asked_and_what_is_not(self):
        assert self.asked("day=2024-06-30&other=1") == {"day": date(2024, 6, 30), "size": 5}

    def test_the_last_of_several_counts(self):
        assert self.asked("size=1&size=2")["size"] == 2

    def test_nonsense_is_refused_with_its_name(self):
        with pytest.raises(ValidationError) as refused:
            self.asked("size=x&day=y")
        assert set(refused.value.detail) == {"day", "size"}

"""The key ring and the blind index."""

import base64
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation import crypto
from foundation.crypto import UndecipherableError, blind_index, decrypt, encrypt, seal

OLD, NEW, WRONG = (base64.urlsafe_b64encode(bytes([n]) * 32).decode() for n in (1, 2, 3))
plain_texts = st.text(min_size=1, max_size=60)


@pytest.fixture(autouse=True)
def ring(settings):
    """One key; a test may change the ring. Derived keys are cached by name, so they are forgotten."""
    settings.FIELD_KEYS = {"k1": OLD}
    settings.INDEX_KEY = NEW
    _forget()
    yield settings
    _forget()


def _forget():
    crypto._cipher.cache_clear()
    crypto._derived.cache_clear()


class TestEncrypt:
    @given(plain_texts)
    def test_what_was_sealed_opens(self, text):
        assert decrypt("person.phone", encrypt("person.phone", text)) == text

    def test_the_text_is_nowhere_in_what_is_stored(self):
        stored = encrypt("person.phone", "0912345678")
        assert re.fullmatch(r"k1\$[\w=-]+", stored)
        assert b"0912345678" not in base64.urlsafe_b64decode(stored.partition("$")[2])

    def test_equal_texts_look_different(self):
        assert len({encrypt("person.phone", "0912345678") for _ in range(50)}) == 50

    def test_a_value_opens_in_its_own_field_only(self):
        stored = encrypt("person.phone", "0912345678")
        with pytest.raises(UndecipherableError, match=r"person\.id_number does not open"):
            decrypt("person.id_number", stored)

    def test_one_changed_letter_is_noticed(self):
        stored = encrypt("person.phone", "0912345678")
        changed = stored[:-6] + ("A" if stored[-6] != "A" else "B") + stored[-5:]
        with pytest.raises(UndecipherableError):
            decrypt("person.phone", changed)

    @pytest.mark.parametrize("damage", ["k1$", "k1$abc", "k1$####", "k1$QUJD", "k1$" + "A" * 40])
    def test_a_cut_or_foreign_value_is_no_crash_of_another_kind(self, damage):
        with pytest.raises(UndecipherableError, match="does not open with key 'k1'"):
            decrypt("person.phone", damage)

    def test_clear_text_in_the_column_is_not_repeated_in_the_error(self):
        with pytest.raises(UndecipherableError) as error:
            decrypt("person.phone", "0912345678")
        assert str(error.value) == "person.phone is not ciphertext"


class TestRotation:
    def test_a_new_key_in_front_seals_and_the_old_one_still_opens(self, ring):
        before = encrypt("person.phone", "0912345678")
        ring.FIELD_KEYS = {"k2": NEW, "k1": OLD}
        after = encrypt("person.phone", "0912345678")
        assert (before[:3], after[:3]) == ("k1$", "k2$")
        assert decrypt("person.phone", before) == decrypt("person.phone", after) == "0912345678"

    def test_a_key_that_was_taken_away_is_named(self, ring):
        stored = encrypt("person.phone", "0912345678")
        ring.FIELD_KEYS = {"k2": NEW}
        with pytest.raises(
            UndecipherableError, match=r"no key 'k1' in FIELD_KEYS for person\.phone"
        ):
            decrypt("person.phone", stored)

    def test_a_wrong_key_under_the_same_name_does_not_open(self, ring):
        stored = encrypt("person.phone", "0912345678")
        ring.FIELD_KEYS = {"k1": WRONG}
        _forget()
        with pytest.raises(UndecipherableError, match="does not open with key 'k1'"):
            decrypt("person.phone", stored)


class TestBlindIndex:
    def test_equal_numbers_have_equal_indexes(self):
        one, other = (blind_index("person.id_number", "010090123456") for _ in range(2))
        assert one == other
        assert re.fullmatch("[0-9a-f]{40}", one)

    @given(st.lists(st.text(alphabet="0123456789", min_size=12, max_size=12), unique=True))
    def test_different_numbers_have_different_indexes(self, numbers):
        assert len({blind_index("person.id_number", number) for number in numbers}) == len(numbers)

    def test_nothing_has_no_index(self):
        assert blind_index("person.id_number", "") == ""

    def test_another_field_has_another_index(self):
        assert blind_index("person.id_number", "1") != blind_index("household.code", "1")

    def test_whoever_lacks_the_index_key_cannot_compute_it(self, ring):
        ours = blind_index("person.id_number", "010090123456")
        ring.INDEX_KEY = WRONG
        assert blind_index("person.id_number", "010090123456") != ours

    def test_the_field_keys_have_no_part_in_it(self, ring):
        ours = blind_index("person.id_number", "010090123456")
        ring.FIELD_KEYS = {"k2": NEW}
        assert blind_index("person.id_number", "010090123456") == ours


class TestSeal:
    def test_it_is_the_same_for_the_same_text_and_purpose_only(self):
        seals = [seal("audit", "một"), seal("audit", "hai"), seal("khác", "một")]
        assert seal("audit", "một") == seals[0]
        assert len(set(seals)) == 3
        assert re.fullmatch("[0-9a-f]{64}", seals[0])

    def test_whoever_lacks_the_key_cannot_compute_it(self, ring):
        ours = seal("audit", "một")
        ring.INDEX_KEY = WRONG
        assert seal("audit", "một") != ours

    def test_it_outlives_the_rotation_of_the_field_keys(self, ring):
        ours = seal("audit", "một")
        ring.FIELD_KEYS = {"k2": NEW}
        assert seal("audit", "một") == ours

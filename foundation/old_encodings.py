"""Vietnamese typed in the fonts of before Unicode: recognised, named, and read.

Until about 2005 offices typed in the encodings TCVN3 (fonts .VnTime, .VnArial) and VNI (VNI-Times). Lists of that time
are still copied: in a Unicode font “Lê Thị Hoà” then reads “Lª ThÞ Hoµ” or “Leâ Thò Hoaø”. Most of these signs are
letters, so no rule about names refuses them, and no search finds them. They are told by the words they make: a word is
evidence if it is no possible syllable as it stands and a Vietnamese syllable once it is read in the old encoding.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from foundation.text import clean

# TCVN3 (TCVN 5712:1993, the table of the .Vn fonts): one sign for each small letter with its marks, in the order
# ngang, huyền, sắc, hỏi, ngã, nặng. Capitals have a font of their own, but for the seven letters of the last line.
_TCVN3 = {
    "a": "aµ¸¶·¹",
    "ă": "¨»¾¼½Æ",
    "â": "©ÇÊÈÉË",
    "e": "eÌÐÎÏÑ",
    "ê": "ªÒÕÓÔÖ",
    "i": "i×ÝØÜÞ",
    "o": "oßãáâä",
    "ô": "«åèæçé",
    "ơ": "¬êíëìî",
    "u": "uïóñòô",
    "ư": "\u00adõøö÷ù",
    "y": "yúýûüþ",
}
_TCVN3_OTHERS = dict(zip("®§¡¢£¤¥¦", "đĐĂÂÊÔƠƯ", strict=True))
# VNI (the table of the VNI- fonts): the plain letter, then a sign for its marks; some letters have one sign.
_VNI_TONES = ("", "ø", "ù", "û", "õ", "ï")
_VNI_CIRCUMFLEX = ("â", "à", "á", "å", "ã", "ä")
_VNI_BREVE = ("ê", "è", "é", "ú", "ü", "ë")
_VNI_OTHERS = dict(zip("íìæóòîñ", "íìỉĩịỵđ", strict=True))
_TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")

_ONSETS = {"", *re.findall(r"\w+", "b ch d đ g gi h kh l m n nh p ph qu r s t th tr v x")}
_ONSETS_FRONT = _ONSETS | {"k", "gh", "ngh"}  # before e, ê, i, y
_ONSETS_BACK = _ONSETS | {"c", "ng"}
_RHYMES_WRITTEN = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
    o oc oi om on ong op ot oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet
    ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uc ui um un ung up ut uân uâng uât uây uê uêch uênh
    uôc uôi uôm uôn uông uôt uơ uy uya uych uyn uynh uyt uyu uyên uyêt ư ưa ưc ưi ưm ưn ưng ưt ưu
    ươc ươi ươm ươn ương ươp ươt ươu y ych yn ynh yt yêm yên yêng yêt yêu
"""
_RHYMES = set(re.findall(r"\w+", _RHYMES_WRITTEN))
_STOPPED = re.compile("(?:c|ch|p|t)$")
#: Rhymes that end in the vowel with the tone: hoà, thuý. In all others of two vowels it stands before the last.
_TONE_MAY_BE_LAST = {"oa", "oe", "uy", "uê", "uơ"}
_STOPPED_TONES = (["\u0301"], ["\u0323"])
_SYLLABLE = re.compile(
    "(?P<onset>[^aăâeêioôơuưy]*?(?:(?<=g)i(?=[aăâeêoôơuư])|(?<=q)u)?)(?P<rhyme>[aăâeêioôơuưy].*)"
)
# Names of other peoples (Blôk, Niê, Êban) have clusters and ends of their own, but the vowels of Vietnamese.
_NUCLEI = {re.sub("[^aăâeêioôơuưy]", "", rhyme) for rhyme in _RHYMES} | {
    "iê",
    "uô",
    "ươ",
    "uâ",
    "uyê",
    "yê",
}
_VOWELS = re.compile("[aăâeêioôơuưy]+")
_LETTERS = re.compile("[a-zăâđêôơư]+")
_SEMIVOWEL = re.compile("(?<=g)i(?=[aăâeêoôơuưy])|(?<=q)u")
#: TrÇn, NguyÔn, BÝch: no name has a capital letter within.
_CAPITAL_WITHIN = re.compile("(?<=[a-z\u00df-\u00ff])[À-ÖØ-Þ]|(?<=[A-Z])[À-ÖØ-Þ](?=[a-z])")
#: Letters that neither encoding has: the text is in Unicode.
_BEYOND = re.compile("[\u0100-\u1fff\u2c00-\ud7ff\uf900-\U0010ffff]")
#: Words of nearly every list; they decide between two readings that are both Vietnamese.
_COMMON = {"thị", "văn", "nguyễn", "trần", "phạm", "đỗ", "tổ", "thôn", "xã", "phường", "đường"}
_WORD = re.compile(r"[^\s\x00-,./:-@\[-`{-\x7f\u2000-\u206f]+")


@dataclass(frozen=True)
class OldText:
    """The name of the old encoding of a text, and the text in Unicode."""

    encoding: str
    converted: str


@dataclass(frozen=True)
class _Encoding:
    name: str
    #: Returns the meaning of a word.
    read: Callable[[str], str]
    #: Signs that no name of today has, in any language; a single word with them is enough.
    telling: re.Pattern[str]


def in_old_encoding(text: str) -> OldText | None:
    """Returns the encoding and the meaning of a text that was typed in TCVN3 or VNI, else None.

    The text must be as it was typed: `clean` drops the sign of TCVN3 for "ư", which is the invisible soft hyphen.
    """
    if text.isascii() or _BEYOND.search(text):
        return None
    words = [word for word in _WORD.findall(text) if not re.search("[0-9]", word)]
    odd = [word for word in words if len(word) > 1 and not _may_be_a_name(word)]
    if not odd:
        return None
    readings = [_reading(text, words, odd, encoding) for encoding in _ENCODINGS]
    weight, _likelihood, old = max(readings, key=lambda reading: reading[:2])
    return old if weight > 0 else None


def refuse_old_encoding(text: str) -> None:
    """Raises ValidationError, with the converted text, for a text that was typed in an old encoding."""
    if old := in_old_encoding(text):
        raise ValidationError(old_encoding_sentence(old), code="old_encoding")


def old_encoding_sentence(old: OldText) -> str:
    """Returns the error that names the encoding and offers the text in Unicode."""
    return _("Chữ gõ bằng phông cũ %(encoding)s. Nếu đúng là “%(converted)s”, ghi lại như vậy.") % {
        "encoding": old.encoding,
        "converted": old.converted,
    }


def _reading(
    text: str, words: list[str], odd: list[str], encoding: _Encoding
) -> tuple[int, int, OldText]:
    """Returns how much speaks for the encoding, how likely its words are in a list, and its text."""
    old = OldText(encoding.name, _converted(text, encoding))
    likelihood = sum(word.lower() in _COMMON for word in _WORD.findall(old.converted))
    return _evidence(words, odd, encoding), likelihood, old


def _evidence(words: list[str], odd: list[str], encoding: _Encoding) -> int:
    """Returns how many words more speak for the encoding than against it; 0 if they do not suffice."""
    meant = {word: encoding.read(word) for word in words}
    read = [word for word in odd if meant[word] != word and _is_syllable(meant[word])]
    foreign = [word for word in words if word.isascii() and not _is_short(word)]
    foreign = [word for word in foreign if not _is_syllable(word)]
    surplus = 2 * len(read) - len(odd) - len(foreign)
    if any(encoding.telling.search(word) for word in read):
        return max(surplus, 0)
    is_vietnamese = all(_is_syllable(meant[word]) or _is_short(word) for word in words)
    return surplus if read and is_vietnamese else 0


def _converted(text: str, encoding: _Encoding) -> str:
    is_loud = not re.search("[a-z]", text) and any(map(_is_loud, _WORD.findall(text)))

    def meant(match: re.Match[str]) -> str:
        word = encoding.read(match.group())
        return word.upper() if is_loud or _is_loud(match.group()) else word

    return clean(_WORD.sub(meant, text))


def _is_loud(word: str) -> bool:
    """Returns whether the word was typed in capitals: TCVN3 has no capital letters with tone marks."""
    plain = [sign for sign in word if sign.isascii() and sign.isalpha()]
    return len(plain) > 1 and all(sign.isupper() for sign in plain)


def _is_short(word: str) -> bool:
    """Returns whether the word is an abbreviation, as addresses have them: TP, QL, H."""
    return word.isascii() and (len(word) == 1 or word.isupper())


@lru_cache(maxsize=4096)
def _is_syllable(word: str) -> bool:
    """Returns whether the word is a possible Vietnamese syllable, with a tone that it may have."""
    letters, tones = _taken_apart(word)
    parts = _SYLLABLE.fullmatch(letters)
    if parts is None or len(tones) > 1 or parts["rhyme"] not in _RHYMES:
        return False
    if parts["onset"] not in (_ONSETS_FRONT if parts["rhyme"][0] in "eêiy" else _ONSETS_BACK):
        return False
    if _STOPPED.search(parts["rhyme"]):
        return tones in _STOPPED_TONES
    return not _has_late_tone(word, parts["rhyme"])


@lru_cache(maxsize=4096)  # the same few hundred words make most names of a list
def _may_be_a_name(word: str) -> bool:
    """Returns whether the word, as it stands, could be one of a name of any people of the country."""
    if word.isascii():
        return True
    if _CAPITAL_WITHIN.search(word) or "\u00ad" in word:
        return False
    return all(_has_vietnamese_vowels(part) for part in clean(word).split("-") if part)


def _has_vietnamese_vowels(word: str) -> bool:
    letters, tones = _taken_apart(word)
    vowels = _VOWELS.findall(_SEMIVOWEL.sub("", letters))
    is_spelt = _LETTERS.fullmatch(letters) and vowels and len(tones) <= len(vowels)
    return (
        bool(is_spelt)
        and all(run in _NUCLEI for run in vowels)
        and not _has_late_tone(word, vowels[-1])
    )


def _has_late_tone(word: str, vowels: str) -> bool:
    """Returns whether the word ends in a vowel with the tone that the vowel before it should have: maù for màu."""
    is_open = len(vowels) == 1 or vowels in _TONE_MAY_BE_LAST
    return not is_open and unicodedata.normalize("NFD", word)[-1] in _TONES


def _taken_apart(word: str) -> tuple[str, list[str]]:
    """Returns the small letters of a word without tones, and the tones."""
    parts = unicodedata.normalize(
        "NFD", word.lower().replace("ñ", "?")
    )  # no letter with a tone mark
    tones = [part for part in parts if part in _TONES]
    letters = "".join(part for part in parts if part not in tones)
    return unicodedata.normalize("NFC", letters), tones


def _tcvn3_signs() -> dict[int, str]:
    signs = dict(_TCVN3_OTHERS)
    for vowel, row in _TCVN3.items():
        signs |= {sign: _composed(vowel, tone) for sign, tone in zip(row, _TONES, strict=True)}
    return str.maketrans(signs)


def _vni_signs() -> dict[str, str]:
    signs = dict(_VNI_OTHERS)
    for written, vowel in zip("aeouyôö", "aeouyơư", strict=True):
        rows = [(_VNI_TONES, vowel)]
        rows += [(_VNI_CIRCUMFLEX, vowel + "\u0302")] if vowel in "aeo" else []
        rows += [(_VNI_BREVE, vowel + "\u0306")] if vowel == "a" else []
        for marks, letter in rows:
            signs |= {
                written + mark: _composed(letter, tone)
                for mark, tone in zip(marks, _TONES, strict=True)
            }
    return signs


def _composed(letter: str, tone: str) -> str:
    return unicodedata.normalize("NFC", letter + tone)


_TCVN3_SIGNS = _tcvn3_signs()
_VNI_SIGNS = _vni_signs()
_VNI_SIGN = re.compile("|".join(sorted(_VNI_SIGNS, key=len, reverse=True)), re.IGNORECASE)


def _read_tcvn3(word: str) -> str:
    meant = word.translate(_TCVN3_SIGNS)
    # programs that do not know the soft hyphen, which is "ư", have replaced it by a hyphen: Ph-¬ng
    whole = meant.replace("-", "ư")
    return whole if whole != meant and _is_syllable(whole) else meant


def _read_vni(word: str) -> str:
    def meant(match: re.Match[str]) -> str:
        letter = _VNI_SIGNS[match.group().lower()]
        return letter.upper() if match.group()[0].isupper() else letter

    return _VNI_SIGN.sub(meant, word)


_ENCODINGS = (
    _Encoding(
        "TCVN3 (.VnTime)", _read_tcvn3, re.compile(f"[¡-©«-¿×÷Þþ]|{_CAPITAL_WITHIN.pattern}")
    ),
    # not ï and ë, which French has after a vowel too: Haïti, Raphaël
    _Encoding(
        "VNI (VNI-Times)",
        _read_vni,
        re.compile("a[øùûõâàáåãäêèéúü]|[eo][øùûõâàáåãä]|[uyôö][øùûõ]", re.IGNORECASE),
    ),
)

"""Text of the fonts .VnTime and VNI-Times is recognised, named and read; other text is left alone."""

import csv
import re
import unicodedata
from pathlib import Path
from random import Random

import pytest
from django.core.exceptions import ValidationError

from cases.enums import Sex
from demo.names import ethnicity, full_name, household_head
from foundation.old_encodings import in_old_encoding, refuse_old_encoding

TCVN3, VNI = "TCVN3 (.VnTime)", "VNI (VNI-Times)"
UNITS = Path(__file__).parents[2] / "wards" / "data"


#: Peoples of Viet Nam; other countries; places, signs and abbreviations.
OTHER_TEXTS = """
Giàng A Páo; Sùng Thị Dợ; Thào A Pó; Lù Mí Sà; Má A Dê; Chảo Láo Tả; Vàng Dín Sà; Tẩn Mùi Nải; Sần Văn Pín
H'Đức; H'Sen Niê; H'Hen Niê; Y Blôk Êban; Ksor H'Blôk; Rơ Châm H'Ê; Siu Blêl; K'Sór; Mlô; Kpă Klơng; Điểu Krê
Y Ñuê Bkrông; H'Ñăm Ayŭn; A Lăng Bríu; Zơ Râm; Cil Múp Ha Thiêm; Thạch Sóc; Kim Sôl; Sôc Trăng; Chau Sóc
Bế Thị Pê; Lò Thị Ó; Hồ Sê; Ràng Thoong; Lô Thị Kê; Hà Tùng Lâm; Tô Hoài; Hà Lê Hoà; Ka Dô; Krông Pa; Niê Thuật
José; René; André; Thérèse; Hélène; Noël; Raphaël; Zoé; Léon; Anaïs; Chloé; Joël; Jean-Pierre Lefèvre; Benoît
Françoise Hollande; Gérard Depardieu; Émile Zola; Étienne; Moïse; Haïti; François; Jérôme; Stéphane; Désirée
Brontë; Renée Zellweger; Seán Ó Briain; Müller; Jörg; Zürich; Lü Wei; Göran Åkesson; Søren Kierkegaard; Håkan
Peña; Ösel; Mª Dolores Peña; Niño; João; Conceição; Muñoz; Günther Grass; Björk Guðmundsdóttir
Hoàng Liên; Nhà số 5½; km 12·5; «Lan»; Coca®; 30°; § 3; 5µm; Lô 3, hẻm Tô Hoài; café; Qúy; Thuý; Hoà; Hòa; Khoẻ
Nguyễn V¨n; An; Le Van An; 0912; ½; ·
"""


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Lª ThÞ Hoµ", "Lê Thị Hoà"),
        ("TrÇn ThÞ Lan", "Trần Thị Lan"),
        ("NguyÔn V¨n An", "Nguyễn Văn An"),
        ("Bïi V¨n Hång", "Bùi Văn Hồng"),
        ("§ç Minh", "Đỗ Minh"),
        ("TÈn Mïi N¶i", "Tẩn Mùi Nải"),
        ("Vµng Seo ChÈn", "Vàng Seo Chẩn"),
        ("Vò BÝch Giang", "Vũ Bích Giang"),
        ("Phan A CÊu", "Phan A Cấu"),
        ("TRÇN THÞ LAN", "TRẦN THỊ LAN"),
        ("NGUYÔN V¡N AN", "NGUYỄN VĂN AN"),
        ("Ph\u00ad¬ng", "Phương"),
        ("Tr\u00adêng Giang", "Trường Giang"),
        ("Ph-¬ng Anh", "Phương Anh"),
        ("Tæ 8", "Tổ 8"),
        ("sè nhµ 12 ®\u00adêng Hoµng Liªn, TP Lµo Cai", "số nhà 12 đường Hoàng Liên, TP Lào Cai"),
        ("Kh«ng cã viÖc lµm, hay ®i ®ªm", "Không có việc làm, hay đi đêm"),
    ],
)
def test_tcvn3_is_read(typed, meant):
    old = in_old_encoding(typed)
    assert (old.encoding, old.converted) == (TCVN3, meant)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Nguyeãn Vaên An", "Nguyễn Văn An"),
        ("Tröông Truùc Lan", "Trương Trúc Lan"),
        ("Leâ Thò Hoaø", "Lê Thị Hoà"),
        ("Ñoã Minh Ñöùc", "Đỗ Minh Đức"),
        ("Ñinh Thò Dung", "Đinh Thị Dung"),
        ("Phan Thò Chæn", "Phan Thị Chỉn"),
        ("Maù A Chính", "Má A Chính"),
        ("NGUYEÃN VAÊN AN", "NGUYỄN VĂN AN"),
        ("Toå 8", "Tổ 8"),
        ("Phöôøng Baéc Cöôøng", "Phường Bắc Cường"),
    ],
)
def test_vni_is_read(typed, meant):
    old = in_old_encoding(typed)
    assert (old.encoding, old.converted) == (VNI, meant)


@pytest.mark.parametrize("text", re.split(r"\s*[;\n]\s*", OTHER_TEXTS))
def test_other_text_is_left_alone(text):
    assert in_old_encoding(text) is None
    assert in_old_encoding(unicodedata.normalize("NFD", text)) is None


def test_no_name_of_the_demonstration_is_taken_for_old_text():
    dice = Random(20261128)
    names = {household_head(dice) for _ in range(4000)}
    assert len(names) > 1000
    both = names | {name.upper() for name in names}
    assert [name for name in both if in_old_encoding(name)] == []


def test_no_unit_of_the_country_is_taken_for_old_text():
    cells = {
        cell
        for path in UNITS.glob("*.csv")
        for row in csv.reader(path.read_text(encoding="utf-8").splitlines())
        for cell in row
    }
    assert len(cells) > 3000
    assert [cell for cell in cells if in_old_encoding(cell)] == []


def test_most_names_are_recognised_in_either_encoding():
    """Of a few every word could be right as it stands: “Vò Thu Mai” is Vũ Thu Mai in .VnTime."""
    dice = Random(7)
    names = {
        full_name(dice, ethnicity(dice), dice.choice((Sex.MALE, Sex.FEMALE))) for _ in range(600)
    }
    for write in (in_tcvn3, in_vni):
        typed = {write(name): name for name in names}
        read = {text: in_old_encoding(text) for text in typed}
        known = [text for text, old in read.items() if old]
        assert len(known) > 0.97 * len(typed)
        assert all(read[text].converted.lower() == typed[text].lower() for text in known)


def test_the_refusal_names_the_encoding_and_the_meaning():
    with pytest.raises(ValidationError) as refused:
        refuse_old_encoding("TrÇn ThÞ Lan")
    (sentence,) = refused.value.messages
    assert TCVN3 in sentence
    assert "Trần Thị Lan" in sentence


#: The published tables, written the other way round from those of the product: a string per encoding.
LETTERS = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
TCVN3_SIGNS = "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉËÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ®"
VNI_SIGNS = re.findall(
    r"\S+",
    "aø aù aû aõ aï aê aè aé aú aü aë aâ aà aá aå aã aä eø eù eû eõ eï eâ eà eá eå eã eä ì í æ ó ò "
    "oø où oû oõ oï oâ oà oá oå oã oä ô ôø ôù ôû ôõ ôï uø uù uû uõ uï ö öø öù öû öõ öï yø yù yû yõ î ñ",
)


def in_tcvn3(name: str) -> str:
    """Small letters only: capitals with marks had a font of their own."""
    signs = dict(zip(LETTERS, TCVN3_SIGNS, strict=True)) | dict(
        zip("ĂÂĐÊÔƠƯ", "¡¢§£¤¥¦", strict=True)
    )
    return "".join(signs.get(letter) or signs.get(letter.lower(), letter) for letter in name)


def in_vni(name: str) -> str:
    signs = dict(zip(LETTERS, VNI_SIGNS, strict=True))
    signs |= {letter.upper(): sign.upper() for letter, sign in signs.items()}
    return "".join(signs.get(letter, letter) for letter in name)

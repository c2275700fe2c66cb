"""The PDF: tagged, Vietnamese, in our own embedded fonts, numbered from page two; nothing is fetched from outside."""

import io
import logging
import re
from datetime import date

import pytest
from django.db import transaction
from pypdf import PdfReader

from reports.catalogue import get_report
from reports.catalogue.base import Registry
from reports.rendering import (
    OWN,
    SCREEN_STYLESHEET,
    STYLESHEET,
    UnreadableFileError,
    html_of,
    pdf_of,
    pdf_of_html,
)
from tests.factories.wards import AreaFactory, AreaWardFactory, GroupFactory, WardFactory

A4 = (210, 297)
POINTS_PER_MM = 72 / 25.4


@pytest.fixture(scope="module")
def issued(django_db_setup, django_db_blocker):
    """The bytes of one numbered paper; drawn once, for drawing takes a second."""
    with django_db_blocker.unblock(), transaction.atomic():
        ward = WardFactory(name="Nam Cường")
        AreaWardFactory(area=AreaFactory(name="Thành phố Lào Cai"), ward=ward)
        GroupFactory(ward=ward)
        registry = Registry("05/BC-UBND", "Hoàng Văn Ký")
        paper = get_report("ward-status").build(ward, date(2026, 6, 30), registry=registry)
        file = pdf_of(paper)
        transaction.set_rollback(True)
    return file


@pytest.fixture(scope="module")
def reader(issued):
    return PdfReader(io.BytesIO(issued))


@pytest.fixture(scope="module")
def pages(reader):
    """The text of each page; what stands in the margin is in it."""
    return [re.sub(r"[ \n]+", " ", page.extract_text()).strip() for page in reader.pages]


class TestFile:
    def test_it_is_a_pdf(self, issued):
        assert issued.startswith(b"%PDF-1.7")

    def test_it_is_tagged_and_says_so(self, reader):
        root = reader.trailer["/Root"]
        assert bool(root["/MarkInfo"]["/Marked"])
        assert "/StructTreeRoot" in root

    def test_its_language_is_vietnamese(self, reader):
        assert reader.trailer["/Root"]["/Lang"] == "vi"

    def test_it_claims_pdf_ua(self, reader):
        metadata = reader.trailer["/Root"]["/Metadata"].get_data().decode()
        assert re.search(r'pdfuaid:part(="|>)1["<]', metadata)

    def test_it_has_a_title_and_an_author(self, reader):
        assert reader.metadata.title.startswith(
            "Báo cáo kết quả xây dựng xã, phường không có ma túy"
        )
        assert reader.metadata.author == "ỦY BAN NHÂN DÂN PHƯỜNG NAM CƯỜNG"

    def test_readers_show_the_title(self, reader):
        assert bool(reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"])

    def test_headings_and_tables_are_in_the_structure(self, reader):
        kinds = set(structure(reader.trailer["/Root"]["/StructTreeRoot"]))
        assert {"/H1", "/H2", "/H3", "/P", "/Table", "/TH", "/TD"} <= kinds

    def test_pages_are_a4_upright(self, reader):
        for page in reader.pages:
            size = (float(page.mediabox.width), float(page.mediabox.height))
            assert [round(side / POINTS_PER_MM) for side in size] == list(A4)

    def test_no_script_no_form_no_attachment(self, reader):
        root = reader.trailer["/Root"]
        assert {"/AcroForm", "/OpenAction", "/AA"} & set(root) == set()
        assert reader.attachments == {}


class TestFonts:
    def test_only_tinos(self, reader):
        assert names(reader) == {"Tinos", "Tinos-Bold", "Tinos-Italic", "Tinos-Bold-Italic"}

    def test_every_font_is_embedded_as_a_subset(self, reader):
        for font in fonts(reader):
            assert re.match(r"/[A-Z]{6}\+Tinos", font["/BaseFont"])
            descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            assert "/FontFile2" in descriptor or "/FontFile3" in descriptor


class TestText:
    def test_title_number_and_day_are_on_it(self, pages):
        assert "BÁO CÁO" in pages[0]
        assert "Số: 05/BC-UBND" in pages[0]
        assert "(số liệu tính đến ngày 30/06/2026)" in pages[0]

    def test_the_letterhead_opens_the_first_page(self, pages):
        for words in (
            "UBND THÀNH PHỐ LÀO CAI",
            "ỦY BAN NHÂN DÂN",
            "PHƯỜNG NAM CƯỜNG",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Lào Cai, ngày ",
        ):
            assert words in pages[0]

    def test_every_page_has_day_and_number_at_its_foot(self, pages):
        assert len(pages) > 1
        for page in pages:
            assert "Số liệu tính đến ngày 30/06/2026 · Số 05/BC-UBND · dữ liệu minh họa" in page

    def test_the_signature_closes_the_last_page(self, pages):
        assert "./." in pages[-1]
        assert pages[-1].index("TM. ỦY BAN NHÂN DÂN") < pages[-1].index("Hoàng Văn Ký")
        assert "Nơi nhận:" in pages[-1]

    def test_page_numbers_begin_on_the_second_page(self, reader):
        told = [in_the_top_margin(page) for page in reader.pages]
        assert told == ["", *[str(number) for number in range(2, len(told) + 1)]]


class TestHtml:
    def test_a_browser_gets_its_own_addresses(self, paper_of, ward):
        html = html_of(paper_of(ward), ["/static/css/document.css"])
        assert '<link rel="stylesheet" href="/static/css/document.css" />' in html
        assert OWN not in html

    def test_the_language_stands_on_the_page(self, paper_of, ward):
        assert '<html lang="vi">' in html_of(paper_of(ward))

    def test_no_script_and_no_style_of_its_own(self, paper_of, ward):
        html = html_of(paper_of(ward))
        assert "<script" not in html
        assert " style=" not in html
        assert "<style" not in html

    def test_what_was_typed_is_text(self, paper_of, ward):
        signed = paper_of(ward, registry=Registry("05/BC-UBND", "<img src=http://x.invalid/>"))
        assert "&lt;img src=http://x.invalid/&gt;" in html_of(signed)

    def test_the_signer_of_a_draft_is_blank(self, paper_of, ward):
        assert '<p class="signer"></p>' in re.sub(r">\s+<", "><", html_of(paper_of(ward)))


class TestSources:
    @pytest.mark.parametrize(
        "address",
        [
            "https://example.org/x.png",
            "http://127.0.0.1/x.png",
            "file:///etc/passwd",
            "data:image/png;base64,AAAA",
            OWN + "../../config/settings.py",
            OWN + "css/khong-co.css",
            OWN + "../settings.py",
        ],
    )
    def test_nothing_but_our_own_files_is_read(self, address):
        with pytest.raises(UnreadableFileError):
            pdf_of_html(f'<html lang="vi"><img src="{address}" alt="x"></html>')

    def test_a_missing_style_sheet_makes_no_paper(self):
        with pytest.raises(UnreadableFileError):
            pdf_of_html(f'<link rel="stylesheet" href="{OWN}css/mat.css"><p>x</p>')

    def test_the_own_style_sheet_is_read_without_complaint(self, caplog):
        with caplog.at_level(logging.WARNING, logger="weasyprint"):
            made = pdf_of_html(
                f'<html lang="vi"><title>x</title><link rel="stylesheet" href="{OWN}{STYLESHEET}"><p>Tổ</p></html>'
            )
        assert made.startswith(b"%PDF")
        assert caplog.messages == []

    def test_the_screen_has_rules_beside_those_of_the_paper(self):
        assert STYLESHEET != SCREEN_STYLESHEET


def structure(node):
    """Kinds of the structure's elements, from the root down."""
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from structure(child)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node["/S"]
        if "/K" in node:
            yield from structure(node["/K"])


def fonts(reader):
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            yield font.get_object()


def names(reader) -> set[str]:
    return {font["/BaseFont"].partition("+")[2] for font in fonts(reader)}


def in_the_top_margin(page) -> str:
    """Text whose base line lies in the upper 20 mm."""
    height, found = float(page.mediabox.height), []

    def look(text, matrix, text_matrix, *_font):
        y = matrix[3] * text_matrix[5] + matrix[5]
        above = y > height - 20 * POINTS_PER_MM
        if text.strip() and above:
            found.append(text.strip())

    page.extract_text(visitor_text=look)
    return " ".join(found)

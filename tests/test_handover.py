"""The handover sheet: a PDF a screen reader can read, with blanks, and the same as plain text."""

import io
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from journeys import HEALTH_VISITOR, TEACHING_ASSISTANT
from pypdf import PdfReader
from referrer import Referrer
from sqlmodel import select

from app import create_app
from directory.database import open_session
from matching.content import load_content
from matching.handover import Section, Sheet, handover_pdf, handover_text, sheet_of
from matching.models import Enquiry
from matching.outcome import Outcome, make_outcome

AFTERNOON = datetime(2026, 3, 3, 16, 15, tzinfo=ZoneInfo("Europe/London"))
HOSTILE = '#panic("x") $x^2$ *bold* _it_ <script> \\ "quote" @ref `raw`'


@pytest.fixture
def app(database, directory, search, tmp_path):
    directory.add(
        "Willow Family Hub", needs=["physical-abuse", "food-poverty"], ages=(0, 18), areas=["Nottinghamshire"],
        roles=["anyone"], at="Worksop", phone="0115 496 0300", availability={"waiting_weeks": 6},
    )  # fmt: skip
    search.reindex()
    settings = {"DATABASE_URL": str(database.url), "DATA_DIR": tmp_path / "data", "SECRET_KEY": "test"}
    return create_app({**settings, "CLOCK": lambda: AFTERNOON})


@pytest.fixture
def outcome_of(app, database):
    """Walk a journey and make its outcome."""

    def make(journey) -> Outcome:
        Referrer(app).start().walk(journey).finish()
        house = app.extensions["right_door"]
        with open_session(database, writing=False) as session:
            return make_outcome(session, house, load_content(), session.exec(select(Enquiry)).one())

    return make


def text_of(pdf: bytes) -> str:
    """The words of a PDF as they are read, on one line."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_the_sheet_says_what_to_do_first_and_leaves_blanks_to_fill_in(outcome_of):
    sheet = sheet_of(outcome_of(HEALTH_VISITOR), str, code="K7Q2-M9XB", language="en", day="3 March 2026")
    titles = [section.title for section in sheet.sections]
    assert titles.index("What to do now") < titles.index("Why") < titles.index("Write down before you ring")
    blanks = next(section for section in sheet.sections if section.title == "Write down before you ring").blanks
    assert any("number to ring you back" in blank for blank in blanks)
    assert ("In danger now", "999", "day and night") in sheet.numbers
    assert {"0115 496 0000", "0115 496 0001"} < {number for _, number, _ in sheet.numbers}


def test_the_sheet_names_each_service_with_its_number_and_waiting_time(outcome_of):
    sheet = sheet_of(outcome_of(TEACHING_ASSISTANT), str, code="K7Q2-M9XB", language="en", day="3 March 2026")
    services = next(section for section in sheet.sections if section.title == "Services that could help").lines
    assert any("Willow Family Hub" in line and "0115 496 0300" in line and "6 weeks" in line for line in services)
    assert all(section.lines or section.blanks for section in sheet.sections)


def test_the_sheet_holds_neither_age_nor_place_of_the_child(outcome_of):
    text = handover_text(sheet_of(outcome_of(HEALTH_VISITOR), str, code="K7Q2-M9XB", language="en", day="3 March 2026"))
    assert "10 week" not in text
    assert "S80" not in text
    assert "Bassetlaw" not in text


def test_the_pdf_has_what_pdf_ua_asks_for(outcome_of):
    sheet = sheet_of(outcome_of(HEALTH_VISITOR), str, code="K7Q2-M9XB", language="en", day="3 March 2026")
    pdf = PdfReader(io.BytesIO(handover_pdf(sheet)))
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "StructTreeRoot" in str(root.keys())
    assert pdf.metadata.title == f"Right Door: handover sheet {sheet.reference}"
    assert "pdfuaid:part" in root["/Metadata"].get_data().decode()
    width, height = (round(float(side)) for side in pdf.pages[0].mediabox[2:])
    assert (width, height) == (595, 842)


def test_the_pdf_says_what_the_sheet_says(outcome_of):
    sheet = sheet_of(outcome_of(HEALTH_VISITOR), str, code="K7Q2-M9XB", language="en", day="3 March 2026")
    text = text_of(handover_pdf(sheet))
    for words in (
        sheet.reference,
        "Code: K7Q2-M9XB",
        "3 March 2026",
        "999",
        "0115 496 0001",
        "Do not promise to keep it secret",
        "Watch for",
    ):
        assert words in text


def test_what_is_typed_into_the_directory_is_never_read_as_markup():
    sheet = Sheet(
        "en", "Title", "RD-00000-00000", HOSTILE, "today", HOSTILE, ((HOSTILE, "999", HOSTILE),),
        (Section(HOSTILE, (HOSTILE,), numbered=True), Section("Blanks", blanks=(HOSTILE,))), HOSTILE,
    )  # fmt: skip
    assert text_of(handover_pdf(sheet)).count('#panic("x") $x^2$ *bold*') >= 5
    assert handover_text(sheet).count(HOSTILE) >= 5


def test_the_sheet_is_taken_away_as_pdf_and_as_text_and_shown_to_copy(app):
    referrer = Referrer(app).start().walk(HEALTH_VISITOR)
    referrer.finish()
    shown = referrer.response.text
    pdf = referrer.see(f"/should-i-refer/{referrer.number}/handover.pdf")
    assert pdf.mimetype == "application/pdf"
    assert "RD-" not in pdf.headers["Content-Disposition"]
    text = referrer.see(f"/should-i-refer/{referrer.number}/handover.txt")
    assert text.mimetype == "text/plain"
    assert "RING THE FRONT DOOR TODAY" in text.text
    assert "RING THE FRONT DOOR TODAY" in shown.split("<textarea")[1]


def test_a_demonstration_says_so_on_every_sheet_of_paper(outcome_of):
    sheet = sheet_of(
        outcome_of(HEALTH_VISITOR), str, code="K7Q2-M9XB", language="en", day="3 March 2026", demonstration=True
    )
    assert "invented" in sheet.foot
    assert all("invented" in page.extract_text() for page in PdfReader(io.BytesIO(handover_pdf(sheet))).pages)

"""From the first page to the outcome in Polish, as somebody who reads no English meets it."""

import io
import re

import pytest
from journeys import HEALTH_VISITOR, TEACHING_ASSISTANT, YOUTH_WORKER
from polish import LANGUAGE, polish_settings
from polish_reader import PolishReader, still_english
from pypdf import PdfReader

from app import create_app
from directory.models import Status


@pytest.fixture
def app(database, directory, search, tmp_path, understander):
    directory.add(
        "Willow Family Hub", needs=["physical-abuse", "food-poverty"], ages=(0, 18), areas=["Nottinghamshire"],
        roles=["anyone", "school"], at="Worksop", phone="0115 496 0300", availability={"waiting_weeks": 6},
        languages=["Polish"], levels=[1, 2], provision="community", cost=0, consent=True,
    )  # fmt: skip
    directory.add("Alder Meals", needs=["food-poverty"], ages=(0, 11), areas=["Ashfield"], at="Kirkby-in-Ashfield")
    directory.add(
        "Oak Club", needs=["food-poverty"], areas=["Rushcliffe"], at="Beeston", free=True, status=Status.DEFUNCT
    )
    search.reindex()
    settings = {"DATABASE_URL": str(database.url), "DATA_DIR": tmp_path / "data", "UNDERSTANDER": understander}
    return create_app({**settings, **polish_settings(tmp_path / "translations")})


@pytest.fixture
def reader(app):
    return PolishReader(app)


def test_the_pages_of_the_directory_are_in_polish(reader, directory):
    for path in ("/", "/about", "/privacy", "/accessibility", "/what-we-keep", "/nowhere", "/services"):
        reader.see(path)
    for question in (
        "words=food&place=Worksop&age=7",
        "words=food&place=NG17+1AA&age=3&open_now=y&free=y",
        "words=qqqqq",
        "place=Derby",
        "place=Mansfeild",
        "age=abc&words=food",
        "words=my+dad+hits+me",
        "needs=food-poverty&role=school&send=y&within_miles=5&place=Worksop&language=Polish&levels=2",
    ):
        reader.see(f"/services?{question}")
    for found in sorted(set(re.findall(r"/services/([0-9a-f-]{36})", reader.see("/services?needs=food-poverty").text))):
        reader.see(f"/services/{found}")
        reader.see(f"/services/{found}/report")
        reader.post(f"/services/{found}/report")
        reader.post(f"/services/{found}/report", kind="contact", reply_to="nobody")
        reader.post(f"/services/{found}/report", kind="contact")
    assert still_english(reader.met) == {}


@pytest.mark.parametrize("journey", [TEACHING_ASSISTANT, HEALTH_VISITOR, YOUTH_WORKER])
def test_a_whole_journey_is_in_polish(reader, journey):
    reader.start()
    while reader.at != "check":
        page = reader.places[-1]
        reader.post(page, **{"q-ages": "siedem lat i trochę", "q-place": "Warszawa"})
        if reader.places[-1] == page:
            reader.answer(journey.get(reader.at, {}))
    reader.finish()
    outcome = reader.places[-1].removesuffix("/outcome")
    for part in ("why", "map", "less-serious", "thank-you", "check", "outcome"):
        reader.see(f"{outcome}/{part}")
    reader.post(f"{outcome}/feedback", helped="nonsense")
    assert still_english(reader.met) == {}


def test_danger_coming_back_and_what_is_not_open_here_are_in_polish(reader):
    reader.start()
    reader.answer({"danger": "yes"})
    assert reader.at == "now"
    for path in ("/should-i-refer/ending", "/should-i-refer/come-back", "/should-i-refer/own-words", "/content/map"):
        reader.see(path)
    reader.post("/should-i-refer/own-words", text="")
    reader.post("/should-i-refer/own-words", text="Dziecko boi się ojca i ma siniaki")
    reader.post("/should-i-refer/come-back", reference="RD-11111-11111", code="1111-1111")
    reader.see("/should-i-refer/77/outcome")
    assert still_english(reader.met) == {}


def test_in_polish_the_questions_and_people_come_before_the_box_that_reads_english_only(reader):
    start = reader.see("/should-i-refer").text
    assert start.index('id="questions"') < start.index('<textarea class="govuk-textarea')
    own = reader.see("/should-i-refer/own-words").text
    main = own[own.index("<main") :]
    box = main.index("<textarea")
    assert main.index("0115 496 00") < box
    assert main.index("Odpowiedz na pytania") < box
    assert main.index("Program czyta tutaj tylko po angielsku") < box


def test_numbers_to_ring_are_the_same_in_both_languages(reader, app):
    number = re.compile(r'href="tel:(\d+)"')
    polish = number.findall(reader.see("/should-i-refer").text)
    assert number.findall(app.test_client().get("/should-i-refer").text) == polish
    assert "999" in polish


def test_the_handover_sheet_is_in_polish_with_all_its_letters(reader):
    reader.start().walk(TEACHING_ASSISTANT).finish()
    outcome = reader.places[-1].removesuffix("/outcome")
    answer = reader.client.get(f"{outcome}/handover.pdf")
    assert answer.headers["Content-Language"] == LANGUAGE
    pdf = PdfReader(io.BytesIO(answer.data))
    assert pdf.trailer["/Root"]["/Lang"] == LANGUAGE
    sheet = " ".join("".join(page.extract_text() for page in pdf.pages).split())
    text = reader.client.get(f"{outcome}/handover.txt").text
    for told in (sheet, text):
        assert "Right Door: kartka do rozmowy" in told
        assert "0115 496 0000" in told
        assert set("ąćęłńóśżź") <= set(told)
    assert still_english({line.strip("- "): "text" for line in text.splitlines()}) == {}

"""From the first page to the outcome in Polish, as somebody who reads no English meets it."""

import io
import re

import pytest
from journeys import HEALTH_VISITOR, TEACHING_ASSISTANT, YOUTH_WORKER
from page_texts import texts_of
from polish import LANGUAGE, polish_settings
from pypdf import PdfReader
from referrer import TOKEN, Referrer

from app import create_app
from directory.models import Status
from matching.content import load_content
from scripts.messages import read_catalog

PLACE = re.compile(r"%\(\w+\)s")
ENGLISH_WORDS = {
    *("the", "and", "you", "your", "is", "are", "was", "not", "of", "with", "for", "this", "that", "they", "them"),
    *("what", "when", "who", "how", "from", "have", "has", "will", "can", "or", "we", "our", "it", "their", "there"),
}
FEW_ENGLISH_WORDS = 2
"""So many small English words in one text are a sentence, and no name such as "Children and Families Direct"."""


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


class PolishReader(Referrer):
    """Somebody whose browser asks for Polish, and who notes every text of every page that they meet."""

    def __init__(self, app) -> None:
        super().__init__(app)
        self.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = LANGUAGE
        self.met: dict[str, str] = {}

    def note(self):
        assert f'<html lang="{LANGUAGE}"' in self.response.text, self.places[-1]
        for text in texts_of(self.response.text, LANGUAGE):
            self.met.setdefault(text, self.places[-1])
        return self.response

    def see(self, path):
        super().see(path)
        return self.note()

    def post(self, path, **fields):
        """A form as it is sent, and the page that answers it."""
        token = TOKEN.search(self.response.text)
        self.places.append(path)
        self.response = self.client.post(path, data={**({"csrf_token": token[1]} if token else {}), **fields})
        return self.see(self.response.headers["Location"]) if self.response.status_code == 303 else self.note()


def english_patterns():
    """What is a sentence of the interface in English, with anything in its places; and every text of the content."""
    alone, open_ended = set(load_content().texts()), []
    for message in read_catalog(LANGUAGE):
        for text in message.id if isinstance(message.id, (tuple, list)) else (message.id,):
            words = re.findall(r"[A-Za-z]{2,}", PLACE.sub(" ", text))
            if PLACE.search(text) and len(words) > 1:
                open_ended.append(".+".join(map(re.escape, PLACE.split(text))))
            elif words:
                alone.add(" ".join(text.split()))
    return alone, re.compile("|".join(open_ended))


def same_in_polish():
    """Texts that are the same in both languages, such as a number's name or "SVG"."""
    polish = set()
    for message in read_catalog(LANGUAGE):
        polish.update(message.string if isinstance(message.string, tuple) else (message.string,))
    return polish | set(load_content().translated(LANGUAGE).texts())


def still_english(met):
    alone, open_ended = english_patterns()
    alone -= same_in_polish()
    return {text: path for text, path in met.items() if text in alone or open_ended.fullmatch(text) or _reads(text)}


def _reads(text):
    words = re.findall(r"[a-z]+", text.lower())
    return sum(word in ENGLISH_WORDS for word in words) >= FEW_ENGLISH_WORDS and not re.search(
        "[ąćęłńóśźż]", text.lower()
    )


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

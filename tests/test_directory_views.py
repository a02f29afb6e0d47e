"""The directory's pages as a person would read them, and as somebody hostile would try them."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session, select

from app import create_app
from directory.additions import ProblemReport, UnmetNeed
from directory.database import open_session
from directory.models import Status

LONDON = ZoneInfo("Europe/London")
TODAY = date.today()
NOON = datetime.combine(TODAY, datetime.min.time(), LONDON).replace(hour=12)
EVERY_DAY = {"freq": "WEEKLY", "byday": "MO,TU,WE,TH,FR,SA,SU"}
OPEN_AT_NOON = {**EVERY_DAY, "opens_at": NOON.replace(hour=9).time(), "closes_at": NOON.replace(hour=17).time()}


@pytest.fixture
def app(database, tmp_path):
    return create_app({"DATABASE_URL": str(database.url), "DATA_DIR": tmp_path / "data", "CLOCK": lambda: NOON})


@pytest.fixture
def visitor(app):
    return app.test_client()


@pytest.fixture
def reindex(app, database):
    """Make the search know what the test has added."""

    def rebuild() -> None:
        with open_session(database) as session:
            app.extensions["right_door"].search.rebuild(session)
            session.commit()

    return rebuild


def text_of(response) -> str:
    """What the page says, without tags and line breaks."""
    body = re.sub(r"<(script|style|svg).*?</\1>", " ", response.text, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body)).replace("&#39;", "'").replace("&amp;", "&")


def kept(database, table):
    with Session(database) as session:
        return list(session.exec(select(table)))


def test_a_result_says_why_it_fits_what_is_not_known_and_how_to_reach_it(directory, visitor, reindex):
    directory.add(
        "Beeston Talkers",
        needs=["speech-and-language"],
        ages=(0, 5),
        areas=["Broxtowe"],
        at="Beeston",
        phone="0115 496 0123",
        opening=[OPEN_AT_NOON],
        assured_date=TODAY - timedelta(days=21),
        availability={"waiting_weeks": 6, "told_on": TODAY - timedelta(days=10)},
        description="Play and talk for children who are slow to speak.",
    )
    reindex()
    page = text_of(visitor.get("/services?needs=speech-and-language&place=NG9+2AB&age=3&role=school"))
    assert "1 service near NG9 2AB, age 3" in page
    assert "Beeston Talkers Willow Trust May fit: check Open now" in page
    assert "Takes this age" in page
    assert "Covers where they live" in page
    assert "Who may refer is not known" in page
    assert "0.1 miles away, Beeston" in page
    assert "Waiting: about 6 weeks (told 10 days ago)" in page
    assert "Checked 3 weeks ago" in page
    assert "0115 496 0123" in page


def test_a_result_that_meets_everything_asked_fits(directory, visitor, reindex):
    directory.add("Ashfield Sleepers", needs=["sleep"], ages=(0, 18), areas=["Ashfield"])
    reindex()
    page = text_of(visitor.get("/services?needs=sleep&place=NG17+1AA&age=3"))
    assert "Ashfield Sleepers Willow Trust Fits" in page
    assert "Never checked: ring first" in page


def test_a_service_checked_long_ago_carries_a_warning(directory, visitor, reindex):
    directory.add("Old Oak", needs=["sleep"], assured_date=TODAY - timedelta(days=400))
    reindex()
    assert "Last checked 13 months ago: ring first" in text_of(visitor.get("/services?needs=sleep"))


def test_a_near_miss_is_shown_with_what_it_misses(directory, visitor, reindex):
    directory.add("Big Children", needs=["sleep"], ages=(11, 18))
    reindex()
    page = text_of(visitor.get("/services?needs=sleep&age=3"))
    assert "Nothing here fits all of that" in page
    assert "1 more would fit, but is for other ages" in page
    assert "Big Children" in page


def test_the_page_says_what_it_read_out_of_the_words(directory, visitor, reindex):
    directory.add("Willow", needs=["sleep"], ages=(0, 5), areas=["Broxtowe"], at="Beeston")
    reindex()
    page = text_of(visitor.get("/services?words=three+year+old+won%27t+sleep+in+Beeston"))
    assert "We looked near Beeston, because you wrote it." in page
    assert "We looked for a child of 3 years, because you wrote it." in page


def test_help_is_shown_even_where_the_gap_cannot_be_kept(visitor, database, reindex):
    reindex()
    with database.connect() as connection:
        connection.exec_driver_sql("DROP TABLE unmet_need")
        connection.commit()
    response = visitor.get("/services?needs=sleep&place=NG17+1AA&age=3")
    assert response.status_code == 200
    assert "Nothing here fits all of that" in response.text


def test_nothing_found_offers_the_front_door(visitor, reindex):
    reindex()
    page = visitor.get("/services?needs=sleep").text
    assert "Nothing here fits all of that" in page
    assert page.count("0115 496 00") >= 4


def test_an_unmet_need_is_kept_once_with_need_district_and_age_band_only(visitor, database, reindex):
    reindex()
    for _ in range(3):
        visitor.get("/services?needs=sleep&place=NG17+1AA&age=3&words=xyzzy")
    assert [(row.need, row.district_code, row.age_band, row.source) for row in kept(database, UnmetNeed)] == [
        ("sleep", "E07000170", "0 to 4", "search")
    ]
    assert "xyzzy" not in str([row.model_dump() for row in kept(database, UnmetNeed)])


@pytest.mark.parametrize("question", ["needs=sleep", "words=xyzzy&place=NG17+1AA", "needs=sleep&age=3&page=2", ""])
def test_what_is_not_a_real_question_leaves_no_unmet_need(visitor, database, reindex, question):
    reindex()
    visitor.get(f"/services?{question}")
    assert kept(database, UnmetNeed) == []


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("place=Beestn", "Did you mean"),
        ("place=LS1+4DY", "There is a problem"),
        ("age=old", "We could not read “old” as an age"),
        ("within_miles=5", "Give a place"),
        ("words=" + "a" * 201, "Use fewer words"),
        ("needs=no-such-need", "There is a problem"),
        ("role=king", "There is a problem"),
        ("levels=9", "There is a problem"),
        ("sort=luck", "There is a problem"),
        ("page=-1", "There is a problem"),
        ("page=99999999999999999999", "There is a problem"),
        ("within_miles=nan&place=Beeston", "There is a problem"),
    ],
)
def test_what_cannot_be_used_is_said_and_the_form_is_kept(visitor, question, said):
    response = visitor.get(f"/services?{question}&words=kept+words")
    assert response.status_code == 422
    assert said in text_of(response)


def test_the_form_keeps_what_was_typed(visitor):
    page = visitor.get("/services?words=speech&place=Atlantis&age=3").text
    assert 'value="speech"' in page
    assert 'value="Atlantis"' in page
    assert 'value="3"' in page


HOSTILE = [
    "'; DROP TABLE service; --",
    "<script>alert(1)</script>",
    "\x00\x01\x02",
    "%s%n{{7*7}}",
    "a AND (b OR",
    "*" * 50,
    "‮evil",
    "../../etc/passwd",
    "🦔" * 40,
    '"unclosed',
    "field:value~2^9",
]


FIELDS = ["words", "place", "age", "needs", "role", "language", "sex", "send", "levels", "page", "sort", "_external"]


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_input_in_any_field_is_never_a_fault(directory, visitor, reindex, typed):
    directory.add("Willow", needs=["sleep"])
    reindex()
    for field in FIELDS:
        response = visitor.get("/services", query_string={field: typed, "free": "y"})
        assert response.status_code in (200, 422), field
        assert "<script>alert(1)" not in response.text


def test_words_of_despair_bring_people_first_even_when_the_place_is_wrong(visitor):
    response = visitor.get("/services?words=I+can%27t+do+this+any+more&place=Atlantis")
    assert response.status_code == 422
    assert response.text.index('href="tel:116123"') < response.text.index("There is a problem")


NEXT = "See what to do next"


@pytest.mark.parametrize("question", ["needs=neglect", "words=county+lines", "words=bruise+on+my+grandson+age+1"])
def test_a_search_about_a_child_who_may_not_be_safe_also_leads_to_should_i_refer(visitor, reindex, question):
    reindex()
    page = visitor.get(f"/services?{question}").text
    assert page.count('href="/should-i-refer"') == 2
    assert NEXT in page


def test_a_search_about_sleep_does_not_frighten_anybody(visitor, reindex):
    reindex()
    assert NEXT not in visitor.get("/services?needs=sleep").text


def test_a_service_page_tells_what_a_referrer_needs_in_their_order(directory, visitor):
    service = directory.add(
        "Larch Centre",
        needs=["bereavement"],
        ages=(5, 11),
        areas=["Gedling"],
        at="Arnold",
        roles=["school", "self"],
        methods=["phone"],
        levels=[2],
        languages=["English", "Polish"],
        consent_needed=True,
        cost=0,
        opening=[OPEN_AT_NOON],
        phone="0115 496 0200",
        email="larch@larch.example",
        accessibility=["Step-free entrance"],
        description="Groups for children when someone has died.",
        application_process="Ring and ask for the desk.",
        assured_date=TODAY - timedelta(days=1),
        url="https://larch.example",
    )
    response = visitor.get(f"/services/{service.id}")
    page = text_of(response)
    headings = re.findall(r"<h2[^>]*>(.*?)</h2>", response.text)
    assert headings[1:] == [
        "What it is",
        "Who it is for",
        "How to refer, and who may",
        "When",
        "Where",
        "Cost and languages",
        "What we do not know",
        "About this page",
    ]
    for said in (
        "Gedling",
        "A school or college",
        "The family or young person",
        "Yes. Talk to them first",
        "1 Demonstration Street",
        "Step-free entrance",
        "Free",
        "English, Polish",
        "Checked yesterday",
    ):
        assert said in page
    assert 'href="tel:01154960200"' in response.text
    assert 'href="mailto:larch@larch.example"' in response.text
    assert re.search(r'<svg class="map".*?Larch Centre.*?</svg>', response.text, re.DOTALL)


def test_the_way_back_from_a_service_keeps_the_question(directory, visitor, reindex):
    service = directory.add("Willow", needs=["sleep"])
    reindex()
    assert f'/services/{service.id}?needs=sleep&amp;age=3"' in visitor.get("/services?needs=sleep&age=3").text
    back = visitor.get(f"/services/{service.id}?needs=sleep&age=3").text
    assert 'href="/services?needs=sleep&amp;age=3">Back to the list' in back


def test_a_service_closed_for_now_does_not_say_when_it_opens_next(directory, visitor):
    service = directory.add("Paused", status=Status.TEMPORARILY_CLOSED, opening=[OPEN_AT_NOON])
    page = text_of(visitor.get(f"/services/{service.id}"))
    assert "Open now" not in page
    assert "Opens next" not in page


def test_an_address_that_is_not_a_web_page_is_not_linked(directory, visitor):
    service = directory.add("Odd Link", url="javascript:alert(1)")
    assert "javascript:" not in visitor.get(f"/services/{service.id}").text


def test_what_is_blank_is_said_to_be_not_known(directory, visitor):
    page = text_of(visitor.get(f"/services/{directory.add('Bare Bones').id}"))
    unknown = page[page.index("What we do not know") :]
    for label in ("Ages", "Where families live", "Who may refer", "Cost", "Languages", "Waiting time", "When it is"):
        assert label in unknown
    assert "Never checked" in page


def test_a_sensitive_address_is_neither_shown_nor_mapped(directory, visitor, reindex):
    refuge = directory.add("Safe House", needs=["domestic-abuse"], at="Worksop", sensitive=True, phone="0115 496 0300")
    reindex()
    own = f"/services/{refuge.id}"
    for path in (own, f"{own}.ics", "/services?needs=domestic-abuse&place=Worksop"):
        page = visitor.get(path).text
        assert "Demonstration Street" not in page
        assert "NG1 1AA" not in page
        assert "Safe House centre" not in page
        assert "map-marker" not in page
    assert "The address is private" in visitor.get(f"/services/{refuge.id}").text


def test_a_retired_service_is_gone_and_says_why_and_what_there_is_instead(directory, visitor):
    service = directory.add("Gone Group", needs=["sleep"])
    directory.retire(service)
    response = visitor.get(f"/services/{service.id}")
    assert response.status_code == 410
    assert "Contract ended" in response.text
    assert "/services?needs=sleep" in response.text
    assert visitor.get(f"/services/{service.id}.ics").status_code == 410


def test_a_service_closed_for_now_says_so_first(directory, visitor):
    service = directory.add("Paused", status=Status.TEMPORARILY_CLOSED, reopens_on=date(2031, 4, 5))
    assert "Expected to open again on 5 April 2031" in text_of(visitor.get(f"/services/{service.id}"))


NOBODY = "/services/6d1c5a0e-0a55-4f53-9b3c-0f6f6a3b2c11"


@pytest.mark.parametrize("path", [NOBODY, f"{NOBODY}.ics", f"{NOBODY}/report", "/services/not-an-id"])
def test_a_service_that_is_not_there_is_not_found_with_the_numbers(visitor, path):
    response = visitor.get(path)
    assert response.status_code == 404
    assert 'href="tel:999"' in response.text


def test_the_times_can_be_put_in_a_calendar(directory, visitor):
    service = directory.add("Weekly Group", opening=[OPEN_AT_NOON])
    response = visitor.get(f"/services/{service.id}.ics")
    assert response.mimetype == "text/calendar"
    assert "SUMMARY:Weekly Group" in response.text


def token_in(page: str) -> str:
    return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]


def test_a_problem_can_be_reported_and_is_kept(directory, visitor, database):
    service = directory.add("Wrong Number")
    form = visitor.get(f"/services/{service.id}/report")
    assert "Leave out people" in form.text
    assert "What is wrong?" in form.text
    sent = visitor.post(
        f"/services/{service.id}/report",
        data={"csrf_token": token_in(form.text), "kind": "contact", "comment": "It is 0115 496 0999 now"},
    )
    assert sent.status_code == 303
    assert "Thank you" in visitor.get(sent.location).text
    assert [(row.service_id, row.kind, row.comment) for row in kept(database, ProblemReport)] == [
        (service.id, "contact", "It is 0115 496 0999 now")
    ]


@pytest.mark.parametrize("data", [{}, {"kind": "nonsense"}, {"kind": "closed", "comment": "x" * 501}])
def test_a_report_that_cannot_be_used_is_said_and_not_kept(directory, visitor, database, data):
    service = directory.add("Wrong Number")
    token = token_in(visitor.get(f"/services/{service.id}/report").text)
    response = visitor.post(f"/services/{service.id}/report", data={"csrf_token": token, **data})
    assert response.status_code == 422
    assert "There is a problem" in response.text
    assert kept(database, ProblemReport) == []


def test_a_report_sent_from_elsewhere_is_refused(directory, visitor, database):
    service = directory.add("Wrong Number")
    assert visitor.post(f"/services/{service.id}/report", data={"kind": "closed"}).status_code == 400
    assert kept(database, ProblemReport) == []


@pytest.mark.parametrize("path", ["/", "/services", "/about", "/privacy", "/accessibility"])
def test_every_page_has_the_numbers_and_no_inline_style_or_script(visitor, path):
    response = visitor.get(path)
    assert response.status_code == 200
    assert 'href="tel:999"' in response.text
    assert "0115 496 00" in response.text
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=", response.text)


def test_the_first_page_leads_through_both_doors(visitor):
    page = visitor.get("/").text
    assert 'action="/services"' in page
    assert 'href="/should-i-refer"' in page

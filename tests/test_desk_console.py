"""The desk's one screen over HTTP: what an officer sees while a caller talks, and that it is forgotten."""

import html
import json
import logging
import re
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from flask.sessions import SecureCookieSessionInterface
from journeys import TEACHING_ASSISTANT
from member import join
from referrer import TOKEN, read

from matching.desk.shortlist import Working
from matching.models import Enquiry

DESK = "/desk"
CALL = (
    "School nurse: a twelve-year-old cares for her disabled mother. They live in NG18 and the parents speak Romanian."
)
BRUISE = "Home visit in S80. A bruise on a ten-week-old's cheek. Mum says he rolled onto a toy."
KNIFE = "Her ex is outside the house with a knife right now and the kids are upstairs"
CHECKED = re.compile(r'<input type="(?:checkbox|radio)" name="([a-z-]+)"[^>]*value="([^"]+)" checked>')
HIDDEN = re.compile(r'<input type="hidden" name="([a-z_]+)" value="([^"]+)">')
OFFICE_HOURS = {"day": datetime(2026, 3, 3, 16, 15), "night": datetime(2026, 3, 3, 22, 15)}


class Officer:
    """At the desk as without a script: every button sends all that is on the page."""

    def __init__(self, member) -> None:
        self.member = member
        self.member.see(DESK)

    def send(self, path: str = DESK, **fields):
        """What is ticked on the page, with these fields besides or instead."""
        page = self.page
        sent: dict = {"csrf_token": TOKEN.search(page)[1]}
        for name, value in [*HIDDEN.findall(page), *CHECKED.findall(page)]:
            if name != "csrf_token":
                sent.setdefault(name, []).append(html.unescape(value))
        for name, value in self.typed.items():
            sent.setdefault(name, value)
        self.member.response = self.member.client.post(path, data={**sent, **fields})
        self.typed = {**self.typed, **{name: value for name, value in fields.items() if name in TYPED}}
        return self.member.response

    def while_typing(self, text: str):
        token = TOKEN.search(self.page)[1]
        return self.member.client.post(f"{DESK}/so-far", data={"csrf_token": token, "text": text})

    typed: dict = {}

    @property
    def page(self) -> str:
        return self.member.response.text

    @property
    def says(self) -> str:
        return read(self.page)

    @property
    def names(self) -> list[str]:
        """The services shown, in their order."""
        rows = re.findall(r'<h4 class="rd-offer__name"><a[^>]*>([^<]+)<', self.page)
        return [html.unescape(name) for name in rows]

    @property
    def listed(self) -> list[str]:
        return re.findall(r'<p class="rd-list__name">([^<]+)<', self.page)

    def ticked(self, name: str) -> list[str]:
        return [value for group, value in CHECKED.findall(self.page) if group == name]

    def alarm(self) -> str:
        found = re.search(r'<section class="rd-alarm.*?</section>', self.page, re.DOTALL)
        return read(found[0]) if found else ""


TYPED = ("text", "place", "age", "who", "language")


@pytest.fixture
def services(directory):
    """Two that fit, one that may, one elsewhere, one that has ended."""
    common = {"needs": ["young-carers"], "ages": (5, 18), "roles": ["anyone"]}
    return {
        "young": directory.add(
            "Young Carers Club",
            **common,
            areas=["Mansfield"],
            at="Mansfield",
            phone="0115 496 0561",
            languages=["Romanian"],
            interpretation_services=True,
            availability={"taking_referrals": True, "waiting_weeks": 3.0, "told_on": datetime(2026, 3, 1).date()},
        ),
        "county": directory.add(
            "County Carers Line", **common, areas=["Nottinghamshire"], interpretation_services=True
        ),
        "may": directory.add("Carers Lunch", needs=["young-carers"]),
        "far": directory.add("Worksop Carers", **common, areas=["Bassetlaw"]),
        "debt": directory.add("Willow Debt Advice", needs=["financial-hardship"], areas=["Nottinghamshire"]),
    }


@pytest.fixture
def officer(services, signed_in):
    return Officer(signed_in("information officer"))


@pytest.fixture
def working(officer):
    """What the cookie holds of the call."""

    def inside() -> dict:
        app = officer.member.client.application
        cookie = officer.member.client.get_cookie("right_door")
        return SecureCookieSessionInterface().get_signing_serializer(app).loads(cookie.value)

    return inside


# ------------------------------------------------------------------------------------------------------ who, and how


@pytest.mark.parametrize("role", ["information officer", "safeguarding lead", "administrator"])
def test_whoever_answers_enquiries_has_the_desk_with_the_cursor_in_the_words(signed_in, role):
    page = signed_in(role).see(DESK)
    assert page.status_code == 200
    assert re.search(r'<textarea[^>]*id="text"[^>]* autofocus>', page.text)


@pytest.mark.parametrize("role", ["commissioner", "provider editor", "analyst"])
def test_nobody_else_has_it(signed_in, role):
    person = signed_in(role)
    assert person.see(DESK).status_code == 403


def test_reading_as_one_types_keeps_nothing(officer, working):
    before = working()
    answer = officer.while_typing(CALL)
    assert answer.status_code == 200
    assert "Young Carers Club" in answer.text
    assert "<html" not in answer.text
    assert working() == before


@pytest.mark.parametrize("path", ["", "/so-far", "/guide", "/clear"])
def test_no_other_site_can_send_anything_here(officer, path):
    assert officer.member.client.post(DESK + path, data={"text": CALL}).status_code == 400


# ---------------------------------------------------------------------------------------------- a call without a script


def test_one_button_shows_all_of_it_and_loses_nothing(officer):
    officer.send(text=CALL, do="show")
    assert html.escape(CALL, quote=False) in officer.page
    assert officer.ticked("needs")[0] == "young-carers"
    assert officer.names[:2] == ["Young Carers Club", "County Carers Line"]
    assert "Carers Lunch" in officer.names
    assert "Worksop Carers" not in officer.names
    assert "0115 496 0561" in officer.page
    assert "Waiting: about 3 weeks" in officer.says
    assert "Read in the words: NG18" in officer.says
    assert "Read in the words: 12 years" in officer.says
    assert "Read in the words: Romanian" in officer.says


def test_what_is_not_known_of_a_service_is_said_to_be_so(officer):
    officer.send(text=CALL, do="show")
    row = officer.page[officer.page.index("Carers Lunch") :]
    assert "Not known if they speak Romanian: ask" in row
    assert "Ages not known: check" in row
    assert "No number known" in row


def test_the_words_typed_in_a_field_stand_before_those_in_the_text(officer):
    officer.send(text=CALL, place="Worksop", age="7", language="Polish", do="show")
    assert "Worksop Carers" in officer.names
    assert "Read in the words" not in officer.says


def test_the_name_of_a_service_finds_it_whatever_is_ticked(officer):
    officer.send(text="carers lunch", do="show")
    assert officer.ticked("needs")
    assert officer.names[0] == "Carers Lunch"
    assert "By that name" in officer.says
    officer.send(needs=[], do="show")
    assert officer.names[0] == "Carers Lunch"


@pytest.mark.parametrize(
    ("text", "place", "ages"),
    [
        ("A mum in Worksop, her boy of 9 hits her", "Worksop", "9 years"),
        ("kids 4 and 6 near Kirkby in Ashfield, nothing to eat", "Kirkby-in-Ashfield", "4 years, 6 years"),
        ("Arnold is a child 3 times late in a week", None, None),
        ("He shouts at home and in the morning", None, None),
    ],
)
def test_a_place_and_ages_are_read_as_people_say_them_and_a_name_is_no_place(officer, text, place, ages):
    officer.send(text=text, do="show")
    read_out = re.findall(r"Read in the words: ([^<]+)", re.sub(r"\s+", " ", officer.page))
    assert [words.strip() for words in read_out] == [words for words in (place, ages) if words]


def test_who_asks_for_food_is_not_sent_first_to_whoever_only_knows_a_food_bank(officer, directory):
    both = {"areas": ["Nottinghamshire"], "ages": (0, 18), "roles": ["anyone"]}
    directory.add("Debt and More", needs=["food-poverty", "financial-hardship", "housing"], **both)
    directory.add("Roof Over Us", needs=["housing"], **both)
    directory.add("Open Larder", needs=["food-poverty"], **both)
    for name in ("One", "Two"):
        directory.add(f"Larder {name}", needs=["food-poverty"], **both)
    officer.send(needs=["food-poverty", "financial-hardship"], do="show")
    first = officer.page[: officer.page.index("Others that may help")]
    assert "Larder" in first
    assert {"Debt and More", "Willow Debt Advice"} & set(officer.names[:2])


def test_a_text_in_another_language_is_said_not_to_be_read(officer):
    officer.send(text="Ona tnie się żyletką w szkole i płacze codziennie", do="show")
    assert "This does not read as English" in officer.says
    officer.send(text=CALL, do="show")
    assert "This does not read as English" not in officer.says


def test_somebody_who_rings_about_an_earlier_enquiry_is_found_by_the_reference(officer, kept):
    officer.send(text="I referred three weeks ago and have heard nothing", do="show")
    assert "Ask for the reference" in officer.says
    assert officer.ticked("needs") == []
    officer.send(f"{DESK}/guide")
    reference = kept(Enquiry)[0].reference
    officer.member.see(DESK)
    officer.send(text=f"It is about {reference.lower().replace('-', ' ')}", do="show")
    assert f"An earlier enquiry: {reference}" in officer.says
    assert f'href="/desk/enquiries/{reference}"' in officer.page


def test_a_need_taken_off_stays_off_and_one_added_stays(officer):
    officer.send(text=CALL, do="show")
    officer.send(needs=["financial-hardship"], do="show")
    assert "young-carers" not in officer.ticked("needs")
    assert "Willow Debt Advice" in officer.names
    officer.send(text=CALL + " They need a rest.", do="show")
    assert "young-carers" not in officer.ticked("needs")
    assert "financial-hardship" in officer.ticked("needs")


def test_a_need_that_nobody_meets_is_told(officer):
    officer.send(needs=["young-carers", "sleep"], do="show")
    assert "Nobody found here for: " in officer.says
    assert "Young Carers Club" in officer.names


def test_a_place_or_an_age_that_cannot_be_read_is_told_and_nothing_is_lost(officer):
    answer = officer.send(text=CALL, place="Atlantis", age="ever so small", do="log")
    assert answer.status_code == 422
    assert "There is a problem" in officer.says
    assert "Atlantis" in officer.page
    assert "cares for her disabled mother" in officer.page
    assert "Young Carers Club" in officer.names


# ------------------------------------------------------------------------------------------------------- whom to ring


@pytest.mark.parametrize(("when", "number"), [("day", "0115 496 0000"), ("night", "0115 496 0001")])
def test_a_red_flag_brings_up_the_number_that_answers_now_before_all_else(make_app, session, when, number):
    at = OFFICE_HOURS[when].replace(tzinfo=ZoneInfo("Europe/London"))
    officer = Officer(join(make_app(at), "information officer"))
    officer.send(text=BRUISE, do="show")
    alarm = officer.alarm()
    assert number in alarm
    assert "a ten-week-old" in alarm
    assert "0115 496 0010" not in alarm, "S80 is in the county"
    assert officer.page.index("rd-alarm") < officer.page.index('id="text"')


def test_danger_now_says_999_first(officer):
    officer.send(text=KNIFE, do="show")
    alarm = officer.alarm()
    assert alarm.index("999") < alarm.index("0115 496")


def test_while_somebody_types_the_number_comes_too(officer):
    answer = officer.while_typing(BRUISE)
    part = answer.text[answer.text.index('data-part="alert"') : answer.text.index('data-part="place"')]
    assert "0115 496 0000" in part


@pytest.mark.parametrize(("said", "first"), [("no", "999"), ("not_sure", "0115 496 0000")])
def test_a_child_who_may_not_be_safe_brings_up_a_number_whatever_was_typed(officer, said, first):
    officer.send(text="Sleep is hard", do="show")
    assert officer.alarm() == ""
    officer.send(**{"said-safe-now": said}, place="Mansfield", do="show")
    alarm = officer.alarm()
    assert "Is the child safe now?" in alarm
    assert re.search(r"999|0115 496 \d{4}", alarm)[0] == first


def test_a_ticked_sign_says_where_it_may_lead_and_that_it_is_a_hint(officer):
    officer.send(signs=["unwashed"], do="show")
    hint = read(re.search(r'<div class="rd-leads.*?</div>', officer.page, re.DOTALL)[0])
    assert "What you have ticked so far would lead to: Early help" in hint
    assert "A hint, not advice. Not asked yet: Is anyone in danger right now?" in hint


def test_an_interpreter_is_at_hand_before_anybody_asks(officer):
    assert "Interpreter for this call Interpreting line (invented) 0115 496 0040" in officer.says


# ---------------------------------------------------------------------------------------------------------- shortlist


def test_services_are_put_on_the_shortlist_moved_and_taken_off(officer, services):
    officer.send(text=CALL, do="show")
    for name in ("young", "county", "may"):
        officer.send(do=f"add {services[name].id}")
    assert officer.listed == ["Young Carers Club", "County Carers Line", "Carers Lunch"]
    officer.send(do=f"up {services['may'].id}")
    officer.send(do=f"off {services['young'].id}")
    assert officer.listed == ["Carers Lunch", "County Carers Line"]
    assert "cares for her disabled mother" in officer.page
    officer.member.see(DESK)
    assert officer.listed == ["Carers Lunch", "County Carers Line"]


def test_a_service_that_has_ended_leaves_the_shortlist_and_no_made_up_one_gets_on_it(officer, services, directory):
    officer.send(do=f"add {services['young'].id}")
    officer.send(do="add 00000000-0000-4000-8000-000000000000")
    directory.retire(services["young"])
    officer.member.see(DESK)
    assert officer.listed == []


def test_a_shortlist_is_no_longer_than_there_are_keys():
    working = Working()
    for number in range(12):
        working = working.with_service(str(number)).with_service(str(number))
    assert working.service_ids == tuple("012345678")
    assert working.with_service_moved("0", -5) == working
    assert working.with_service_moved("0", 99).service_ids == (*"12345678", "0")
    assert working.with_service_moved("x", 1) == replace(working)


def test_a_script_gets_the_parts_alone(officer, services):
    answer = officer.send(do=f"add {services['young'].id}", part="1")
    assert "<html" not in answer.text
    assert officer.listed == ["Young Carers Club"]


def test_clearing_forgets_everything_for_the_next_call(officer, services, working):
    officer.send(text=CALL, do=f"add {services['young'].id}")
    officer.send(f"{DESK}/guide")
    assert {"desk", "enquiries"} <= set(working())
    officer.member.see(DESK)
    officer.send(f"{DESK}/clear")
    assert "desk" not in working()
    assert working()["enquiries"] == {}
    officer.typed = {}
    officer.member.see(DESK)
    assert officer.ticked("needs") == []
    assert 'value="NG18' not in officer.page


# ----------------------------------------------------------------------------------------------------- the whole guide


def test_the_guide_begins_with_what_is_known_filled_in(officer, kept, working):
    officer.send(text=CALL, who="health-registered", signs=["unwashed"], do="show")
    answer = officer.send(f"{DESK}/guide")
    assert answer.status_code == 303
    (enquiry,) = kept(Enquiry)
    assert enquiry.answers["role"] == ["health-registered"]
    assert enquiry.answers["ages"] == {"years": [12.0], "unborn": False}
    assert enquiry.answers["place"]["outcode"] == "NG18"
    assert any("unwashed" in value for value in enquiry.answers.values() if isinstance(value, list))
    assert (enquiry.outcode, enquiry.latitude) == ("NG18", 53.14)
    assert working()["desk"]["enquiry_number"] == "1"
    assert answer.headers["Location"] == "/should-i-refer/1/danger"


def test_the_guide_goes_on_where_it_stands_and_begins_again_when_told(officer, kept):
    officer.send(f"{DESK}/guide")
    officer.member.see(DESK)
    assert "“Should I refer?” is begun and not finished" in officer.says
    assert officer.send(f"{DESK}/guide").headers["Location"] == "/should-i-refer/1/danger"
    officer.member.see(DESK)
    assert officer.send(f"{DESK}/guide", again="1").headers["Location"] == "/should-i-refer/2/danger"
    assert len(kept(Enquiry)) == 2


def test_its_outcome_leads_back_and_its_plan_is_offered_to_the_shortlist(officer, referrer):
    officer.send(text="", signs=["unwashed"], age="7", place="NG17 1AA", who="teacher", do="show")
    officer.member.see(officer.send(f"{DESK}/guide").headers["Location"])
    officer.member.walk({**TEACHING_ASSISTANT, "signs": {"signs:daily-care": ["unwashed"]}})
    officer.member.finish()
    assert "Back to the desk: log and hand over" in officer.says
    officer.member.see(DESK)
    assert "“Should I refer?” said:" in officer.says
    assert "Its plan also names: Willow Debt Advice" in officer.says
    offered = re.search(r'value="(all [^"]+)"', officer.page)[1]
    officer.send(do=offered)
    assert officer.listed == ["Willow Debt Advice"]


def test_only_officers_are_led_back_to_the_desk(referrer):
    assert "Back to the desk" not in referrer.start().walk(TEACHING_ASSISTANT).finish()


# -------------------------------------------------------------------------------------------------------------- privacy

SECRET = "Zaphod cares for Trillianka in the wardrobe at 7 Quondam Road, NG18 1AA. He is twelve."
WORDS = ("zaphod", "trillianka", "wardrobe", "quondam", "ng18 1aa", "ng181aa", "twelve")


def test_no_table_file_log_cookie_or_address_holds_a_word_of_what_was_typed(officer, services, tmp_path, caplog, capfd):
    with caplog.at_level(logging.DEBUG):
        officer.while_typing(SECRET)
        officer.send(text=SECRET, place="NG18 1AA", who="teacher", **{"said-safe-now": "no"}, do="show")
        assert "Zaphod" in officer.page
        officer.send(text=SECRET, do=f"add {services['young'].id}", needs=[SECRET], signs=[SECRET])
        officer.send(f"{DESK}/guide", text=SECRET, do=SECRET)
        officer.member.see(DESK)
    assert "Zaphod" not in officer.page
    client = officer.member.client
    cookie = SecureCookieSessionInterface().get_signing_serializer(client.application)
    inside = json.dumps(cookie.loads(client.get_cookie("right_door").value)).lower()
    printed = capfd.readouterr()
    said = (caplog.text + printed.out + printed.err + " ".join(officer.member.places)).lower()
    assert "desk.so_far" in said
    held = [(path.name, path.read_bytes().lower()) for path in tmp_path.rglob("*") if path.is_file()]
    assert any(name == "right-door.db" for name, _ in held)
    for word in WORDS:
        assert word not in inside
        assert word not in said
        tables = [(name, data.replace(b"ng181aa", b"")) for name, data in held]  # the list of all postcodes is there
        assert [name for name, data in tables if word.encode() in data] == []


def test_the_cookie_holds_codes_ids_and_a_rough_place_alone(officer, services, working):
    officer.send(text=CALL, place="NG18 1AA", who="teacher", signs=["unwashed"], do=f"add {services['young'].id}")
    held = working()["desk"]
    assert sorted(held.pop("needs")) == sorted(officer.ticked("needs"))
    assert held == {
        "signs": ["unwashed"],
        "service_ids": [services["young"].id],
        "district_code": "E07000174",
        "outcode": "NG18",
        "label": "NG18 (Mansfield)",
        "point": [53.14, -1.2],
        "ages": {"years": [12.0], "unborn": False},
        "who": "teacher",
        "role": "school",
        "pathway_hint": "early_help",
        "language": "Romanian",
    }


def test_the_place_that_is_kept_still_knows_its_council_when_the_page_is_opened_again(officer, working):
    officer.send(text=CALL, place="NG18 1AA", do="show")
    officer.typed = {}
    officer.member.see(DESK)
    place = re.search(r'id="place"[^>]*value="([^"]+)"', officer.page)[1]
    officer.send(place=place, do="show")
    assert working()["desk"]["district_code"] == "E07000174"

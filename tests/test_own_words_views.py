""" "Tell us in your own words", over HTTP: whom to ring first, what is suggested, what becomes of what is ticked."""

import re

import pytest
from journeys import TEACHING_ASSISTANT
from referrer import Referrer, read

from app import create_app
from matching.models import Enquiry
from matching.understand import Understander

BOX = "/should-i-refer/own-words"
HEALTH_VISITOR = "Home visit. A bruise on a ten-week-old's cheek. Mum says he rolled onto a toy."
TEACHER = "He is 7, he comes in the same dirty jumper all week and asks the others for their food."
KNIFE = "Her ex is outside the house with a knife right now and the kids are upstairs"
CHECKBOX = re.compile(r'<input class="govuk-checkboxes__input"[^>]*>')


def tell(referrer: Referrer, text: str, **fields: str) -> Referrer:
    referrer.places.append(BOX)
    referrer.response = referrer.client.post(BOX, data={"text": text, **fields})
    return referrer


def boxes(referrer: Referrer, name: str) -> dict[str, bool]:
    """The boxes of one group by value, and whether each is ticked."""
    found = [box for box in CHECKBOX.findall(referrer.response.text) if f'name="{name}"' in box]
    return {re.search(r'value="([^"]+)"', box)[1]: " checked" in box for box in found}


# ---------------------------------------------------------------------------------------------------- where it is


@pytest.mark.parametrize("path", ["/should-i-refer", BOX, "/services"])
def test_the_box_is_where_people_begin_and_sends_by_post_alone(referrer, path):
    page = referrer.see(path).text
    form = re.search(rf'<form action="{BOX}" method="post"[^>]*>.*?</form>', page, re.DOTALL)
    assert form
    assert 'name="text"' in form[0]
    assert "Leave out names" in read(form[0])


def test_a_page_that_offers_the_box_sets_no_cookie_for_it(referrer):
    for path in (BOX, "/services"):
        assert "Set-Cookie" not in referrer.see(path).headers
    assert "Set-Cookie" not in referrer.client.post(f"{BOX}/so-far", data={"text": TEACHER}).headers


def test_the_box_is_read_without_a_token_but_nothing_begins_without_one(referrer, kept):
    assert tell(referrer, TEACHER).response.status_code == 200
    for path in ("/carry-on", "/services"):
        assert referrer.client.post(BOX + path, data={"signs": "unwashed"}).status_code == 400
    assert kept(Enquiry) == []


def test_an_officer_reaches_it_from_their_own_account(signed_in):
    assert BOX in signed_in("information officer").see("/account").text
    assert BOX not in signed_in("commissioner").see("/account").text


# ----------------------------------------------------------------------------------------------- whom to ring first


def test_words_of_danger_bring_up_the_numbers_before_anything_else(referrer):
    said = tell(referrer, HEALTH_VISITOR).text
    panel = said[said.index("Please ring and ask") : said.index("What we read in your words")]
    assert "0115 496 0000" in panel
    assert "a ten-week-old's cheek" in panel
    assert "you do not have to give names" in panel


def test_an_emergency_says_999_before_anything_else(referrer):
    said = tell(referrer, KNIFE).text
    panel = said[: said.index("What we read in your words")]
    assert "Is this happening now, or soon? Ring 999" in panel
    assert "with a knife" in panel


def test_somebody_at_their_own_end_sees_first_who_listens(referrer):
    said = tell(referrer, "I can't do this any more").text
    assert said.index("116 123") < said.index("What we read in your words")


def test_no_verdict_is_given_on_the_page(referrer):
    for text in (HEALTH_VISITOR, KNIFE, TEACHER):
        said = tell(referrer, text).text.casefold()
        for word in ("early help", "threshold", "level 4", "advice", "pathway", "refer this"):
            assert word not in said[said.index("what we read") :], word
        assert "it can miss things" in said
        assert said[: said.index("about right door")].count("0115 496 0000") >= 2, "beside the strip on every page"


def test_a_text_too_long_to_be_used_still_brings_up_the_number(referrer):
    said = tell(referrer, HEALTH_VISITOR + " and so on" * 300).text
    assert referrer.response.status_code == 422
    assert "letters too long" in said
    assert "Please ring and ask" in said


def test_nobody_in_danger_waits_while_it_is_still_being_learnt(database, tmp_path, understander):
    busy = Understander(tmp_path / "learned", without_model=True, patience=0.05)
    settings = {"DATABASE_URL": str(database.url), "DATA_DIR": tmp_path / "data", "SECRET_KEY": "test"}
    referrer = Referrer(create_app({**settings, "UNDERSTANDER": busy}))
    with busy._lock:  # which whoever learns holds
        assert "Please ring and ask" in tell(referrer, HEALTH_VISITOR).text
        assert boxes(referrer, "signs")["bruise-not-mobile"]
        assert "Carry on with the questions" in tell(referrer, "He seems sad").text
        busy._learned = understander.learned()
    assert len(boxes(tell(referrer, TEACHER), "needs")) > 1


# ------------------------------------------------------------------------------------------------------ suggestions


def test_what_was_said_outright_is_ticked_with_the_words_that_led_to_it(referrer):
    tell(referrer, HEALTH_VISITOR)
    assert boxes(referrer, "signs")["bruise-not-mobile"]
    assert "because you wrote “" in referrer.text
    assert boxes(referrer, "ages") == {"0.19": False}
    assert "10 weeks" in referrer.text


def test_what_is_only_likely_is_left_for_the_person_to_tick(referrer):
    tell(referrer, TEACHER)
    assert boxes(referrer, "signs")
    assert not any(boxes(referrer, "needs").values())
    assert not any(boxes(referrer, "ages").values())


def test_each_reason_is_a_part_of_the_text(referrer):
    tell(referrer, TEACHER)
    reasons = re.findall(r"because you wrote (“.*?”) *(?:$|[A-Z])", referrer.text)
    assert reasons
    for words in (words for reason in reasons for words in re.findall("“(.*?)”", reason)):
        assert words.rstrip("…") in TEACHER


def test_the_text_is_shown_back_marked_and_in_the_box(referrer):
    page = tell(referrer, HEALTH_VISITOR).response.text
    assert "<mark>" in page
    box = re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)
    assert box[1].strip().replace("&#39;", "'") == HEALTH_VISITOR


def test_a_name_or_a_number_is_warned_of_and_not_refused(referrer):
    said = tell(referrer, f"{TEACHER} He is called Jayden and lives at NG17 1AA").text
    assert referrer.response.status_code == 200
    assert "Your words may hold a postcode and somebody’s name" in said
    assert "Your words may hold" not in tell(referrer, TEACHER).text


# ------------------------------------------------------------------------------------------------------- carrying on


def test_ticked_signs_are_answers_of_a_new_enquiry_and_the_questions_begin_at_the_start(referrer, directory, kept):
    tell(referrer, TEACHER)
    referrer.send(f"{BOX}/carry-on", {"signs": ["unwashed", "often-hungry"], "ages": ["7.0"]})
    assert referrer.at == "danger"
    (enquiry,) = kept(Enquiry)
    assert enquiry.answers["signs:daily-care"] == ["often-hungry", "unwashed"]
    assert enquiry.answers["ages"] == {"years": [7.0], "unborn": False}
    assert set(enquiry.answers) == {"topics", "signs:daily-care", "ages"}


def test_what_was_ticked_is_shown_on_the_way_and_can_be_changed(referrer, directory, kept):
    tell(referrer, TEACHER).send(f"{BOX}/carry-on", {"signs": ["unwashed"], "ages": ["7.0"]})
    referrer.walk(TEACHING_ASSISTANT, until="children")
    assert 'value="7 years"' in referrer.response.text
    referrer.answer({"ages": "7", "place": ""})
    assert referrer.at == "signs", "the signs are not passed over unseen"
    assert re.search(r'value="unwashed"[^>]*checked', referrer.response.text)
    assert re.search(r'href="/should-i-refer/1/worries">Choose more worries', referrer.response.text)
    referrer.answer({"signs:daily-care": ["often-hungry"]})
    referrer.walk(TEACHING_ASSISTANT)
    assert "Daily care" in referrer.text
    (enquiry,) = kept(Enquiry)
    assert enquiry.answers["signs:daily-care"] == ["often-hungry"]


def test_a_sign_ticked_counts_to_the_end(referrer, directory):
    tell(referrer, HEALTH_VISITOR).send(f"{BOX}/carry-on", {"signs": ["bruise-not-mobile"]})
    calm = {**TEACHING_ASSISTANT, "signs": {"signs:physical-harm": ["bruise-not-mobile"]}}
    referrer.walk(calm)
    assert "Talk to the front door now" in referrer.finish()


def test_an_emergency_ticked_leads_to_999_at_once(referrer, directory):
    tell(referrer, KNIFE).send(f"{BOX}/carry-on", {"signs": ["being-hurt-now"]})
    assert referrer.at == "now"
    assert "Ring 999 now" in referrer.text


def test_with_nothing_ticked_an_empty_enquiry_begins_whatever_was_read(referrer, kept):
    tell(referrer, HEALTH_VISITOR).send(f"{BOX}/carry-on", {})
    assert referrer.at == "danger"
    (enquiry,) = kept(Enquiry)
    assert enquiry.answers == {}


def test_what_a_page_did_not_offer_is_passed_over(referrer, kept):
    hostile = {
        "signs": ["no-such-sign", "<script>", "x" * 5000, ""],
        "ages": ["nan", "inf", "-1", "1e9", "26", "seven", "\x00"],
        "needs": ["'; DROP TABLE enquiry"],
    }
    tell(referrer, TEACHER).send(f"{BOX}/carry-on", hostile)
    assert referrer.at == "danger"
    (enquiry,) = kept(Enquiry)
    assert enquiry.answers == {}


# ------------------------------------------------------------------------------------------------ looking for services


def test_needs_ticked_are_looked_for_with_the_place_and_age_typed_on_the_search_page(referrer):
    tell(referrer, TEACHER, place="Beeston", age="7")
    referrer.send(f"{BOX}/services", {"needs": ["food-poverty", "neglect"], "place": "Beeston", "age": "7"})
    assert referrer.places[-1] == "/services?needs=food-poverty&needs=neglect&place=Beeston&age=7"
    assert referrer.response.status_code == 200


def test_without_needs_the_ticked_signs_say_what_to_look_for(referrer):
    tell(referrer, TEACHER).send(f"{BOX}/services", {"signs": ["end-of-tether"], "ages": ["0.19"]})
    assert re.fullmatch(r"/services\?(needs=[a-z-]+&)+age=10\+weeks", referrer.places[-1])
    assert "needs=parenting-support&" in referrer.places[-1]


def test_nothing_ticked_leads_to_the_search_itself(referrer):
    tell(referrer, TEACHER).send(f"{BOX}/services", {"needs": ["nonsense"], "place": "x" * 500})
    assert referrer.places[-1] == "/services"


def test_a_long_search_and_one_that_finds_nothing_offer_to_read_the_words_by_post(referrer, directory):
    directory.add("Willow Club", needs=["sleep"])
    button = r'<button[^>]*form="own-words"[^>]*>Read my words'
    for words in ("he is hungry and mum is so tired", "qqqq"):
        page = referrer.see(f"/services?words={words.replace(' ', '+')}&place=Beeston").text
        assert re.search(button, page)
        assert f'<input type="hidden" name="text" value="{words}">' in page
    assert not re.search(button, referrer.see("/services?words=willow").text)


def test_despair_in_the_search_box_still_shows_people_before_any_list(referrer, directory):
    said = read(referrer.see("/services?words=I+can%27t+do+this+any+more").text)
    assert said.index("116 123") < said.index("Read my words")


def test_a_search_too_long_is_kept_in_the_box(referrer):
    page = referrer.see(f"/services?words={'mum+shouts+' * 30}").text
    assert re.search(r"<textarea[^>]*>\s*mum shouts", page)
    assert 'class="rd-unsure" open' in page


# ------------------------------------------------------------------------------------------------------ while typing


def test_while_somebody_types_the_numbers_and_a_line_come_back(referrer):
    part = referrer.client.post(f"{BOX}/so-far", data={"text": HEALTH_VISITOR})
    assert part.headers["Cache-Control"] == "no-store"
    assert "<html" not in part.text
    assert "0115 496 0000" in read(part.text)
    assert "It may be about:" in read(part.text)


def test_half_a_word_and_nothing_bring_nothing_back(referrer):
    assert read(referrer.client.post(f"{BOX}/so-far", data={"text": ""}).text) == ""
    assert read(referrer.client.post(f"{BOX}/so-far").text) == ""


# ------------------------------------------------------------------------------------------------------ strange texts

STRANGE = [
    ("", "Write a few words"),
    ("   \n\t ", "Write a few words"),
    ("?!", "Write a few words"),
    ("😀😀😀", "Write a few words"),
    ("0115 496 0000", "Write words, not only numbers"),
    ("a" * 20_000, "letters too long"),
]


@pytest.mark.parametrize(("text", "said"), STRANGE)
def test_what_cannot_be_read_is_said_kindly_and_nothing_is_lost(referrer, text, said):
    tell(referrer, text)
    assert referrer.response.status_code == 422
    assert said in referrer.text
    assert f"{text.strip()}</textarea>" in referrer.response.text.replace("\r", "")


@pytest.mark.parametrize(
    "text",
    [
        "У ребёнка синяк на щеке, ему десять недель",
        "她很饿",
        "<script>alert('evil')</script> he is hungry",
        "{{ 7 * 7 }} ${evil} %(evil)s",
        "\u202eno evil\u200b\x00 he is hungry",
        "👨\u200d👩\u200d👧 he hits her 😢",
        "he is hungry " * 150,
    ],
)
def test_any_other_text_is_answered_and_harms_nothing(referrer, text):
    page = tell(referrer, text).response.text
    assert referrer.response.status_code == 200
    assert "Carry on with the questions" in page
    assert "<script>alert" not in page
    assert "\u202e" not in page
    assert "\x00" not in page


def test_another_language_is_told_that_only_english_is_read(referrer):
    said = tell(referrer, "她很饿").text
    assert "We could not read this" in said
    assert "We can only read English" in said
    assert "0115 496 0000" in said
    assert boxes(referrer, "signs") == {}


def test_reading_changes_nothing_so_only_posting_does_it(referrer):
    assert referrer.client.get(f"{BOX}?text=he+is+hungry").status_code == 200
    assert "he is hungry" not in referrer.client.get(f"{BOX}?text=he+is+hungry").text
    for path in ("/so-far", "/carry-on", "/services"):
        assert referrer.client.get(BOX + path).status_code in (404, 405)

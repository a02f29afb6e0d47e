"""The pages where people edit needs and words: a draft, what it does to the search, an edition, and the way back."""

import html
import re

import pytest
from member import join

from directory.models import TaxonomyTerm
from directory.terms import load_terms
from directory.vocabulary import load_vocabulary
from directory.words.models import WordsDraft, WordsEdition
from directory.words.queries import newest_number

EDITORS = ("administrator", "commissioner", "safeguarding lead")
OTHERS = ("information officer", "provider editor")
PAGES = ("", "/alike", "/jargon", "/draft", "/editions", "/needs/new", "/needs/sleep", "/alike/nappy", "/jargon/cse")


@pytest.fixture
def owls(directory, session):
    """A directory with one service about sleep, and every need in its tables."""
    load_terms(session, load_vocabulary().needs)
    session.commit()
    return directory.add("Night owls", needs=["sleep"], description="Calm bedtimes for families.")


@pytest.fixture
def lead(signed_in, owls):
    return signed_in("safeguarding lead")


def hidden(member, name):
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', member.response.text)
    assert found, f"{member.places[-1]} has no {name}: {member.text}"
    return found[1]


def edit(member, path, **fields):
    """Open an entry, change some of it and keep that in the draft."""
    member.see(f"/words/{path}")
    return member.send(f"/words/{path}", {"edition": hidden(member, "edition"), **fields})


def sleep_words(*more, name="Sleep"):
    need = load_vocabulary().need["sleep"]
    return {"name": name, "description": need.description, "everyday": "\r\n".join([*need.everyday, *more])}


def publish(member, reason="Families say so", **fields):
    member.see("/words/draft/preview")
    seen = {name: hidden(member, name) for name in ("edition", "draft_mark")}
    return member.send("/words/draft/publish", {**seen, "reason": reason, **fields})


# ---------------------------------------------------------------------------------------------------- who and what


@pytest.mark.parametrize("role", EDITORS)
def test_those_who_may_edit_words_see_every_page(signed_in, owls, role):
    member = signed_in(role)
    assert {path: member.see(f"/words{path}").status_code for path in PAGES} == dict.fromkeys(PAGES, 200)


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_sees_any(signed_in, owls, role):
    member = signed_in(role)
    assert {member.see(f"/words{path}").status_code for path in PAGES} == {403}


def test_words_of_danger_cannot_be_reached(lead):
    assert lead.see("/words/crisis/suicidal").status_code == 404


def test_the_list_of_needs_shows_group_live_services_and_words(lead):
    lead.see("/words")
    assert "Health and growing up" in lead.text
    assert re.search(r"Sleep 1 ", lead.text)
    assert load_vocabulary().need["sleep"].everyday[0] in lead.text


@pytest.mark.parametrize(
    ("path", "wanted", "found", "absent"),
    [("alike", "diap", "nappy", "settee"), ("jargon", "CAMHS", "CAMHS", "EHCP"), ("jargon", "zzzz", "0 of", "CAMHS,")],
)
def test_words_are_looked_for_in_every_part_of_an_entry(lead, path, wanted, found, absent):
    lead.see(f"/words/{path}?q={wanted}")
    assert found in lead.text
    assert absent not in lead.text


# ------------------------------------------------------------------------------------------------------- the draft


def test_a_change_stays_in_the_draft_and_changes_nothing_for_others(lead, signed_in, kept):
    edit(lead, "needs/sleep", **sleep_words("flibbertigibbeting"))
    assert lead.at == "draft"
    assert "put in: flibbertigibbeting" in lead.text
    assert "flibbertigibbeting" not in signed_in("administrator").see("/words/needs/sleep").text
    assert len(kept(WordsDraft)) == 1
    assert kept(WordsEdition) == []


def test_what_is_typed_again_as_it_was_is_no_change(lead, kept):
    edit(lead, "needs/sleep", **sleep_words("flibbertigibbeting"))
    edit(lead, "needs/sleep", **sleep_words())
    assert "You have changed nothing" in lead.text


def test_an_edit_can_be_left_as_it_was(lead):
    edit(lead, "needs/sleep", **sleep_words("flibbertigibbeting"))
    lead.send("/words/draft/needs/sleep/drop")
    assert "You have changed nothing" in lead.text


@pytest.mark.parametrize(
    ("path", "fields", "message"),
    [
        ("needs/sleep", {**sleep_words(), "name": ""}, "Give it a name"),
        ("needs/sleep", {**sleep_words(), "everyday": " \n "}, "Give at least one word"),
        ("needs/sleep", {**sleep_words("w" * 81)}, "is too long"),
        ("needs/sleep", {**sleep_words("?!")}, "has no letters or numbers"),
        ("alike/nappy", {"words": "nappy\nmum"}, "Synonym mum: stands in two groups"),
        ("alike/nappy", {"words": "nappy"}, "give another word that means the same"),
        ("jargon/new", {"say": "CSE", "means": "again"}, "Word CSE: stands twice"),
        ("jargon/new", {"means": "nothing to say"}, "Give at least one way of writing it"),
        ("jargon/new", {"say": "zzz", "means": "sleep", "need_1": "nonsense"}, "Choose one of the needs"),
    ],
)
def test_what_cannot_be_published_is_refused_and_nothing_typed_is_lost(lead, kept, path, fields, message):
    response = edit(lead, path, **fields)
    assert response.status_code == 422
    assert message in lead.text
    assert kept(WordsDraft) == []
    shown = html.unescape(response.text)
    typed = [line for name, text in fields.items() if name != "need_1" for line in text.split("\n")]
    assert [line for line in typed if line.strip() not in shown] == []


def test_a_group_and_jargon_can_be_added_and_taken_out(lead):
    edit(lead, "alike/new", words="car seat\nbooster seat")
    edit(lead, "jargon/new", say="isofix", means="how a car seat is fixed", need_1="financial-hardship")
    lead.see("/words/alike/nappy")
    lead.send("/words/alike/nappy/take-out", {"edition": hidden(lead, "edition")})
    assert "car seat, booster seat Words alike Added" in lead.text
    assert "isofix Jargon Added" in lead.text
    assert "nappy, diaper Words alike Taken out" in lead.text
    publish(lead)
    words = load_of(lead)
    assert ("car seat", "booster seat") in words.synonyms
    assert ("nappy", "diaper") not in words.synonyms
    assert words.expand("isofix").needs[0].need == "financial-hardship"


def load_of(member):
    return member.client.application.extensions["right_door"].vocabulary


# ----------------------------------------------------------------------------------------- preview and publishing


def test_the_preview_shows_what_differs_first_and_how_much(lead):
    edit(lead, "needs/sleep", **sleep_words("flibbertigibbeting"))
    lead.see("/words/draft/preview")
    assert "1 of 63 questions changes : 1 finds more" in lead.text
    changed = lead.text.split("62 questions stay as they are")[0]
    assert "“flibbertigibbeting” ▲ Finds more a word you changed" in changed
    assert (
        "Now 0 services No need is suggested With your changes 1 service Night owls + not before Is it about: Sleep"
        in changed
    )


def test_a_question_of_the_editors_own_is_tried_and_not_kept(lead, kept):
    edit(lead, "needs/sleep", **sleep_words("flibbertigibbeting"))
    lead.see("/words/draft/preview")
    lead.send("/words/draft/preview", {"questions": "my lad keeps flibbertigibbeting\n\nfootball"})
    assert "2 of 65 questions change" in lead.text
    assert "your question" in lead.text
    assert "football" not in str([row.edits for row in kept(WordsDraft)])


def test_publishing_needs_a_reason_and_then_everybody_finds_it(lead, referrer, kept):
    edit(lead, "needs/sleep", **sleep_words("flibbertigibbeting", name="Sleep and bedtime"))
    assert publish(lead, reason=" ").status_code == 422
    assert "Say why" in lead.text
    publish(lead)
    assert lead.places[-1] == "/words/editions/1"
    assert "taken out: Sleep + put in: Sleep and bedtime" in lead.text
    (edition,) = kept(WordsEdition)
    assert (edition.account_name, edition.reason) == ("Sam the safeguarding lead", "Families say so")
    assert "Sleep and bedtime" in {term.name for term in kept(TaxonomyTerm)}
    referrer.see("/services?words=flibbertigibbeting")
    assert "Night owls" in referrer.text
    assert "Sleep and bedtime" in referrer.text


def test_only_the_draft_that_was_looked_at_is_published(lead, kept):
    edit(lead, "needs/sleep", **sleep_words("flibbertigibbeting"))
    lead.see("/words/draft/preview")
    seen = {name: hidden(lead, name) for name in ("edition", "draft_mark")}
    edit(lead, "needs/sleep", **sleep_words("something else"))
    response = lead.send("/words/draft/publish", {**seen, "reason": "Families say so"})
    assert response.status_code == 409
    assert "Your changes are not those you looked at" in lead.text
    assert kept(WordsEdition) == []


def test_an_earlier_edition_comes_back_in_one_click(lead, kept):
    edit(lead, "needs/sleep", **sleep_words(name="Sleep and bedtime"))
    publish(lead)
    lead.see("/words/editions")
    lead.send("/words/editions/0/bring-back", {"edition": hidden(lead, "edition")})
    assert lead.places[-1] == "/words/editions/2"
    assert "Back to the words that Right Door came with" in lead.text
    assert load_of(lead).need["sleep"].name == "Sleep"
    assert "Sleep" in {term.name for term in kept(TaxonomyTerm)}
    lead.see("/words/editions")
    lead.send("/words/editions/1/bring-back", {"edition": "1"})
    assert lead.response.status_code == 409
    assert "Somebody published edition 2" in lead.text


# ---------------------------------------------------------------------------------------------------- two editors


def test_two_who_change_different_entries_both_publish_after_a_second_look(lead, signed_in, kept):
    other = signed_in("commissioner")
    edit(lead, "needs/sleep", **sleep_words("flibbertigibbeting"))
    lead.see("/words/draft/preview")
    seen = {name: hidden(lead, name) for name in ("edition", "draft_mark")}
    edit(other, "alike/nappy", words="nappy\ndiaper\npampers")
    publish(other, reason="A brand")
    response = lead.send("/words/draft/publish", {**seen, "reason": "Families say so"})
    assert response.status_code == 409
    assert "Somebody else published while you were looking" in lead.text
    assert "put in: pampers" in lead.text
    assert "put in: flibbertigibbeting" in lead.text
    publish(lead)
    assert ("nappy", "diaper", "pampers") in load_of(lead).synonyms
    assert "flibbertigibbeting" in load_of(lead).need["sleep"].everyday
    assert [edition.number for edition in kept(WordsEdition)] == [1, 2]


def test_the_second_of_two_who_change_one_need_sees_both_and_loses_nothing(lead, signed_in):
    other = signed_in("commissioner")
    lead.see("/words/needs/sleep")
    opened_at = hidden(lead, "edition")
    edit(other, "needs/sleep", **sleep_words("counting sheep", name="Sleep and bedtime"))
    publish(other)
    lead.send("/words/needs/sleep", {"edition": opened_at, **sleep_words("flibbertigibbeting", name="Sleeping")})
    assert "Somebody else changed “Sleeping” while you did" in lead.text
    assert "put in: counting sheep" in lead.text
    assert "put in: flibbertigibbeting" in lead.text
    assert "put in: Sleep and bedtime" in lead.text
    lead.send("/words/draft/needs/sleep/together", {"edition": hidden(lead, "edition")})
    publish(lead)
    need = load_of(lead).need["sleep"]
    assert need.name == "Sleeping"
    assert {"counting sheep", "flibbertigibbeting"} <= set(need.everyday)


def test_what_somebody_else_took_out_is_not_lost_for_whoever_was_changing_it(lead, signed_in):
    other = signed_in("commissioner")
    lead.see("/words/alike/nappy")
    opened_at = hidden(lead, "edition")
    other.see("/words/alike/nappy")
    other.send("/words/alike/nappy/take-out", {"edition": hidden(other, "edition")})
    publish(other)
    lead.send("/words/alike/nappy", {"edition": opened_at, "words": "nappy\ndiaper\npampers"})
    assert "They took it out" in lead.text
    lead.send("/words/draft/alike/nappy/together", {"edition": hidden(lead, "edition")})
    publish(lead)
    assert ("nappy", "diaper", "pampers") in load_of(lead).synonyms


def test_another_worker_follows_within_a_second(lead, make_app):
    from conftest import TUESDAY_AFTERNOON

    worker = make_app(TUESDAY_AFTERNOON).extensions["right_door"]
    assert worker.vocabulary.need["sleep"].name == "Sleep"
    edit(lead, "needs/sleep", **sleep_words(name="Sleep and bedtime"))
    publish(lead)
    worker.words._looked_at -= 1.1  # a second later
    assert worker.vocabulary.need["sleep"].name == "Sleep and bedtime"


# ---------------------------------------------------------------------------------------------------- needs that end


def test_a_need_that_matching_points_to_cannot_end(lead, kept):
    lead.see("/words/needs/sleep/end")
    assert "“Should I refer?” points to this need, so it cannot end." in lead.text
    lead.see("/words/needs/sleep")
    fields = {"edition": hidden(lead, "edition"), "move_to": "anxiety"}
    assert lead.send("/words/needs/sleep/end", fields).status_code == 422
    assert kept(WordsDraft) == []


def test_a_need_is_added_given_services_and_ended_when_they_are_moved(lead, directory):
    edit(
        lead,
        "needs/new",
        name="Car seats",
        description="Borrowing a car seat.",
        group="Money, food and home",
        everyday="car seat loan",
    )
    publish(lead)
    directory.add("Seat library", needs=["car-seats"])
    lead.see("/words/needs/car-seats/end")
    assert "1 service is tagged with it" in lead.text
    assert "Seat library" in lead.text
    assert edit(lead, "needs/car-seats/end", move_to="").status_code == 422
    edit(lead, "needs/car-seats/end", move_to="financial-hardship")
    assert "takes its services" in lead.text
    publish(lead)
    assert "1 service was moved" in lead.text
    assert "car-seats" not in load_of(lead).need
    assert lead.see("/words/needs/car-seats").status_code == 404
    lead.see("/words/editions")
    lead.send("/words/editions/1/bring-back", {"edition": hidden(lead, "edition")})
    assert "car-seats" in load_of(lead).need


def test_somebody_without_a_second_step_is_sent_to_set_it_up(app_now, owls):
    assert join(app_now, "safeguarding lead", second_step=False).see("/words").status_code == 303


def test_an_edition_that_never_was_is_not_found(lead, session):
    assert lead.see("/words/editions/7").status_code == 404
    assert newest_number(session) == 0

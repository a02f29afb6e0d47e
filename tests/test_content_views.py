"""The pages where leads find, edit, prove and publish content: forms, two at once, a second lead, editions, cases."""

import io
import zipfile

import pytest
from lead import HOLDS, lead_named, light
from member import join

from accounts.blueprint import surroundings
from directory.database import open_session
from matching.answers import Ages, answers_to_json
from matching.editions.drafts import Who
from matching.editions.models import ContentDraft, ContentEdition, ContentProposal, ContentVignette
from matching.editions.publishing import Offer
from matching.editions.publishing import publish as publish_now
from matching.models import Enquiry
from matching.proof import Check
from matching.recommend import recommend_answers
from matching.routes import calm

PAGES = (
    "",
    "/entries",
    "/draft",
    "/files",
    "/editions",
    "/cases",
    "/cases/new",
    "/new/sign",
    "/entries/sign/self-harm",
)
OTHERS = ("information officer", "provider editor", "commissioner")
GRAVE = "rejected-blamed"
"""A sign that leads to safeguarding by itself, and by nothing else."""


@pytest.fixture
def app(app_now):
    light(app_now)
    return app_now


@pytest.fixture
def ama(app):
    return lead_named(app, "Ama Osei")


@pytest.fixture
def ben(app):
    return lead_named(app, "Ben Hill")


@pytest.fixture
def finished(app, database):
    """Finish an enquiry with one sign, as if somebody had."""

    def finish(sign, **answers):
        content = app.extensions["right_door"].content
        topic = content.indicators[sign].topic
        given = {
            **calm(content),
            content.topics_question: (topic,),
            f"signs:{topic}": (sign,),
            content.ages_question: Ages((14.0,)),
            **answers,
        }
        ended = recommend_answers(content, given)
        with open_session(database) as session:
            enquiry = Enquiry(
                area=content.area.id,
                content_version=content.version,
                answers=answers_to_json(given),
                started_on=app.extensions["right_door"].now().date(),
                completed_at=app.extensions["right_door"].now(),
                pathway=ended.pathway,
                level=ended.level,
            )
            session.add(enquiry)
            session.commit()
            session.refresh(enquiry)
            return enquiry.id, enquiry.reference

    return finish


def publish(lead, what="A word is plainer"):
    lead.give_password()
    lead.look()
    return lead.fill("/content/draft/publish", what=what)


def propose(lead, what="Once is level 1", reason="The partnership agreed it"):
    lead.give_password()
    lead.look()
    lead.fill("/content/draft/propose", what=what, reason=reason)
    return lead.places[-1]


# ------------------------------------------------------------------------------------------------ who, find and read


def test_leads_and_administrators_see_every_page_and_nobody_else_sees_any(app):
    for role in ("safeguarding lead", "administrator"):
        member = join(app, role)
        assert {path: member.see(f"/content{path}").status_code for path in PAGES} == dict.fromkeys(PAGES, 200)
    for role in OTHERS:
        member = join(app, role)
        assert {member.see(f"/content{path}").status_code for path in PAGES} == {403}


def test_a_lead_comes_to_the_content_after_signing_in_and_finds_it_on_the_account_page(app, ama):
    assert 'href="/content"' in ama.see("/account").text
    with app.test_request_context():
        assert surroundings().landing(ama.account) == "/content"


def test_entries_are_found_by_words_and_by_topic(ama):
    ama.see("/content/entries?q=cuts+purpose")
    assert "Cuts, burns, hits or hurts themselves on purpose" in ama.text
    ama.see("/content/entries?topic=self-harm-suicide")
    assert "Self-harm in a child under 13" in ama.text
    assert "Hungry" not in ama.text
    assert "0 entries" in read(ama, "/content/entries?q=flibbertigibbet")


def read(lead, path):
    lead.see(path)
    return lead.text


def test_an_entry_tells_what_leads_to_it_and_what_it_leads_on_to(ama):
    ama.see("/content/entries/sign/self-harm-once")
    assert "an answer to “What do you know about the self-harm?”: Once, not badly" in ama.text
    ama.see("/content/entries/sign/self-harm")
    assert "brings up the question: What do you know about the self-harm?" in ama.text


def test_what_is_not_there_is_said_to_be_gone(ama):
    gone = ("entries/sign/nothing", "entries/x/y", "editions/9", "editions/9/back", "cases/x", "proposals/x", "files/x")
    assert {ama.see(f"/content/{path}").status_code for path in gone} == {404}


# -------------------------------------------------------------------------------------------------- change in forms


def test_a_change_goes_into_the_draft_and_nobody_outside_sees_it(ama, app, kept):
    ama.change("sign", "self-harm", words="Hurts themselves on purpose, such as by cutting")
    assert ama.at == "self-harm"
    assert "Changed in the draft" in ama.text
    draft = kept(ContentDraft)[0]
    assert list(draft.changed) == ["indicators/self-harm-suicide.toml"]
    assert draft.drafters == {ama.id: "Ama Osei"}
    assert app.extensions["right_door"].content.indicators["self-harm"].words.startswith("Cuts")
    ama.see("/content/draft")
    assert "before: Cuts, burns, hits or hurts themselves on purpose" in ama.text
    assert "now: Hurts themselves on purpose, such as by cutting" in ama.text


def test_only_what_was_changed_is_written(ama, kept):
    before = kept_file(ama, "indicators/self-harm-suicide.toml")
    ama.change("sign", "self-harm", level="3")
    after = kept(ContentDraft)[0].changed["indicators/self-harm-suicide.toml"]
    changed = [(was, now) for was, now in zip(before.splitlines(), after.splitlines(), strict=True) if was != now]
    assert changed == [("level = 2", "level = 3")]


def kept_file(lead, name):
    return lead.see(f"/content/files/{name}").text


def test_nothing_changed_begins_no_draft(ama, kept):
    ama.change("sign", "self-harm")
    assert "Nothing was changed" in ama.text
    assert kept(ContentDraft) == []


WRONG = (
    ("sign", "self-harm", {"words": ""}, "Write the words that people read"),
    ("sign", "self-harm", {"words": "x" * 121}, "Keep this to 120 letters"),
    ("sign", "self-harm", {"level": ""}, "Choose a level"),
    ("sign", "self-harm", {"topic": "self-harm-suicid"}, "Did you mean “Self-harm or thoughts of suicide"),
    ("sign", "self-harm", {"ages": ["9", "3"]}, "The first age is above the second: turn them round"),
    ("sign", "self-harm", {"ages": ["many", ""]}, "“many” is not a number"),
    (
        "sign",
        "self-harm",
        {"sources-document": ["", ""], "sources-area": ["Kent", ""]},
        "Row 1: fill in “Document”",
    ),
    ("sign", "self-harm", {"sources-year": ["last", ""]}, "Row 1: write “Year” in digits"),
    ("combination", "mark-not-mobile", {"all_of": ["no such thing at all"]}, "There is no “no such thing at all”"),
    ("combination", "mark-not-mobile", {"at_least": "2"}, "at_least and among belong together"),
    ("front-door", "county", {"day_hours-opens": ["17:30", "08:30"]}, "run backwards"),
    ("front-door", "county", {"covers": "nowhere"}, "covers number 1"),
)


def test_an_error_names_the_field_and_the_mend_and_keeps_what_was_typed(ama, kept):
    for kind, id_, changes, said in WRONG:
        typed = {"reason": "Typed before the error"} if kind == "sign" else {}
        assert ama.change(kind, id_, **typed, **changes).status_code == 422
        assert said in ama.text
        assert kind != "sign" or "Typed before the error" in ama.page
    assert kept(ContentDraft) == []


def test_numbers_hours_and_level_names_of_the_area_are_changed(ama, kept):
    ama.change("front-door", "county", night="0115 496 0002")
    ama.change("level", "2", name="Extra help")
    ama.change("escalation", "told-no", steps="Ask for the reason.\nAsk for a manager.")
    text = kept(ContentDraft)[0].changed["areas/nottinghamshire.toml"]
    assert 'night = "0115 496 0002"' in text
    assert 'name = "Extra help"' in text
    assert "Ask for a manager." in text
    assert "thing must be mended" not in read(ama, "/content/draft")


def test_two_leads_at_one_entry_lose_nothing(ama, ben, kept):
    ama.see("/content/entries/sign/self-harm/change")
    ben.change("sign", "self-harm", level="3")
    response = ama.fill("/content/entries/sign/self-harm/change", reason="It is a way to cope.")
    assert response.status_code == 409
    assert "Somebody changed this while you were writing" in ama.text
    assert "3: more help" in ama.text
    assert "It is a way to cope." in ama.page
    ama.fill("/content/entries/sign/self-harm/change")
    text = kept(ContentDraft)[0].changed["indicators/self-harm-suicide.toml"]
    entry = text.split('id = "self-harm"')[1].split("[[indicator]]")[0]
    assert "level = 3" in entry
    assert "It is a way to cope." in entry
    assert set(kept(ContentDraft)[0].drafters.values()) == {"Ama Osei", "Ben Hill"}


def test_two_leads_at_two_entries_do_not_meet(ama, ben, kept):
    ama.see("/content/entries/sign/self-harm/change")
    ben.change("sign", "suicide-talk", reason="Take it at face value.")
    ama.fill("/content/entries/sign/self-harm/change", reason="It is a way to cope.")
    assert ama.response.status_code == 200
    text = kept(ContentDraft)[0].changed["indicators/self-harm-suicide.toml"]
    assert "Take it at face value." in text
    assert "It is a way to cope." in text


def test_what_somebody_else_took_out_can_still_be_copied_from_the_form(ama, ben):
    ben.see("/content/entries/combination/mark-not-mobile/change")
    ama.see("/content/entries/combination/mark-not-mobile")
    ama.fill("/content/entries/combination/mark-not-mobile/take-out")
    response = ben.fill("/content/entries/combination/mark-not-mobile/change", gives="self-harm")
    assert response.status_code == 409
    assert "Somebody took this out" in ben.text


# ------------------------------------------------------------------------------------------- add, end, take out, split


def test_a_sign_is_added_and_ended(ama, kept):
    ama.see("/content/new/sign?topic=self-harm-suicide")
    ama.fill("/content/new/sign", words="Pulls out their hair until it bleeds", level="3")
    assert ama.at.startswith("pulls-out-their-hair")
    assert "New in the draft" in ama.text
    ama.fill(f"{ama.places[-1]}/end")
    assert "hidden = true" in kept(ContentDraft)[0].changed["indicators/self-harm-suicide.toml"]


def test_a_combination_a_notice_and_an_answer_are_added(ama, kept):
    ama.see("/content/new/combination")
    ama.fill("/content/new/combination", all_of=["self-harm", "child-under-13"], gives="self-harm-young")
    ama.see("/content/new/notice")
    ama.fill("/content/new/notice", title="Stay with them", words="Do not leave.", when_all=["self-harm-grave"])
    ama.see("/content/new/question")
    ama.fill("/content/new/question", words="How long has it gone on?", if_unanswered=["self-harm-grave"])
    assert "Not sure" in ama.text, "every question has it from the start"
    ama.see("/content/new/answer?question=self-harm-detail")
    ama.fill("/content/new/answer?question=self-harm-detail", words="Every week", findings=["self-harm-grave"])
    changed = kept(ContentDraft)[0].changed
    assert 'when_all = ["self-harm-grave"]' in changed["notices.toml"]
    assert 'gives = "self-harm-young"' in changed["combinations.toml"]
    question = changed["qualifiers.toml"].split('id = "self-harm-detail"')[1].split("[[question]]")[0]
    assert question.index("Every week") < question.index("not-sure"), "“Not sure” stays the last"


def test_taking_out_what_others_name_says_what_must_be_mended_and_can_be_undone(ama):
    ama.see("/content/entries/sign/self-harm-once")
    assert "If you take it out, these have to be changed too" in ama.text
    ama.fill("/content/entries/sign/self-harm-once/take-out")
    assert "must be mended first" in ama.text
    assert "self-harm-once" in ama.text
    assert "See what it would change" not in ama.text
    ama.fill("/content/entries/sign/self-harm-once/restore")
    assert "must be mended first" not in ama.text


def test_a_sign_is_split_by_how_often_in_one_form(ama, app):
    path = "/content/entries/sign/friend-self-harms/split"
    ama.see(path)
    ama.fill(path, asked="", answer=["Once", "", "", "", ""], lead=["", "", "", "", ""])
    assert "Write the question" in ama.text
    assert "Say what this answer leads to" in ama.text
    assert "Once" in ama.page
    ama.fill(
        path,
        asked="How often are they upset by it?",
        answer=["Now and then", "Every week", "Every day", "", ""],
        lead=["1", "3", "", "", ""],
        sign=["", "", "self-harm-grave", "", ""],
    )
    assert "Now and then" in ama.text
    assert "Not sure" in ama.text
    assert "no answer means: Self-harm that needed a doctor" in ama.text, "doubt takes the most careful view"
    ama.see("/content/draft")
    assert "must be mended first" not in ama.text
    assert "4 entries changed" not in ama.text


# -------------------------------------------------------------------------------------------------- files down and up


def packed(files):
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return found.getvalue()


def send_file(lead, content, name):
    lead.see("/content/files")
    token = lead.boxes("/content/files")["csrf_token"]
    data = {"csrf_token": token, "file": (io.BytesIO(content), name)}
    lead.response = lead.client.post("/content/files", data=data, content_type="multipart/form-data")
    if lead.response.status_code == 303:
        lead.see(lead.response.headers["Location"])
    return lead.response


def test_all_files_go_down_as_a_zip_and_up_again_without_a_change(ama, kept):
    whole = ama.see("/content/files/all").data
    send_file(ama, whole, "content-nottinghamshire.zip")
    assert "0 files are new" in ama.text


def test_one_file_goes_down_is_changed_and_comes_up_into_the_draft(ama, kept):
    response = ama.see("/content/files/notices.toml")
    assert "notices.toml" in response.headers["Content-Disposition"]
    text = response.text.replace("After 999, ring the front door too", "After 999 ring the front door as well")
    send_file(ama, text.encode(), "notices.toml")
    assert "1 entry changed" in ama.text
    assert "After 999 ring the front door as well" in ama.text


def test_a_file_with_problems_is_refused_with_file_entry_and_mend(ama, kept):
    text = ama.see("/content/files/notices.toml").text.replace("in_force = true", "in_farce = true", 1)
    assert send_file(ama, text.encode(), "notices.toml").status_code == 422
    assert "notices.toml, notice '999-then-refer': in_farce is not something that can be said here" in ama.text
    assert "Did you mean 'in_force'?" in ama.text
    assert kept(ContentDraft) == []


HOSTILE = (
    (b"\xff\xfe", "notices.toml", "cannot be read as TOML"),
    (b"x = 1", "passwd", "is not the name of a file of the content"),
    (b"x = 1", "areas--kent.toml", "is not the name of a file of the content"),
    (packed({"../../etc/notices.toml": "x"}), "a.zip", "is not the name of a file of the content"),
    (packed({"notices/": ""}), "a.zip", "There is no file in the zip"),
    (packed({f"indicators/a{n}.toml": "" for n in range(101)}), "a.zip", "too many files"),
    (packed({"notices.toml": "", "content/notices.toml": ""}), "a.zip", "in the zip twice"),
    (b"PK\x03\x04 and no more", "a.zip", "The zip cannot be opened"),
    (b"#" * 400_001, "notices.toml", "is too large"),
)


def test_hostile_files_are_refused_in_words(ama, kept):
    for content, name, said in HOSTILE:
        assert send_file(ama, content, name).status_code == 422
        assert said in ama.text
    assert kept(ContentDraft) == []


def test_a_zip_that_unpacks_to_very_much_is_refused_before_it_is_unpacked(ama):
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("notices.toml", "#" * 50_000_000)
    assert send_file(ama, whole.getvalue(), "a.zip").status_code == 422
    assert "is too large" in ama.text


# ---------------------------------------------------------------------------------------------- review and publish


def test_one_lead_publishes_what_lowers_nothing_and_the_edition_tells_who_and_why(ama, app, kept):
    ama.change("sign", "self-harm", reason="It is a way to cope with something unbearable.")
    ama.look()
    assert "One lead can publish it" in ama.text
    assert "Give your password" in ama.text
    publish(ama, what="")
    assert ama.response.status_code == 422
    assert "Say in a few words what changes" in ama.text
    publish(ama)
    assert ama.at == "1"
    assert "Ama Osei" in ama.text
    assert "A word is plainer" in ama.text
    assert "The light check holds" in ama.text
    assert "It is a way to cope" in ama.text
    assert kept(ContentEdition)[0].evidence["checks"][0]["name"] == HOLDS.name
    assert kept(ContentDraft) == []
    assert app.extensions["right_door"].content.indicators["self-harm"].reason.startswith("It is a way to cope with")
    assert "Edition 1 , since" in read(ama, "/content")


def test_publishing_asks_for_the_password_again_and_keeps_the_words(ama, kept):
    ama.change("sign", "self-harm", reason="It is a way to cope.")
    ama.look()
    version = ama.page  # the form is there only once the password is given
    assert "/content/draft/publish" not in version
    ama.give_password()
    ama.look()
    assert "/content/draft/publish" in ama.page


def test_what_falls_needs_a_reason_and_a_second_lead_who_wrote_none_of_it(ama, ben, finished, kept):
    finished(GRAVE)
    ama.change("sign", GRAVE, level="3", flags=None)
    ama.look()
    assert "A second lead must agree" in ama.text
    assert "led to safeguarding and would lead to early help" in ama.text
    address = propose(ama)
    assert "You asked for this, so somebody else must agree" in read_look(ama, address)
    assert "Waiting for a second lead" in read(ben, "/content")
    ben.give_password()
    read_look(ben, address)
    assert "The partnership agreed it" in ben.text
    ben.fill(f"{address}/agree")
    edition = kept(ContentEdition)[0]
    assert (edition.account_name, edition.second_name, edition.reason) == (
        "Ama Osei",
        "Ben Hill",
        "The partnership agreed it",
    )
    assert "Agreed by Ben Hill" in ben.text
    assert kept(ContentDraft) == []


def read_look(lead, path):
    lead.look(path)
    return lead.text


def test_whoever_wrote_part_of_it_cannot_agree(ama, ben):
    ben.change("sign", "self-harm", reason="It is a way to cope.")
    ama.change("sign", GRAVE, level="3", flags=None)
    address = propose(ama)
    ben.give_password()
    assert "You wrote part of this" in read_look(ben, address)
    assert "I agree" not in ben.text
    ben.send(f"{address}/agree")
    assert ben.response.status_code == 409
    assert "Somebody else has to confirm this" in ben.text


def test_a_second_lead_says_no_with_a_reason_and_the_draft_stays(ama, ben, kept):
    ama.change("sign", GRAVE, level="3", flags=None)
    address = propose(ama)
    read_look(ben, address)
    assert ben.fill(f"{address}/end").status_code == 422
    assert "Say why" in ben.text
    ben.fill(f"{address}/end", reason="The partnership has not agreed to this")
    assert "Ben Hill said no" in ben.text
    assert "has not agreed to this" in ben.text
    assert kept(ContentProposal)[0].closed_why == "The partnership has not agreed to this"
    assert kept(ContentDraft)
    assert not kept(ContentEdition)


def test_a_failing_safety_check_is_named_with_the_entry_and_nobody_can_publish(ama, app, kept):
    fault = f"the red flag '{GRAVE}' is lowered"
    light(app, Check("every red flag is grave", 7, (fault,), True))
    ama.change("sign", GRAVE, level="3", flags=None)
    ama.give_password()
    ama.look()
    assert "Nobody can publish this until it is mended" in ama.text
    assert fault in ama.text
    assert f'href="/content/entries/sign/{GRAVE}"' in ama.page
    assert "/content/draft/publish" not in ama.page
    assert "/content/draft/propose" not in ama.page
    ama.send("/content/draft/publish", {"what": "All the same", "version": "x", "over": "0"})
    assert ama.response.status_code == 409
    assert kept(ContentEdition) == []


def test_a_failing_check_that_is_not_about_safety_needs_a_second_lead(ama, app):
    light(app, HOLDS, Check("every rule names its source", 7, ("the sign 'self-harm' names none",)))
    ama.change("sign", "self-harm", reason="It is a way to cope.")
    ama.give_password()
    ama.look()
    assert "This does not hold: every rule names its source" in ama.text
    assert "/content/draft/propose" in ama.page


def test_each_case_that_changes_is_opened_with_both_outcomes_and_without_the_enquiry(ama, finished):
    id_, reference = finished("self-harm", **{"self-harm-detail": ("once",)})
    ama.change("sign", "self-harm-once", level="4", flags=["safeguarding"])
    ama.look()
    assert "1 rise, 0 fall, 0 the same of 1 past enquiry" in ama.text
    assert "rd-flow__rise" in ama.page
    case = next(part.split('"')[0] for part in ama.page.split('href="') if "/review/enquiry/" in part)
    ama.see(case)
    assert "Once, not badly, and a trusted adult knows" in ama.text
    assert "Early help" in ama.text
    assert "Safeguarding" in ama.text
    assert "14" in ama.text
    assert id_ not in ama.page
    assert reference not in ama.page
    ama.see("/content/draft/review/enquiry/no-such-case")
    assert ama.response.status_code == 404


def published_by_somebody_else(app, **changes):
    """Somebody publishes the files that came with Right Door, with a text in the notices put in another's place."""
    contents = app.extensions["right_door"].contents
    files = dict(contents.shipped_files)
    for was, now in changes.values():
        assert was in files["notices.toml"]
        files["notices.toml"] = files["notices.toml"].replace(was, now)
    evidence = app.extensions["right_door"].examiner.about(files)
    with open_session(app.extensions["right_door"].engine) as session:
        now = app.extensions["right_door"].now()
        publish_now(session, contents, Offer(files, 0, {}, "A notice"), evidence, who=Who("c", "Cleo"), now=now)
        session.commit()


def test_a_draft_that_somebody_published_past_is_brought_up_to_date(ama, app):
    ama.change("sign", "self-harm", reason="It is a way to cope.")
    published_by_somebody_else(app, title=("After 999, ring", "After 999 you ring"))
    assert "Somebody has published since this draft began" in read(ama, "/content/draft")
    ama.fill("/content/draft/up-to-date")
    publish(ama)
    assert ama.at == "2"
    content = app.extensions["right_door"].content
    assert content.indicators["self-harm"].reason == "It is a way to cope."
    assert content.notices["999-then-refer"].title.startswith("After 999 you ring")


def test_what_both_changed_differently_stays_as_the_draft_has_it_and_is_named(ama, app):
    ama.change("notice", "999-then-refer", title="After 999 ring us")
    published_by_somebody_else(app, title=("After 999, ring", "After 999 you ring"))
    ama.see("/content/draft")
    assert ama.fill("/content/draft/up-to-date").status_code == 409
    assert "Look at each again: 999-then-refer" in ama.text
    assert "After 999 ring us" in ama.text


def test_a_draft_that_is_no_content_cannot_be_published_and_says_what_to_mend(ama, kept):
    ama.change("sign", "self-harm", reason="It is a way to cope.")
    ama.give_password()
    ama.look()
    form = {**ama.boxes("/content/draft/publish"), "what": "A word is plainer"}
    ama.see("/content/entries/sign/self-harm-once")
    ama.fill("/content/entries/sign/self-harm-once/take-out")
    ama.send("/content/draft/publish", form)
    assert ama.response.status_code == 422
    assert "self-harm-once" in ama.text
    assert kept(ContentEdition) == []


# ------------------------------------------------------------------------------------------------------- editions


def test_an_edition_is_compared_and_brought_back_by_one_press_where_nothing_falls(ama, app, kept):
    ama.change("notice", "999-then-refer", title="After 999 you ring the front door")
    publish(ama)
    ama.see("/content/editions/compare?before=0&after=1")
    assert "now: After 999 you ring the front door" in ama.text
    ama.see("/content/editions")
    assert "Go back to the content Right Door came with" in ama.text
    ama.look("/content/editions/0/back")
    ama.fill("/content/editions/0/back")
    assert ama.at == "2"
    assert "Back to the content that Right Door came with" in ama.text
    assert app.extensions["right_door"].content.notices["999-then-refer"].title == "After 999, ring the front door too"


def test_going_back_to_what_is_lower_waits_for_a_second_lead(ama, ben, kept):
    ama.change("sign", GRAVE, flags=["emergency"])
    publish(ama)
    ama.look("/content/editions/0/back")
    assert "A second lead must agree" in ama.text
    ama.fill("/content/editions/0/back", reason="It sent too many")
    address = ama.places[-1]
    ben.give_password()
    read_look(ben, address)
    ben.fill(f"{address}/agree")
    assert [edition.number for edition in kept(ContentEdition)] == [1, 2]
    assert ben.at == "2"


def test_the_draft_can_be_thrown_away(ama, kept):
    ama.change("sign", "self-harm", level="3")
    ama.see("/content/draft/throw-away")
    assert "1 changed entry is lost for good" in ama.text
    ama.fill("/content/draft/throw-away")
    assert kept(ContentDraft) == []


# ---------------------------------------------------------------------------------------------------------- cases


def add_case(lead, **about):
    lead.see("/content/cases/new")
    given = {
        "title": "A girl of fourteen hurt herself once and told her aunt",
        "ages": "14",
        "sign": ["self-harm"],
        "at_least": "early_help",
        "at_most": "early_help",
        **about,
    }
    return lead.fill("/content/cases/new", **given, do="add")


def test_a_case_is_tried_added_and_signed_off_by_somebody_else(ama, ben, kept):
    ama.see("/content/cases/new")
    ama.fill("/content/cases/new", title="A girl hurt herself once", ages="14", sign=["self-harm"], do="look")
    assert "What do you know about the self-harm?" in ama.text
    assert "As it is now it ends in ! Safeguarding" in ama.text
    ama.fill(
        "/content/cases/new",
        **{"answer:self-harm-detail": "once", "at_least": "early_help", "at_most": "early_help", "do": "add"},
    )
    id_ = ama.at
    assert "Somebody else has to sign it off" in ama.text
    ben.see(f"/content/cases/{id_}")
    ben.fill(f"/content/cases/{id_}/sign-off")
    row = kept(ContentVignette)[0]
    assert (row.state, row.signed_name) == ("signed off", "Ben Hill")
    assert "A girl hurt herself once" in read(ama, "/content/cases")
    ben.fill(f"/content/cases/{id_}/withdraw")
    assert kept(ContentVignette)[0].state == "withdrawn"


def test_nobody_signs_off_a_case_of_their_own(ama, kept):
    add_case(ama)
    ama.send(f"{ama.places[-1]}/sign-off")
    assert ama.response.status_code == 409
    assert kept(ContentVignette)[0].state == "proposed"


NOT_WHOLE = (
    ({"title": ""}, "Say in a line what the case is"),
    ({"title": "Anna Smith hurt herself"}, "This looks as if it had somebody’s name in it"),
    ({"ages": "old"}, "There is a problem"),
    ({"sign": ["no such sign"]}, "There is no “no such sign”"),
    ({"sign": []}, "Choose at least one sign"),
    ({"at_least": ""}, "Choose where the case must end"),
    ({"at_least": "emergency"}, "turn them round"),
)


def test_a_case_that_is_not_whole_is_refused_at_its_box(ama, kept):
    for about, said in NOT_WHOLE:
        assert add_case(ama, **about).status_code == 422
        assert said in ama.text
    assert kept(ContentVignette) == []


def test_a_case_that_ends_too_low_under_the_draft_needs_a_second_lead(ama, ben):
    add_case(ama, sign=[GRAVE], at_least="safeguarding", at_most="safeguarding")
    case = ama.places[-1]
    ben.see(case)
    ben.fill(f"{case}/sign-off")
    ama.change("sign", GRAVE, level="3", flags=None)
    ama.see("/content/cases")
    assert "Under the draft" in ama.text
    ama.look()
    assert "A second lead must agree" in ama.text

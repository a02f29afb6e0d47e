"""A finished outcome is explained by the guidance it was given under; an unfinished one follows the newest."""

from io import BytesIO

import pypdf
import pytest
from edited import changed, put_in_force, removed
from journeys import HEALTH_VISITOR, TEACHING_ASSISTANT
from referrer import Referrer
from sqlmodel import select

from directory.pages import languages
from matching.content import files_in
from matching.editions.models import ContentVersion
from matching.editions.texts import with_entry
from matching.entries import PathwayId
from matching.models import Enquiry

CARE, PHYSICAL = "indicators/daily-care.toml", "indicators/physical-harm.toml"
NOW = "Comes to school hungry again and again"
SINCE = "The guidance has changed since you got this answer"


@pytest.fixture
def contents(app_now):
    return app_now.extensions["right_door"].contents


def published(contents, number=1):
    """Hunger is put in other words, and is a matter for the front door."""
    fields = {"words": NOW, "level": 4, "flags": ["safeguarding"], "reason": "Hunger day after day is neglect."}
    put_in_force(contents, changed(files_in(), CARE, "indicator", "often-hungry", **fields), number)


@pytest.fixture
def finished(referrer, directory):
    referrer.start().walk(TEACHING_ASSISTANT).finish()
    return referrer


def enquiry(kept):
    (only,) = kept(Enquiry)
    return only


def sheet(person):
    reader = pypdf.PdfReader(BytesIO(person.see(f"/should-i-refer/{person.number}/handover.pdf").data))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_an_outcome_says_what_it_said_and_that_the_guidance_has_changed(finished, contents, kept):
    words = contents.shipped.indicators["often-hungry"].words
    before = finished.text
    assert words in before
    assert SINCE not in before
    published(contents)
    after = finished.see(f"/should-i-refer/{finished.number}/outcome") and finished.text
    assert words in after
    assert NOW not in after
    assert SINCE in after
    assert words.rstrip(".") in sheet(finished)
    finished.see(f"/should-i-refer/{finished.number}/check")
    assert words in finished.text
    assert enquiry(kept).content_version == contents.shipped.version


def test_an_older_outcome_says_at_once_that_the_newest_guidance_is_graver(finished, contents):
    graver = "By the newest guidance this is more serious"
    put_in_force(contents, changed(files_in(), CARE, "indicator", "often-hungry", words="Hungry again"))
    finished.see(f"/should-i-refer/{finished.number}/outcome")
    assert SINCE in finished.text
    assert graver not in finished.text
    published(contents, number=2)
    finished.see(f"/should-i-refer/{finished.number}/outcome")
    assert f"{graver}: {contents.known.pathways[PathwayId.SAFEGUARDING].short}" in finished.text


def test_the_guidance_it_was_given_under_is_kept_once(finished, contents, kept, app_now):
    Referrer(app_now).start().walk(TEACHING_ASSISTANT).finish()
    assert [row.version for row in kept(ContentVersion)] == [contents.shipped.version]


def test_looking_again_gives_the_newest_and_keeps_that(finished, contents, kept):
    published(contents)
    finished.see(f"/should-i-refer/{finished.number}/outcome")
    finished.send(f"/should-i-refer/{finished.number}/check")
    assert finished.at == "outcome"
    assert NOW in finished.text
    assert SINCE not in finished.text
    now = enquiry(kept)
    assert (now.content_version, now.pathway) == (contents.known.version, PathwayId.SAFEGUARDING)


def test_looking_again_asks_what_is_newly_asked(finished, contents, kept):
    options = [{"id": "yes", "words": "Yes"}, {"id": "no", "words": "No", "findings": ["often-hungry"]}]
    asked = {"id": "food", "words": "Is there food?", "kind": "one", "required": True, "option": options}
    pages = with_entry(files_in()["pages.toml"], "question", asked, (("page", "risks"),))
    put_in_force(contents, files_in() | {"pages.toml": pages})
    finished.see(f"/should-i-refer/{finished.number}/outcome")
    assert SINCE in finished.text
    finished.send(f"/should-i-refer/{finished.number}/check")
    assert finished.see(finished.response.headers["Location"]).status_code == 200
    assert finished.at == "risks"
    assert "Is there food?" in finished.text


def test_a_changed_answer_is_advised_by_the_newest(finished, contents, kept):
    published(contents)
    finished.see(f"/should-i-refer/{finished.number}/judgement")
    finished.answer({"judgement": "advice"})
    assert enquiry(kept).content_version == contents.known.version
    finished.see(f"/should-i-refer/{finished.number}/outcome")
    assert NOW in finished.text


def test_more_serious_is_taken_by_the_newest_and_never_lower(finished, contents, kept):
    published(contents)
    finished.see(f"/should-i-refer/{finished.number}/outcome")
    finished.send(f"/should-i-refer/{finished.number}/more-serious")
    assert enquiry(kept).pathway == PathwayId.SAFEGUARDING
    assert enquiry(kept).content_version == contents.known.version


def test_an_unfinished_enquiry_follows_the_newest(referrer, directory, contents, kept):
    referrer.start().walk(TEACHING_ASSISTANT)
    published(contents)
    referrer.see(f"/should-i-refer/{referrer.number}/check")
    assert NOW in referrer.text
    referrer.finish()
    assert enquiry(kept).pathway == PathwayId.SAFEGUARDING
    assert enquiry(kept).content_version == contents.known.version


def test_a_sign_that_is_gone_counts_as_not_sure_and_never_as_no(referrer, directory, contents, kept):
    referrer.start().walk(HEALTH_VISITOR)
    files = files_in()
    for kind in ("combinations.toml", "notices.toml", "indicators/baby.toml"):
        files = {**files, kind: files[kind].replace('"bruise-not-mobile"', '"injury-unexplained"')}
    files = removed(files, PHYSICAL, "indicator", "bruise-not-mobile")
    put_in_force(contents, files)
    referrer.see(f"/should-i-refer/{referrer.number}/check")
    referrer.finish()
    assert enquiry(kept).pathway == PathwayId.SAFEGUARDING


def test_a_page_that_is_asked_no_more_leads_on_and_one_that_never_was_is_not_found(finished, contents):
    files = files_in()
    put_in_force(contents, changed(files, "pages.toml", "page", "family", id="household"))
    assert finished.see(f"/should-i-refer/{finished.number}/family").status_code == 303
    assert finished.see(f"/should-i-refer/{finished.number}/household").status_code == 200
    assert finished.see(f"/should-i-refer/{finished.number}/attic").status_code == 404


def test_guidance_that_was_not_kept_is_explained_by_the_newest(finished, contents, kept, session):
    row = session.exec(select(Enquiry)).one()
    row.content_version = "0" * 12
    session.add(row)
    session.commit()
    published(contents)
    finished.see(f"/should-i-refer/{finished.number}/outcome")
    assert NOW in finished.text
    assert SINCE not in finished.text


def test_an_older_version_is_read_in_the_readers_language_too(finished, contents, app_now):
    files = changed(files_in(), CARE, "indicator", "often-hungry", translations={"cy": {"words": "Yn aml yn llwglyd"}})
    put_in_force(contents, files)
    app_now.extensions[languages.KEPT] = ["en", "cy"]
    outcome = f"/should-i-refer/{finished.number}/outcome"
    finished.send(f"/should-i-refer/{finished.number}/check")
    published(contents, number=2)
    welsh = finished.client.get(outcome, headers={"Accept-Language": "cy"}).text
    assert "Yn aml yn llwglyd" in welsh
    assert NOW not in welsh

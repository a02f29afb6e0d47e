"""Going back to an earlier edition; an area’s own made-up cases; and many enquiries."""

from datetime import timedelta

import pytest
from edited import AREA, FEELINGS, HURT, changed
from office import ADA, BEN, LOW, NOW, TIRED

from matching.answers import answers_to_json
from matching.editions.errors import EditionMoved, NotYours, PublishingBlocked, SecondLeadNeeded
from matching.editions.models import ContentEdition
from matching.editions.own_vignettes import add_vignette, own_vignettes, sign_off, withdraw
from matching.editions.publishing import back_offer, propose
from matching.editions.queries import editions, keep
from matching.models import Enquiry
from matching.vignettes import vignette_from


def test_going_back_is_one_more_edition(either):
    either.changed_and_published(FEELINGS, TIRED, {"words": "Is tired"})
    either.changed_and_published(FEELINGS, LOW, {"words": "Is low every day"})
    edition = either.bring_back(1)
    assert (edition.number, edition.back_to) == (3, 1)
    assert either.in_force.indicators["very-low"].words == "Is low most days"
    assert either.in_force.indicators["tired"].words == "Is tired"
    assert either.bring_back(0).number == 4
    assert either.in_force.version == either.contents.shipped.version
    with either.reading() as session:
        assert [one.number for one in editions(session, AREA)] == [4, 3, 2, 1]


def test_going_back_to_what_is_lower_takes_a_second_lead(office):
    office.changed_and_published(FEELINGS, LOW, {"level": 4, "flags": ["safeguarding"]})
    with pytest.raises(SecondLeadNeeded):
        office.bring_back(0)
    evidence = office.examiner.edition(0)
    with office.writing() as session:
        offer = back_offer(session, office.contents, 0, "Back", seen=1)
        proposal = propose(session, office.contents, offer, evidence, who=ADA, reason="A mistake.", now=NOW)
    edition = office.confirm(proposal)
    assert (edition.back_to, edition.second_name) == (0, "Ben")


def test_going_back_to_what_breaks_a_safety_check_of_today_is_refused_by_name(office):
    office.changed_and_published(FEELINGS, TIRED, {"level": 2})
    unsafe = changed(dict(office.contents.shipped_files), HURT, "indicator", "says-hurt", ages=[0, 3])
    unsafe = changed(unsafe, "qualifiers.toml", "question", "bruise-detail", if_unanswered=["bruise"])
    with office.writing() as session:
        old = keep(session, unsafe, area=AREA, now=NOW)
        session.add(
            ContentEdition(
                area=AREA,
                number=2,
                version=old,
                based_on=1,
                shipped=office.contents.shipped.version,
                what="Published before that check was there",
                drafters={},
                published_at=NOW,
                account_id="a",
                account_name="Ada",
                evidence={},
            )
        )
    assert office.bring_back(1).number == 3
    with pytest.raises(PublishingBlocked) as refused:
        office.bring_back(2)
    assert any("This does not hold" in str(fault) for fault in refused.value.faults)


def test_going_back_from_a_page_that_is_out_of_date_is_refused(office):
    office.changed_and_published(FEELINGS, TIRED, {"level": 2})
    office.changed_and_published(FEELINGS, TIRED, {"words": "Is tired"})
    with pytest.raises(EditionMoved):
        office.bring_back(0, seen=1)


# --- made-up cases


CASE = {
    "id": "mine",
    "title": "A child tells",
    "ages": [8],
    "signs": ["says-hurt"],
    "at_least": "emergency",
    "at_most": "emergency",
}


def test_a_case_is_held_to_once_somebody_else_signed_it_off(either):
    with either.writing() as session:
        row = add_vignette(session, AREA, vignette_from(CASE), who=ADA, now=NOW)
        with pytest.raises(NotYours):
            sign_off(session, AREA, row.id, who=ADA, now=NOW)
    either.start()
    either.change(FEELINGS, TIRED, {"words": "Is tired"})
    assert not either.examiner.draft().verdict.needs_second_lead
    with either.writing() as session:
        sign_off(session, AREA, row.id, who=BEN, now=NOW)
    with pytest.raises(SecondLeadNeeded) as refused:
        either.publish()
    assert [str(why) for why in refused.value.reasons] == ["The case “A child tells” ends too low"]
    with either.writing() as session:
        with pytest.raises(NotYours):
            withdraw(session, AREA, row.id, who=ADA)
        withdraw(session, AREA, row.id, who=BEN)
        assert own_vignettes(session, AREA) == []
        assert len(own_vignettes(session, AREA, withdrawn=True)) == 1
    assert either.publish().number == 1


def test_a_case_that_would_fall_takes_a_second_lead(office):
    with office.writing() as session:
        add_vignette(
            session, AREA, vignette_from({**CASE, "signs": ["bruise"], "at_least": "advice"}), who=ADA, now=NOW
        )
    office.start()
    office.change(HURT, (("indicator", "bruise"),), {"level": 1, "qualifier": None})
    found = office.examiner.draft()
    assert found.replay.every.vignettes == 1
    assert found.replay.fall.vignettes + len(found.lowered) > 0
    assert found.verdict.needs_second_lead


# --- many enquiries


def test_many_alike_enquiries_are_run_once_each_way(office):
    with office.writing() as session:
        answers = answers_to_json({"danger": ("no",), "topics": ("feelings",), "signs:feelings": ("very-low",)})
        session.add_all(
            Enquiry(
                area=AREA,
                content_version="x",
                started_on=NOW.date() - timedelta(days=number % 300),
                answers=answers,
                completed_at=NOW,
                pathway="early_help",
                level=3,
            )
            for number in range(2000)
        )
    office.start()
    office.change(FEELINGS, LOW, {"level": 4, "flags": ["safeguarding"]})
    found = office.examiner.draft().replay
    assert (found.rise.enquiries, found.rise.sets) == (2000, 1)

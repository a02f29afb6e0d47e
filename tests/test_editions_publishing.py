"""Content examined, and published by one lead or by two, over real databases of both kinds."""

import subprocess
import sys
import threading

import pytest
from edited import AREA, FEELINGS, HURT, content
from office import ADA, BEN, CAT, LESS, LOW, NOW, TIRED, TOLD
from small_content import NEEDS
from sqlmodel import select

from directory.database import open_session
from matching.editions import drafts
from matching.editions.errors import (
    DraftMoved,
    EditionMoved,
    NoDraft,
    NothingChanged,
    NotYours,
    ProposalGone,
    PublishingBlocked,
    ReasonNeeded,
    SecondLeadNeeded,
    WordsNeeded,
)
from matching.editions.evidence import cases, caught_up
from matching.editions.models import (
    ContentDraft,
    ContentEdition,
    ContentText,
    ContentVersion,
    NeverChanged,
    ProposalState,
)
from matching.editions.publishing import draft_offer, end_proposal, publish
from matching.editions.queries import files_of, get_draft, get_edition, proposals_waiting
from matching.errors import ContentError
from matching.models import Enquiry


def test_an_edition_costs_only_what_changed(office):
    office.changed_and_published(FEELINGS, TIRED, {"level": 2})
    before = office.count(ContentText)
    office.changed_and_published(FEELINGS, TIRED, {"level": 3, "reason": "It wears a child down."})
    assert office.count(ContentText) == before + 1
    assert office.count(ContentVersion) == 3


def test_an_edition_is_never_changed_nor_deleted(office):
    office.changed_and_published(FEELINGS, TIRED, {"level": 2})
    with open_session(office.database) as session:
        edition = get_edition(session, AREA, 1)
        edition.what = "Something else"
        session.add(edition)
        with pytest.raises(NeverChanged):
            session.flush()
    with open_session(office.database) as session:
        session.delete(get_edition(session, AREA, 1))
        with pytest.raises(NeverChanged):
            session.flush()


def test_what_was_known_at_the_time_is_kept_with_the_edition(office):
    office.asked("very-low", topic="feelings")
    edition = office.changed_and_published(FEELINGS, LOW, {"level": 4, "flags": ["safeguarding"]})
    assert edition.evidence["replay"]["rise"] == {"enquiries": 1, "vignettes": 0}
    assert edition.evidence["new"] == edition.version == office.in_force.version
    assert all(check["passed"] for check in edition.evidence["checks"])
    with office.reading() as session:
        assert files_of(session, edition.version)[HURT] == office.contents.shipped_files[HURT]


def test_the_same_again_and_a_change_without_words_are_refused(office):
    office.start()
    with pytest.raises(NothingChanged):
        office.publish()
    office.change(FEELINGS, TIRED, {"level": 2})
    with pytest.raises(WordsNeeded):
        office.publish(what="  ")


def test_a_fall_takes_a_second_lead_who_wrote_none_of_it_and_a_reason(either):
    either.asked("says-hurt")
    either.start(ADA)
    either.change(HURT, TOLD, LESS, ADA)
    either.change(FEELINGS, TIRED, {"level": 2}, CAT)
    with pytest.raises(SecondLeadNeeded) as refused:
        either.publish(BEN)
    assert "1 past enquiry would fall" in [str(why) for why in refused.value.reasons]
    with pytest.raises(ReasonNeeded):
        either.propose(ADA, reason=" ")
    proposal = either.propose(ADA)
    for somebody in (ADA, CAT):
        with pytest.raises(NotYours):
            either.confirm(proposal, somebody)
    assert either.in_force.indicators["says-hurt"].level == 4
    edition = either.confirm(proposal, BEN)
    assert (edition.account_name, edition.second_name, edition.reason) == ("Ada", "Ben", "The county has agreed it.")
    assert edition.evidence["replay"]["fall"]["enquiries"] == 1
    assert either.in_force.indicators["says-hurt"].level == 3
    with pytest.raises(ProposalGone):
        either.confirm(proposal, BEN)


def test_a_red_flag_that_nobody_ever_ticked_is_not_lowered_unseen(office):
    office.start()
    office.change(HURT, TOLD, LESS)
    with pytest.raises(SecondLeadNeeded):
        office.publish()


def test_what_breaks_a_safety_check_is_published_by_nobody(office):
    office.start()
    office.change("qualifiers.toml", (("question", "bruise-detail"),), {"if_unanswered": ["bruise"]})
    with pytest.raises(PublishingBlocked) as refused:
        office.publish()
    assert refused.value.faults
    with pytest.raises(PublishingBlocked):
        office.propose()
    assert office.contents.newest() is office.contents.shipped


def test_a_broken_check_that_is_no_safety_check_takes_a_second_lead(office):
    office.start()
    office.change("notices.toml", (("notice", "teacher-duty"),), {"when_all": ["judged-less", "judged-harm"]})
    with pytest.raises(SecondLeadNeeded) as refused:
        office.publish()
    assert [str(why) for why in refused.value.reasons] == ["This does not hold: every notice can be shown"]
    assert office.confirm(office.propose()).number == 1


def test_a_proposal_is_what_it_was_when_it_was_asked_for(office):
    office.start()
    office.change(HURT, TOLD, LESS)
    proposal = office.propose()
    office.change(FEELINGS, TIRED, {"level": 2})
    office.confirm(proposal)
    assert office.in_force.indicators["tired"].level == 1
    with office.writing() as session:
        assert drafts.is_stale(session, get_draft(session, AREA))
        assert drafts.bring_up_to_date(session, office.contents, who=ADA, now=NOW)[1] == ()
    office.publish()
    assert (office.in_force.indicators["tired"].level, office.in_force.indicators["says-hurt"].level) == (2, 3)


def test_a_proposal_is_taken_back_or_turned_down(office):
    office.start()
    office.change(HURT, TOLD, LESS)
    for who, state in ((ADA, ProposalState.TAKEN_BACK), (BEN, ProposalState.TURNED_DOWN)):
        proposal = office.propose()
        with office.writing() as session:
            assert [one.id for one in proposals_waiting(session, AREA)] == [proposal.id]
            assert end_proposal(session, AREA, proposal.id, who=who, now=NOW).state == state
        with pytest.raises(ProposalGone):
            office.confirm(proposal)
    assert office.contents.newest().indicators["says-hurt"].level == 4


def test_a_proposal_that_somebody_overtook_is_refused(office):
    office.start()
    office.change(HURT, TOLD, LESS)
    proposal = office.propose()
    with office.writing() as session:
        drafts.throw_away(session, AREA)
    office.changed_and_published(FEELINGS, TIRED, {"level": 2})
    with pytest.raises(EditionMoved):
        office.confirm(proposal)


def test_a_stale_draft_is_refused_and_brought_up_to_date(office):
    first = dict(office.contents.shipped_files)
    office.start(ADA)
    office.change(FEELINGS, TIRED, {"level": 2}, ADA)
    with office.writing() as session:
        draft = get_draft(session, AREA)
        kept = {"changed": draft.changed, "base": draft.base, "drafters": draft.drafters}
        drafts.throw_away(session, AREA)
    office.changed_and_published(FEELINGS, LOW, {"words": "Is low every day"}, BEN)
    with office.writing() as session:
        session.add(ContentDraft(area=AREA, based_on=0, started_at=NOW, saved_at=NOW, what="", **kept))
    with pytest.raises(EditionMoved):
        office.publish(ADA)
    with office.writing() as session:
        _, conflicts = drafts.bring_up_to_date(session, office.contents, who=ADA, now=NOW)
    assert conflicts == ()
    office.publish(ADA)
    now = office.in_force.indicators
    assert (now["tired"].level, now["very-low"].words) == (2, "Is low every day")
    assert content(first).indicators["very-low"].words == "Is low most days"


def test_evidence_about_an_older_draft_publishes_nothing(office):
    office.start()
    office.change(FEELINGS, TIRED, {"level": 2})
    evidence = office.examiner.draft()
    office.change(HURT, TOLD, LESS)
    with office.writing() as session, pytest.raises(DraftMoved):
        publish(session, office.contents, draft_offer(session, office.contents, "x"), evidence, who=ADA, now=NOW)


def test_answers_that_came_in_since_the_look_count_too(either):
    either.start()
    either.change(HURT, (("indicator", "bruise"),), {"level": 1})
    evidence = either.examiner.draft()
    assert evidence.replay.every.enquiries == 0
    either.asked("bruise", **{"bruise-detail": ("ordinary",)})
    with either.reading() as session:
        fresh = caught_up(session, either.contents, evidence)
        again = caught_up(session, either.contents, fresh)
    assert fresh.replay.every.enquiries == 1
    assert again.replay == fresh.replay


def test_only_finished_answers_of_the_area_are_run_and_alike_ones_once(office):
    office.asked("very-low", topic="feelings")
    office.asked("very-low", topic="feelings")
    office.asked("tired", topic="feelings", finished=False)
    office.start()
    office.change(FEELINGS, LOW, {"level": 4, "flags": ["safeguarding"]})
    found = office.examiner.draft().replay
    assert (found.every.enquiries, found.every.sets) == (2, 1)
    (moved,) = found.moved
    assert moved.case.count == 2
    with office.reading() as session:
        assert moved.case in cases(session, AREA)
        assert moved.case.key not in {part for row in session.exec(select(Enquiry)) for part in (row.id, row.reference)}


def test_a_need_that_ended_meanwhile_stops_the_publication(office):
    office.start()
    office.change(FEELINGS, TIRED, {"needs": ["sleep", "play-groups"]})
    evidence = office.examiner.draft()
    left = set(NEEDS) - {"sleep"}
    with office.writing() as session:
        offer = draft_offer(session, office.contents, "x")
        with pytest.raises(ContentError, match="'sleep' has ended"):
            publish(session, office.contents, offer, evidence, who=ADA, now=NOW, needs=left)


# --- at the same time


def test_of_two_who_publish_at_once_one_is_told_that_somebody_was_quicker(either):
    """Both examined the draft; both publish it. It is published once."""
    either.start()
    either.change(FEELINGS, TIRED, {"level": 2})
    ready, came = threading.Barrier(2), []

    def go(who):
        evidence = either.examiner.draft()
        ready.wait(60)
        try:
            with either.writing() as session:
                offer = draft_offer(session, either.contents, "Mine")
                came.append(publish(session, either.contents, offer, evidence, who=who, now=NOW).number)
        except (EditionMoved, NoDraft) as error:
            came.append(type(error).__name__)

    leads = [threading.Thread(target=go, args=(who,)) for who in (ADA, BEN)]
    for lead in leads:
        lead.start()
    for lead in leads:
        lead.join(60)
    assert 1 in came
    assert {"NoDraft", "EditionMoved"} & set(came)
    assert either.count(ContentEdition) == 1


KILLED = """
import os, sys
from pathlib import Path
from directory.database import open_engine, open_session
from matching.editions.publishing import draft_offer, publish
from office import ADA, NOW, Office

office = Office(open_engine(sys.argv[1]), Path(sys.argv[2]))
evidence = office.examiner.draft()
with open_session(office.database) as session:
    publish(session, office.contents, draft_offer(session, office.contents, "x"), evidence, who=ADA, now=NOW)
    os.kill(os.getpid(), 9)
"""


def test_a_process_killed_before_the_commit_has_published_nothing(office, tmp_path, pytestconfig):
    office.start()
    office.change(FEELINGS, TIRED, {"level": 2})
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, str(office.database.url), str(tmp_path / "again")],
        cwd=pytestconfig.rootpath,
        env={"PYTHONPATH": f"{pytestconfig.rootpath}:{pytestconfig.rootpath / 'tests'}"},
    )
    assert ended.returncode == -9
    assert office.contents.newest() is office.contents.shipped
    assert office.count(ContentEdition) == 0
    assert office.publish().number == 1

"""The one draft of an area, which all its leads edit, over real databases of both kinds."""

import threading
import zipfile
from io import BytesIO

import pytest
from edited import AREA, FEELINGS, HURT, NUMBERS, changed, content
from office import ADA, BEN, CAT, LOW, NOW, TIRED, TOLD
from small_content import NEEDS

from matching.editions import drafts
from matching.editions.errors import DraftExists, EntryChanged, NoDraft
from matching.editions.models import ContentDraft
from matching.editions.queries import get_draft
from matching.errors import ContentError


def test_until_somebody_publishes_the_files_are_in_force(office):
    assert office.in_force is office.contents.shipped
    assert office.contents.number == 0


def test_a_draft_changes_nothing_until_it_is_published(office):
    office.start()
    office.change(FEELINGS, TIRED, {"level": 2})
    assert office.in_force.indicators["tired"].level == 1
    edition = office.publish()
    assert (edition.number, edition.account_name, edition.second_id) == (1, "Ada", None)
    assert office.in_force.indicators["tired"].level == 2
    assert office.count(ContentDraft) == 0


def test_there_is_one_draft_and_all_leads_write_in_it(either):
    either.start(ADA)
    with pytest.raises(DraftExists):
        either.start(BEN)
    seen = either.seen(FEELINGS, TIRED), either.seen(FEELINGS, LOW)
    either.change(FEELINGS, TIRED, {"level": 2}, ADA, seen[0])
    either.change(FEELINGS, LOW, {"words": "Is low every day"}, BEN, seen[1])
    edition = either.publish(CAT)
    assert edition.drafters == {"a": "Ada", "b": "Ben"}
    now = either.in_force.indicators
    assert (now["tired"].level, now["very-low"].words) == (2, "Is low every day")


def test_a_change_of_what_somebody_else_just_changed_is_refused(either):
    either.start(ADA)
    seen = either.seen(FEELINGS, TIRED)
    either.change(FEELINGS, TIRED, {"words": "Is tired"}, ADA, seen)
    with pytest.raises(EntryChanged):
        either.change(FEELINGS, TIRED, {"level": 2}, BEN, seen)
    assert either.publish().drafters == {"a": "Ada"}
    assert either.in_force.indicators["tired"].words == "Is tired"


def test_two_leads_at_the_same_moment_lose_nothing(either):
    """Each writes while the other's transaction is open."""
    either.start(ADA)
    ready, faults = threading.Barrier(2), []

    def write(at, who):
        try:
            seen = either.seen(FEELINGS, at)
            ready.wait(60)
            for turn in range(5):
                either.change(FEELINGS, at, {"words": f"Turn {turn}"}, who, seen)
                seen = either.seen(FEELINGS, at)
        except Exception as error:
            faults.append(error)

    writers = [threading.Thread(target=write, args=pair) for pair in ((TIRED, ADA), (LOW, BEN))]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert faults == []
    either.publish(CAT)
    words = [either.in_force.indicators[name].words for name in ("tired", "very-low")]
    assert words == ["Turn 4", "Turn 4"]


def test_an_entry_that_could_not_be_read_is_refused_with_its_mend(office):
    office.start()
    with pytest.raises(ContentError, match=r"indicator 'tired': level is 9"):
        office.change(FEELINGS, TIRED, {"level": 9})
    with office.reading() as session:
        assert get_draft(session, AREA).changed == {}


def test_a_draft_that_names_what_is_gone_is_kept_and_cannot_be_published(office):
    office.start()
    seen = office.seen(HURT, TOLD)
    with office.writing() as session:
        drafts.remove_entry(session, office.contents, HURT, TOLD, seen=seen, who=ADA, now=NOW)
        draft = get_draft(session, AREA)
        problems = drafts.problems_of(drafts.draft_files(session, office.contents, draft), AREA, NEEDS)
    assert any("notice 'teacher-duty'" in problem for problem in problems)
    with pytest.raises(ContentError):
        office.publish()
    assert drafts.named_by(office.in_force, "says-hurt") == ("teacher-duty", "to-come")


def test_an_entry_is_added_and_ended(office):
    office.start()
    with office.writing() as session:
        fields = {"id": "cries", "words": "Cries often", "topic": "feelings", "level": 2}
        drafts.add_entry(session, office.contents, FEELINGS, "indicator", fields, who=ADA, now=NOW)
    seen = office.seen(FEELINGS, TIRED)
    with office.writing() as session:
        drafts.end_entry(session, office.contents, FEELINGS, TIRED, seen=seen, who=ADA, now=NOW)
        with pytest.raises(KeyError):
            drafts.end_entry(session, office.contents, NUMBERS, (("level", "1"),), seen=seen, who=ADA, now=NOW)
        files = drafts.draft_files(session, office.contents, get_draft(session, AREA))
    made = content(files)
    assert [sign.id for sign in made.checklists["feelings"]] == ["very-low", "cries"]
    assert made.indicators["tired"].hidden


def test_a_file_goes_down_and_comes_up_again(office):
    office.start()
    with office.reading() as session:
        files = drafts.draft_files(session, office.contents, get_draft(session, AREA))
    packed = zipfile.ZipFile(BytesIO(drafts.as_zip(files)))
    assert {name: packed.read(name).decode() for name in packed.namelist()} == files
    sent = changed(files, FEELINGS, "indicator", "tired", level=2)[FEELINGS]
    mark = drafts.file_mark(files[FEELINGS])
    with office.writing() as session:
        drafts.replace_file(session, office.contents, FEELINGS, sent, seen=mark, who=ADA, now=NOW)
        with pytest.raises(EntryChanged):
            drafts.replace_file(session, office.contents, FEELINGS, sent, seen=mark, who=BEN, now=NOW)
    office.publish()
    assert office.in_force.indicators["tired"].level == 2


@pytest.mark.parametrize(
    ("file", "text", "problem"),
    [
        (FEELINGS, "[[indicator]", "cannot be read as TOML"),
        (FEELINGS, '[[indicator]]\nid = "x"\n', "words is missing"),
        (NUMBERS, 'id = "smallshire"\n', "police is missing"),
        (NUMBERS, 'id = "elsewhere"\n', "areas/smallshire.toml"),
        ("areas/elsewhere.toml", "", "the content has no such file|there is no such file in the content"),
        ("indicators/../../x.toml", "", "no such file"),
    ],
)
def test_a_file_that_would_not_do_is_refused_with_every_problem(office, file, text, problem):
    office.start()
    seen = None
    with office.reading() as session:
        seen = drafts.file_mark(drafts.draft_files(session, office.contents, get_draft(session, AREA)).get(file))
    with office.writing() as session, pytest.raises(ContentError, match=problem):
        drafts.replace_file(session, office.contents, file, text, seen=seen, who=ADA, now=NOW)


def test_a_draft_is_thrown_away(office):
    office.start()
    with office.writing() as session:
        drafts.throw_away(session, AREA)
    with office.writing() as session, pytest.raises(NoDraft):
        drafts.throw_away(session, AREA)

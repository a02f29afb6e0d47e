"""Edits laid over the words, editions of them, and what publishing one does to the directory and the search."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from directory.additions import Revision, SearchDirty
from directory.database import open_session
from directory.models import Attribute, TaxonomyTerm
from directory.search import open_search
from directory.search.question import ServiceSearch
from directory.search.trial import IndexNotReady
from directory.terms import load_terms
from directory.vocabulary import VocabularyError, load_taxonomy, load_vocabulary
from directory.words.current import CurrentWords
from directory.words.edits import (
    Edit,
    Kind,
    brought_up,
    changes_between,
    laid_over,
    merge_lists,
    out_of_step,
    put_together,
)
from directory.words.errors import EditionMoved, NeedStillUsed
from directory.words.models import WordsDraft, WordsEdition
from directory.words.publishing import Author, Rules, bring_back, publish
from directory.words.queries import draft_of, newest_number, put_in_draft
from directory.words.sheets import checked, free_key, sheet_of, taxonomy_of, that_fit

FILES = load_taxonomy()
SHEET = sheet_of(FILES)
RULES = Rules(FILES, frozenset({"sleep"}))
NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
AUTHOR = Author("account-1", "Robin", "Families say so", NOON)
SPARE: dict[str, Any] = {
    "id": "car-seats",
    "name": "Car seats",
    "description": "Borrowing a car seat.",
    "group": "Money, food and home",
    "everyday": ["car seat loan"],
}


def need(key: str, **changes: Any) -> Edit:
    """An edit of a need as its author saw it in the files."""
    was = SHEET[Kind.NEED][key]
    return Edit(Kind.NEED, key, was, {**was, **changes})


def everyday(key: str, *words: str) -> Edit:
    return need(key, everyday=[*SHEET[Kind.NEED][key]["everyday"], *words])


def group(key: str, *words: str) -> Edit:
    return Edit(Kind.SYNONYMS, key, SHEET[Kind.SYNONYMS].get(key), {"words": list(words)} if words else None)


def jargon(*said: str, needs: list[str]) -> Edit:
    now = {"say": list(said), "means": "a test", "needs": needs, "also": [], "capitals": [], "various": False}
    return Edit(Kind.JARGON, free_key(said, SHEET[Kind.JARGON]), None, now)


ADDED = Edit(Kind.NEED, "car-seats", None, SPARE)
ENDED = Edit(Kind.NEED, "car-seats", SPARE, None, move_to="financial-hardship")


# ------------------------------------------------------------------------------------------------------ laid over


def test_the_files_go_to_a_sheet_and_back_unchanged():
    assert taxonomy_of(SHEET, FILES) == FILES


def test_every_entry_has_a_key_of_its_own():
    assert len(SHEET[Kind.JARGON]) == len(FILES.words.word)
    assert len(SHEET[Kind.SYNONYMS]) == len(FILES.words.synonyms)
    assert free_key(["Black mamba"], {"black-mamba"}) == "black-mamba-2"


@pytest.mark.parametrize(
    ("here", "was", "now", "expected"),
    [
        (["a", "b"], ["a", "b"], ["b", "c"], ["b", "c"]),
        (["a", "b", "x"], ["a", "b"], ["a", "c"], ["a", "x", "c"]),
        (["b"], ["a", "b"], ["a", "b", "c"], ["b", "c"]),
        (["a", "c"], ["a"], ["a", "c"], ["a", "c"]),
        (["x"], [], ["y"], ["x", "y"]),
    ],
)
def test_lists_are_merged_word_by_word(here, was, now, expected):
    assert merge_lists(here, was, now) == expected


def test_a_newer_version_of_the_files_keeps_what_people_added():
    newer = {**SHEET, Kind.NEED: {**SHEET[Kind.NEED]}}
    newer[Kind.NEED]["sleep"] = {**SHEET[Kind.NEED]["sleep"], "everyday": ["night terrors", "awake at 3am"]}
    made = laid_over(newer, [everyday("sleep", "wide awake club")])
    assert made[Kind.NEED]["sleep"]["everyday"] == ["night terrors", "awake at 3am", "wide awake club"]


def test_two_people_may_change_the_same_need_and_both_stand():
    mine, theirs = everyday("sleep", "wide awake club"), need("sleep", name="Sleep and bedtime")
    standing = laid_over(SHEET, [theirs])
    assert out_of_step(standing, [mine]) == (mine,)
    together = brought_up(standing, mine)
    assert together.now["name"] == "Sleep and bedtime"
    assert together.now["everyday"][-1] == "wide awake club"
    assert out_of_step(standing, [together]) == ()


def test_an_edit_that_goes_back_to_the_files_leaves_nothing_over():
    standing = put_together(SHEET, [], [everyday("sleep", "wide awake club")])
    now = laid_over(SHEET, standing)[Kind.NEED]["sleep"]
    back = Edit(Kind.NEED, "sleep", now, SHEET[Kind.NEED]["sleep"])
    assert put_together(SHEET, standing, [back]) == ()


def test_jargon_follows_a_need_that_ends():
    edits = [ADDED, jargon("isofix", needs=["car-seats", "financial-hardship"])]
    ended = put_together(SHEET, put_together(SHEET, [], edits), [ENDED])
    assert laid_over(SHEET, ended)[Kind.JARGON]["isofix"]["needs"] == ["financial-hardship"]
    assert "car-seats" not in {need.id for need in checked(FILES, ended, ()).needs.need}


def test_a_new_need_stands_with_its_group():
    needs = checked(FILES, [ADDED], ()).needs.need
    at = [need.id for need in needs].index("car-seats")
    assert needs[at - 1].group == "Money, food and home"
    assert needs[at + 1].group != "Money, food and home"


def test_what_changed_between_two_sheets_is_listed():
    changed = laid_over(SHEET, [everyday("sleep", "wide awake club"), group("nappy")])
    assert [(edit.kind, edit.key) for edit in changes_between(SHEET, changed)] == [
        (Kind.NEED, "sleep"),
        (Kind.SYNONYMS, "nappy"),
    ]


# --------------------------------------------------------------------------------------------------------- checks


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (group("nappy", "nappy", "mum"), "synonym mum: stands in two groups"),
        (group("nappy", "nappy", "Mum"), "are read as the same word"),
        (group("nappy", "nappy"), "give another word that means the same"),
        (group("nappy", "nappy", "?!"), "“?!” has no letters or numbers"),
        (everyday("sleep", "…"), "need sleep: “…” has no letters or numbers"),
        (jargon("CSE", needs=[]), "word CSE: stands twice"),
        (jargon("zzz", needs=["zzz"]), "needs.toml has no need `zzz`"),
        (need("sleep", name=3), "need sleep: `name` is not of the right kind"),
        (Edit(Kind.NEED, "sleep", SHEET[Kind.NEED]["sleep"], None, "anxiety"), "“Should I refer?” points to it"),
        (Edit(Kind.NEED, "autism", SHEET[Kind.NEED]["autism"], None, "autism"), "there is no need `autism` to take"),
    ],
)
def test_an_edit_goes_through_the_checks_of_the_files(edit, message):
    with pytest.raises(VocabularyError, match=r".") as caught:
        checked(FILES, [edit], RULES.relied_on)
    assert message in str(caught.value)


def test_an_edit_that_newer_files_no_longer_fit_is_left_out_and_the_others_stand():
    good, bad = everyday("sleep", "wide awake club"), jargon("CSE", needs=[])
    assert that_fit(FILES, [bad, good], ()) == ([good], [bad])


def test_no_edit_can_hide_a_sign_of_danger(database):
    """A misspelling listed as a word is no slip any more; danger is still found in it."""
    misspelt = "she is suicidel"
    assert load_vocabulary().crisis(misspelt)
    edits = [everyday("low-mood", "suicidel"), need("suicidal-thoughts", everyday=["a word"])]
    edited = CurrentWords(database).trial(edits)
    assert edited.crisis(misspelt) == load_vocabulary().crisis(misspelt)


# ----------------------------------------------------------------------------------------------------- publishing


@pytest.fixture
def terms(session: Any) -> dict[str, str]:
    known = load_terms(session, load_vocabulary().needs)
    session.commit()
    return known


def publish_now(session: Any, *edits: Edit, seen: int = 0) -> None:
    publish(session, RULES, edits, AUTHOR, seen=seen)
    session.commit()


def test_an_edition_says_who_why_and_what_and_empties_the_draft(session, terms, kept):
    edit = everyday("sleep", "wide awake club")
    put_in_draft(session, edit, account_id=AUTHOR.account_id, now=NOON)
    session.commit()
    assert draft_of(session, AUTHOR.account_id) == (edit,)
    publish_now(session, edit)
    (edition,) = kept(WordsEdition)
    assert (edition.number, edition.account_name, edition.reason) == (1, "Robin", "Families say so")
    assert [Edit.of(plain) for plain in edition.changes] == [edit]
    assert kept(WordsDraft) == []


def test_a_need_renamed_is_renamed_in_the_tables_with_a_revision(session, terms, kept):
    publish_now(session, need("sleep", name="Sleep and bedtime"))
    assert "Sleep and bedtime" in [term.name for term in kept(TaxonomyTerm)]
    (revision,) = [row for row in kept(Revision) if row.reason == AUTHOR.reason]
    assert (revision.changed_by, revision.changes) == ("Robin", {"name": ["Sleep", "Sleep and bedtime"]})


def test_every_service_is_marked_for_the_index(directory, session, terms, kept):
    willow, elm = directory.add("Willow Family Hub"), directory.add("Elm Club")
    directory.forget_marks()
    publish_now(session, everyday("sleep", "wide awake club"))
    assert {mark.service_id for mark in kept(SearchDirty)} == {willow.id, elm.id}


def test_the_second_of_two_who_publish_at_once_is_told_and_changes_nothing(session, terms, kept):
    publish_now(session, everyday("sleep", "wide awake club"))
    with pytest.raises(EditionMoved) as caught:
        publish(session, RULES, [everyday("sleep", "counting sheep")], AUTHOR, seen=0)
    session.rollback()
    assert caught.value.newest == 1
    assert len(kept(WordsEdition)) == 1


def tagged(engine: Engine, need: str) -> set[str | None]:
    with open_session(engine, writing=False) as reading:
        rows = select(Attribute).join(TaxonomyTerm).where(TaxonomyTerm.code == need)
        return {row.service_id for row in reading.exec(rows)}


def test_services_of_a_need_that_ends_are_moved_and_come_back_with_it(directory, session, terms, database, kept):
    publish_now(session, ADDED)
    one = directory.add("Seat library", needs=["car-seats"])
    both = directory.add("Baby bank", needs=["car-seats", "financial-hardship"])
    publish_now(session, ENDED, seen=1)
    assert tagged(database, "car-seats") == set()
    assert tagged(database, "financial-hardship") == {one.id, both.id}
    moved = [row.action for row in kept(Revision) if row.table_name == "attribute" and row.action != "add"]
    assert sorted(moved) == ["change", "remove"]
    bring_back(session, RULES, 1, AUTHOR, seen=2)
    session.commit()
    assert tagged(database, "car-seats") == {one.id, both.id}


def test_going_back_before_a_need_that_services_have_is_refused(directory, session, terms, kept):
    publish_now(session, ADDED)
    directory.add("Seat library", needs=["car-seats"])
    with pytest.raises(NeedStillUsed):
        bring_back(session, RULES, 0, AUTHOR, seen=1)
    session.rollback()
    assert len(kept(WordsEdition)) == 1


def test_an_earlier_edition_comes_back_as_a_new_one(session, terms, database, kept):
    words = CurrentWords(database)
    publish_now(session, need("sleep", name="Sleep and bedtime"))
    publish_now(session, group("nappy", "nappy", "diaper", "pampers"), seen=1)
    bring_back(session, RULES, 1, AUTHOR, seen=2)
    session.commit()
    assert words.newest().need["sleep"].name == "Sleep and bedtime"
    assert ("nappy", "diaper") in words.newest().synonyms
    bring_back(session, RULES, 0, AUTHOR, seen=3)
    session.commit()
    assert words.newest() is load_vocabulary()
    assert [edition.back_to for edition in kept(WordsEdition)] == [None, None, 1, 0]


# ------------------------------------------------------------------------------------------------ in other workers


LONG = 3600.0
"""Seconds until a worker looks for newer words by itself: longer than any test takes, however busy the machine."""


def test_another_worker_answers_with_the_new_words_without_a_restart(
    directory, session, terms, database, tmp_path, monkeypatch
):
    monkeypatch.setattr("directory.words.current.LOOK_SECONDS", LONG)
    directory.add("Night owls", needs=["sleep"], description="For families.")
    words = CurrentWords(database)
    searching = open_search(tmp_path / "data", database, words)
    asked = ServiceSearch(words="flibbertigibbeting")
    assert searching.search(asked).total == 0
    publish_now(session, everyday("sleep", "flibbertigibbeting"))
    assert words.now() is load_vocabulary()  # until it looks, what was known answers
    words.newest()
    assert searching.search(asked).suggested_needs == ("sleep",)
    assert searching.search(asked).total == 1


def test_words_are_there_even_where_the_database_is_not(tmp_path):
    from directory.database import open_engine

    engine = open_engine(f"sqlite:///{tmp_path / 'nothing.db'}")
    assert CurrentWords(engine).now() is load_vocabulary()
    engine.dispose()


def test_a_trial_answers_as_the_search_will_once_published(directory, session, terms, database, tmp_path):
    """Also where a service's own entry depends on the words: the name of its need is one it is found by."""
    directory.add("Night owls", needs=["sleep"], description="For families.")
    words = CurrentWords(database)
    searching = open_search(tmp_path / "data", database, words)
    edit = need("sleep", name="Bedtimology")
    asked = ServiceSearch(words="bedtimology")
    assert searching.search(asked).total == 0
    with searching.trial(words.trial([edit])) as ask:
        tried = ask(asked)
    publish_now(session, edit)
    words.newest()
    after = searching.search(asked)
    assert [hit.service_id for hit in tried.hits] == [hit.service_id for hit in after.hits] != []
    assert tried.suggested_needs == after.suggested_needs


def test_in_a_big_directory_a_trial_understands_the_question_anew_and_leaves_the_entries(
    directory, session, terms, database, tmp_path
):
    directory.add("Night owls", needs=["sleep"], description="For families.")
    words = CurrentWords(database)
    searching = open_search(tmp_path / "data", database, words)
    vocabulary = words.trial([need("sleep", name="Bedtimology"), everyday("low-mood", "flibbertigibbeting")])
    with pytest.raises(IndexNotReady), searching.trial(vocabulary, anew=False):
        pass
    searching.search(ServiceSearch())
    with searching.trial(vocabulary, anew=False) as ask:
        assert ask(ServiceSearch(words="flibbertigibbeting")).suggested_needs == ("low-mood",)
        assert ask(ServiceSearch(words="night owls")).total == 1


def test_an_index_is_never_written_with_words_older_than_the_mark_that_asked_for_it(
    directory, session, terms, database, tmp_path, monkeypatch
):
    monkeypatch.setattr("directory.words.current.LOOK_SECONDS", LONG)
    directory.add("Night owls", needs=["sleep"], description="For families.")
    words = CurrentWords(database)
    searching = open_search(tmp_path / "data", database, words)
    searching.search(ServiceSearch())
    publish_now(session, need("sleep", name="Bedtimology"))
    assert words.now().need["sleep"].name == "Sleep"  # this worker has not looked yet
    with open_session(database) as own:
        searching.drain(own)
        own.commit()
    assert searching.search(ServiceSearch(words="bedtimology")).total == 1


def test_eight_who_publish_at_once_make_eight_editions_and_lose_nothing(session, terms, database, kept):
    def publish_until_done(number: int) -> None:
        edit = everyday("sleep", f"saying {number} of eight")
        while True:
            with open_session(database) as own:
                try:
                    seen = newest_number(own)
                    publish(own, RULES, [edit], AUTHOR, seen=seen)
                    own.commit()
                except EditionMoved:
                    continue
                return

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(publish_until_done, range(8)))
    assert sorted(edition.number for edition in kept(WordsEdition)) == list(range(1, 9))
    said = CurrentWords(database).now().need["sleep"].everyday
    assert {f"saying {number} of eight" for number in range(8)} <= set(said)

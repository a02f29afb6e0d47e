"""One entry of a content file changed, and everything else as it stood."""

import difflib

import pytest

from matching.content import CONTENT, files_in, in_order, version_of
from matching.editions.errors import EntryNotFound
from matching.editions.texts import entries_of, entry_at, mark_of, plain, with_entry, with_fields, without_entry
from matching.errors import ContentError

BABY = (CONTENT / "indicators" / "baby.toml").read_text(encoding="utf-8")
PAGES = (CONTENT / "pages.toml").read_text(encoding="utf-8")
AREA = (CONTENT / "areas" / "nottinghamshire.toml").read_text(encoding="utf-8")
MARK = (("indicator", "baby-mark"),)
YES = (("page", "danger"), ("question", "danger"), ("option", "yes"))


def changed_lines(before, after):
    told = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return [line for line in told if line[0] in "+-" and line[:3] not in ("+++", "---")]


def test_a_field_changes_and_no_other_line_does():
    after = with_fields(BABY, MARK, {"reason": "Always look into it."})
    assert changed_lines(BABY, after) == [
        '-reason = "A baby that young rarely bruises by accident, so this is always looked into."',
        '+reason = "Always look into it."',
    ]


def test_what_is_said_again_as_it_was_changes_nothing():
    assert with_fields(BABY, MARK, entry_at(BABY, MARK)) == BABY


def test_quotes_and_signs_come_back_as_they_were_typed():
    said = 'She said "no" – twice\\n é 👶'
    assert entry_at(with_fields(BABY, MARK, {"words": said}), MARK)["words"] == said


def test_a_field_is_taken_out_with_none_and_a_new_one_stands_with_its_entry():
    after = with_fields(BABY, MARK, {"reason": None, "hidden": True})
    entry = entry_at(after, MARK)
    assert "reason" not in entry
    assert entry["hidden"] is True
    assert entries_of(after, "indicator").keys() == entries_of(BABY, "indicator").keys()


def test_an_option_deep_inside_a_page_changes():
    after = with_fields(PAGES, YES, {"words": "Yes, right now", "hint": "Ring first."})
    assert entry_at(after, YES)["words"] == "Yes, right now"
    assert len(changed_lines(PAGES, after)) == 3


def test_a_number_of_a_front_door_and_a_fact_of_the_area_change():
    after = with_fields(AREA, (("front_door", "county"),), {"day": "0115 496 0777"})
    after = with_fields(after, (), {"police": "102"})
    after = with_fields(after, (("level", "2"),), {"name": "A little more"})
    assert sorted(changed_lines(AREA, after)) == sorted(
        [
            '-day = "0115 496 0000"',
            '+day = "0115 496 0777"',
            '-police = "101"',
            '+police = "102"',
            '-name = "Early Help"',
            '+name = "A little more"',
        ]
    )


def test_an_entry_is_added_at_the_end_and_taken_out_again():
    new = {
        "id": "new-sign",
        "words": "New",
        "topic": "baby",
        "level": 2,
        "sources": [{"document": "A", "status": "seen"}],
    }
    after = with_entry(BABY, "indicator", new)
    assert list(entries_of(after, "indicator"))[-1] == "new-sign"
    assert entry_at(after, (("indicator", "new-sign"),)) == new
    assert without_entry(after, (("indicator", "new-sign"),)).strip() == BABY.strip()


def test_an_option_is_added_to_the_question_that_it_belongs_to():
    inside = (("page", "danger"), ("question", "danger"))
    after = with_entry(PAGES, "option", {"id": "later", "words": "Perhaps later"}, inside)
    assert [option["id"] for option in entry_at(after, inside)["option"]] == ["yes", "ill", "not-sure", "no", "later"]
    assert plain(after)["page"][1:] == plain(PAGES)["page"][1:]


def test_every_entry_of_every_file_can_be_taken_out_alone():
    for name, text in files_in().items():
        for table in plain(text):
            entries = entries_of(text, table)
            for entry in list(entries)[:3]:
                left = entries_of(without_entry(text, ((table, entry),)), table)
                assert list(left) == [one for one in entries if one != entry], (name, entry)


def test_no_such_entry_is_told_by_its_name():
    with pytest.raises(EntryNotFound) as refused:
        with_fields(BABY, (("indicator", "no-such"),), {"level": 3})
    assert refused.value.sought == "no-such"


def test_text_that_is_no_toml_is_told():
    with pytest.raises(ContentError, match="cannot be read as TOML"):
        with_fields("[[indicator]\nid =", MARK, {"level": 3})


def test_a_mark_changes_with_any_field_and_not_with_comments():
    before = mark_of(entry_at(BABY, MARK))
    assert mark_of(entry_at("# A note.\n" + BABY, MARK)) == before
    assert mark_of(entry_at(with_fields(BABY, MARK, {"level": 3}), MARK)) != before


def test_files_keep_one_order_and_one_version_whatever_order_they_came_in():
    files = files_in()
    turned = dict(reversed(files.items()))
    assert version_of(turned) == version_of(files)
    assert in_order(turned)[-1] == "areas/nottinghamshire.toml"

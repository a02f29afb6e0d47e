"""What differs between two contents in plain words; and a draft laid over what was published meanwhile."""

import pytest
from edited import COUNTY, FEELINGS, HURT, NUMBERS, added, changed, content, removed, small_files

from matching.editions.differences import Change, differences, in_words
from matching.editions.merging import merged
from matching.editions.texts import entry_at


@pytest.fixture
def files(tmp_path):
    return small_files(tmp_path)


def told(old, new):
    """Every difference: kind, id, how, and its fields in words."""
    return [
        (one.kind, one.id, one.change, [str(in_words(field)) for field in one.fields])
        for one in differences(content(old), content(new))
    ]


def test_the_same_content_does_not_differ(files):
    assert told(files, dict(files)) == []


def test_a_comment_is_another_version_and_no_difference(files):
    noted = files | {HURT: "# Read in March.\n" + files[HURT]}
    assert told(files, noted) == []
    assert content(noted).version != content(files).version


def test_a_level_and_wording_are_told_from_what_to_what(files):
    new = changed(files, FEELINGS, "indicator", "tired", level=2, words="Is tired every day")
    assert told(files, new) == [
        ("indicators", "tired", Change.CHANGED, ["wording: Is often tired → Is tired every day", "level: 1 → 2"])
    ]


def test_what_was_not_there_is_added_and_what_is_gone_taken_out(files):
    new = changed(files, HURT, "indicator", "hit-now", watch_for=["New marks."])
    new = changed(new, HURT, "indicator", "says-hurt", watch_for=None)
    assert [fields for _, _, _, fields in told(files, new)] == [
        ["what to watch for added: New marks."],
        ["what to watch for taken out: New marks."],
    ]


def test_entries_come_and_go(files):
    new = added(files, FEELINGS, "indicator", id="cries", words="Cries often", topic="feelings", level=2)
    new = removed(new, "notices.toml", "notice", "to-come")
    assert told(files, new) == [
        ("indicators", "cries", Change.ADDED, []),
        ("notices", "to-come", Change.REMOVED, []),
    ]


def test_an_option_is_told_with_its_question(files):
    new = changed(files, "pages.toml", "page", "danger", "question", "danger", "option", "yes", words="Yes, now")
    ((field,),) = [one.fields for one in differences(content(files), content(new))]
    assert (field.where, str(in_words(field))) == (("danger", "yes"), "wording: Yes → Yes, now")


def test_a_number_to_ring_is_told_with_its_front_door(files):
    new = changed(files, NUMBERS, "front_door", "county", day="0115 496 0777")
    ((field,),) = [one.fields for one in differences(content(files), content(new))]
    assert (field.where, str(in_words(field))) == (("county",), "day number: 0115 496 0000 → 0115 496 0777")


# ------------------------------------------------------------------------------------------------------- two sides


def test_two_leads_who_change_different_entries_both_keep_their_change(files):
    mine = changed(files, FEELINGS, "indicator", "tired", level=2)
    theirs = changed(files, FEELINGS, "indicator", "very-low", words="Is low every day")
    both = merged(files, mine, theirs)
    assert both.conflicts == ()
    assert told(theirs, both.files) == told(files, mine)
    assert told(mine, both.files) == told(files, theirs)


def test_two_changes_of_one_entry_are_named_and_the_draft_keeps_its_own(files):
    mine = changed(files, FEELINGS, "indicator", "tired", level=2)
    theirs = changed(files, FEELINGS, "indicator", "tired", words="Is tired")
    both = merged(files, mine, theirs)
    assert [(one.file, one.id) for one in both.conflicts] == [(FEELINGS, "tired")]
    assert entry_at(both.files[FEELINGS], (("indicator", "tired"),))["level"] == 2


def test_the_same_change_on_both_sides_is_no_conflict(files):
    mine = changed(files, FEELINGS, "indicator", "tired", level=2)
    assert merged(files, mine, dict(mine)).conflicts == ()


def test_what_one_added_and_the_other_took_out_is_both_done(files):
    mine = added(files, FEELINGS, "indicator", id="cries", words="Cries often", topic="feelings", level=2)
    theirs = removed(files, FEELINGS, "indicator", "tired")
    both = merged(files, mine, theirs)
    assert {"cries"} == content(both.files).indicators.keys() - content(theirs).indicators.keys()
    assert "tired" not in content(both.files).indicators
    assert both.conflicts == ()


def test_what_one_took_out_and_the_other_changed_is_named(files):
    mine = removed(files, FEELINGS, "indicator", "tired")
    theirs = changed(files, FEELINGS, "indicator", "tired", level=2)
    both = merged(files, mine, theirs)
    assert [one.id for one in both.conflicts] == ["tired"]
    assert "tired" not in content(both.files).indicators


def test_fields_of_the_area_are_put_together_one_by_one(files):
    mine = changed(files, NUMBERS, police="102")
    theirs = changed(files, NUMBERS, name="All of Smallshire")
    both = merged(files, mine, theirs)
    assert both.conflicts == ()
    assert (content(both.files).area.police, content(both.files).area.name) == ("102", "All of Smallshire")


def test_two_new_numbers_for_one_door_are_named(files):
    mine = changed(files, NUMBERS, *COUNTY[0], day="0115 496 0701")
    theirs = changed(files, NUMBERS, *COUNTY[0], day="0115 496 0702")
    assert [one.id for one in merged(files, mine, theirs).conflicts] == ["front_door county"]


def test_new_numbers_for_two_doors_are_both_kept(files):
    mine = changed(files, NUMBERS, "front_door", "county", day="0115 496 0701")
    theirs = changed(files, NUMBERS, "front_door", "city", day="0115 496 0702")
    both = merged(files, mine, theirs)
    assert both.conflicts == ()
    assert [door.day for door in content(both.files).area.front_doors] == ["0115 496 0701", "0115 496 0702"]

"""What a page ticks by itself, beside what a person ticks and takes off."""

import pytest

from matching.desk.ticks import ticks


@pytest.mark.parametrize(
    ("sent", "before", "off", "suggested", "on", "for_you", "off_now"),
    [
        ([], [], [], ["debt", "food"], ("debt", "food"), ("debt", "food"), ()),
        (["debt", "food"], ["debt", "food"], [], ["debt"], ("debt",), ("debt",), ()),
        (["debt"], ["debt", "food"], [], ["debt", "food"], ("debt",), ("debt",), ("food",)),
        (["debt"], ["debt"], ["food"], ["food", "debt"], ("debt",), ("debt",), ("food",)),
        (["sleep"], [], [], ["debt"], ("debt", "sleep"), ("debt",), ()),
        (["sleep"], [], [], [], ("sleep",), (), ()),
        (["food"], [], ["food"], ["food"], ("food",), (), ()),
    ],
    ids=[
        "what the text points to is ticked",
        "what it points to no more loses its tick",
        "what a person takes off stays off",
        "and stays off however often it is suggested",
        "what a person ticks comes after what the text says",
        "and stays whatever the text says",
        "what was taken off can be ticked again",
    ],
)
def test_a_person_has_the_last_word(sent, before, off, suggested, on, for_you, off_now):
    found = ticks(sent, for_you_before=before, off_before=off, suggested=suggested)
    assert (found.on, found.for_you, found.off) == (on, for_you, off_now)

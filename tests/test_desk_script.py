"""The local script of the desk: read, checked, and never in the way."""

from pathlib import Path

import pytest

from directory.vocabulary import load_vocabulary
from matching.desk.script import Ring, Said, Script, load_script, script_of
from matching.entries import PathwayId
from matching.errors import ContentError

NEEDS = frozenset(need.id for need in load_vocabulary().needs)
PROMPT = """
[[prompt]]
id = "food"
words = "Is there food?"
when = "needs"
needs = ["food-poverty"]
no = { say = "Food first." }
"""


@pytest.fixture
def shipped() -> Script:
    return load_script("nottinghamshire", NEEDS)


def written(folder: Path, text: str) -> Path:
    (folder / "scripts").mkdir()
    (folder / "scripts" / "here.toml").write_text(text)
    return folder


def test_the_shipped_script_asks_what_every_call_needs(shipped):
    always = [prompt.words for prompt in shipped.asked((), PathwayId.ADVICE)]
    assert always == [
        "Is the child safe now?",
        "Has anybody been hurt?",
        "Who else knows?",
        "Does the family know you are ringing?",
    ]
    assert shipped.interpreter


@pytest.mark.parametrize(
    ("said", "ring"),
    [(Said.YES, set()), (Said.NO, {Ring.EMERGENCY}), (Said.NOT_SURE, {Ring.FRONT_DOOR})],
)
def test_a_child_who_is_not_safe_or_may_not_be_brings_up_a_number(shipped, said, ring):
    assert shipped.numbers_for({"safe-now": said}) == ring


def test_some_questions_are_asked_only_for_what_is_ticked(shipped):
    def asked(needs: tuple[str, ...], pathway: PathwayId) -> set[str]:
        return {prompt.id for prompt in shipped.asked(needs, pathway)}

    assert "alone" in asked(("self-harm",), PathwayId.ADVICE)
    assert "alone" not in asked(("sleep",), PathwayId.SAFEGUARDING)
    assert "wants-help" in asked((), PathwayId.EARLY_HELP)
    assert "wants-help" not in asked((), PathwayId.SAFEGUARDING)


def test_an_answer_to_a_prompt_that_is_no_more_brings_up_nobody(shipped):
    assert shipped.numbers_for({"asked-last-year": Said.NO}) == set()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (PROMPT.replace("food-poverty", "food-povety"), "no need 'food-povety'. Did you mean 'food-poverty'?"),
        (PROMPT.replace('needs = ["food-poverty"]', ""), "needs a list beside it: needs = [...]"),
        (PROMPT.replace('"needs"\n', '"always"\n'), "needs counts only where"),
        (PROMPT.replace('no = { say = "Food first." }', ""), "no answer leads to anything"),
        (PROMPT + PROMPT, "two prompts have the id 'food'"),
        (PROMPT + "colour = 1", "colour is not something that can be said here"),
        (PROMPT.replace("say =", "say"), "cannot be read as TOML"),
        (PROMPT.replace('say = "Food first."', 'say = "Food first.", ring = "112"'), "ring"),
    ],
)
def test_a_mistake_is_told_with_the_file_and_the_mend(tmp_path, text, told):
    folder = written(tmp_path, text)
    with pytest.raises(ContentError) as refused:
        load_script("here", NEEDS, folder)
    assert "scripts/here.toml" in str(refused.value)
    assert told in str(refused.value)


def test_a_script_that_cannot_be_read_leaves_the_desk_open_and_says_why(tmp_path):
    asked = script_of("here", NEEDS, written(tmp_path, "[[prompt]]"))
    assert asked.script == Script()
    assert "id is missing" in asked.fault


def test_an_area_without_a_script_asks_nothing(tmp_path):
    assert script_of("here", NEEDS, tmp_path).script.prompts == ()
    assert script_of("here", NEEDS, tmp_path).fault == ""

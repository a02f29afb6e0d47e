"""`flask matching classify` and `learn`: others script against what they print."""

import json
from pathlib import Path
from typing import Any

import pytest

PATHWAYS = {"advice", "early_help", "safeguarding", "emergency"}


@pytest.fixture
def classify(app_now, tmp_path: Path):
    def run(*lines: str | bytes):
        file = tmp_path / "in.jsonl"
        file.write_bytes(b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines))
        return app_now.test_cli_runner().invoke(args=["matching", "classify", str(file)])

    return run


def row(number: int | str, text: str, **more: Any) -> str:
    return json.dumps({"id": number, "text": text, **more})


def read(result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_one_line_comes_out_for_each_line_in_and_in_the_same_order(classify):
    result = classify(row("b", "we are behind with the rent"), "", row("a", "where is a toddler group?"), row(7, ""))
    assert result.exit_code == 0
    assert [one["id"] for one in read(result)] == ["b", "a", 7]


def test_a_line_has_what_others_rely_on(classify):
    (found,) = read(classify(row("x", "He has a knife and is threatening the children now.")))
    assert list(found) == ["id", "pathway", "level", "needs", "indicators"]
    assert found["pathway"] == "emergency"
    assert found["level"] == 4
    assert len(found["needs"]) == 5
    assert all(list(one) == ["id", "level", "why"] for one in found["indicators"])
    assert found["indicators"][0]["why"] in "He has a knife and is threatening the children now."


def test_only_the_id_and_the_text_are_read(classify):
    text = "he is late for school"
    plain = read(classify(row("x", text)))
    assert plain == read(classify(row("x", text, pathway="emergency", level=4, needs=["self-harm"], label="grave")))


def test_the_same_text_is_answered_the_same_whatever_stands_beside_it(classify):
    alone = read(classify(row(1, "mum drinks every night")))
    among = read(classify(*(row(number, "a cheerful child") for number in range(40)), row(1, "mum drinks every night")))
    assert among[-1] == alone[0]


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        ("not json", "it is not JSON"),
        ('["a", "list"]', "it is not an object"),
        ('{"text": "no id"}', "it has no id"),
        ('{"id": true, "text": "x"}', "it has no id"),
        ('{"id": "x"}', "it has no text"),
        ('{"id": "x", "text": 5}', "it has no text"),
        (b'{"id": "x", "text": "\xff"}', "it is not UTF-8"),
    ],
)
def test_a_line_that_cannot_be_used_is_named_and_the_others_are_answered(classify, bad, told):
    result = classify(row("good", "he is late"), bad, row("also good", "she is late"))
    assert [one["id"] for one in read(result)] == ["good", "also good"]
    assert "line 2: " + told in result.stderr
    assert result.exit_code == 2


def test_an_empty_file_is_answered_with_nothing(classify):
    result = classify("")
    assert (result.exit_code, result.stdout) == (0, "")


def test_what_is_told_of_a_bad_line_never_repeats_it(classify):
    result = classify('{"id": "x", "text": "Zanzibarina hits her son"')
    assert "Zanzibarina" not in result.stderr + result.stdout


def test_learning_again_takes_nothing(app_now):
    result = app_now.test_cli_runner().invoke(args=["matching", "learn"])
    assert result.exit_code == 0
    assert "phrases and words only" in result.stdout

"""What decides between services that answer a question as well as each other."""

from datetime import date

from directory.search.order import AS_GOOD_AS, FRESHNESS, OPEN_QUESTION, UNCONFIRMED

TOLD = {
    "ages": (0, 18),
    "areas": ["Ashfield"],
    "roles": ["anyone"],
    "methods": ["phone"],
    "levels": [1],
    "phone": "0115 496 0123",
    "cost": 0,
}


def test_of_two_that_answer_alike_the_better_record_comes_first(directory, search):
    for name in ("Aspen Sleep Group", "Birch Sleep Group", "Cedar Sleep Group"):
        directory.add(
            name, needs=["sleep"], description="Help with sleep", **(TOLD if name.startswith("Birch") else {})
        )
    assert search.names_for("sleep group")[0] == "Birch Sleep Group"


def test_a_better_answer_comes_before_a_better_record(directory, search):
    directory.add("Drumming for all", description="Every week")
    directory.add("Elm House", description="There is a drumming room", needs=["sleep"], **TOLD)
    assert search.names_for("drumming") == ["Drumming for all", "Elm House"]


def test_a_service_whose_provider_does_not_answer_stands_lower_but_stays(directory, search):
    silent = directory.add("Birch Sleep Group", needs=["sleep"], description="Help with sleep", **TOLD)
    directory.add("Aspen Sleep Group", needs=["sleep"], description="Help with sleep")
    assert search.names_for("sleep group") == ["Birch Sleep Group", "Aspen Sleep Group"]
    directory.change(silent, unconfirmed_since=date(2026, 3, 1))
    assert search.names_for("sleep group") == ["Aspen Sleep Group", "Birch Sleep Group"]
    directory.change(silent, unconfirmed_since=None)
    assert search.names_for("sleep group") == ["Birch Sleep Group", "Aspen Sleep Group"]


def test_filling_in_a_fact_can_lift_a_record_at_once(directory, search):
    directory.add("Aspen Sleep Group", needs=["sleep"], description="Help with sleep", fees="Free")
    birch = directory.add("Birch Sleep Group", needs=["sleep"], description="Help with sleep", fees="Free")
    first = search.names_for("sleep group")[0]
    other = "Birch Sleep Group" if first.startswith("Aspen") else "Aspen Sleep Group"
    if first == birch.name:
        directory.change(birch, fees=None)
    else:
        directory.change(birch, application_process="Ring us.")
    assert search.names_for("sleep group")[0] == other


def test_a_tie_is_smaller_than_anything_that_is_about_fit():
    assert AS_GOOD_AS <= FRESHNESS / 4
    assert AS_GOOD_AS < 1 - OPEN_QUESTION
    assert OPEN_QUESTION < UNCONFIRMED < 1

"""One figure, three ways: the page's words, the CSV file and the JSON answer agree."""

import csv
from datetime import date
from io import StringIO

import pytest

from directory.wording import words
from insight.figure import Column, Figure, as_csv, as_json, value_said
from insight.suppression import WITHHELD

FIGURE = Figure(
    id="demand",
    title=words("Demand"),
    finding=words("%(need)s is asked about most.", need="Sleep"),
    definition=(words("Enquiries by need."),),
    unit=words("enquiries"),
    columns=(
        Column("need", words("Need id"), only_in_files=True),
        Column("name", words("Need")),
        Column("enquiries", words("Enquiries"), numeric=True),
        Column("share", words("Share"), numeric=True, unit=words("%"), places=1),
        Column("told", words("Told on")),
    ),
    rows=(
        ("sleep", "Sleep", 12345, 33.3333, date(2026, 3, 1)),
        ("debt", "=Debt", WITHHELD, WITHHELD, None),
    ),
)


def test_a_file_has_numbers_as_they_are_and_a_mark_for_withheld_ones():
    rows = list(csv.reader(StringIO(as_csv(FIGURE, str))))
    assert rows == [
        ["need", "name", "enquiries", "share", "told"],
        ["sleep", "Sleep", "12345", "33.3333", "2026-03-01"],
        ["debt", "'=Debt", "[c]", "[c]", ""],
    ]


def test_json_names_what_is_withheld_beside_its_nulls():
    found = as_json(FIGURE, str)
    assert found["finding"] == "Sleep is asked about most."
    assert found["rows"][0] == {
        "need": "sleep", "name": "Sleep", "enquiries": 12345, "share": 33.3333, "told": "2026-03-01", "suppressed": [],
    }  # fmt: skip
    assert found["rows"][1]["enquiries"] is None
    assert found["rows"][1]["suppressed"] == ["enquiries", "share"]
    assert [column["id"] for column in found["columns"]] == list(found["rows"][0])[:-1]


def test_a_page_shows_rounded_numbers_and_leaves_identifiers_to_files():
    shown = [value_said(FIGURE.rows[0][place], column, str) for place, column in FIGURE.on_page]
    assert shown == ["Sleep", "12,345", "33.3", "2026-03-01"]
    assert value_said(WITHHELD, FIGURE.columns[2], str) == "withheld"
    assert value_said(None, FIGURE.columns[2], str) == "not known"
    assert FIGURE.has_withheld


def test_digits_that_say_nothing_can_be_left_out():
    column = Column("value", "Value", numeric=True, places=2, trimmed=True)
    assert [value_said(value, column, str) for value in (1200.0, 4.35, 0.5, 10)] == ["1,200", "4.35", "0.5", "10"]


def test_a_row_that_does_not_fit_its_columns_is_refused():
    with pytest.raises(ValueError, match="demand"):
        Figure("demand", "Demand", "", (), "", FIGURE.columns, (("sleep",),))

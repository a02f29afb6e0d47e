"""The list of what is kept covers every column of the tables about enquiries, each once."""

from typing import Any

import pytest
from sqlmodel import SQLModel

from matching.keeping.fields import KEPT, UNTIL, names_column

ABOUT_ENQUIRIES = {
    *("enquiry", "enquiry_service", "feedback", "handling", "state_change", "referral", "handover", "later_word"),
    *("reminder", "family_link", "family_word", "unmet_need", "demand_reason"),
}
COLUMNS = [(name, column.name) for name in sorted(ABOUT_ENQUIRIES) for column in SQLModel.metadata.tables[name].columns]


def test_every_table_that_leads_to_an_enquiry_is_covered():
    led = {
        name
        for name, table in SQLModel.metadata.tables.items()
        if any(key.column.table.name == "enquiry" for key in table.foreign_keys)
    }
    assert led <= ABOUT_ENQUIRIES


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_every_column_is_in_one_entry(table: str, column: str):
    entries = [one.what for one in KEPT if names_column(one, table, column)]
    assert len(entries) == 1, f"{table}.{column} needs its PLAN test in matching/keeping/fields.py: {entries}"


def test_no_entry_names_a_column_that_is_not_there():
    known = {f"{table}.{column}" for table, column in COLUMNS} | {f"{table}.*" for table in ABOUT_ENQUIRIES}
    assert {column for one in KEPT for column in one.columns} <= known


def test_the_page_says_each_with_its_time(app_now: Any):
    page = app_now.test_client().get("/what-we-keep").text
    for one in KEPT:
        for words in (one.what, one.necessary, one.proportionate, UNTIL[one.until], one.seen_by, one.legal):
            assert str(words).replace("'", "&#39;") in page.replace("&#34;", '"'), words

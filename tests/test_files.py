"""Files that people send: every row with its number as they see it, or a refusal that names what was found."""

import io
import json
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from directory.exchange.files import LIMITS, FileRefused, Limits, SentFile, read_file

SHARED = Path(__file__).parents[2] / "shared"
REAL = SHARED / "data"
needs_real_data = pytest.mark.skipif(not REAL.is_dir(), reason="the real data lies beside the project, and is not here")


def sent(content: str | bytes, **limits: int) -> SentFile:
    if isinstance(content, str):
        content = content.encode()
    return read_file(io.BytesIO(content), "services.csv", limits=Limits(**limits) if limits else LIMITS)


def rows(file: SentFile) -> list[tuple[int, dict[str, Any]]]:
    return [(row.number, dict(row.values)) for row in file.rows]


def problems(file: SentFile) -> list[tuple[int, str | None, str]]:
    return [(problem.number, problem.column, str(problem.words)) for row in file.rows for problem in row.problems]


def refusal(content: str | bytes, **limits: int) -> str:
    with pytest.raises(FileRefused) as refused:
        sent(content, **limits)
    return str(refused.value.words)


def workbook(*lines: list[Any], title: str = "Services", **others: list[list[Any]]) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for line in lines:
        sheet.append(line)
    for name, more in others.items():
        other = book.create_sheet(name)
        for line in more:
            other.append(line)
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


# CSV


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_separator_is_found_from_the_headings(sign):
    file = sent(f"Name{sign}Phone\nWillow Hub{sign}0115 496 0001\n")
    assert file.kind == "csv"
    assert rows(file) == [(2, {"Name": "Willow Hub", "Phone": "0115 496 0001"})]


def test_a_first_line_that_names_the_separator_is_not_a_row():
    assert rows(sent("sep=;\nName;Notes\nWillow;a,b,c\n")) == [(2, {"Name": "Willow", "Notes": "a,b,c"})]


@pytest.mark.parametrize(
    ("codec", "encoding"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("cp1252", "Windows-1252")],
)
def test_letters_survive_whichever_way_they_are_stored(codec, encoding):
    file = sent("Name,Notes\nCafé Zoë,£5 – “free”\n".encode(codec))
    assert file.encoding == encoding
    assert rows(file) == [(2, {"Name": "Café Zoë", "Notes": "£5 – “free”"})]


def test_the_older_windows_way_is_said_with_a_word_to_check():
    assert "“Café”" in str(sent("Name,Notes\nCafé,x\n".encode("cp1252")).notes[0])


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_rows_are_numbered_as_a_spreadsheet_does_whatever_ends_a_line(ending):
    text = ending.join(["Name,Notes", 'A,"one', 'two"', "", "B,x", "C,y"])
    assert [number for number, _ in rows(sent(text))] == [2, 4, 5]


def test_a_line_break_in_quotation_marks_stays_in_its_cell():
    assert rows(sent('Name,Notes\nA,"one\ntwo, ""three"""\n')) == [(2, {"Name": "A", "Notes": 'one\ntwo, "three"'})]


def test_guidance_is_left_out_and_counted_and_a_name_with_a_hash_is_not_guidance():
    file = sent("#Read me first\nName,Notes\n# Fill in below,\n#iwill,a\nB,b\n")
    assert rows(file) == [(4, {"Name": "#iwill", "Notes": "a"}), (5, {"Name": "B", "Notes": "b"})]
    assert str(file.notes[-1]) == "We left out 2 rows of guidance (they start with #)."


def test_a_short_row_has_blanks_and_a_long_one_is_refused_alone():
    file = sent("Name,Phone,Notes\nA\nB,1,2,3\nC,1,2,,\n")
    assert rows(file)[0] == (2, {"Name": "A", "Phone": "", "Notes": ""})
    assert rows(file)[2] == (4, {"Name": "C", "Phone": "1", "Notes": "2"})
    assert [(number, column) for number, column, _ in problems(file)] == [(3, None)]
    assert "4 cells, but there are 3 headings" in problems(file)[0][2]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Name,,Phone\nA,b,c\n", "column B has none"),
        ("Name,,Phone,,x\nA,b,c,d,e\n", "columns B, D have none"),
        ("Name,Phone,name\nA,b,c\n", "“Name” stands in columns A, C"),
        ('Name,"Na\nme",Na me\nA,b,c\n', "“Na me” stands in columns B, C"),
        ("Name,Phone\n", "no rows of services"),
        ("\n\n# only guidance\n", "could not find columns"),
        ("Dear all here is the list\nWillow\n", "could not find columns"),
        ('Name,Notes\nA,"never closed\nB,b\n', "quotation marks in row 2 do not match"),
        ('Name,Notes\nA,"x"y\n', "quotation marks in row 2 do not match"),
        ("Name;Notes,x\nA;b,c\n", "which sign sets the columns apart"),
        ("sep=x\nNamexNotes\n", "could not find columns"),
    ],
)
def test_headings_that_cannot_be_told_are_refused_with_their_place(text, found):
    assert found in refusal(text)


def test_blank_headings_at_the_end_are_let_be():
    assert sent("Name,Phone,,\nA,1,,\n").columns == ("Name", "Phone")


def test_a_plus_and_leading_noughts_survive():
    assert rows(sent("Name,Phone\nA,+44 115 496 0001\nB,01154960001\nC,=1+1\n")) == [
        (2, {"Name": "A", "Phone": "+44 115 496 0001"}),
        (3, {"Name": "B", "Phone": "01154960001"}),
        (4, {"Name": "C", "Phone": "=1+1"}),
    ]


def test_signs_nobody_sees_go_where_they_part_nothing_and_else_stop_their_row():
    file = sent("Name,Notes\nA,one\x03 two\x0bthree\nB,four\x03five\n")
    assert rows(file)[0] == (2, {"Name": "A", "Notes": "one two\nthree"})
    assert [(number, column) for number, column, _ in problems(file)] == [(3, "Notes")]


LETTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff\ufffe\uffff")
TEXTS = st.text(LETTERS).filter(lambda text: not text or text.strip())
"""A cell of nothing but spaces says nothing, and comes in as a blank one."""


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=5), st.sampled_from([",", ";", "\t", "|"]))
def test_whatever_a_spreadsheet_writes_comes_in_as_it_was(lines, sign):
    import csv

    out = io.StringIO(newline="")
    csv.writer(out, delimiter=sign).writerows([("Name", "Phone", "Notes"), *(("x" + a, b, c) for a, b, c in lines)])
    found = [tuple(row.values.values()) for row in sent(out.getvalue()).rows]
    assert found == [("x" + a, b, c) for a, b, c in lines]


# Workbooks


def test_cells_of_a_workbook_are_what_a_person_would_write_down():
    book = workbook(
        ["Name", "Phone", "Age", "Checked", "Opens", "When", "Open", "Long"],
        [
            "Willow",
            7700900123,
            2.5,
            date(2026, 3, 3),
            time(9, 30),
            datetime(2026, 3, 3, 10, 5),
            True,
            timedelta(hours=30),
        ],
        ["Oak", "07700 900123", 0.1 + 0.2, None, None, None, False, None],
    )
    file = sent(book)
    assert (file.kind, file.sheet, file.encoding) == ("xlsx", "Services", None)
    assert list(file.rows[0].values.values()) == [
        "Willow", "7700900123", "2.5", "2026-03-03", "09:30", "2026-03-03T10:05", "yes", "30:00",
    ]  # fmt: skip
    assert list(file.rows[1].values.values()) == ["Oak", "07700 900123", "0.3", "", "", "", "no", ""]
    assert file.rows[0].numeric == {"Phone", "Age"}
    assert file.rows[0].dates == {"Checked", "Opens", "When", "Long"}
    assert file.rows[1].numeric == {"Age"}


def test_a_formula_stops_its_row_and_names_its_cell():
    file = sent(workbook(["Name", "Fee"], ["A", "=1+1"], ["B", "2"]))
    assert problems(file) == [(2, "Fee", "Cell B2 holds a formula. Paste its value instead.")]
    assert not file.rows[1].problems


def test_a_formula_among_the_headings_stops_the_file():
    assert "Heading in column B: Cell B1 holds a formula." in refusal(workbook(["Name", "=1+1"], ["A", "b"]))


def test_a_cell_that_shows_an_error_stops_its_row():
    file = sent(workbook(["Name", "Fee"], ["A", "#N/A"]))
    assert problems(file) == [(2, "Fee", "This cell shows the error #N/A. Write its value instead.")]


def test_the_sheet_called_services_is_read_wherever_it_stands():
    file = sent(workbook(["Read", "me"], ["x", "y"], title="Guidance", **{" services ": [["Name", "Fee"], ["A", "1"]]}))
    assert file.sheet == " services "
    assert "“services”" in str(file.notes[0])
    assert rows(file) == [(2, {"Name": "A", "Fee": "1"})]


def test_else_the_first_sheet_that_is_shown_is_read():
    book = Workbook()
    book.active.title = "Old"
    book.active.append(["No", "no"])
    shown = book.create_sheet("List")
    shown.append(["Name", "Fee"])
    shown.append(["A", "x"])
    book.active.sheet_state = "hidden"
    book.active = 1
    assert sent(saved(book)).sheet == "List"


def test_blank_lines_of_a_workbook_keep_the_others_numbers_and_joined_cells_are_said():
    book = Workbook()
    book.active.append(["Name", "Fee"])
    book.active["A9"], book.active["B9"] = "A", "1"
    book.active.merge_cells("A9:A10")
    file = sent(saved(book))
    assert rows(file) == [(9, {"Name": "A", "Fee": "1"})]
    assert "joined together" in str(file.notes[0])


# JSON


@pytest.mark.parametrize("key", ["content", "contents", "items", "data", "services", "results", "records", "value"])
def test_a_list_is_found_in_the_object_that_holds_it(key):
    file = sent(json.dumps({"page": 1, key: [{"name": "A"}, {"name": "B"}], "links": [{"rel": "self"}]}))
    assert rows(file) == [(1, {"name": "A"}), (2, {"name": "B"})]


def test_the_only_list_of_records_is_found_one_level_down():
    assert rows(sent(json.dumps({"_embedded": {"things": [{"name": "A"}]}}))) == [(1, {"name": "A"})]


def test_one_record_is_read_with_whatever_lists_belong_to_it():
    file = sent(json.dumps({"id": "1", "name": "Willow", "services": [{"name": "A"}], "phones": [{"number": "1"}]}))
    assert file.rows[0].values["services"] == [{"name": "A"}]


def test_a_record_on_each_line_keeps_the_number_of_its_line():
    file = sent('{"name": "A"}\n\n{"name": "B"}\n')
    assert file.kind == "ndjson"
    assert rows(file) == [(1, {"name": "A"}), (3, {"name": "B"})]


def test_columns_of_json_are_the_paths_found():
    file = sent(
        json.dumps([{"name": "A", "organization": {"name": "O"}, "locations": [{"postcode": "NG1 1AA"}]}, {"x": []}])
    )
    assert file.columns == ("name", "organization.name", "locations[].postcode", "x")


@pytest.mark.parametrize(
    ("around", "said"),
    [
        ({"totalElements": 2805}, "says there are 2805 records, and holds 1"),
        ({"meta": {"total": 40}}, "says there are 40 records, and holds 1"),
        ({"total_pages": 3}, "one page of several"),
        ({"next": "https://feed.example/2"}, "one page of several"),
        ({"links": {"next": "https://feed.example/2"}}, "one page of several"),
    ],
)
def test_a_page_that_says_there_are_more_is_noted(around, said):
    notes = [str(note) for note in sent(json.dumps({**around, "content": [{"name": "A"}]})).notes]
    assert any(said in note for note in notes)


def test_a_whole_list_is_not_called_a_page():
    around = {"totalElements": 1, "totalPages": 1, "next": None, "last": True}
    assert len(sent(json.dumps({**around, "content": [{"name": "A"}]})).notes) == 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('[{"name": "A", "name": "B"}]', "gives “name” twice"),
        ('[{"age": NaN}]', "“NaN” is not a number"),
        ('[{"age": -Infinity}]', "“-Infinity” is not a number"),
        ('[{"age": 1e999}]', "too big a number"),
        ('[{"age": ' + "9" * 5000 + "}]", "too big a number"),
        ("[" * 100_000, "lists inside lists"),
        ('[{"a":' * 40 + "1" + "}]" * 40, "lists inside lists"),
        ('[{"name": "A"},', "breaks off at line 1"),
        ('{"name": "A"}\n{"name": ', "breaks off at line 2"),
        ("[]", "no services in it"),
        ('{"contents": []}', "no services in it"),
        ('{"version": "3.0"}', "no list of services"),
        ('{"cats": [{"a": 1}], "dogs": [{"a": 1}]}', "no list of services"),
    ],
)
def test_json_without_one_certain_meaning_is_refused(text, found):
    assert found in refusal(text)


def test_a_list_entry_that_is_no_record_and_half_a_letter_stop_their_rows():
    file = sent('[{"name": "A"}, 7, {"name": "\\ud800"}, {"name": "a\\u0000b"}]')
    assert [(number, column) for number, column, _ in problems(file)] == [(2, None), (3, "name"), (4, "name")]


# Real files


@needs_real_data
@pytest.mark.parametrize(
    ("name", "count"), [("hounslow_services", 313), ("bristol_services_oruk1", 819), ("bucks_services_outpost", 20)]
)
def test_every_record_of_the_real_feeds_comes_in(name, count):
    file = read_file(REAL / f"{name}.json", name)
    assert [row.number for row in file.rows] == list(range(1, count + 1))
    assert problems(file) == []
    assert "name" in file.columns


@needs_real_data
def test_a_real_page_of_many_says_so():
    notes = [str(note) for note in read_file(REAL / "bucks_services_outpost.json", "x").notes]
    assert any("2805 records, and holds 20" in note for note in notes)


@pytest.mark.skipif(not (SHARED / "oruk").is_dir(), reason="the Open Referral UK examples are not here")
@pytest.mark.parametrize("name", ["service_full", "service_list", "organization_list", "service_at_location_full"])
def test_the_standards_own_examples_come_in(name):
    assert read_file(SHARED / "oruk" / "mocks" / "pass" / f"{name}.json", name).rows

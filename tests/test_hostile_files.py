"""Files that are not what they say, that are broken, or that would fill the machine: each refused clearly and soon."""

import gzip
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from directory.exchange.files import LIMITS, FileRefused, read_file

MEMORY = 450
"""Megabytes that reading any one file may take, Python and its libraries included (some 60)."""
SOON = 20
"""Seconds of work; most take a fraction of one."""
READER = """
import resource, sys
from pathlib import Path
from directory.exchange.files import FileRefused, read_file
try:
    file = read_file(Path(sys.argv[1]), "services.xlsx")
    said = f"read {len(file.rows)}"
except FileRefused as refused:
    said = str(refused)
used = resource.getrusage(resource.RUSAGE_SELF)
peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:"))
print(int(peak.split()[1]) // 1024, round(used.ru_utime + used.ru_stime), said, sep="|")
"""
DECLARED = '<?xml version="1.0" encoding="UTF-8"?>'
SHEET_PART = "xl/worksheets/sheet1.xml"
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
HEADINGS = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c><c r="B1" t="inlineStr"><is><t>Fee</t></is></c></row>'
)


def refusal(content: bytes, name: str = "services.csv") -> str:
    with pytest.raises(FileRefused) as refused:
        read_file(io.BytesIO(content), name)
    return str(refused.value)


def workbook() -> bytes:
    book = Workbook()
    book.active.append(["Name", "Fee"])
    book.active.append(["Willow", 3])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


GOOD = workbook()


def changed(part: str, write: Callable[[zipfile.ZipFile, str], None]) -> bytes:
    """The good workbook with one part written anew."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        write(new, part)
    return out.getvalue()


def with_part(part: str, text: str) -> bytes:
    return changed(part, lambda new, name: new.writestr(name, text))


def with_sheet(inside: str, before: str = "") -> bytes:
    text = f"{DECLARED}{before}{SHEET}<sheetData>{HEADINGS}{inside}</sheetData></worksheet>"
    return with_part("xl/worksheets/sheet1.xml", text)


def filled(part: str, start: str, piece: str, times: int, end: str) -> bytes:
    """The good workbook with a part that repeats a piece, written bit by bit."""

    def write(new: zipfile.ZipFile, name: str) -> None:
        with new.open(name, "w") as opened:
            opened.write((DECLARED + start).encode())
            for _ in range(times // 1000):
                opened.write(piece.encode() * 1000)
            opened.write(end.encode())

    return changed(part, write)


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name in names:
            packed.writestr(zipfile.ZipInfo(name), "x")  # without the time of day: it stands in the names of tests
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a picture"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a picture"),
        (b"GIF89a\x01\0", "a picture"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "a picture"),
        (b"\0\0\0\x18ftypheic\0\0", "a picture"),
        (b"BM\x36\0\0\0\0\0\0\0\x36\0", "a picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'></svg>", "a picture"),
        (b"\0\0\0\x18ftypmp42\0\0", "a film"),
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        (b"\n\n%PDF-1.4", "a PDF"),
        (OLE + "Workbook".encode("utf-16-le"), "an old Excel workbook (.xls)"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (OLE + "WordDocument".encode("utf-16-le"), "a Word document"),
        (OLE, "an old Office file"),
        (zipped("[Content_Types].xml", "word/document.xml"), "a Word document"),
        (zipped("[Content_Types].xml", "ppt/presentation.xml"), "a presentation"),
        (zipped("mimetype", "content.xml"), "an OpenDocument file"),
        (zipped("[Content_Types].xml", "xl/workbook.bin"), "the binary shape (.xlsb)"),
        (zipped("services.csv"), "a packed (zip) file"),
        (zipped(), "a packed (zip) file"),
        (b"PK\x03\x04 and no more", "broken off or damaged"),
        (gzip.compress(b"Name,Fee\nA,1\n", mtime=0), "a packed (compressed) file"),
        (b"<!DOCTYPE html><html><table><tr><td>Name</td></tr></table>", "a web page"),
        (b"\xef\xbb\xbf\r\n<html xmlns:x='urn:schemas-microsoft-com:office:excel'><table>", "a web page"),
        (b"<table><tr><td>Name</td><td>Fee</td></tr></table>", "a web page"),
        (b"<?xml version='1.0'?><Workbook xmlns='urn:x'></Workbook>", "an XML file"),
        (b"{\\rtf1\\ansi Name, Fee}", "a text document (RTF)"),
        (b"MZ\x90\0\x03", "a program"),
        (b"SQLite format 3\0", "a database file"),
    ],
)
def test_what_is_no_table_is_refused_by_its_own_name(content, found):
    assert found in refusal(content)


@pytest.mark.parametrize(
    "content",
    [
        "Name,Fee\nA,1\n".encode("utf-16-le"),
        "Name,Fee\nA,1\n".encode("utf-32"),
        b"Name,Fee\nA,\x001\n",
        b"Name,Fee\nCaf\x81,1\n",
        b"Name,Fee\nCaf\xe9,\x02\n",
        b"\xff\xfeN\0a\0m",
        bytes(range(1, 256)) * 20,
        b"Name,Fee\n" + "Café,1\n".encode() + "Café,2\n".encode("cp1252"),
        ("Name,Fee\n" + "é" * 40).encode()[:-1],
    ],
)
def test_letters_that_cannot_be_told_for_certain_are_refused_with_how_to_save(content):
    assert "CSV UTF-8" in refusal(content)


ENTITY = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("before", [ENTITY, OUTSIDE, '<!DOCTYPE x SYSTEM "https://dtd.example/x">'])
@pytest.mark.parametrize("part", [SHEET_PART, "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"])
def test_a_workbook_with_instructions_of_its_own_is_not_opened(part, before):
    assert "instructions" in refusal(with_part(part, f"{DECLARED}{before}<x>&a;</x>"))


@pytest.mark.parametrize(
    "inside",
    [
        '<row r="2"><c r="A3" t="inlineStr"><is><t>x</t></is></c></row>',
        '<row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>2</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row>',
        '<row r="9999999"><c r="A9999999"><v>1</v></c></row>',
        '<row r="2"><c r="A2" t="s"><v>99</v></c></row>',
        '<row r="2"><c r="A2"><v>ten</v></c></row>',
        '<row r="-2"><c r="A2"><v>1</v></c></row>',
        "<row",
    ],
)
def test_a_sheet_that_contradicts_itself_is_refused(inside):
    assert "damaged" in refusal(with_sheet(inside))


def test_a_sheet_that_claims_a_million_rows_is_read_for_what_it_holds():
    claimed = '<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>Far</t></is></c></row>'
    file = read_file(io.BytesIO(with_sheet(claimed)), "x")
    assert [(row.number, row.values["Name"]) for row in file.rows] == [(1_048_576, "Far")]


def test_a_cell_in_the_last_column_of_all_is_refused():
    assert "500 columns" in refusal(with_sheet('<row r="2"><c r="XFD2"><v>1</v></c></row>'))


def test_texts_that_cells_share_are_read_and_their_pieces_and_readings_told_apart():
    pieces = "<si><r><t>Wil</t></r><r><t xml:space='preserve'>low </t></r><rPh sb='0' eb='1'><t>uiro</t></rPh></si>"
    row = '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c></row>'
    file = read_file(io.BytesIO(with_strings(row, pieces + "<si><t>one_x000D_\ntwo</t></si>", 1)), "x")
    assert dict(file.rows[0].values) == {"Name": "Willow ", "Fee": "one\ntwo"}


def test_macros_are_said_and_not_run():
    file = read_file(io.BytesIO(changed("xl/vbaProject.bin", lambda new, name: new.writestr(name, "x"))), "x.xlsm")
    assert any("macros" in str(note) for note in file.notes)


def test_a_long_cell_stops_its_row_in_any_kind_of_table():
    long = "x" * (LIMITS.cell + 1)
    sheet = with_sheet(f'<row r="2"><c r="B2" t="str"><v>{long}</v></c></row>')
    for content in (f"Name,Fee\nA,{long}\n".encode(), sheet):
        (row,) = read_file(io.BytesIO(content), "x").rows
        assert [(problem.column, "32767" in str(problem.words)) for problem in row.problems] == [("Fee", True)]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (f"Name,Fee\nA,{'x' * 200_000}\n".encode(), "longer than 32767 letters"),
        (b'Name,Fee\nA,"' + b"B,1\n" * 60_000, "longer than 32767 letters"),
        (b",".join(b"h%d" % number for number in range(501)) + b"\n" + b"1," * 501, "500 columns"),
        (b"Name,Fee\n" + b"A,1\n" * 50_001, "50000 rows"),
        (json.dumps([{"name": "A"}] * 50_001).encode(), "50000 rows"),
        (json.dumps([{f"k{number}": 1} for number in range(501)]).encode(), "500 columns"),
    ],
)
def test_more_than_one_file_may_hold_is_refused_with_the_figure(content, found):
    assert found in refusal(content)


class Endless(io.RawIOBase):
    """Somebody who never stops sending."""

    sent = 0

    def read(self, size: int = -1) -> bytes:
        self.sent += size
        return b"x" * size


def test_an_endless_file_is_refused_soon_after_the_limit():
    endless = Endless()
    with pytest.raises(FileRefused, match="bigger than 25 MB"):
        read_file(endless, "services.csv")  # type: ignore[arg-type]
    assert endless.sent <= LIMITS.size + 2 * 1024 * 1024


def nothing(path: Path) -> None:
    with path.open("wb") as opened:
        opened.truncate(200 * 1024 * 1024)


def wide_rows() -> bytes:
    return b",".join(b"h%d" % number for number in range(400)) + b"\n" + (b"," * 399 + b"x\n") * 40_000


def with_strings(inside: str, piece: str, times: int) -> bytes:
    """The good workbook with texts that its cells share, which some programs write and others do not."""

    def write(new: zipfile.ZipFile, name: str) -> None:
        new.writestr(name, f"{DECLARED}{SHEET}<sheetData>{HEADINGS}{inside}</sheetData></worksheet>")
        with new.open("xl/sharedStrings.xml", "w") as opened:
            opened.write(f"{DECLARED}<sst>".encode())
            for _ in range(times):
                opened.write(piece.encode())
            opened.write(b"</sst>")

    related = "</Relationships>"
    more = '<Relationship Id="rId99" Type="x/sharedStrings" Target="/xl/sharedStrings.xml"/>'
    out, content = io.BytesIO(), changed(SHEET_PART, write)
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/_rels/workbook.xml.rels":
                part = part.replace(related.encode(), (more + related).encode())
            new.writestr(name, part)
    return out.getvalue()


def one_text_many_times() -> bytes:
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(2, 8_000))
    return with_strings(rows, f"<si><t>{'x' * 32_000}</t></si>", 1)


def blank_texts() -> bytes:
    return with_strings('<row r="2"><c r="A2" t="inlineStr"><is><t>A</t></is></c></row>', "<si/>" * 1_000, 2_001)


BIG: dict[str, tuple[Callable[[], bytes] | None, str]] = {
    "200 MB": (None, "bigger than 25 MB"),
    "commas": (lambda: b"a,b\n" + b"," * (24 << 20), "columns"),
    "blank lines": (lambda: b"a,b\n" + b"\n" * (24 << 20), "more rows"),
    "wide rows": (wide_rows, "more rows"),
    "all that is allowed": (lambda: b"a,b\n" + (b"x" * 200 + b"," + b"y" * 200 + b"\n") * 49_999, "read 49999"),
    "wide letters": (lambda: b"a,b\n" + ("😀" * 50 + ",b\n").encode() * 49_999, "read 49999"),
    "empty records": (lambda: b"[" + b"{}," * (8 << 20) + b"{}]", "more values"),
    "many records": (lambda: b"[" + b'{"name":"A","n":1},' * 49_999 + b'{"name":"B"}]', "read 50000"),
    "one long text": (lambda: b'[{"name":"' + b"x" * (24 << 20) + b'"}]', "read 1"),
    "deep": (lambda: b'{"a":' * 900_000, "lists inside lists"),
    "a bomb": (lambda: filled(SHEET_PART, SHEET, "<row/>", 20_000_000, "</worksheet>"), "unpacks to far more"),
    "a smaller bomb": (lambda: filled(SHEET_PART, SHEET, "<row/>", 1_500_000, "</worksheet>"), "damaged"),
    "blank texts": (blank_texts, "unpacks to far more"),
    "one text many times": (one_text_many_times, "more rows or cells"),
}


@pytest.mark.parametrize("kind", list(BIG))
def test_no_file_takes_more_memory_or_time_than_it_may(kind, tmp_path):
    make, expected = BIG[kind]
    path = tmp_path / "services.xlsx"
    if make is None:
        nothing(path)
    else:
        path.write_bytes(make())
    done = subprocess.run(
        [sys.executable, "-c", READER, str(path)], capture_output=True, text=True, check=True, timeout=120
    )
    memory, seconds, said = done.stdout.strip().split("|", 2)
    assert expected in said
    assert int(memory) < MEMORY, f"{memory} MB"
    assert int(seconds) < SOON, f"{seconds} s"


def test_a_workbook_with_a_few_signs_changed_anywhere_is_read_or_refused_and_nothing_else():
    chance = Random(5)
    shared = with_strings('<row r="2"><c r="A2" t="s"><v>0</v></c></row>', "<si><t>A</t></si>", 1)
    refused = 0
    for content in (GOOD, shared) * 250:
        changed_content = bytearray(content)
        for _ in range(chance.randint(1, 4)):
            changed_content[chance.randrange(len(content))] = chance.randrange(256)
        try:
            assert read_file(io.BytesIO(changed_content), "x").rows
        except FileRefused:
            refused += 1
    assert refused


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=4), st.booleans())
def test_a_damaged_workbook_is_read_or_refused_and_nothing_else(place, bits, cut):
    content = GOOD[:place] if cut else GOOD[:place] + bits + GOOD[place + len(bits) :]
    try:
        file = read_file(io.BytesIO(content), "x")
    except FileRefused:
        return
    assert file.rows


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused_and_nothing_else(content):
    try:
        file = read_file(io.BytesIO(content), "x")
    except FileRefused:
        return
    assert file.rows


@given(st.text('<>/="cravtsi 0123 \n', max_size=80))
def test_any_sheet_is_read_or_refused_and_nothing_else(inside):
    try:
        file = read_file(io.BytesIO(with_sheet(inside)), "x")
    except FileRefused:
        return
    assert file.rows

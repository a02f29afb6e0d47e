"""The directory as a file: it comes back the same; nothing in it becomes a formula, a number, or public by mistake."""

import csv
import io
import json
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from sqlmodel import select

from directory.additions import Commissioning
from directory.curation.imports.runs import Order, choose_mapping, plan_order, read_upload
from directory.database import open_session
from directory.exchange.cells import guarded, read_parts, unguarded, written_parts
from directory.exchange.exporting import WRITERS, read_exported
from directory.exchange.mapping import built_in
from directory.models import CostOption, Language, Phone, Schedule, Service

TODAY = date(2026, 3, 3)
STARTS = "=+-@\t\r＝＋－＠"


def exported(database, suffix: str, *, private: bool = False) -> bytes:
    with open_session(database, writing=False) as session:
        ids = session.exec(select(Service.id)).all()
        return WRITERS[suffix](read_exported(session, ids), private=private)


def brought_back(database, content: bytes, suffix: str):
    sent = read_upload(content, f"services{suffix}")
    mapping = choose_mapping(sent, built_in().values()).mapping
    assert mapping.own
    with open_session(database, writing=False) as session:
        order = Order(content, f"services{suffix}", mapping, mapping.source)
        return plan_order(session, order, sender=None, today=TODAY, file=sent)


def strange(directory) -> Service:
    service = directory.add(
        "=HYPERLINK(1) “Ash” \U0001f333",
        organization="@Willow, Trust",
        description="Line one\n\n- line; two | three \\ four\ttab 'quoted' \"twice\"",
        needs=["sleep", "parenting"],
        ages=(0.5, 2 + 11 / 12),
        areas=["Ashfield"],
        at=["Beeston", "Arnold"],
        roles=["school", "health"],
        methods=["phone"],
        levels=[2, 1],
        languages=["Polish"],
        sex="female",
        consent_needed=False,
        cost=0,
        opening=[
            {"freq": "WEEKLY", "byday": "MO", "opens_at": time(9), "closes_at": time(12), "notes": "term time"},
            {"dtstart": date(2026, 1, 5), "description": "Ring; then | come", "position": 1},
        ],
        availability={"waiting_weeks": 4.5, "told_on": date(2026, 2, 1)},
        phone="+44 115 496 0100",
        contact="name: of a role",
        accessibility=["Ramp; at the side", "Lift"],
        alert="-2 is cold",
        fees="'tis free",
    )
    owned = [
        Phone(service_id=service.id, number="01154960101", description="a | b", position=1),
        Language(service_id=service.id, name="Urdu", code="ur", note="some"),
        CostOption(service_id=service.id, option="adults: £5", amount=5.5, position=1),
        Schedule(service_id=service.id, freq="MONTHLY", byday="1SA", opens_at=time(10), position=2),
    ]
    directory.session.add_all(owned)
    directory.session.commit()
    return service


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".json"])
def test_what_goes_out_comes_back_the_same(database, directory, suffix):
    strange(directory)
    directory.add("Refuge", at="Mansfield", sensitive=True)
    directory.retire(directory.add("Ended"))
    plan = brought_back(database, exported(database, suffix), suffix)
    assert [str(remark.why) for remark in plan.refused] == []
    assert plan.counts()["unchanged"] == plan.counts()["read"] == 3
    assert plan.unmapped == ()


def test_no_cell_of_a_csv_starts_a_formula_or_loses_a_zero(database, directory):
    strange(directory)
    rows = list(csv.DictReader(io.StringIO(exported(database, ".csv").decode("utf-8-sig"))))
    assert not [cell for row in rows for cell in row.values() if cell[:1] and cell[0] in STARTS]
    assert rows[0]["Service"].startswith("'=HYPERLINK")
    assert rows[0]["Phone numbers"].startswith("'+44 115 496 0100")
    assert rows[0]["Notice at the top"] == "'-2 is cold"


def test_every_cell_of_a_workbook_is_text(database, directory):
    strange(directory)
    book = load_workbook(io.BytesIO(exported(database, ".xlsx")))
    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert "=HYPERLINK(1) “Ash” \U0001f333" in [cell.value for cell in cells]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".json"])
def test_private_things_stay_out_of_a_public_file(database, directory, suffix):
    service = directory.add("Refuge", at="Mansfield", sensitive=True, assurer_email="sam@example.org")
    terms = {"unit_cost": 1234.5, "contract_end": date(2027, 3, 31), "funded_places": 77, "evidence_base": "Trial"}
    directory.session.add(Commissioning(service_id=service.id, **terms))
    directory.session.commit()
    for private in (False, True):
        said = text_of(exported(database, suffix, private=private), suffix)
        assert "1 Demonstration Street" not in said
        assert "53.144" not in said
        assert "NG1 1AA" not in said
        assert ("1234.5" in said, "2027-03-31" in said, "sam@example.org" in said) == (private, private, private)
        assert "Trial" in said


def text_of(content: bytes, suffix: str) -> str:
    if suffix != ".xlsx":
        return content.decode()
    book = load_workbook(io.BytesIO(content))
    return "\n".join(str(cell.value) for row in book.active.iter_rows() for cell in row)


def test_json_says_its_format_and_keeps_blank_apart_from_absent(database, directory):
    directory.add("Ash")
    told = json.loads(exported(database, ".json"))
    assert told["format"] == "right-door-json"
    assert told["services"][0]["minimum_age"] is None
    assert "unit_cost" not in told["services"][0]


def test_a_number_that_a_spreadsheet_cut_is_refused_and_not_guessed(database, directory):
    directory.add("Ash", phone="0115 496 0100")
    content = exported(database, ".csv").decode("utf-8-sig").replace("0115 496 0100", "1154960100")
    plan = brought_back(database, content.encode(), ".csv")
    assert [remark.field for remark in plan.refused] == ["Phone numbers"]
    assert "lost its first 0" in str(plan.refused[0].why)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("'=+-@\n\t"), max_size=30))
def test_a_guard_can_always_be_taken_off(text):
    text = text.strip()
    assert unguarded(guarded(text)) == text
    assert guarded(text)[:1] not in set(STARTS)


@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["number", "description", "option"]), st.text(min_size=1).map(str.strip).filter(bool)
        ).filter(bool),
        max_size=4,
    )
)
def test_parts_in_a_cell_are_read_as_they_were_written(parts):
    assert read_parts(written_parts(parts)) == parts


@pytest.mark.parametrize("cell", ["'tis the season", "5 to 11", "Ring 0115", "2026-03-03", "12"])
def test_what_people_type_is_left_as_it_is(cell):
    assert unguarded(cell) == cell
    assert guarded(cell) == cell


def test_the_command_writes_reads_and_refuses_in_a_sentence(app_now, directory, tmp_path: Path):
    strange(directory)
    runner = app_now.test_cli_runner()
    for suffix in (".csv", ".xlsx", ".json"):
        path = tmp_path / f"out{suffix}"
        made = runner.invoke(args=["directory", "export", str(path)])
        assert made.exit_code == 0, made.output
        back = runner.invoke(args=["directory", "import", str(path), "--json"])
        assert json.loads(back.stdout)["unchanged"] == 1
    refused = runner.invoke(args=["directory", "export", str(tmp_path / "out.pdf")])
    assert refused.exit_code == 2
    assert "ends in .csv, .xlsx, .json" in refused.output
    (tmp_path / "none.csv").write_bytes(b"\x89PNG\r\n\x1a\n")
    refused = runner.invoke(args=["directory", "import", str(tmp_path / "none.csv")])
    assert refused.exit_code == 2
    assert "This is a picture" in refused.output

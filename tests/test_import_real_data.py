"""Real files, read where they lie beside the project: every record comes in, or is refused with a reason."""

import json
from pathlib import Path

import pytest
from sqlmodel import select

from directory.database import open_session
from directory.models import Organization, Service
from directory.terms import load_terms
from directory.vocabulary import load_vocabulary

SHARED = Path(__file__).resolve().parents[2] / "shared"
DATA = SHARED / "data"
MOCKS = SHARED / "oruk" / "mocks" / "pass"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason=f"the real data sets are not in {DATA}")
needs_mocks = pytest.mark.skipif(not MOCKS.is_dir(), reason=f"the Open Referral UK examples are not in {MOCKS}")


@pytest.fixture
def bring(app_now, database):
    """Import a file by the command, as scripts do: what it prints."""
    with open_session(database) as session:
        load_terms(session, load_vocabulary().needs)
        session.commit()

    def run(path: Path, *options: str) -> dict:
        made = app_now.test_cli_runner().invoke(args=["directory", "import", str(path), "--json", *options])
        assert made.exit_code == 0, made.output
        said = json.loads(made.stdout)
        assert said["read"] == said["added"] + said["changed"] + said["unchanged"] + len(said["refused"])
        return said

    return run


def counts(said: dict) -> tuple[int, int, int]:
    return said["read"], said["added"], len(said["refused"])


@needs_data
@pytest.mark.parametrize(
    ("file", "expected", "refused"),
    [
        ("hounslow_services.json", (313, 313, 0), []),
        ("bristol_services_oruk1.json", (819, 817, 2), [(1, "name"), (811, "id")]),
        ("bucks_services_outpost.json", (20, 20, 0), []),
    ],
)
def test_every_real_record_comes_in_or_is_refused_and_the_second_time_changes_nothing(bring, file, expected, refused):
    first = bring(DATA / file)
    assert counts(first) == expected
    assert [(entry["row"], entry["field"]) for entry in first["refused"]] == refused
    assert all(entry["reason"] for entry in first["refused"])
    again = bring(DATA / file)
    assert (again["added"], again["changed"], again["unchanged"]) == (0, 0, expected[1])


@needs_data
def test_ages_and_checks_of_real_records_are_read_and_not_invented(bring, database):
    bring(DATA / "hounslow_services.json")
    bring(DATA / "bristol_services_oruk1.json")
    with open_session(database, writing=False) as session:
        ages = dict(session.exec(select(Service.name, Service.minimum_age)).all())
        aged = session.exec(select(Service.id).where(Service.minimum_age.is_not(None))).all()
        checked = session.exec(select(Service.id).where(Service.assured_date.is_not(None))).all()
        html = session.exec(select(Service.id).where(Service.description.contains("<p"))).all()
    assert ages["3rd Chiswick Scout Group"] == 6
    assert len(aged) == 14
    assert len(checked) == 804 - 1
    assert html == []


@needs_data
def test_an_organisation_that_a_real_source_does_not_name_is_kept_as_not_known(bring, database):
    said = bring(DATA / "bucks_services_outpost.json")
    assert sum("does not name the organisation" in note["reason"] for note in said["notes"]) == 10
    with open_session(database, writing=False) as session:
        names = session.exec(select(Organization.name)).all()
    assert names.count("Organisation not known") == 10


@needs_data
def test_a_dry_run_of_a_real_file_writes_nothing(bring, database):
    assert bring(DATA / "hounslow_services.json", "--dry-run")["added"] == 313
    with open_session(database, writing=False) as session:
        assert session.exec(select(Service)).all() == []


@needs_mocks
@pytest.mark.parametrize("file", ["service_list.json", "service_full.json"])
def test_the_standards_own_examples_come_in(bring, database, file):
    assert counts(bring(MOCKS / file)) == (1, 1, 0)
    with open_session(database, writing=False) as session:
        service = session.exec(select(Service)).one()
    assert (service.name, service.minimum_age, service.maximum_age) == ("Community Counselling", 12, 100)


@needs_mocks
def test_a_bare_list_of_the_standard_comes_in_too(bring, tmp_path):
    page = json.loads((MOCKS / "service_list.json").read_text())
    bare = tmp_path / "bare.json"
    bare.write_text(json.dumps(page["contents"]))
    assert counts(bring(bare)) == (1, 1, 0)

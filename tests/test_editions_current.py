"""The content in force: numbers on every page and error page, other processes, damage, upgrades, needs."""

import time
from pathlib import Path

import pytest
from edited import AREA, FEELINGS, NUMBERS, changed, content, put_in_force, small_files
from office import NOW, TIRED
from small_content import NEEDS
from sqlalchemy import event

from app import create_app
from matching.content import files_in
from matching.editions.current import LOOK_SECONDS, CurrentContent
from matching.editions.drafts import draft_files
from matching.editions.queries import get_draft, keep, newest_edition
from matching.editions.texts import with_fields

OLD, NEW = "0115 496 0000", "0115 496 0777"
REAL = "areas/nottinghamshire.toml"
COUNTY = (("front_door", "county"),)


@pytest.fixture
def app(database, tmp_path):
    return create_app(settings(database, tmp_path))


def settings(database, tmp_path, url=None):
    return {"DATABASE_URL": url or str(database.url), "DATA_DIR": tmp_path / "data", "SECRET_KEY": "test"}


def other_number(files=None):
    """The county's front door answers under another number by day and by night."""
    files = files or files_in()
    return files | {REAL: with_fields(files[REAL], COUNTY, {"day": NEW, "night": NEW})}


def last_page(app):
    return app.last_page().get_data(as_text=True)


def text(app, path):
    return app.test_client().get(path).text


# --------------------------------------------------------------------------------------------------------- numbers


@pytest.mark.parametrize("path", ["/", "/services", "/should-i-refer", "/about", "/sign-in", "/no-such-page"])
def test_a_number_that_leads_changed_is_on_every_page(app, path):
    assert NEW not in text(app, path)
    put_in_force(app.extensions["right_door"].contents, other_number())
    page = text(app, path)
    assert NEW in page
    assert OLD not in page
    assert "0115 496 0001" not in page


def test_an_error_page_without_a_database_has_the_number_known_last(app, database, tmp_path):
    put_in_force(app.extensions["right_door"].contents, other_number())
    database.dispose()
    app.extensions["right_door"].engine.dispose()
    Path(database.url.database).write_bytes(b"rubbish" * 1000)
    for path in ("/services", "/no-such-page"):
        answer = app.test_client().get(path)
        assert answer.status_code in (404, 503)
        assert NEW in answer.text
    assert NEW in last_page(app)


def test_a_process_that_starts_without_a_database_has_the_number_known_last(app, database, tmp_path):
    put_in_force(app.extensions["right_door"].contents, other_number())
    away = create_app(settings(database, tmp_path, url=f"sqlite:///{tmp_path / 'no' / 'such' / 'place.db'}"))
    answer = away.test_client().get("/services")
    assert answer.status_code == 503
    assert NEW in answer.text
    assert NEW in last_page(away)


@pytest.mark.parametrize("damage", [b"", b"\xff\xfe", b'id = "elsewhere"', b"["])
def test_a_damaged_note_of_the_numbers_falls_back_to_the_files(app, database, tmp_path, damage):
    put_in_force(app.extensions["right_door"].contents, other_number())
    (tmp_path / "data" / "last-area.toml").write_bytes(damage)
    away = create_app(settings(database, tmp_path, url=f"sqlite:///{tmp_path / 'no' / 'such' / 'place.db'}"))
    assert OLD in last_page(away)


def test_going_back_to_the_files_brings_their_number_back(app):
    put_in_force(app.extensions["right_door"].contents, other_number())
    put_in_force(app.extensions["right_door"].contents, files_in(), number=2)
    assert OLD in text(app, "/")
    assert NEW not in text(app, "/")


def test_editions_are_listed_with_the_one_in_force(app):
    run = app.test_cli_runner().invoke
    contents = app.extensions["right_door"].contents
    shipped = f"   0  {contents.shipped.version}  the files that came with Right Door"
    assert run(args=["matching", "editions"]).output.splitlines() == [f"* {shipped}"]
    put_in_force(contents, other_number())
    newest, files = run(args=["matching", "editions"]).output.splitlines()
    assert newest.startswith(f"*    1  {contents.known.version}  ")
    assert newest.endswith("  Ada: Changed")
    assert files == f"  {shipped}"


# ----------------------------------------------------------------------------------------------------- many processes


def test_another_process_follows_within_a_second(office, tmp_path):
    other = CurrentContent(office.database, AREA, folder=tmp_path / "content", needs=NEEDS)
    assert other.now().indicators["tired"].level == 1
    office.changed_and_published(FEELINGS, TIRED, {"level": 2})
    time.sleep(LOOK_SECONDS + 0.05)
    assert other.now().indicators["tired"].level == 2
    assert other.number == 1


def test_asking_again_and_again_costs_one_query_a_second(office):
    asked = []
    event.listen(office.database, "before_cursor_execute", lambda *about: asked.append(about[2]))
    began = time.monotonic()
    for _ in range(1000):
        office.contents.now()
    seconds = time.monotonic() - began
    assert 1 <= len([one for one in asked if "content_edition" in one]) <= 1 + seconds / LOOK_SECONDS


def test_what_is_known_is_the_same_object_until_something_is_published(office):
    before = office.contents.now()
    assert office.contents.newest() is before


# ------------------------------------------------------------------------------------------------------------ damage


def test_an_edition_that_can_be_read_no_more_leaves_the_last_and_its_numbers_count(office):
    files = changed(dict(office.contents.shipped_files), NUMBERS, "front_door", "county", day=NEW)
    broken = files | {FEELINGS: files[FEELINGS].replace("level = 3", "level = 30")}
    put_in_force(office.contents, broken)
    assert office.contents.newest() is office.contents.shipped
    assert office.contents.area.front_doors[0].day == NEW
    assert any("very-low" in problem for problem in office.contents.problems)
    put_in_force(office.contents, files, number=2)
    assert office.contents.newest().area.front_doors[0].day == NEW
    assert office.contents.problems == ()


def test_an_edition_that_breaks_a_rule_made_since_stays_in_force_and_says_so(office):
    files = dict(office.contents.shipped_files)
    put_in_force(office.contents, changed(files, FEELINGS, "indicator", "very-low", reason=None, words="Very low"))
    assert office.contents.newest().indicators["very-low"].words == "Very low"
    assert any("people are told why" in problem for problem in office.contents.problems)


def test_an_upgrade_leaves_the_edition_in_force_and_shows_that_newer_files_came(office, database, tmp_path):
    office.changed_and_published(FEELINGS, TIRED, {"level": 2})
    files = small_files(tmp_path / "newer")
    newer = changed(files, FEELINGS, "indicator", "very-low", words="Is low each day")[FEELINGS]
    (tmp_path / "newer" / FEELINGS).write_text(newer, encoding="utf-8")
    upgraded = CurrentContent(database, AREA, folder=tmp_path / "newer", needs=NEEDS)
    assert upgraded.newest().indicators["tired"].level == 2
    with office.reading() as session:
        assert newest_edition(session, AREA).shipped != upgraded.shipped.version
    office.contents = upgraded
    office.start(shipped=True)
    with office.reading() as session:
        files = draft_files(session, upgraded, get_draft(session, AREA))
    signs = content(files).indicators
    assert (signs["very-low"].words, signs["tired"].level) == ("Is low each day", 1)


def test_an_outcome_given_under_the_files_is_explained_after_an_upgrade(office, database, tmp_path):
    with office.writing() as session:
        given = keep(session, office.contents.shipped_files, area=AREA, now=NOW)
    newer = changed(small_files(tmp_path / "newer"), FEELINGS, "indicator", "very-low", words="Is low each day")
    (tmp_path / "newer" / FEELINGS).write_text(newer[FEELINGS], encoding="utf-8")
    upgraded = CurrentContent(database, AREA, folder=tmp_path / "newer", needs=NEEDS)
    assert upgraded.now().indicators["very-low"].words == "Is low each day"
    assert upgraded.version_of(given).indicators["very-low"].words == "Is low most days"
    assert upgraded.version_of("0" * 12) is None


# ------------------------------------------------------------------------------------------------------------- needs


def test_needs_that_cannot_end_follow_what_is_published(app):
    house, files = app.extensions["right_door"], files_in()
    assert "hearing-impairment" in house.words.rules.relied_on
    without = {name: text.replace('"hearing-impairment"', '"speech-and-language"') for name, text in files.items()}
    put_in_force(house.contents, without)
    assert "hearing-impairment" not in house.words.rules.relied_on

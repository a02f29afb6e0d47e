"""The checks, the fact tables and the map as pages: who sees them, and what they say."""

import csv
import io
import json
import re
import time
import xml.etree.ElementTree as ET

import pytest
from journeys import TEACHING_ASSISTANT, YOUTH_WORKER
from referrer import Referrer
from small_content import small_content

from matching.content import load_content
from matching.facts import fact_rows
from matching.naming import Named, entry_named, pieces
from matching.proof import Check
from matching.proof_desk import DONE, FAILED, RUNNING, ProofDesk, Run
from matching.proof_views import desk as desk_of_app
from matching.reading_ages import reading_ages

CONTENT = load_content()


def links(person) -> list[str]:
    return re.findall(r'href="([^"]+)"', person.response.text)


def finished(app, *checks: Check) -> ProofDesk:
    """A desk on which a run over the content in force has found this."""
    with app.app_context():
        found = desk_of_app()
    found._tell(app.extensions["right_door"].content.version, Run(DONE, len(checks), len(checks), checks=checks))
    return found


@pytest.fixture
def lead(signed_in):
    return signed_in("safeguarding lead")


# ------------------------------------------------------------------------------------------------------ who sees what


def test_the_map_is_public_and_the_tables_are_not(app_now):
    visitor = Referrer(app_now)
    for path in ("/content/map", "/content/map/physical-harm", "/content/map.svg"):
        assert visitor.see(path).status_code == 200, path
    for path in (
        "/content/facts",
        "/content/facts/physical-harm",
        "/content/facts/physical-harm.csv",
        "/content/checks",
    ):
        assert visitor.see(path).status_code == 303, path


@pytest.mark.parametrize("role", ["information officer", "commissioner"])
def test_officers_and_commissioners_read_the_tables_and_do_not_run_checks(signed_in, role):
    person = signed_in(role)
    assert person.see("/content/facts/physical-harm").status_code == 200
    assert "/content/checks" not in links(person)
    assert person.see("/content/checks").status_code == 403


@pytest.mark.parametrize("path", ["/content/facts/nothing", "/content/map/nothing", "/content/map/nothing.svg"])
def test_a_topic_that_is_not_there_is_not_found(lead, path):
    assert lead.see(path).status_code == 404


# --------------------------------------------------------------------------------------------------------- the tables


def test_a_topic_s_table_shows_each_line_with_where_it_leads_why_and_its_sources(lead):
    lead.see("/content/facts/physical-harm")
    assert "Says that someone hit, shook, burned or hurt them" in lead.text
    assert "Talk to the front door now" in lead.text
    assert "Level 4: Specialist" in lead.text
    assert "Under 2" in lead.text
    ids = re.findall(r'<tr class="govuk-table__row[^"]*" id="([^"]+)"', lead.response.text)
    assert set(ids) <= {row.key for row in fact_rows(CONTENT, "physical-harm")}
    assert len(ids) == len(set(ids)) > 20


def test_a_line_under_a_sign_says_everything_that_it_adds_to_it(lead):
    page = lead.see("/content/facts/exploitation").text
    line = page[page.index('id="gang--talk--with-missing-sign"') :]
    line = line[: line.index("</th>")]
    assert line.index("Admires it or talks about it") < line.index("Going missing")


def test_the_table_is_narrowed_to_one_pathway(lead):
    lead.see("/content/facts/physical-harm?pathway=emergency")
    rows = re.findall(r'<tr class="govuk-table__row" id="([^"]+)"', lead.response.text)
    assert rows == ["being-hurt-now", "badly-hurt-now"]
    lead.see("/content/facts/honour-culture?pathway=advice")
    assert "Nothing under this topic leads there." in lead.text


def test_the_sheet_to_take_away_is_every_row(lead):
    response = lead.see("/content/facts/trusted-adult.csv")
    assert response.mimetype == "text/csv"
    assert "attachment" in response.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(response.get_data().decode("utf-8-sig"))))
    assert len(rows) == len(fact_rows(CONTENT, "trusted-adult"))


def test_the_list_of_topics_counts_the_signs_of_each(lead):
    lead.see("/content/facts")
    for topic in CONTENT.topics:
        assert f"/content/facts/{topic}" in links(lead)


# ------------------------------------------------------------------------------------------------------------ the map


def test_the_way_of_an_enquiry_is_lit_on_its_map_and_leads_back_to_its_pages(referrer):
    referrer.start().walk(YOUTH_WORKER)
    number = referrer.number
    assert f"/should-i-refer/{number}/map" in links(referrer)
    page = referrer.see(f"/should-i-refer/{number}/map").text
    lit = set(re.findall(r'<g id="([^"]+)" data-state="lit">', page))
    assert {"page-danger", "topic-missing", "sign-missing-from-home", "end-safeguarding"} <= lit
    assert "sheet-end-safeguarding" in lit
    assert "topic-baby" not in lit
    assert f"/should-i-refer/{number}/signs" in links(referrer)
    assert len(re.findall(r' id="([^"]+)"', page)) == len(set(re.findall(r' id="([^"]+)"', page)))


def test_the_way_is_told_in_words_beside_the_picture(referrer):
    referrer.start().walk(TEACHING_ASSISTANT)
    referrer.see(f"/should-i-refer/{referrer.number}/map")
    words = referrer.text[referrer.text.index("The same in words") :]
    assert "No, not right now ✓ so it is" in words
    assert "where it ends" in words


def test_nobody_else_sees_the_map_of_an_enquiry(referrer, app_now):
    referrer.start().walk(TEACHING_ASSISTANT)
    stranger = Referrer(app_now)
    for kind in ("", ".svg", ".pdf"):
        assert stranger.see(f"/should-i-refer/{referrer.number}/map{kind}").status_code == 404


def test_the_pictures_are_taken_away_as_files(referrer):
    referrer.start().walk(TEACHING_ASSISTANT)
    own = f"/should-i-refer/{referrer.number}/map"
    for path in ("/content/map", "/content/map/baby", own):
        picture = referrer.see(f"{path}.svg")
        assert picture.mimetype == "image/svg+xml"
        assert ET.fromstring(picture.text).tag.endswith("svg")
        assert "href" not in picture.text
    assert referrer.see("/content/map/baby.pdf").data.startswith(b"%PDF")


# --------------------------------------------------------------------------------------------------------- the checks


def test_content_that_was_never_checked_says_so_and_its_needs_are_counted(lead):
    lead.see("/content/checks")
    assert "has not been checked here yet" in lead.text
    assert "Nobody" in lead.text, "the directory of this test is empty"


def test_a_broken_check_stands_first_and_names_its_entry_with_a_link(app_now, lead):
    finished(
        app_now,
        Check("every path ends", 219, (), True),
        Check("every red flag is grave", 12, ("indicator 'child-says-hurt' alone leads to early_help",), True),
        Check("reading age at most 11", 3, ("question 'bruise-detail' reads at age 14",)),
        Check("it looks at nothing", 0, ()),
    )
    page = lead.see("/content/checks").text
    assert "3 checks do not hold" in lead.text
    assert page.index("Every red flag is grave") < page.index("Every path ends")
    assert "/content/facts/physical-harm#child-says-hurt" in links(lead)
    assert "/content/entries/question/bruise-detail" in links(lead)
    assert re.search(r"Every red flag is grave .* ✕ Broken", lead.text)
    assert re.search(r"Reading age at most 11 .* ! Look at it", lead.text)


def test_checks_begin_only_for_the_content_that_the_page_showed(app_now, lead):
    desk = finished(app_now)
    lead.see("/content/checks")
    lead.send("/content/checks", {"version": "000000000000"})
    assert desk.look(app_now.extensions["right_door"].content.version).finished


def test_while_it_runs_the_page_says_how_far_it_is(app_now, lead):
    desk = finished(app_now)
    desk._tell(app_now.extensions["right_door"].content.version, Run(RUNNING, 9, 36, "every path ends"))
    lead.see("/content/checks")
    assert "9 of 36 checks" in lead.text
    assert "every path ends" in lead.text


def test_a_run_that_fell_silent_is_told_as_broken_off(app_now, lead):
    desk = finished(app_now)
    version = app_now.extensions["right_door"].content.version
    path = desk.folder / f"{version}.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "state": RUNNING, "at": time.time() - 300}))
    lead.see("/content/checks")
    assert "broken off" in lead.text


def test_the_desk_keeps_what_a_run_found(small_run):
    desk, version = small_run
    run = desk.look(version)
    assert run.finished
    assert {one.name for one in run.checks} >= {"every path ends", "nobody is told not to refer"}
    assert all(one.cases for one in run.checks)


def test_a_run_that_fails_says_so(tmp_path):
    class Gone(dict):
        def get(self, *_words):
            raise OSError("the directory cannot be read")

    content = small_content(tmp_path / "content")
    desk = ProofDesk(tmp_path / "proof")
    with pytest.raises(OSError, match="cannot be read"):
        desk._work(content, Gone())
    assert desk.look(content.version).state == FAILED
    assert desk.look(content.version).stopped


@pytest.fixture
def small_run(tmp_path):
    content = small_content(tmp_path / "content")
    desk = ProofDesk(tmp_path / "proof")
    desk.start(content, {}).join()
    return desk, content.version


def test_only_a_version_is_a_name_of_a_file(tmp_path):
    with pytest.raises(ValueError, match="no version"):
        ProofDesk(tmp_path).look("../../etc/passwd")


# ------------------------------------------------------------------------------------------------------------- naming


def test_the_entries_that_a_sentence_names_are_found():
    told = pieces(CONTENT, "indicator 'child-says-hurt' leads to 'nothing-known', see question 'bruise-detail'")
    assert [piece.named for piece in told if piece.named] == [
        Named("sign", "child-says-hurt", "physical-harm"),
        Named("question", "bruise-detail"),
    ]
    assert "".join(piece.text for piece in told) == (
        "indicator ‘child-says-hurt’ leads to ‘nothing-known’, see question ‘bruise-detail’"
    )


def test_a_hidden_sign_is_named_without_a_row_of_its_own():
    hidden = next(one for one in CONTENT.indicators.values() if one.hidden)
    assert entry_named(CONTENT, hidden.id) == Named("sign", hidden.id, None)
    assert entry_named(CONTENT, "moves") == Named("asked", "moves")


def test_what_is_hardest_to_read_comes_first():
    ages = reading_ages(CONTENT)
    assert ages == sorted(ages, key=lambda one: -one.age)
    assert len(ages) > 100
    assert all(one.hardest for one in ages)


# ---------------------------------------------------------------------------------------------------- at a terminal


def test_the_table_is_told_at_a_terminal_and_an_unknown_topic_names_those_there_are(app_now):
    run = app_now.test_cli_runner().invoke
    told = run(args=["matching", "facts", "trusted-adult"])
    assert "safeguarding level 4  A child says someone in a job or post of trust hurt or abused them" in told.output
    table = list(csv.reader(io.StringIO(run(args=["matching", "facts", "trusted-adult", "--csv"]).output)))
    assert len(table) == 1 + len(fact_rows(CONTENT, "trusted-adult"))
    refused = run(args=["matching", "facts", "nothing"])
    assert refused.exit_code == 1
    assert "physical-harm" in refused.output

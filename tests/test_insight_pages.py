"""The pages of insight: what stands out, figures and their definitions, periods, and what is there before any."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from enquirer import Enquirer
from insight_office import HALVES, InsightOffice, open_office
from member import join

from insight.catalogue import PAGES
from insight.models import QualityDay

PATHS = [
    "/insight",
    *(f"/insight/{page.endpoint.removeprefix('insight.')}" for page in PAGES),
    "/insight/about-the-data",
]


@pytest.fixture(scope="module")
def office(empty_database, tmp_path_factory, understander) -> InsightOffice:
    return open_office(empty_database, tmp_path_factory.mktemp("pages"), understander, 1500)


@pytest.mark.parametrize("page", [page for page in PAGES if page.endpoint != "insight.costs"])
def test_every_figure_has_its_sentence_definition_table_and_files(office, page):
    shown = office.member.see(f"/insight/{page.endpoint.removeprefix('insight.')}")
    assert shown.status_code == 200
    for figure in page.figures:
        section = shown.text.split(f'id="{figure}" aria-labelledby')[1].split("</section>")[0]
        assert "How this is worked out" in section
        assert f"/insight/{figure}.csv" in section
        assert f"/insight/{figure}.json" in section
        assert "<table" in section


def test_home_says_what_stands_out_and_each_sentence_opens_its_figure(office):
    home = office.member.see("/insight").text
    opened = re.findall(r'class="rd-findings__title" href="(/insight/[a-z]+)#([a-z-]+)"', home)
    assert len(opened) > 12
    for path, figure in opened:
        assert f'id="{figure}"' in office.member.see(path).text
    assert "April to September 2025" in home


def test_the_period_may_be_chosen_and_stays_from_page_to_page(office):
    earlier = office.member.see(f"/insight/gaps?period={HALVES[0]}").text
    assert "October 2024 to March 2025" in earlier.split("</h1>")[0]
    assert f"/insight/demand?period={HALVES[0]}" in earlier
    assert f"/insight/gaps.csv?period={HALVES[0]}" in earlier
    newest = office.member.see("/insight/gaps").text
    assert "April to September 2025" in newest.split("</h1>")[0]


@pytest.mark.parametrize("asked", ["2025-04", "2025-04-01..2025-04-07", "2025-10-to-2026-03", "<script>"])
def test_a_period_that_is_not_offered_is_refused_in_words(office, asked):
    refused = office.member.client.get("/insight/journey", query_string={"period": asked})
    assert refused.status_code == 422
    assert "Choose one of the periods in this list" in refused.text
    assert "There is a problem" in refused.text
    assert "<script>" not in refused.text
    assert "rd-plate" not in refused.text


def test_the_gaps_say_why_and_lead_to_the_services_there_are(office):
    page = office.member.see("/insight/gaps").text
    listed = page.split('id="to-commission"')[1].split("</section>")[0]
    assert "No running service in the directory takes this need here." in listed
    assert "enquiries for each service that fits." in listed
    assert "The shortest wait told is 14 weeks" in listed
    linked = re.findall(r'href="(/services/[0-9a-f-]{36})"', listed)
    assert set(linked) <= {f"/services/{service}" for service in office.services}
    assert linked
    assert office.member.see(linked[0]).status_code == 200


def test_the_page_about_the_data_lists_every_file_and_how_to_report_an_error(office):
    about = office.member.see("/insight/about-the-data").text
    for page in PAGES:
        for figure in page.figures:
            assert (f"/insight/{figure}.csv" in about) == (figure != "costs")
    assert "An error in the data" in about
    assert "Open Government Licence" in about
    assert "/insight/costs.csv" in office.as_("commissioner").see("/insight/about-the-data").text


def test_costs_are_not_among_the_links_of_those_who_may_not_see_them(office):
    assert "/insight/costs" not in office.member.see("/insight").text
    assert "/insight/costs" in office.as_("commissioner").see("/insight").text


@pytest.mark.parametrize("path", PATHS)
def test_before_the_first_half_is_over_every_page_says_so(app_now, path):
    page = join(app_now, "administrator").see(path)
    assert page.status_code == 200
    assert path == "/insight/quality" or "to count yet" in page.text or path == "/insight/about-the-data"


def test_home_says_from_when_there_will_be_something_to_see(app_now, session):
    enquirer = Enquirer(session)
    enquirer.ask("2026-02-10")
    enquirer.write()
    assert "will be over on 1 October 2026" in join(app_now, "analyst").see("/insight").text


def test_new_enquiries_of_a_past_month_show_at_once(app_now, session):
    analyst, enquirer = join(app_now, "analyst"), Enquirer(session)
    for _ in range(8):
        enquirer.ask("2025-05-10")
    enquirer.ask("2025-03-01")
    enquirer.write()
    assert "8 enquiries" in analyst.see("/insight/demand").text
    for _ in range(2):
        enquirer.ask("2025-06-10")
    enquirer.write()
    assert "10 enquiries" in analyst.see("/insight/demand").text


def test_the_quality_of_the_directory_is_kept_day_by_day(make_app, directory, kept):
    directory.add("Willow Family Hub", needs=["sleep"], ages=(0, 5), areas=["Ashfield"])
    for day in (2, 3, 3):
        app = make_app(datetime(2026, 3, day, 9, tzinfo=ZoneInfo("Europe/London")))
        done = app.test_cli_runner().invoke(args=["insight", "keep-quality"])
        assert done.exit_code == 0, done.output
    days = kept(QualityDay)
    assert [one.day.day for one in days] == [2, 3]
    assert days[0].figures["services"] == 1
    assert days[0].figures["never_checked"] == 1
    assert days[0].figures["area_told"] == 1
    page = join(app, "analyst").see("/insight/quality").text
    assert "2026-03-02" in page
    assert "Running services: 1." in page

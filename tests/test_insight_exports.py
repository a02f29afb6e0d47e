"""The files say what the records say: every figure counted again in plain Python, apart from the program."""

import json
from collections import Counter, defaultdict
from statistics import median

import pytest
from enquirer import DISTRICT_CODES
from insight_office import HALVES, MARK, InsightOffice, half_of, months_between, needs_counted, number, open_office

from insight.catalogue import PAGES

MONTHS = list(months_between("2024-10", "2026-02"))
COUNCILS = {code: "E06000018" if code == "E06000018" else "E10000024" for code in DISTRICT_CODES}
FIGURES = [name for page in PAGES for name in page.figures if name != "costs"]


@pytest.fixture(scope="module")
def office(empty_database, tmp_path_factory, understander) -> InsightOffice:
    return open_office(empty_database, tmp_path_factory.mktemp("exports"), understander, 4000)


def agree(shown, true):
    """A number that is shown is the true one; a small one is not shown; nothing is withheld that is 0."""
    if shown == MARK:
        assert true > 0
    else:
        assert float(shown or 0) == true, (shown, true)
        assert not 0 < true < 5


@pytest.mark.parametrize(
    ("figure", "name"), [("demand-by-district", "district"), ("demand-by-age", "band"), ("demand-by-pathway", "given")]
)
def test_needs_by_place_age_and_pathway_are_those_of_the_records(office, figure, name):
    true, rows = needs_counted(office)[name], office.csv(figure)
    assert {row["period"] for row in rows} == set(HALVES)
    columns = [column for column in rows[0] if column not in ("period", "need", "need_name", "enquiries")]
    for row in rows:
        for column in columns:
            agree(row[column], true[row["period"], row["need"], column])
    shown = sum(row[column] != MARK for row in rows for column in columns)
    assert shown > len(rows) * len(columns) / 2


def test_value_and_failure_demand_are_those_of_the_records_and_their_share_follows_from_the_file(office):
    true = Counter(
        (day[:7], kind or ("not_said" if desk else "not_at_the_desk"))
        for day, kind, desk in office.true(
            "SELECT started_on, demand, handling.id FROM enquiry LEFT JOIN handling ON enquiry_id = enquiry.id"
        )
    )
    rows = office.csv("demand-kinds")
    assert [row["month"] for row in rows] == MONTHS
    kinds = ("repeat", "chasing", "misdirected", "preventable")
    for row in rows:
        for kind in (*kinds, "value", "not_at_the_desk"):
            agree(row[kind], true[row["month"], kind])
        failure = sum(true[row["month"], kind] for kind in kinds)
        value = true[row["month"], "value"]
        assert number(row["failure_share"]) in (None, round(100 * failure / (failure + value), 1))
    assert sum(row["failure_share"] != MARK for row in rows) > len(rows) / 2


def first_times(office):
    """Half and month of each enquiry, and whether it went right: by the definition on the page, in other words."""
    declined = {row[0] for row in office.true("SELECT enquiry_id FROM referral WHERE answer = 'declined'")}
    query = (
        "SELECT e.id, e.started_on, e.asked_before, w.came, w.was_right, w.people_told "
        "FROM enquiry e LEFT JOIN later_word w ON w.enquiry_id = e.id"
    )
    for enquiry, day, before, came, right, told in office.true(query):
        known = came == "no" or (
            came in ("yes", "partly") and right not in (None, "too early to say") and told is not None
        )
        good = came == "yes" and right == "yes" and told is not None and told < 2
        good = good and not before and enquiry not in declined
        yield day, "not_known" if not known else "right" if good else "not_right"


def test_right_first_time_is_that_of_the_records(office):
    true = Counter((day[:7], sort) for day, sort in first_times(office))
    rows = office.csv("right-first-time")
    for row in rows:
        for sort in ("right", "not_right", "not_known"):
            agree(row[sort], true[row["month"], sort])
        right, wrong = number(row["right"]), number(row["not_right"])
        if right is not None and wrong is not None:
            assert number(row["right_share"]) == round(100 * right / (right + wrong), 1)
    by_half = Counter((half_of(day), sort) for day, sort in first_times(office))
    found = office.json("right-first-time")["finding"]
    right, wrong = by_half[HALVES[-1], "right"], by_half[HALVES[-1], "not_right"]
    assert f"{round(100 * right / (right + wrong), 1):g} per cent went right first time" in found


def begun_days(office):
    """The day help began, and how many days after it was asked for."""
    starts = defaultdict(list)
    for enquiry, at in office.true("SELECT enquiry_id, at FROM state_change WHERE state = 'help started'"):
        starts[enquiry].append(at[:10])
    for enquiry, day in office.true("SELECT enquiry_id, started_on FROM referral WHERE started_on IS NOT NULL"):
        starts[enquiry].append(day)
    asked = dict(office.true("SELECT id, julianday(started_on) FROM enquiry"))
    days = {enquiry: min(found) for enquiry, found in starts.items()}
    julian = dict(office.true("SELECT DISTINCT date(at), julianday(date(at)) FROM state_change"))
    return [(day, int(julian[day] - asked[enquiry])) for enquiry, day in days.items()]


def test_times_to_help_are_those_of_the_records(office):
    begun = [(half_of(day), days) for day, days in begun_days(office)]
    for row in office.csv("time-to-help"):
        first, _, last = row["days"].rstrip("+").partition("-")
        ends = int(last) if last else 10_000
        agree(row["enquiries"], sum(half == row["period"] and int(first) <= days <= ends for half, days in begun))
    by_month = defaultdict(list)
    for day, days in begun_days(office):
        by_month[day[:7]].append(days)
    rows = office.csv("time-to-help-months")
    for row in rows:
        agree(row["begun"], len(by_month[row["month"]]))
        assert number(row["value"]) in (None, median(by_month[row["month"]]))
    assert sum(row["value"] != MARK for row in rows) > len(rows) / 2


def test_percentiles_follow_from_the_file_of_stretches(office):
    stretches = [row for row in office.csv("time-to-help") if row["period"] == HALVES[-1]]
    row = next(row for row in office.csv("time-percentiles") if (row["period"], row["step"]) == (HALVES[-1], "to_help"))
    true = sorted(days for day, days in begun_days(office) if half_of(day) == HALVES[-1])
    assert number(row["enquiries"]) == len(true)
    reached, found = 0, None
    for one in stretches:
        reached += number(one["enquiries"]) or 0
        if found is None and reached * 100 >= 50 * len(true):
            found = int(one["days"][4:])
    assert number(row["p50"]) == found
    assert found - 27 <= true[(len(true) - 1) // 2] <= found


def test_limits_follow_from_the_values_of_the_file(office):
    rows = office.csv("failure-share")
    values = [number(row["value"]) for row in rows if row["value"] != MARK]
    mean = sum(values) / len(values)
    assert float(rows[0]["mean"]) == pytest.approx(mean, abs=0.01)
    moves = [float(row["moving_range"]) for row in rows if row["moving_range"]]
    assert float(rows[0]["upper_limit"]) == pytest.approx(mean + 2.66 * sum(moves) / len(moves), abs=0.02)


def test_what_services_answer_is_what_the_records_say(office):
    true = Counter(
        (half_of(day), service, "declined" if answer == "declined" else "yes" if answer else "no_answer")
        for day, service, answer in office.true("SELECT made_on, service_id, answer FROM referral")
    )
    rows = office.csv("referral-answers")
    assert {row["service"] for row in rows} == set(office.services)
    for row in rows:
        for column in ("yes", "declined", "no_answer"):
            agree(row[column], true[row["period"], row["service"], column])


@pytest.mark.parametrize(("figure", "source"), [("unmet", "plan"), ("searches", "search")])
def test_unmet_needs_are_those_of_the_records(office, figure, source):
    query = "SELECT noticed_on, need, district_code FROM unmet_need WHERE source = ?"
    noticed = office.true(query, source)
    by_need = Counter((half_of(day), need, COUNCILS.get(code, "elsewhere")) for day, need, code in noticed)
    by_district = Counter((half_of(day), code or "not known") for day, _, code in noticed)
    for row in office.csv(figure):
        if row["breakdown"] == "need":
            agree(row["E06000018"], by_need[row["period"], row["value"], "E06000018"])
            agree(row["E10000024"], by_need[row["period"], row["value"], "E10000024"])
        elif row["breakdown"] == "district":
            agree(row["times"], by_district[row["period"], row["value"]])


@pytest.mark.parametrize("figure", FIGURES)
def test_the_json_says_the_same_as_the_csv_with_its_definition_and_licence(office, figure):
    plain, told = office.csv(figure), office.json(figure)
    assert len(plain) == len(told["rows"])
    assert told["id"] == figure
    assert told["definition"]
    assert told["licence"]["url"].startswith("https://")
    assert [one["id"] for one in told["periods"]] == list(HALVES)
    for row, object_ in zip(plain, told["rows"], strict=True):
        for name, cell in row.items():
            assert (cell == MARK) == (name in object_["suppressed"])
            same = "" if object_[name] is None else str(object_[name])
            assert cell in (MARK, same, f"'{same}"), (name, cell, same)


def test_a_file_of_one_period_has_its_rows_and_no_others(office):
    every = office.csv("demand-by-age")
    one = office.csv("demand-by-age", f"?period={HALVES[0]}")
    assert one == [row for row in every if row["period"] == HALVES[0]]
    assert office.csv("demand-by-age", "?period=all") == every


@pytest.mark.parametrize("ending", ["csv", "json", "svg"])
def test_a_period_of_ones_own_is_refused_and_the_offered_ones_are_named(office, ending):
    refused = office.member.see(f"/insight/demand-by-age.{ending}?period=2025-04-01-to-2025-04-07")
    assert refused.status_code == 422
    assert HALVES[0] in refused.get_data(as_text=True)


def test_a_file_that_there_is_not_is_not_found(office):
    for path in ("nothing.csv", "nothing.json", "gaps.svg", "costs.svg"):
        assert office.member.see(f"/insight/{path}").status_code == 404


def test_costs_are_for_those_who_may_see_them(office):
    for role, status in (("analyst", 403), ("safeguarding lead", 403), ("commissioner", 200), ("administrator", 200)):
        member = office.as_(role)
        for path in ("/insight/costs", "/insight/costs.csv", "/insight/costs.json"):
            answer = member.see(path)
            assert answer.status_code == status, (role, path)
            assert ("1234.5" in answer.text or "1,234.50" in answer.text) == (status == 200)


def test_nobody_else_learns_what_anything_costs(office):
    for page in PAGES:
        if page.endpoint != "insight.costs":
            path = page.endpoint.removeprefix("insight.")
            assert "1,234.50" not in office.member.see(f"/insight/{path}").text
    for figure in FIGURES:
        assert "1234" not in json.dumps(office.json(figure)["rows"])

"""Somebody with every file, page and picture of insight tries to work out what is withheld, and cannot.

They write down every equation that they can: totals and their parts, months and their halves, the same records broken
down in several ways in several files. Then they narrow every withheld number by every equation until nothing moves.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from flask import g
from insight_office import HALVES, MARK, InsightOffice, half_of, needs_counted, open_office

from insight.asking import read_sources
from insight.catalogue import PAGES

PLENTY = 10_000
UNKNOWN = (0, PLENTY)
VALUES_KEPT = 4
Equation = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]
"""A whole, and the parts that add up to it."""
NEED_FILES = {"demand-by-district": "district", "demand-by-age": "band", "demand-by-pathway": "given"}
MONTH_FILES = {
    "demand-kinds": None,
    "right-first-time": ("right", "not_right", "not_known"),
    "repeats": ("repeat", "new", "not_known"),
    "overrides-months": ("as_recommended", "higher", "lower", "not_said", "without_the_guide"),
}
NOT_COUNTS = {"month", "month_title", "failure_share", "not_said_share"}


@pytest.fixture(scope="module")
def office(empty_database, tmp_path_factory, understander) -> InsightOffice:
    return open_office(empty_database, tmp_path_factory.mktemp("attacks"), understander, 700)


class Book:
    """Every number of every file by a name, and the equations between them."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, ...], tuple[int, int]] = {}
        self.equations: list[Equation] = []

    def put(self, name: tuple[str, ...], cell: str) -> tuple[str, ...]:
        """The same number in two files is shown in both or in neither."""
        bounds = (1, PLENTY) if cell == MARK else (int(cell or 0), int(cell or 0))
        assert self.known.get(name, UNKNOWN) in (UNKNOWN, bounds), name
        self.known[name] = bounds
        return name

    def unknown(self, name: tuple[str, ...]) -> tuple[str, ...]:
        self.known.setdefault(name, UNKNOWN)
        return name

    def add(self, whole: tuple[str, ...], parts: Iterable[tuple[str, ...]]) -> None:
        self.equations.append((whole, tuple(parts)))

    def narrowed(self) -> dict[tuple[str, ...], tuple[int, int]]:
        bounds, moved = dict(self.known), True
        while moved:
            moved = False
            for whole, parts in self.equations:
                for name, low, high in _implied(bounds, whole, parts):
                    new = max(bounds[name][0], low), min(bounds[name][1], high)
                    assert new[0] <= new[1], f"the files contradict each other about {name}"
                    moved, bounds[name] = moved or new != bounds[name], new
        return bounds


def _implied(bounds, whole, parts) -> Iterator[tuple[tuple[str, ...], int, int]]:
    low, high = sum(bounds[one][0] for one in parts), sum(bounds[one][1] for one in parts)
    yield whole, low, high
    for one in parts:
        own_low, own_high = bounds[one]
        yield one, bounds[whole][0] - (high - own_high), bounds[whole][1] - (low - own_low)


def needs_book(office: InsightOffice) -> Book:
    book = Book()
    for figure, name in NEED_FILES.items():
        for row in office.csv(figure):
            whole = book.put((row["period"], row["need"]), row["enquiries"])
            columns = [one for one in row if one not in ("period", "need", "need_name", "enquiries")]
            book.add(whole, [book.put((row["period"], row["need"], name, one), row[one]) for one in columns])
    for row in office.csv("helped-by-need"):
        columns = ("right", "partly", "not_right", "not_known")
        parts = [book.put((row["period"], row["need"], "followed", one), row[one]) for one in columns]
        book.add((row["period"], row["need"]), parts)
    return book


def enquiries_book(office: InsightOffice) -> Book:
    book = Book()
    for figure, columns in MONTH_FILES.items():
        for row in office.csv(figure):
            names = columns or [one for one in row if one not in NOT_COUNTS]
            parts = [book.put((row["month"], figure, one), row[one]) for one in names]
            book.add(book.unknown((row["month"],)), parts)
    months = sorted({name[0] for name in book.known if len(name) == 1})
    for half in HALVES:
        book.add(book.unknown((half,)), [(month,) for month in months if half_of(f"{month}-01") == half])
    _halves(office, book, months)
    return book


def _halves(office: InsightOffice, book: Book, months: list[str]) -> None:
    """Files by half break the same enquiries down, some in parts of what the files by month have."""
    for row in office.csv("enquiries"):
        name = (row["period"], row["breakdown"], row["value"])
        book.put((row["period"],) if row["breakdown"] == "all" else name, row["enquiries"])
    for figure, column in (("not-right-first-time", "category"), ("times-told", "told"), ("time-to-advice", "days")):
        for row in office.csv(figure):
            book.put((row["period"], figure, row[column]), row["enquiries"])
    for half in HALVES:
        for kind in ("district", "band", "given", "channel", "not-right-first-time", "times-told", "time-to-advice"):
            book.add((half,), [name for name in book.known if name[:2] == (half, kind)])
        own = [month for month in months if half_of(f"{month}-01") == half]
        wrong = [
            (half, "not-right-first-time", one)
            for one in ("asked before", "declined", "did not come", "not right", "told again")
        ]
        book.add(book.unknown((half, "not right")), wrong)
        book.add((half, "not right"), [(month, "right-first-time", "not_right") for month in own])
        for one, name in (("right", "right"), ("not known", "not_known")):
            book.add((half, "not-right-first-time", one), [(month, "right-first-time", name) for month in own])
        for row in [row for row in office.csv("demand-reasons") if row["period"] == half]:
            book.put((half, "reason", row["kind"]), row["enquiries"])
            book.add((half, "reason", row["kind"]), [(month, "demand-kinds", row["kind"]) for month in own])


def referrals_book(office: InsightOffice) -> Book:
    book = Book()
    for row in office.csv("referral-answers"):
        whole = book.put((row["period"], row["service"]), row["referrals"])
        columns = ("yes", "declined", "no_answer")
        book.add(whole, [book.put((*whole, "reply", one), row[one]) for one in columns])
    for row in office.csv("helped-by-service"):
        whole = (row["period"], row["service"])
        columns = ("right", "partly", "not_right", "not_known")
        book.add(whole, [book.put((*whole, "followed", one), row[one]) for one in columns])
    for half in HALVES:
        services = [name for name in book.known if len(name) == 2 and name[0] == half]
        book.add(book.unknown((half,)), services)
        waits = [
            book.put((half, "wait", row["days"]), row["referrals"])
            for row in office.csv("referral-waits", f"?period={half}")
        ]
        book.add((half,), waits)
        no = [
            book.put((half, "reason", row["reason"]), row["referrals"])
            for row in office.csv("referral-reasons", f"?period={half}")
        ]
        book.add(book.unknown((half, "declined in all")), no)
        book.add((half, "declined in all"), [(*service, "reply", "declined") for service in services])
    return book


def unmet_book(office: InsightOffice, figure: str) -> Book:
    book = Book()
    for row in office.csv(figure):
        name = book.put((row["period"], row["breakdown"], row["value"]), row["times"])
        if row["breakdown"] == "need":
            counties = [one for one in row if one not in ("period", "breakdown", "value", "name", "times")]
            book.add(name, [book.put((*name, one), row[one]) for one in counties])
    for half in HALVES:
        for breakdown in ("need", "district", "band"):
            parts = [name for name in book.known if name[:2] == (half, breakdown) and len(name) == 3]
            book.add(book.unknown((half,)), parts)
    return book


def check_nothing_is_told(book: Book) -> None:
    """Every withheld number that may be small, as far as anybody can tell, keeps four values at least."""
    withheld = [name for name, bounds in book.known.items() if bounds == (1, PLENTY)]
    assert withheld, "an attack on nothing proves nothing"
    bounds = book.narrowed()
    told = {name: bounds[name] for name in withheld if bounds[name][0] < 5 and _width(bounds[name]) < VALUES_KEPT}
    assert told == {}


def _width(bounds: tuple[int, int]) -> int:
    return bounds[1] - bounds[0] + 1


def test_no_need_of_a_place_an_age_or_a_pathway_can_be_worked_out(office):
    check_nothing_is_told(needs_book(office))


def test_nothing_of_enquiries_can_be_worked_out_across_months_halves_and_files(office):
    check_nothing_is_told(enquiries_book(office))


def test_nothing_of_referrals_can_be_worked_out(office):
    check_nothing_is_told(referrals_book(office))


@pytest.mark.parametrize("figure", ["unmet", "searches"])
def test_nothing_of_unmet_needs_can_be_worked_out(office, figure):
    check_nothing_is_told(unmet_book(office, figure))


def test_the_attack_finds_what_a_naive_file_would_tell():
    book = Book()
    parts = [book.put(("sleep", place), cell) for place, cell in (("ashfield", MARK), ("city", "6"), ("gedling", "9"))]
    book.add(book.put(("sleep",), "17"), parts)
    with pytest.raises(AssertionError):
        check_nothing_is_told(book)


def test_no_small_number_of_needs_is_in_a_file(office):
    small = {name: count for found in needs_counted(office).values() for name, count in found.items() if count < 5}
    assert len(small) > 50
    for figure, name in NEED_FILES.items():
        rows = {(row["period"], row["need"]): row for row in office.csv(figure)}
        for (half, need, column), count in needs_counted(office)[name].items():
            if (half, need) in rows and count < 5:
                assert rows[half, need][column] == MARK


def test_no_share_is_shown_beside_a_withheld_part(office):
    parts = {
        ("demand-kinds", "failure_share"): ("value", "repeat", "chasing", "misdirected", "preventable"),
        ("right-first-time", "right_share"): ("right", "not_right"),
        ("repeats", "value"): ("repeat", "new"),
        ("referral-answers", "declined_share"): ("yes", "declined"),
        ("helped-by-need", "right_share"): ("right", "partly", "not_right"),
        ("helped-by-service", "right_share"): ("right", "partly", "not_right"),
    }
    for (figure, share), names in parts.items():
        for row in office.csv(figure):
            if any(row[name] == MARK for name in names) and figure != "demand-kinds":
                assert row[share] == MARK, (figure, row)


def test_pages_withhold_what_the_files_withhold(office):
    for page in PAGES:
        if page.endpoint in ("insight.costs", "insight.quality"):
            continue
        half = f"?period={HALVES[-1]}"
        shown = office.member.see(f"/insight/{page.endpoint.removeprefix('insight.')}{half}").text
        for figure in page.figures:
            section = shown.split(f'<section class="rd-plate" id="{figure}"')[1].split("</section>")[0]
            marked = sum(cell == MARK for row in office.csv(figure, half) for cell in row.values())
            assert section.count(">withheld</td>") == marked, figure


def test_pictures_hold_no_number_that_the_files_withhold(office):
    with office.app.test_request_context("/insight"):
        g.session = office.app.extensions["right_door"].open_session(writing=False)
        sources = read_sources()
        pictured = 0
        for page in PAGES:
            for make in page.figures.values():
                figure = make(sources, sources.offer.halves[-1:])
                shown = {round(float(one), 6) for row in figure.rows for one in row if isinstance(one, int | float)}
                if figure.chart:
                    pictured += len(list(values_in(figure.chart.wide)))
                    assert set(values_in(figure.chart.wide)) <= shown | {0.0}, figure.id
                    assert set(values_in(figure.chart.narrow)) <= shown | {0.0}, figure.id
        g.session.close()
    assert pictured > 200


def values_in(spec: Any) -> Iterator[float]:
    """The numbers that a picture is drawn from."""
    if isinstance(spec, dict):
        if "data" in spec and "values" in spec["data"]:
            rows = spec["data"]["values"]
            yield from (round(float(row["value"]), 6) for row in rows if isinstance(row.get("value"), int | float))
        spec = list(spec.values())
    if isinstance(spec, list | tuple):
        for one in spec:
            yield from values_in(one)

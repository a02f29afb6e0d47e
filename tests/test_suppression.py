"""Small numbers are withheld, and nobody can work them out: attackers who solve everything published are let loose."""

from itertools import product

import pytest
from attacker import Attacker
from hypothesis import given, settings
from hypothesis import strategies as st

from insight.suppression import (
    WITHHELD,
    CannotPublish,
    Dimension,
    Shown,
    audit,
    enough_for_percentile,
    protect,
    share,
    shown_or_none,
)
from insight.suppression.auditing import VALUES_KEPT
from insight.suppression.linked import hidden_views, ring_of
from insight.suppression.tables import make_views

NEED = Dimension("need", ("sleep", "debt", "grief"))
PLACE = Dimension(
    "place",
    ("ashfield", "bassetlaw", "city"),
    {"county": {"ashfield": "county", "bassetlaw": "county", "city": "city"}},
)
AGE = Dimension("age", ("0-4", "5-10"))
COUNTS = st.sampled_from([0, 0, 1, 1, 2, 3, 4, 5, 6, 8, 12])


def counts(*dimensions):
    """Counts for every combination of categories; many are small."""
    keys = list(product(*(one.categories for one in dimensions)))
    return st.lists(COUNTS, min_size=len(keys), max_size=len(keys)).map(
        lambda found: dict(zip(keys, found, strict=True))
    )


def two_by_two(table):
    """Rows of counts as cells of need x place."""
    return {
        (need, place): n
        for need, row in zip(NEED.categories, table, strict=False)
        for place, n in zip(PLACE.categories, row, strict=False)
    }


def totals(cells, dimensions, names):
    """The true counts of a table, added up in the plainest way."""
    found = {}
    for categories, count in cells.items():
        own = {one.id: category for one, category in zip(dimensions, categories, strict=True)}
        own |= {f"{one.id}.{name}": of[own[one.id]] for one in dimensions for name, of in one.groups.items()}
        labels = tuple(own[name] for name in names)
        found[labels] = found.get(labels, 0) + count
    return found


def check_safe(cells, dimensions, tables, published):
    """Nothing small is shown, what is shown is true, and no attacker narrows a small number below four values."""
    protected = protect(cells, dimensions, tables)
    attacker = Attacker(protected, published)
    for names in published:
        true = totals(cells, dimensions, names)
        for labels, cell in protected.table(names).items():
            count = true[labels]
            assert cell == WITHHELD if 0 < count < 5 else cell in (WITHHELD, Shown(count))
            assert count or cell == Shown(0)
            if 0 < count < 5:
                possible = [value for value in range(1, 9) if attacker.may_be(names, labels, value)]
                assert len(possible) >= VALUES_KEPT, (names, labels, count, possible)
                assert count in possible


ALL_OF_TWO = [("need", "place"), ("need",), ("place",), ()]


@settings(max_examples=30, deadline=None)
@given(counts(NEED, PLACE))
def test_no_small_number_of_a_table_with_totals_can_be_worked_out(cells):
    check_safe(cells, (NEED, PLACE), [("need", "place")], ALL_OF_TWO)


@settings(max_examples=30, deadline=None)
@given(counts(NEED, PLACE))
def test_a_number_inside_a_table_may_be_anything_from_one_to_four(cells):
    protected = protect(cells, (NEED, PLACE), [("need", "place")])
    attacker = Attacker(protected, ALL_OF_TWO)
    for labels, count in cells.items():
        if 0 < count < 5:
            assert all(attacker.may_be(("need", "place"), labels, value) for value in (1, 2, 3, 4))


@settings(max_examples=25, deadline=None)
@given(counts(NEED, PLACE))
def test_a_county_beside_its_districts_gives_nothing_away(cells):
    published = [*ALL_OF_TWO, ("need", "place.county"), ("place.county",)]
    check_safe(cells, (NEED, PLACE), [("need", "place"), ("need", "place.county")], published)


@settings(max_examples=25, deadline=None)
@given(counts(Dimension("need", ("sleep", "debt")), Dimension("place", ("ashfield", "city")), AGE))
def test_a_table_of_three_dimensions_gives_nothing_away(cells):
    dimensions = (Dimension("need", ("sleep", "debt")), Dimension("place", ("ashfield", "city")), AGE)
    published = list(product(*(((), (one.id,)) for one in dimensions)))
    check_safe(cells, dimensions, [("need", "place", "age")], [sum(part, ()) for part in published])


@settings(max_examples=25, deadline=None)
@given(counts(Dimension("need", ("sleep", "debt")), Dimension("place", ("ashfield", "city")), AGE))
def test_tables_of_the_same_records_give_nothing_away_together(cells):
    dimensions = (Dimension("need", ("sleep", "debt")), Dimension("place", ("ashfield", "city")), AGE)
    pairs = [("need", "place"), ("place", "age"), ("need", "age")]
    for tables in (pairs, pairs[:2]):
        singles = {(name,) for table in tables for name in table}
        check_safe(cells, dimensions, tables, [*tables, *sorted(singles), ()])


@settings(max_examples=30, deadline=None)
@given(counts(Dimension("quarter", ("q1", "q2", "q3")), Dimension("place", ("ashfield", "city"))))
def test_a_year_less_its_other_quarters_gives_nothing_away(cells):
    dimensions = (Dimension("quarter", ("q1", "q2", "q3")), Dimension("place", ("ashfield", "city")))
    check_safe(cells, dimensions, [("quarter", "place")], [("quarter", "place"), ("quarter",), ("place",), ()])


@settings(max_examples=30, deadline=None)
@given(counts(NEED, PLACE))
def test_with_zeros_hidden_a_zero_looks_like_any_small_number(cells):
    protected = protect(cells, (NEED, PLACE), [("need", "place")], hide_zeros=True)
    attacker = Attacker(protected, ALL_OF_TWO, least=0)
    for labels, count in cells.items():
        if count < 5:
            assert protected.cell(dict(zip(("need", "place"), labels, strict=True))) == WITHHELD
            assert all(attacker.may_be(("need", "place"), labels, value) for value in range(5))


@settings(max_examples=25, deadline=None)
@given(counts(NEED, PLACE), st.lists(st.sampled_from(list(product(NEED.categories, PLACE.categories))), max_size=3))
def test_yesterdays_table_beside_todays_gives_nothing_away_of_what_has_not_changed(cells, more):
    yesterday = protect(cells, (NEED, PLACE), [("need", "place")])
    today_cells = {labels: count + more.count(labels) for labels, count in cells.items()}
    today = protect(today_cells, (NEED, PLACE), [("need", "place")], before=yesterday)
    if today_cells == cells:
        assert [today.table(names) for names in ALL_OF_TWO] == [yesterday.table(names) for names in ALL_OF_TWO]
    for names in ALL_OF_TWO:
        for labels, cell in today.table(names).items():
            if yesterday.table(names)[labels] == WITHHELD:
                assert cell == WITHHELD


def test_a_month_that_comes_after_leaves_what_was_withheld_withheld_and_what_was_shown_shown():
    months = [Dimension("month", names) for names in (("jan", "feb"), ("jan", "feb", "mar"))]
    first = {("jan", "ashfield"): 2, ("jan", "city"): 40, ("feb", "ashfield"): 41, ("feb", "city"): 42}
    then = protect(first, (months[0], PLACE), [("month", "place")])
    now = protect({**first, ("mar", "ashfield"): 6, ("mar", "city"): 7}, (months[1], PLACE), [("month", "place")],
                  before=then)  # fmt: skip
    for labels, cell in then.table(("month", "place")).items():
        assert now.table(("month", "place"))[labels] == cell
    fresh = protect({**first, ("mar", "ashfield"): 6, ("mar", "city"): 7}, (months[1], PLACE), [("month", "place")])
    assert fresh.table(("month", "place"))["feb", "city"] == Shown(42), "made anew, it shows what was withheld"


def large_table(seed):
    """As many needs and districts as the area has, unevenly asked about: counts from a fixed rule."""
    needs = Dimension("need", tuple(f"need {n}" for n in range(40)), several=True)
    places = Dimension("place", tuple(f"district {n}" for n in range(8)))
    cells = {
        (need, place): (seed + 7 * i * i + 13 * j + 5 * i * j) % (3 + i) % (2 + 5 * j)
        for i, need in enumerate(needs.categories)
        for j, place in enumerate(places.categories)
    }
    return (needs, places), cells


@pytest.mark.parametrize("seed", range(3))
def test_in_a_large_table_narrowing_by_every_total_leaves_small_numbers_open(seed):
    dimensions, cells = large_table(seed)
    protected = protect(cells, dimensions, [("need", "place")])
    attacker = Attacker(protected, [("need", "place"), ("need",)])
    small = [labels for labels, count in cells.items() if 0 < count < 5]
    assert len(small) > 60
    for labels in small:
        low, high = attacker.range_of(("need", "place"), labels)
        assert low <= 1
        assert high >= 4


def test_little_more_is_withheld_than_must_be():
    dimensions, cells = large_table(0)
    protected = protect(cells, dimensions, [("need", "place")])
    withheld, holding = protected.counted()
    assert len(protected.publication.proofs) <= withheld <= 1.25 * len(protected.publication.proofs)
    assert withheld < holding / 2


def test_one_small_number_takes_a_box_of_others_with_it():
    cells = two_by_two([[2, 30, 40], [31, 32, 50], [33, 60, 70]])
    protected = protect(cells, (NEED, PLACE), [("need", "place")])
    hidden = [labels for labels, cell in protected.table(("need", "place")).items() if cell == WITHHELD]
    assert hidden == [("sleep", "ashfield"), ("sleep", "bassetlaw"), ("debt", "ashfield"), ("debt", "bassetlaw")]
    assert protected.cell({"need": "sleep"}) == Shown(72)
    assert protected.cell({}) == Shown(348)


def test_nothing_is_withheld_where_nothing_is_small():
    cells = two_by_two([[5, 30, 0], [31, 32, 50], [33, 60, 70]])
    protected = protect(cells, (NEED, PLACE), [("need", "place")])
    assert protected.counted()[0] == 0
    assert protected.cell({"place": "city", "need": "sleep"}) == Shown(0)


def test_a_lone_small_total_goes_with_everything_it_would_be_found_from():
    protected = protect({("sleep", "city"): 3}, (NEED, PLACE), [("need", "place")])
    assert all(cell in (WITHHELD, Shown(0)) for cell in protected.table(("need", "place")).values())
    assert protected.cell({}) == WITHHELD


def test_the_audit_finds_a_small_number_that_is_shown():
    cells = two_by_two([[2, 30, 40], [31, 32, 50], [33, 60, 70]])
    protected = protect(cells, (NEED, PLACE), [("need", "place")])
    protected.publication.withheld[0][0, 0] = False
    assert "sleep / ashfield is small and shown" in audit(protected.publication)


def test_the_audit_finds_that_a_number_beside_a_small_one_tells_it():
    cells = two_by_two([[2, 30, 40], [31, 32, 50], [33, 60, 70]])
    protected = protect(cells, (NEED, PLACE), [("need", "place")])
    protected.publication.withheld[0][0, 1] = False
    assert "sleep / ashfield is told by sleep / bassetlaw" in audit(protected.publication)


def test_what_was_not_protected_is_not_told():
    protected = protect(two_by_two([[9, 9, 9]]), (NEED, PLACE), [("need",)])
    with pytest.raises(CannotPublish):
        protected.table(("need", "place"))
    with pytest.raises(CannotPublish):
        protected.cell({"need": "housing"})


@pytest.mark.parametrize(
    "tables", [[("colour",)], [("need", "need")], [("place", "place.county")], [("place.parish",)]]
)
def test_a_table_of_unknown_or_doubled_breakdowns_is_refused(tables):
    with pytest.raises(CannotPublish):
        protect(two_by_two([[9, 9, 9]]), (NEED, PLACE), tables)


def test_counts_of_unknown_categories_and_below_nothing_are_refused():
    for cells in ({("sleep", "leeds"): 2}, {("sleep",): 2}, {("sleep", "city"): -1}):
        with pytest.raises(CannotPublish):
            protect(cells, (NEED, PLACE), [("need",)])


def test_sums_across_what_counts_several_times_are_not_published():
    needs = Dimension("need", NEED.categories, several=True)
    protected = protect(two_by_two([[9, 9, 9]]), (needs, PLACE), [("need", "place")])
    assert protected.cell({"need": "sleep"}) == Shown(27)
    with pytest.raises(CannotPublish):
        protected.cell({"place": "city"})


def test_only_tables_in_a_ring_are_held_together():
    ab, bc, ca = frozenset("ab"), frozenset("bc"), frozenset("ca")
    assert ring_of([ab, bc]) == frozenset()
    assert ring_of([ab, bc, ca]) == frozenset("abc")
    assert ring_of([ab, bc, ca, frozenset("abc")]) == frozenset()


MONTH = Dimension("month", ("jan", "feb"), {"quarter": {"jan": "q1", "feb": "q1"}})
REASON = Dimension(
    "reason",
    ("first", "chasing", "lost"),
    {"kind": {"first": "value", "chasing": "failure", "lost": "failure"},
     "sort": {"first": "a call", "chasing": "a call", "lost": "a letter"}},
)  # fmt: skip


@pytest.mark.parametrize(
    ("tables", "held"),
    [
        ([("month", "reason.kind"), ("month.quarter", "reason")], []),
        ([("month", "reason.kind"), ("month", "reason.sort")], [("month", "reason")]),
        ([("reason.kind",), ("month", "reason.sort")], [("month", "reason")]),
        ([("month", "reason"), ("month", "place"), ("reason.kind", "place")], [("month", "reason", "place")]),
    ],
)
def test_groupings_that_cross_are_held_together_too(tables, held):
    dimensions = (MONTH, REASON, PLACE)
    hidden = hidden_views(dimensions, make_views(dimensions, tables))
    assert [view.names for view in hidden] == held


@settings(max_examples=20, deadline=None)
@given(counts(MONTH, REASON))
def test_two_groupings_of_the_same_records_give_nothing_away_together(cells):
    tables = [("month", "reason.kind"), ("month", "reason.sort")]
    check_safe(cells, (MONTH, REASON), tables, [*tables, ("month",), ("reason.kind",), ("reason.sort",), ()])


def test_a_share_is_shown_only_where_both_counts_are():
    assert share(Shown(6), Shown(8)) == 75
    assert share(WITHHELD, Shown(8)) == share(Shown(6), WITHHELD) == WITHHELD
    assert share(Shown(0), Shown(0)) is None
    assert [shown_or_none(cell) for cell in (Shown(7), WITHHELD)] == [7, None]


@pytest.mark.parametrize(
    ("count", "percentile", "enough"), [(9, 50, False), (10, 50, True), (49, 90, False), (50, 90, True)]
)
def test_a_percentile_needs_five_records_on_each_side(count, percentile, enough):
    assert enough_for_percentile(count, percentile) is enough

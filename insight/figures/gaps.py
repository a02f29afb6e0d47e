"""Gaps: demand beside supply, as a map of colours and as a list to commission from; unmet need, empty searches."""

from collections.abc import Callable, Sequence

from directory.wording import Words, words
from insight.charts import bars, heat_map
from insight.figure import Column, Figure, Value
from insight.figures.shares import (
    ENQUIRIES,
    PERIOD,
    WITHHELD_ALL,
    along,
    count_column,
    empty,
    labels,
    largest,
    listed,
    shown,
    size,
)
from insight.halves import title_of
from insight.measures.gaps import Gap, reasons_for, takes_band, worst_first
from insight.periods import Period
from insight.published.needs import needs_counted
from insight.published.offer import AGE_BANDS, NOT_KNOWN
from insight.published.unmet import PLAN, SEARCH, county_of, needs_unmet
from insight.sources import Sources
from insight.suppression import Cell, Protected, Shown

Halves = Sequence[Period]
Text = Words | str
TIMES = words("times")
NAMED = 3
MOST_BARS, MOST_DRAWN = 15, 20
SUPPLY = words(
    "Services: those running today in the directory that name this need and say that they cover this district, its "
    "county or the country. Services that do not say which area they cover are counted beside, since they may not fit."
)
DEMAND = words(
    "Enquiries: those of the period with this need in this district, each once under each of its needs. Supply is as "
    "the directory says today, whatever the period."
)
ORDER = words(
    "The list begins where nobody could be found most often; then where there are most enquiries for each service (a "
    "need without any service first); then by the longest wait. Withheld numbers play no part in the order."
)
PER_SERVICE = words("enquiries for each service")


def gaps_of(sources: Sources, half: Period) -> list[Gap]:
    """Every need in every district, the worst gap first."""
    return worst_first(
        _gap(sources, half, need, district) for need in _needs(sources, half) for district in sources.districts
    )


def heat(sources: Sources, halves: Halves) -> Figure:
    """Enquiries for each service that fits, by need and district."""
    title = words("Enquiries for each service that fits, by need and district")
    if not halves:
        return empty("gaps-map", title, PER_SERVICE)
    rows: list[tuple[Value, ...]] = []
    for half in halves:
        for need in _needs(sources, half):
            gaps = [_gap(sources, half, need, district) for district in sources.districts]
            rows.append((half.id, need, sources.need(need), *(_pressure(gap) for gap in gaps)))
    last = sorted((row for row in rows if row[0] == halves[-1].id), key=_highest)[:MOST_DRAWN]
    return Figure(
        id="gaps-map",
        title=title,
        finding=_without_service(sources, halves[-1]),
        definition=(
            DEMAND,
            SUPPLY,
            words(
                "Each number is enquiries divided by services. Where there is no service, enquiries are counted as if "
                "there were one, and the list below says so. Drawn: the %(most)s needs with the highest numbers.",
                most=MOST_DRAWN,
            ),
        ),
        unit=PER_SERVICE,
        columns=(
            PERIOD,
            Column("need", words("Need id"), only_in_files=True),
            Column("need_name", words("Need")),
            *(Column(code, sources.district(code), numeric=True, places=1) for code in sources.districts),
        ),
        rows=tuple(rows),
        chart=heat_map(
            [row[2] for row in last],  # type: ignore[misc]
            [sources.district(code) for code in sources.districts],
            [row[3:] for row in last],  # type: ignore[misc]
            title=PER_SERVICE,
        ),
    )


def gaps(sources: Sources, halves: Halves) -> Figure:
    """The list to commission from."""
    title = words("Gaps, the widest first")
    if not halves:
        return empty("gaps", title)
    rows: list[tuple[Value, ...]] = []
    for half in halves:
        rows += [_row(sources, half, gap) for gap in gaps_of(sources, half)]
    return Figure(
        id="gaps",
        title=title,
        finding=_worst_said(sources, halves[-1]),
        definition=(DEMAND, SUPPLY, ORDER),
        unit=ENQUIRIES,
        columns=(
            PERIOD,
            Column("need", words("Need id"), only_in_files=True),
            Column("district", words("District code"), only_in_files=True),
            Column("need_name", words("Need")),
            Column("district_name", words("District")),
            count_column("enquiries", words("Enquiries")),
            count_column("plans_without", words("Plans with nobody, in the county")),
            count_column("searches_without", words("Searches with nobody, in the county")),
            Column("services", words("Services that fit"), numeric=True),
            Column("services_area_not_known", words("Services, area not known"), numeric=True),
            Column("enquiries_per_service", words("Enquiries for each"), numeric=True, places=1),
            Column("places", words("Places paid for"), numeric=True),
            Column("places_not_told", words("Services that tell no places"), numeric=True),
            Column("shortest_wait", words("Shortest wait told"), numeric=True, unit=words("weeks")),
            Column("wait_told_on", words("Wait told on"), only_in_files=True),
        ),
        rows=tuple(rows),
    )


def supply_by_age(sources: Sources, halves: Halves) -> Figure:
    """How many services take each need at each age, beside the enquiries."""
    title = words("Services that take each need, by age")
    if not halves:
        return empty("supply-by-age", title)
    bands = [band for band in AGE_BANDS if band != NOT_KNOWN]
    rows: list[tuple[Value, ...]] = []
    for need in _needs(sources, halves[-1]):
        taking = [one for one in sources.suppliers if need in one.needs]
        verdicts = [[takes_band(one, band) for one in taking] for band in bands]
        unknown = sum(verdict is None for verdict in verdicts[0])
        rows.append((need, sources.need(need), *(sum(one is True for one in found) for found in verdicts), unknown))
    bare = [row for row in rows if not any(row[2:])]
    return Figure(
        id="supply-by-age",
        title=title,
        finding=words("%(n)s needs that were asked for are taken by no running service.", n=len(bare)),
        definition=(SUPPLY, words("A service counts for each age band of which it takes any age, wherever it is.")),
        unit=words("services"),
        columns=(
            Column("need", words("Need id"), only_in_files=True),
            Column("need_name", words("Need")),
            *(Column(band.replace(" ", "_"), sources.band(band), numeric=True) for band in bands),
            Column("ages_not_known", words("Ages not told"), numeric=True),
        ),
        rows=tuple(rows),
    )


def unmet(sources: Sources, halves: Halves) -> Figure:
    title = words("Plans in which nobody could be found")
    definition = (
        words("Each time the plan of an enquiry had no service for one of its needs: the need, the district, the age."),
    )
    return _noticed(sources, halves, PLAN, "unmet", title, definition)


def searches(sources: Sources, halves: Halves) -> Figure:
    title = words("Searches that found nothing")
    definition = (
        words(
            "Each need, district and age for which a search found no service; the same ones on one day count once. "
            "The words that people typed are never kept."
        ),
    )
    return _noticed(sources, halves, SEARCH, "searches", title, definition)


def _noticed(
    sources: Sources, halves: Halves, source: str, id_: str, title: Text, definition: tuple[Words, ...]
) -> Figure:
    """By need and district, and by age."""
    if not halves:
        return empty(id_, title, TIMES)
    counties = labels(sources.unmet(halves[-1], source), "district.county")
    rows: list[tuple[Value, ...]] = []
    for half in halves:
        found = sources.unmet(half, source)
        for need, whole in _by_need(found).items():
            cells = along(found, ("need", "district.county"), need)
            rows.append(
                (half.id, "need", need, sources.need(need), shown(whole), *(shown(cells[one]) for one in counties))
            )
        rows += _without_counties(half, "district", along(found, ("district",)), sources.district, len(counties))
        rows += _without_counties(half, "band", along(found, ("band",)), sources.band, len(counties))
    needs = _by_need(sources.unmet(halves[-1], source))
    most = [words("%(name)s (%(n)s)", name=sources.need(one), n=size(needs[one])) for one in largest(needs, NAMED)]
    drawn = list(needs)[:MOST_BARS]
    return Figure(
        id=id_,
        title=title,
        finding=words("%(when)s: most often for %(most)s.", when=title_of(halves[-1]), most=listed(most))
        if most
        else WITHHELD_ALL,
        definition=definition,
        unit=TIMES,
        columns=(
            PERIOD,
            Column("breakdown", words("Breakdown id"), only_in_files=True),
            Column("value", words("Id"), only_in_files=True),
            Column("name", words("Need, district or age")),
            count_column("times", words("All")),
            *(count_column(code.replace(" ", "_"), sources.district(code)) for code in counties),
        ),
        rows=tuple(rows),
        chart=bars([sources.need(one) for one in drawn], [shown(needs[one]) for one in drawn], unit=TIMES)
        if drawn
        else None,
    )


def _without_counties(
    half: Period, breakdown: str, cells: dict[str, Cell], called: Callable[[str], Text], blanks: int
) -> list[tuple[Value, ...]]:
    blank = ("",) * blanks
    return [(half.id, breakdown, one, called(one), shown(cell), *blank) for one, cell in cells.items()]


def _by_need(found: Protected) -> dict[str, Cell]:
    """Needs for which nobody was found, the most often first."""
    there = {need: cell for need, cell in along(found, ("need",)).items() if cell != Shown(0)}
    return dict(sorted(there.items(), key=lambda pair: (-size(pair[1]), pair[0])))


def _needs(sources: Sources, half: Period) -> list[str]:
    """Every need that anybody asked for or missed in this half, by name."""
    asked = set(needs_counted(sources.needs(half)))
    for source in (PLAN, SEARCH):
        asked |= set(needs_unmet(sources.unmet(half, source)))
    return sorted(asked - {NOT_KNOWN}, key=lambda need: str(sources.need(need)))


def _gap(sources: Sources, half: Period, need: str, district: str) -> Gap:
    noticed = {"need": need, "district.county": county_of(district)}
    return Gap(
        need=need,
        district=district,
        demand=_cell(sources.needs(half), {"need": need, "district": district}),
        not_planned=_cell(sources.unmet(half, PLAN), noticed),
        not_found=_cell(sources.unmet(half, SEARCH), noticed),
        supply=sources.supply(need, district),
    )


def _cell(found: Protected, where: dict[str, str]) -> Cell:
    """The count; 0 for a need that nobody had."""
    return found.cell(where) if where["need"] in labels(found, "need") else Shown(0)


def _pressure(gap: Gap) -> Value:
    return gap.per_service if gap.supply.fitting else shown(gap.demand)


def _highest(row: tuple[Value, ...]) -> tuple[float, str]:
    """To put the need with the highest number first; withheld numbers count for nothing."""
    return -max((value for value in row[3:] if isinstance(value, int | float)), default=0), str(row[2])


def _row(sources: Sources, half: Period, gap: Gap) -> tuple[Value, ...]:
    wait = gap.supply.shortest_wait
    return (
        half.id,
        gap.need,
        gap.district,
        sources.need(gap.need),
        sources.district(gap.district),
        shown(gap.demand),
        shown(gap.not_planned),
        shown(gap.not_found),
        len(gap.supply.fitting),
        gap.supply.area_not_known,
        gap.per_service,
        gap.supply.places,
        gap.supply.places_not_told,
        wait.waiting_weeks if wait else None,
        wait.told_on if wait else None,
    )


def _without_service(sources: Sources, half: Period) -> Words:
    bare = [gap for gap in gaps_of(sources, half) if not gap.supply.fitting and size(gap.demand) > 0]
    if not bare:
        return words("Every need that was asked for has a service in each district, or too little can be shown.")
    return words(
        "%(when)s: %(n)s needs in one district or another were asked for, and no running service takes them there.",
        when=title_of(half),
        n=len(bare),
    )


def _worst_said(sources: Sources, half: Period) -> Words:
    found = gaps_of(sources, half)
    if not found:
        return WITHHELD_ALL
    worst = found[0]
    why = reasons_for(worst, sources.district(county_of(worst.district)))
    return words(
        "%(when)s: the widest gap is %(need)s in %(district)s. %(why)s",
        when=title_of(half),
        need=sources.need(worst.need),
        district=sources.district(worst.district),
        why=why[0] if why else "",
    )

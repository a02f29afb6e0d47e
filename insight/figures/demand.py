"""What people ask for, where, for whom, and why they get in touch."""

from collections.abc import Callable, Mapping, Sequence

from directory.wording import Words, words
from insight.charts import bars, heat_map, stacked_bars
from insight.figure import Column, Figure, Value
from insight.figures.shares import (
    ENQUIRIES,
    MONTH,
    MONTH_TITLE,
    PER_CENT,
    PERIOD,
    WITHHELD_ALL,
    added,
    along,
    axis,
    count_column,
    empty,
    labels,
    largest,
    listed,
    per_cent,
    share_column,
    shown,
    size,
)
from insight.figures.ups_and_downs import Measure, month_by_month
from insight.halves import title_of
from insight.measures.demand import DEFINITION, FAILURE, KINDS, NOT_AT_DESK, NOT_SAID, VALUE, kind_of, reason_of
from insight.periods import Period
from insight.published.offer import AGE_BANDS, NOT_KNOWN
from insight.sources import Sources
from insight.suppression import Cell, Protected
from matching.entries import PathwayId
from matching.following.models import DemandKind
from matching.models import Channel

Text = Words | str
Halves = Sequence[Period]
NAMED, MOST_DRAWN = 3, 20
NEEDS_DEFINITION = (
    words(
        "An enquiry counts once under each need it has, so needs must not be added up. Counted: enquiries of the "
        "period that reached an answer, or that the front door logged; by the day they were asked."
    ),
    words(
        "Guides left half way do not count. What was not said stands under “not known”. Source: enquiries kept here."
    ),
)
CHANNELS: dict[str, Words] = {
    Channel.ONLINE: words("“Should I refer?” online"),
    Channel.PHONE: words("By phone"),
    Channel.EMAIL: words("By e-mail"),
    Channel.IN_PERSON: words("In person"),
    Channel.LETTER: words("By letter"),
}


def by_district(sources: Sources, halves: Halves) -> Figure:
    places = (*sources.districts, "elsewhere", NOT_KNOWN)
    names = {code: sources.district(code) for code in places}
    title = words("What is asked for, by district")
    return _by_need(sources, halves, "demand-by-district", title, "district", names)


def by_age(sources: Sources, halves: Halves) -> Figure:
    names = {band: sources.band(band) for band in AGE_BANDS}
    return _by_need(sources, halves, "demand-by-age", words("What is asked for, by age"), "band", names)


def by_pathway(sources: Sources, halves: Halves) -> Figure:
    names = {one: sources.pathway(one) for one in (*map(str, PathwayId), NOT_KNOWN)}
    title = words("What is asked for, by how serious it was")
    return _by_need(sources, halves, "demand-by-pathway", title, "given", names)


def _by_need(
    sources: Sources, halves: Halves, id_: str, title: Text, dimension: str, names: Mapping[str, Text]
) -> Figure:
    """A row for each need, a column for each of `names`."""
    if not halves:
        return empty(id_, title)
    columns = [count_column(_column_id(code), name) for code, name in names.items()]
    rows: list[tuple[Value, ...]] = []
    for half in halves:
        found = sources.needs(half)
        for need, total in _in_order(found).items():
            cells = along(found, ("need", dimension), need)
            rows.append((half.id, need, sources.need(need), shown(total), *(shown(cells[code]) for code in names)))
    last = [row for row in rows if row[0] == halves[-1].id][:MOST_DRAWN]
    return Figure(
        id=id_,
        title=title,
        finding=_most_asked(sources, halves[-1]),
        definition=(
            *NEEDS_DEFINITION,
            words("The picture has the %(most)s asked for most, the table all.", most=MOST_DRAWN),
        ),
        unit=ENQUIRIES,
        columns=(
            PERIOD,
            Column("need", words("Need id"), only_in_files=True),
            Column("need_name", words("Need")),
            count_column("enquiries", words("All")),
            *columns,
        ),
        rows=tuple(rows),
        chart=heat_map([row[2] for row in last], list(names.values()), [row[4:] for row in last], title=ENQUIRIES),  # type: ignore[misc]
    )


def _column_id(code: str) -> str:
    """ "0 to 4" -> "0_to_4"; a GSS code stays as it is."""
    return code.replace(" ", "_")


def _in_order(found: Protected) -> dict[str, Cell]:
    """The needs with their counts, the largest first."""
    cells = along(found, ("need",))
    return dict(sorted(cells.items(), key=lambda pair: (-size(pair[1]), pair[0])))


def _most_asked(sources: Sources, half: Period) -> Words:
    cells = {need: cell for need, cell in _in_order(sources.needs(half)).items() if need != NOT_KNOWN}
    most = [
        words("%(name)s (%(count)s)", name=sources.need(need), count=size(cells[need]))
        for need in largest(cells, NAMED)
    ]
    if not most:
        return WITHHELD_ALL
    return words("%(when)s: asked for most were %(most)s.", when=title_of(half), most=listed(most))


def enquiries(sources: Sources, halves: Halves) -> Figure:
    """How many, by place, age, pathway and way they reached us: each enquiry once in each breakdown."""
    title = words("How many enquiries")
    found = sources.enquiries
    if found is None or not halves:
        return empty("enquiries", title)
    breakdowns: tuple[tuple[str, Words, Callable[[str], Text]], ...] = (
        ("district", words("District"), sources.district),
        ("band", words("Age of the youngest child"), sources.band),
        ("given", words("What was advised"), sources.pathway),
        ("channel", words("How it reached us"), lambda channel: CHANNELS[channel]),
    )
    rows: list[tuple[Value, ...]] = []
    for half in halves:
        whole = found.cell({"month.half": half.id})
        rows.append((half.id, "all", "", words("All enquiries"), "", shown(whole)))
        for name, said, called in breakdowns:
            cells = along(found, ("month.half", name), half.id)
            rows += [(half.id, name, code, said, called(code), shown(cell)) for code, cell in cells.items()]
    last = found.cell({"month.half": halves[-1].id})
    return Figure(
        id="enquiries",
        title=title,
        finding=words("%(when)s: %(n)s enquiries.", when=title_of(halves[-1]), n=size(last))
        if size(last) >= 0
        else WITHHELD_ALL,
        definition=(
            words("Each enquiry counts once. Counted: those that reached an answer, or that the front door logged."),
        ),
        unit=ENQUIRIES,
        columns=(
            PERIOD,
            Column("breakdown", words("Breakdown id"), only_in_files=True),
            Column("value", words("Id"), only_in_files=True),
            Column("breakdown_name", words("By")),
            Column("name", words("Which")),
            count_column("enquiries", words("Enquiries")),
        ),
        rows=tuple(rows),
    )


def kinds(sources: Sources, halves: Halves) -> Figure:
    """Value and failure demand, month by month."""
    title = words("Why people get in touch, month by month")
    found = sources.enquiries
    if found is None:
        return empty("demand-kinds", title)
    months = sources.offer.months
    by_kind = {month.id: along(found, ("month", "reason.kind"), month.id) for month in months}
    sorts = {month.id: along(found, ("month", "reason.sort"), month.id) for month in months}
    asked = [kind for kind in KINDS if kind in labels(found, "reason.kind")]
    rows = tuple(
        (
            month.id,
            title_of(month),
            *(shown(by_kind[month.id][kind]) for kind in asked),
            per_cent(_of(sorts, month, FAILURE), _of(sorts, month, VALUE)),
            per_cent(_of(sorts, month, NOT_SAID), _of(sorts, month, VALUE), _of(sorts, month, FAILURE)),
        )
        for month in months
    )
    at_desk = [kind for kind in asked if kind != NOT_AT_DESK]
    return Figure(
        id="demand-kinds",
        title=title,
        finding=_failure_said(sources, halves),
        definition=DEFINITION,
        unit=ENQUIRIES,
        columns=(
            MONTH,
            MONTH_TITLE,
            *(count_column(kind.replace(" ", "_"), KINDS[kind]) for kind in asked),
            share_column("failure_share", words("Failure, of those said")),
            share_column("not_said_share", words("Not said, of those at the desk")),
        ),
        rows=rows,
        chart=stacked_bars(
            axis(months),
            [(KINDS[kind], [shown(by_kind[month.id][kind]) for month in months]) for kind in at_desk],
            unit=ENQUIRIES,
        ),
    )


def failure_share(sources: Sources, halves: Halves) -> Figure:
    title = words("The share of failure demand, and whether it changes")
    if sources.enquiries is None:
        return empty("failure-share", title, PER_CENT)
    months = sources.offer.months
    sorts = {month.id: along(sources.enquiries, ("month", "reason.sort"), month.id) for month in months}
    parts = {sort: [_of(sorts, month, sort) for month in months] for sort in (FAILURE, VALUE, NOT_SAID)}
    shares = [per_cent(*pair) for pair in zip(parts[FAILURE], parts[VALUE], strict=True)]
    named = (
        ("failure", words("Failure"), FAILURE),
        ("value_demand", words("Value"), VALUE),
        ("not_said", words("Not said"), NOT_SAID),
    )
    beside = [(count_column(name, said), [shown(cell) for cell in parts[sort]]) for name, said, sort in named]
    measure = Measure(
        "failure-share",
        title,
        words("Failure demand, of those said"),
        PER_CENT,
        (*DEFINITION, words("The share is of the enquiries of which it was said; the others stand beside it.")),
        highest=100,
    )
    return month_by_month(measure, months, shares, beside)


def reasons(sources: Sources, halves: Halves) -> Figure:
    """The reasons officers gave, by half."""
    title = words("The reasons given")
    found = sources.enquiries
    if found is None or not halves:
        return empty("demand-reasons", title)
    rows: list[tuple[Value, ...]] = []
    for half in halves:
        cells = {
            one: cell
            for one, cell in along(found, ("month.half", "reason"), half.id).items()
            if kind_of(one) in set(DemandKind)
        }
        rows += [
            (half.id, kind_of(one), reason_of(one) or "", KINDS[kind_of(one)], _reason(sources, one), shown(cell))
            for one, cell in sorted(cells.items(), key=lambda pair: (-size(pair[1]), pair[0]))
        ]
    last = [row for row in rows if row[0] == halves[-1].id and isinstance(row[5], int) and row[5]]
    failures = [row for row in last if row[1] != DemandKind.VALUE][:NAMED]
    most = [words("%(name)s (%(count)s)", name=row[4], count=row[5]) for row in failures]
    return Figure(
        id="demand-reasons",
        title=title,
        finding=words("%(when)s: most failure demand was %(most)s.", when=title_of(halves[-1]), most=listed(most))
        if most
        else WITHHELD_ALL,
        definition=DEFINITION,
        unit=ENQUIRIES,
        columns=(
            PERIOD,
            Column("kind", words("Kind id"), only_in_files=True),
            Column("reason", words("Reason id"), only_in_files=True),
            Column("kind_name", words("Kind")),
            Column("reason_name", words("Reason")),
            count_column("enquiries", words("Enquiries")),
        ),
        rows=tuple(rows),
        chart=bars([row[4] for row in last], [row[5] for row in last], unit=ENQUIRIES) if last else None,  # type: ignore[misc]
    )


def _reason(sources: Sources, category: str) -> Text:
    reason = reason_of(category)
    if reason is None:
        return words("%(kind)s, no reason given", kind=KINDS[kind_of(category)])
    return sources.reasons.get(reason, reason)


def _of(sorts: Mapping[str, Mapping[str, Cell]], month: Period, name: str) -> Cell:
    """0 for a sort that nobody ever had."""
    return sorts[month.id].get(name, added())


def _failure_said(sources: Sources, halves: Halves) -> Words:
    found = sources.enquiries
    if found is None or not halves:
        return WITHHELD_ALL
    cells = along(found, ("month.half", "reason.sort"), halves[-1].id)
    failure, value, not_said = (cells.get(sort, added()) for sort in (FAILURE, VALUE, NOT_SAID))
    share, unsaid = per_cent(failure, value), per_cent(not_said, failure, value)
    if not isinstance(share, float) or not isinstance(unsaid, float):
        return WITHHELD_ALL
    return words(
        "%(when)s: %(share)s per cent of the enquiries at the desk were failure demand, of those where it was said. "
        "It was not said of %(unsaid)s per cent.",
        when=title_of(halves[-1]),
        share=f"{share:g}",
        unsaid=f"{unsaid:g}",
    )

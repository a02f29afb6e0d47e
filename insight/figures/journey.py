"""Whether it went right the first time: from the family's side, month by month, and why not."""

from collections.abc import Mapping, Sequence

from directory.wording import Words, words
from insight.charts import bars, stacked_bars
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
    per_cent,
    share_column,
    shown,
)
from insight.figures.ups_and_downs import Measure, month_by_month
from insight.halves import title_of
from insight.measures.right_first_time import DEFINITION, LABELS, SORTS, FirstTime
from insight.periods import Period
from insight.published.enquiries import NO, TOLD, YES
from insight.published.offer import NOT_KNOWN
from insight.sources import Sources
from insight.suppression import Cell

Halves = Sequence[Period]
RIGHT, NOT_RIGHT = "right", "not right"
REPEATS = (
    words(
        "A repeat: somebody had asked about this family in the 12 months before. The officer asks, and keeps yes or no "
        "alone. Where nobody asked, as in every enquiry online, it is not known; the share is of those known."
    ),
)
TOLD_SAID = {
    "0": words("Nobody"),
    "1": words("One person"),
    "2": words("Two people"),
    "3 or more": words("Three or more people"),
    NOT_KNOWN: words("Not known"),
}


def right_first_time(sources: Sources, halves: Halves) -> Figure:
    title = words("Right help, first time")
    found = sources.enquiries
    if found is None:
        return empty("right-first-time", title)
    months = sources.offer.months
    cells = [along(found, ("month", "first.sort"), month.id) for month in months]
    rows = tuple(
        (
            month.id,
            title_of(month),
            *(shown(one[sort]) for sort in SORTS),
            per_cent(one[RIGHT], one[NOT_RIGHT]),
            per_cent(one[NOT_KNOWN], one[RIGHT], one[NOT_RIGHT]),
        )
        for month, one in zip(months, cells, strict=True)
    )
    return Figure(
        id="right-first-time",
        title=title,
        finding=_first_time_said(sources, halves),
        definition=(*DEFINITION, words("The picture has those of which it is known; the table has the others too.")),
        unit=ENQUIRIES,
        columns=(
            MONTH,
            MONTH_TITLE,
            *(count_column(sort.replace(" ", "_"), said) for sort, said in SORTS.items()),
            share_column("right_share", words("Right, of those known")),
            share_column("not_known_share", words("Not known, of all")),
        ),
        rows=rows,
        chart=stacked_bars(
            axis(months),
            [(SORTS[sort], [shown(one[sort]) for one in cells]) for sort in (RIGHT, NOT_RIGHT)],
            unit=ENQUIRIES,
        ),
    )


def right_first_time_share(sources: Sources, halves: Halves) -> Figure:
    title = words("The share that went right first time, and whether it changes")
    if sources.enquiries is None:
        return empty("right-first-time-share", title, PER_CENT)
    months = sources.offer.months
    cells = [along(sources.enquiries, ("month", "first.sort"), month.id) for month in months]
    return month_by_month(
        Measure(
            "right-first-time-share",
            title,
            words("Right first time, of those known"),
            PER_CENT,
            (*DEFINITION, words("The share is of the enquiries of which it is known.")),
            highest=100,
        ),
        months,
        [per_cent(one[RIGHT], one[NOT_RIGHT]) for one in cells],
        [
            (count_column(sort.replace(" ", "_"), said), [shown(one[sort]) for one in cells])
            for sort, said in SORTS.items()
        ],
    )


def why_not_right(sources: Sources, halves: Halves) -> Figure:
    """What went wrong, by half; the first thing that did."""
    title = words("What went wrong first")
    found = sources.enquiries
    if found is None or not halves:
        return empty("not-right-first-time", title)
    rows: list[tuple[Value, ...]] = []
    for half in halves:
        cells = along(found, ("month.half", "first"), half.id)
        rows += [(half.id, str(one), LABELS[one], shown(cells[one]), _of_all(cells, one)) for one in FirstTime]
    wrong = [row for row in rows if row[0] == halves[-1].id and row[1] not in (RIGHT, NOT_KNOWN)]
    most = max((row for row in wrong if isinstance(row[3], int)), key=lambda row: row[3], default=None)  # type: ignore[arg-type, return-value]
    return Figure(
        id="not-right-first-time",
        title=title,
        finding=words(
            "%(when)s: most often “%(what)s” (%(count)s).", when=title_of(halves[-1]), what=most[2], count=most[3]
        )
        if most and most[3]
        else WITHHELD_ALL,
        definition=(
            *DEFINITION,
            words("An enquiry stands under the first of the lines that fits it, so the lines add up to all enquiries."),
        ),
        unit=ENQUIRIES,
        columns=(
            PERIOD,
            Column("category", words("Id"), only_in_files=True),
            Column("name", words("How it went")),
            count_column("enquiries", words("Enquiries")),
            share_column("share", words("Of all")),
        ),
        rows=tuple(rows),
        chart=bars([row[2] for row in wrong], [row[3] for row in wrong], unit=ENQUIRIES),  # type: ignore[misc]
    )


def repeats(sources: Sources, halves: Halves) -> Figure:
    title = words("Repeats within 12 months")
    if sources.enquiries is None:
        return empty("repeats", title, PER_CENT)
    months = sources.offer.months
    cells = [along(sources.enquiries, ("month", "before"), month.id) for month in months]
    beside = [
        (count_column("repeat", words("Asked about before")), [shown(one[YES]) for one in cells]),
        (count_column("new", words("Not asked about before")), [shown(one[NO]) for one in cells]),
        (count_column("not_known", words("Not known")), [shown(one[NOT_KNOWN]) for one in cells]),
    ]
    shares = [per_cent(one[YES], one[NO]) for one in cells]
    measure = Measure("repeats", title, words("Repeats, of those known"), PER_CENT, REPEATS, highest=100)
    return month_by_month(measure, months, shares, beside)


def times_told(sources: Sources, halves: Halves) -> Figure:
    title = words("How many people the family had to tell their story to")
    found = sources.enquiries
    if found is None or not halves:
        return empty("times-told", title)
    rows: list[tuple[Value, ...]] = []
    for half in halves:
        cells = along(found, ("month.half", "told"), half.id)
        rows += [(half.id, one, TOLD_SAID[one], shown(cells[one]), _of_known(cells, one)) for one in TOLD]
    last = along(found, ("month.half", "told"), halves[-1].id)
    once = per_cent(added(last["0"], last["1"]), last["2"], last["3 or more"])
    return Figure(
        id="times-told",
        title=title,
        finding=words(
            "%(when)s: %(share)s per cent told it to one person at most, of those where we know.",
            when=title_of(halves[-1]),
            share=f"{once:g}",
        )
        if isinstance(once, float)
        else WITHHELD_ALL,
        definition=(words("As the referrer told us later. Shares are of those known."),),
        unit=ENQUIRIES,
        columns=(
            PERIOD,
            Column("told", words("Id"), only_in_files=True),
            Column("name", words("Told to")),
            count_column("enquiries", words("Enquiries")),
            share_column("share", words("Of those known")),
        ),
        rows=tuple(rows),
        chart=bars([TOLD_SAID[one] for one in TOLD], [shown(last[one]) for one in TOLD], unit=ENQUIRIES),
    )


def _of_all(cells: Mapping[str, Cell], one: str) -> Value:
    return per_cent(cells[one], *(cell for other, cell in cells.items() if other != one))


def _of_known(cells: Mapping[str, Cell], one: str) -> Value:
    """None for those of which it is not known."""
    if one == NOT_KNOWN:
        return None
    return per_cent(cells[one], *(cell for other, cell in cells.items() if other not in (one, NOT_KNOWN)))


def _first_time_said(sources: Sources, halves: Halves) -> Words:
    found = sources.enquiries
    if found is None or not halves:
        return WITHHELD_ALL
    cells = along(found, ("month.half", "first.sort"), halves[-1].id)
    share = per_cent(cells[RIGHT], cells[NOT_RIGHT])
    unknown = per_cent(cells[NOT_KNOWN], cells[RIGHT], cells[NOT_RIGHT])
    if not isinstance(share, float) or not isinstance(unknown, float):
        return WITHHELD_ALL
    return words(
        "%(when)s: %(share)s per cent went right first time, of those where we know. Of %(unknown)s per cent we do "
        "not know.",
        when=title_of(halves[-1]),
        share=f"{share:g}",
        unknown=f"{unknown:g}",
    )

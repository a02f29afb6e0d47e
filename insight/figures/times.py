"""How long it took: from asking to advice, and to the help itself."""

from collections.abc import Mapping, Sequence

from directory.wording import Words, words
from insight.charts import distribution
from insight.figure import Column, Figure, Value
from insight.figures.shares import ENQUIRIES, PERIOD, WITHHELD_ALL, along, count_column, empty, share_column, shown
from insight.figures.ups_and_downs import Measure, month_by_month
from insight.halves import title_of
from insight.measures.times import FULL, PERCENTILES, TO_ADVICE, TO_HELP, WEEK, Stretch, percentile
from insight.periods import Period
from insight.published.offer import NOT_KNOWN
from insight.sources import Sources
from insight.suppression import Cell, Shown, Withheld, share

Halves = Sequence[Period]
DAYS = words("days")
BEGUN = words(
    "Counted: enquiries whose help has begun, by the day it began: the earliest day told by the front door or by the "
    "service. Help that has not begun, or of which nobody told us, is not among them. In the first months after Right "
    "Door began only short waits can have ended."
)
READ_OFF = words(
    "Percentiles are read off the stretches in the file: “85 of 100 within 41 days” means that the stretch ending at "
    "day 41 is the first by which 85 per cent had help. They are withheld where fewer than five would lie beyond."
)


def to_help(sources: Sources, halves: Halves) -> Figure:
    """How many took how long, in weeks."""
    title = words("From asking to help: how long it takes")
    if sources.begun is None or not halves:
        return empty("time-to-help", title)
    found = sources.begun.protected
    rows: list[tuple[Value, ...]] = []
    for half in halves:
        whole = found.cell({"month.half": half.id})
        cells = along(found, ("month.half", "since_asked"), half.id)
        rows += [(half.id, one.id, one.words, shown(cells[one.id]), _share(cells[one.id], whole)) for one in TO_HELP]
    last = along(found, ("month.half", "since_asked"), halves[-1].id)
    whole = found.cell({"month.half": halves[-1].id})
    reached = {percent: percentile(_in_order(last, TO_HELP), whole, percent) for percent in PERCENTILES}
    return Figure(
        id="time-to-help",
        title=title,
        finding=_reached_said(halves[-1], reached),
        definition=(BEGUN, READ_OFF),
        unit=ENQUIRIES,
        columns=(
            PERIOD,
            Column("days", words("Days"), only_in_files=True),
            Column("days_said", words("From asking to help")),
            count_column("enquiries", words("Enquiries")),
            share_column("share", words("Of those begun")),
        ),
        rows=tuple(rows),
        chart=distribution(
            [(one.first, _end(one), shown(last[one.id])) for one in TO_HELP],
            [
                (words("%(percent)s of 100 within", percent=percent), _end(one))
                for percent, one in reached.items()
                if isinstance(one, Stretch)
            ],
            unit=DAYS,
            counted=ENQUIRIES,
        ),
    )


def percentiles(sources: Sources, halves: Halves) -> Figure:
    """Median and the long end, of each step."""
    title = words("From asking to advice to help: the middle and the long end")
    if sources.begun is None or sources.enquiries is None or not halves:
        return empty("time-percentiles", title, DAYS)
    begun, asked = sources.begun.protected, sources.enquiries
    steps = (
        ("to_advice", words("From asking to advice"), asked, "advice", TO_ADVICE),
        ("advice_to_help", words("From advice to help"), begun, "since_advised", TO_HELP),
        ("to_help", words("From asking to help"), begun, "since_asked", TO_HELP),
    )
    rows: list[tuple[Value, ...]] = []
    for half in halves:
        for step, said, found, name, stretches in steps:
            cells = along(found, ("month.half", name), half.id)
            whole = _known(found.cell({"month.half": half.id}), cells)
            found_stretches = (percentile(_in_order(cells, stretches), whole, percent) for percent in PERCENTILES)
            rows.append((half.id, step, said, shown(whole), *(_last_day(one) for one in found_stretches)))
    return Figure(
        id="time-percentiles",
        title=title,
        finding=words("Half, 85 and 95 of 100 families had each step within so many days."),
        definition=(
            words("To advice: enquiries by the day they were asked. To help: by the day the help began."),
            BEGUN,
            READ_OFF,
            words("“Or more” has no last day: it is written as the first day of the last stretch."),
        ),
        unit=DAYS,
        columns=(
            PERIOD,
            Column("step", words("Step id"), only_in_files=True),
            Column("step_name", words("Step")),
            count_column("enquiries", words("Enquiries")),
            *(Column(f"p{one}", words("%(n)s of 100 within", n=one), numeric=True, unit=DAYS) for one in PERCENTILES),
        ),
        rows=tuple(rows),
    )


def medians(sources: Sources, halves: Halves) -> Figure:
    """The median from asking to help, by the month in which help began."""
    title = words("From asking to help, month by month")
    if sources.begun is None:
        return empty("time-to-help-months", title, DAYS)
    months, found = sources.offer.months, sources.begun
    definition = (
        BEGUN,
        words("The median: half of the families waited less, half more. Withheld for fewer than ten."),
    )
    counts = [shown(found.protected.cell({"month": month.id})) for month in months]
    measure = Measure("time-to-help-months", title, words("Median days to help"), DAYS, definition)
    beside = [(count_column("begun", words("Help begun")), counts)]
    return month_by_month(measure, months, [found.medians[month.id] for month in months], beside)


def to_advice(sources: Sources, halves: Halves) -> Figure:
    title = words("From asking to advice: how long it takes")
    found = sources.enquiries
    if found is None or not halves:
        return empty("time-to-advice", title)
    said: dict[str, Words] = {one.id: one.words for one in TO_ADVICE} | {NOT_KNOWN: words("not known, or no advice")}
    rows: list[tuple[Value, ...]] = []
    for half in halves:
        cells = along(found, ("month.half", "advice"), half.id)
        rows += [(half.id, one, said[one], shown(cell)) for one, cell in cells.items()]
    same_day = along(found, ("month.half", "advice"), halves[-1].id)[TO_ADVICE[0].id]
    return Figure(
        id="time-to-advice",
        title=title,
        finding=words("%(when)s: %(n)s were advised the same day.", when=title_of(halves[-1]), n=same_day.count)
        if isinstance(same_day, Shown)
        else WITHHELD_ALL,
        definition=(
            words(
                "From the day of asking to the day on which the guide gave its answer or, without the guide, the "
                "front door wrote down its advice. By the day of asking."
            ),
        ),
        unit=ENQUIRIES,
        columns=(
            PERIOD,
            Column("days", words("Days"), only_in_files=True),
            Column("days_said", words("From asking to advice")),
            count_column("enquiries", words("Enquiries")),
        ),
        rows=tuple(rows),
    )


def _in_order(cells: Mapping[str, Cell], stretches: Sequence[Stretch]) -> list[tuple[Stretch, Cell]]:
    return [(one, cells[one.id]) for one in stretches]


def _known(whole: Cell, cells: Mapping[str, Cell]) -> Cell:
    """All but those of which it is not known."""
    unknown = cells.get(NOT_KNOWN, Shown(0))
    if isinstance(whole, Withheld) or isinstance(unknown, Withheld):
        return Withheld()
    return Shown(whole.count - unknown.count)


def _end(stretch: Stretch) -> int:
    return stretch.first + 4 * WEEK if stretch.last is None else stretch.last + 1


def _last_day(found: Stretch | Withheld | None) -> Value:
    if isinstance(found, Stretch):
        return found.first if found.last is None else found.last
    return found


def _share(part: Cell, whole: Cell) -> Value:
    found = share(part, whole)
    return round(found, 1) if isinstance(found, float) else found


def _reached_said(half: Period, reached: Mapping[int, Stretch | Withheld | None]) -> Words:
    median, most = reached[PERCENTILES[0]], reached[PERCENTILES[1]]
    if not isinstance(median, Stretch):
        return WITHHELD_ALL
    middle = words("%(when)s: half had help within %(days)s days", when=title_of(half), days=_last_day(median))
    if not isinstance(most, Stretch):
        return words("%(middle)s.", middle=middle)
    return words(
        "%(middle)s, and %(percent)s of %(full)s within %(days)s.",
        middle=middle,
        percent=PERCENTILES[1],
        full=FULL,
        days=_last_day(most),
    )

"""A measure month by month with its limits (XmR): which ups and downs are more than chance. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from directory.wording import Words, words
from insight.charts import lines, xmr_chart
from insight.figure import Column, Figure, Value
from insight.figures.shares import MONTH, MONTH_TITLE, axis, number
from insight.halves import title_of
from insight.periods import Period
from insight.xmr import TOO_FEW, Xmr, xmr

Text = Words | str
LIMITS_EXPLAINED = words(
    "The limits are the mean of the months shown, and 2.66 times their mean moving range on either side (an XmR "
    "chart). Between them, ups and downs are no more than chance. Withheld months are left out of mean and limits."
)
SIGNALS = {
    "outside the limits": words("Outside the limits"),
    "three of four near a limit": words("Three of four near a limit"),
    "eight in a row on one side": words("Eight in a row on one side"),
}


@dataclass(frozen=True)
class Measure:
    """What goes up and down: its name, unit, and the most it can be."""

    id: str
    title: Text
    column: Text
    unit: Text
    definition: tuple[Text, ...]
    highest: float | None = None


def month_by_month(
    measure: Measure,
    months: Sequence[Period],
    values: Sequence[Value],
    beside: Sequence[tuple[Column, Sequence[Value]]] = (),
) -> Figure:
    """`beside`: columns of what each value is made of, a value for each month."""
    found = xmr([number(value) for value in values], highest=measure.highest)
    columns = (
        MONTH,
        MONTH_TITLE,
        *(column for column, _ in beside),
        Column("value", measure.column, numeric=True, unit=measure.unit, places=1),
        Column("moving_range", words("Change from the month before"), numeric=True, unit=measure.unit, places=1),
        *(Column(name, title, numeric=True, places=1, only_in_files=True) for name, title in LIMIT_COLUMNS),
        Column("signal", words("Stands out")),
    )
    rows = tuple(
        (month.id, title_of(month), *(column[at] for _, column in beside), values[at], *_limits(found, at))
        for at, month in enumerate(months)
    )
    drawn = (
        xmr_chart(axis(months), found, unit=measure.unit)
        if found
        else lines(axis(months), [(measure.column, [number(value) for value in values])], unit=measure.unit)
    )
    return Figure(
        id=measure.id,
        title=measure.title,
        finding=_finding(measure, months, values, found),
        definition=(*measure.definition, LIMITS_EXPLAINED),
        unit=measure.unit,
        columns=columns,
        rows=rows,
        chart=drawn if months else None,
    )


LIMIT_COLUMNS = (
    ("mean", words("Mean")),
    ("lower_limit", words("Lower limit")),
    ("upper_limit", words("Upper limit")),
)


def _limits(found: Xmr | None, at: int) -> tuple[Value, ...]:
    """Moving range, mean, limits and signal of one month."""
    if found is None:
        return None, None, None, None, ""
    signal = found.signals[at]
    moved = found.ranges[at]
    return (
        None if moved is None else round(moved, 2),
        *(round(limit, 2) for limit in (found.mean, found.lower, found.upper)),
        SIGNALS[str(signal)] if signal else "",
    )


def _finding(measure: Measure, months: Sequence[Period], values: Sequence[Value], found: Xmr | None) -> Words:
    last = [(month, value) for month, value in zip(months, values, strict=True) if isinstance(value, int | float)]
    if not last:
        return words("No month has enough to show.")
    month, value = last[-1]
    said = words("%(month)s: %(value)s %(unit)s.", month=title_of(month), value=f"{value:g}", unit=measure.unit)
    if found is None:
        return words("%(said)s %(more)s", said=said, more=TOO_FEW)
    mean = words("The mean of the months is %(mean)s.", mean=f"{found.mean:.1f}")
    return words("%(said)s %(mean)s %(more)s", said=said, mean=mean, more=found.said())

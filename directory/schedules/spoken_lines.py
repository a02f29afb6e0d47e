"""Lines of opening times: days with what happens on them, put together wholly or not at all, as rows."""

from dataclasses import dataclass, field
from datetime import date, time

from directory.schedules.row import DAY_CODES, ScheduleRow
from directory.schedules.spoken_clock import Clock, TimesNotCertain, between, one
from directory.schedules.spoken_reader import ALL_WEEK, Draft, NotWhole, Reader
from directory.schedules.spoken_words import FOR_ALL, KEPT, PART_OF_THE_YEAR, Token, tokens
from directory.wording import words

CONTRADICTORY = ({"closed on bank holidays", "including bank holidays"}, {"term time", "in school holidays"})


@dataclass
class Line:
    """Some days and what happens on them."""

    days: list[int] = field(default_factory=list)
    """Weekdays, Monday 0; for days of the month one for each of `which`."""
    which: list[int] = field(default_factory=list)
    every: int = 1
    times: list[tuple[time | None, time | None]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    closed: bool = False
    led: bool = False
    """A note stands before the days: "Term time: Mon 9-5"."""
    starts: date | None = None
    ends: date | None = None
    on: date | None = None

    def rows(self) -> list[ScheduleRow]:
        if self.closed:
            return []
        freq = None if self.on else "MONTHLY" if self.which else "WEEKLY"
        return [
            ScheduleRow(
                valid_from=self.starts,
                valid_to=self.ends,
                dtstart=self.on,
                freq=freq,
                interval=self.every if self.every > 1 else None,
                byday=self._byday(),
                opens_at=opens,
                closes_at=closes,
                notes=", ".join(self.notes) or None,
            )
            for opens, closes in self.times or [(None, None)]
        ]

    def _byday(self) -> str | None:
        if self.which:
            return ",".join(f"{which}{DAY_CODES[day]}" for which, day in zip(self.which, self.days, strict=True))
        return ",".join(DAY_CODES[day] for day in sorted(set(self.days))) or None


def read_line(clause: str) -> list[Line]:
    """Raises UnknownWord, TimesNotCertain or NotWhole."""
    found = [token for token in tokens(clause) if token.kind != "filler"]
    lead, found = _lead(found)
    if not found:
        raise NotWhole
    drafts = Reader(found).drafts()
    if len(drafts) > 1 and drafts[-1].trailing and not any(draft.trailing for draft in drafts[:-1]):
        raise NotWhole
    lines = [_line(draft) for draft in drafts]
    _place_notes(lines, lead)
    return lines


def _lead(found: list[Token]) -> tuple[list[str], list[Token]]:
    """The notes before everything else, and the rest."""
    lead = []
    while found and found[0].kind in ("note", "comma", "dash"):
        if found[0].kind == "note":
            lead.append(KEPT[found[0].number])
        found = found[1:]
    return lead, found


def _place_notes(lines: list[Line], lead: list[str]) -> None:
    """Notes before the days and those that are meant for all go to every line; one after several lines to nobody."""
    last = lines[-1]
    for_all = [note for note in last.notes if note in FOR_ALL]
    open_lines = [line for line in lines if not line.closed]
    if len(lines) > 1 and len(last.notes) > len(for_all) and not any(line.notes for line in lines[:-1]):
        raise NotWhole(
            words(
                "We could not tell whether “%(note)s” is meant for the last day or for all. Write it after each: "
                "Monday 9am to 1pm term time; Wednesday 1pm to 5pm term time.",
                note=next(note for note in last.notes if note not in FOR_ALL),
            )
        )
    if any(line.closed and set(line.notes) - FOR_ALL for line in lines):
        raise NotWhole
    for line in open_lines:
        line.notes = list(dict.fromkeys([*lead, *line.notes, *for_all]))
        line.led = bool(lead)
        always = time() in {opens for opens, closes in line.times if opens == closes}
        if any(pair <= set(line.notes) for pair in CONTRADICTORY) or (always and PART_OF_THE_YEAR & set(line.notes)):
            raise NotWhole


def _line(draft: Draft) -> Line:
    line = Line(
        draft.days, draft.which, 1, [], draft.notes, draft.closed, starts=draft.starts, ends=draft.ends, on=draft.on
    )
    if draft.waiting or (draft.closed and (draft.timed or draft.rhythm or draft.part or draft.starts or draft.ends)):
        raise NotWhole
    if draft.round and not line.days and not line.on:
        line.days = list(ALL_WEEK)
    if bool(line.days) == bool(line.on) or (line.on and (line.starts or line.ends or draft.rhythm)):
        raise NotWhole(words("Say which days, such as Monday to Friday 9am to 5pm.") if not line.days else None)
    if line.starts and line.ends and line.ends < line.starts:
        raise NotWhole
    line.times = _times(draft)
    _set_rhythm(line, draft)
    return line


def _times(draft: Draft) -> list[tuple[time | None, time | None]]:
    if draft.round:
        if draft.pairs or draft.part:
            raise NotWhole
        return [(time(), time())]
    if draft.part and not draft.pairs:
        raise TimesNotCertain
    half_told = any(opens is None or closes is None for opens, closes in draft.pairs)
    if half_told and len(draft.pairs) > 1:
        raise NotWhole
    found: list[tuple[time | None, time | None]] = []
    for opens, closes in draft.pairs:
        if opens and closes:
            found.append(between(opens, closes, draft.part))
        else:
            found.append((_one(opens, draft.part), _one(closes, draft.part)))
    if len(set(found)) != len(found):
        raise NotWhole
    return found


def _one(at: Clock | None, part: str) -> time | None:
    return None if at is None else one(at, part)


def _set_rhythm(line: Line, draft: Draft) -> None:
    """Every week, every other week, or which day of the month. "Every second Thursday" is every other one."""
    kinds = {token.kind for token in draft.rhythm}
    if line.which and len(line.which) != len(line.days):
        raise NotWhole
    gaps = [token for token in draft.rhythm if token.kind in ("every other", "weeks", "months", "other month")]
    if len(gaps) > 1 or (gaps and "weekly" in kinds):
        raise NotWhole
    if gaps:
        line.every = gaps[0].number or 2
    of_month = kinds & {"of month", "months", "other month"}
    if not line.which:
        if of_month:
            raise NotWhole(words("Say which week of the month, such as first Monday of the month 10am to noon."))
        return
    if of_month:
        if kinds & {"every other", "weeks", "weekly"} or len(set(zip(line.which, line.days, strict=True))) != len(
            line.which
        ):
            raise NotWhole
        return
    second = [token for token in draft.rhythm if token.kind == "ordinal"]
    if kinds == {"every", "ordinal"} and [token.text for token in second] == ["second"]:
        line.which, line.every = [], 2
        return
    raise NotWhole(words("Say “of the month” after the day if that is meant: first Monday of the month 10am to noon."))

"""Tokens of opening times put together: days with their times and notes, in either order, wholly or not at all."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time

from directory.schedules.row import DAY_CODES, ScheduleRow
from directory.schedules.spoken_clock import Clock, TimesNotCertain, between, one
from directory.schedules.spoken_words import FOR_ALL, KEPT, PART_OF_THE_YEAR, Token, tokens
from directory.wording import Words, words

CONTRADICTORY = ({"closed on bank holidays", "including bank holidays"}, {"term time", "in school holidays"})
ALL_WEEK = tuple(range(7))
TIMES = ("clock", "from", "between", "round", "always")
DAYS = ("day", "ordinal", "weekdays", "weekends", "every day")
RHYTHM = ("every", "every other", "weeks", "other month", "months", "of month", "weekly")


class NotWhole(ValueError):
    """The words are known, and do not make a timetable together."""

    def __init__(self, said: Words | None = None) -> None:
        self.words = said or words(
            "We could not tell which times belong to which days. Write each day with its times, such as Monday 9am to "
            "1pm; Wednesday 1pm to 5pm."
        )
        super().__init__(str(self.words))


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


@dataclass
class _Draft:
    """A line while its tokens come in."""

    days: list[int] = field(default_factory=list)
    which: list[int] = field(default_factory=list)
    waiting: list[Token] = field(default_factory=list)
    """Ordinals whose day has not come yet."""
    rhythm: list[Token] = field(default_factory=list)
    pairs: list[tuple[Clock | None, Clock | None]] = field(default_factory=list)
    part: str = ""
    round: bool = False
    notes: list[str] = field(default_factory=list)
    closed: bool = False
    closed_last: bool = False
    starts: date | None = None
    ends: date | None = None
    on: date | None = None

    @property
    def timed(self) -> bool:
        return bool(self.pairs) or self.round


def read_line(clause: str) -> list[Line]:
    """Raises UnknownWord, TimesNotCertain or NotWhole."""
    found = [token for token in tokens(clause) if token.kind != "filler"]
    lead, found = _lead(found)
    if not found:
        raise NotWhole
    lines = [_line(draft) for draft in _Reader(found).drafts()]
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


class _Reader:
    """Goes through the tokens once. Where times come first, days follow them throughout."""

    def __init__(self, found: list[Token]) -> None:
        self._tokens, self._at = found, 0
        self._times_first = found[0].kind in TIMES
        self._draft = _Draft()
        self._done: list[_Draft] = []
        self._joined = ""
        """ "comma", "dash" or "and", where one of them stands just before."""

    def drafts(self) -> list[_Draft]:
        while self._at < len(self._tokens):
            self._step()
        if self._joined == "and":
            raise NotWhole
        return [*self._done, self._draft]

    def _peek(self, ahead: int = 0) -> str:
        place = self._at + ahead
        return self._tokens[place].kind if place < len(self._tokens) else ""

    def _step(self) -> None:
        token = self._tokens[self._at]
        if token.kind in ("comma", "dash", "and"):
            if self._joined == "and" or (token.kind == "and" and not self._at):
                raise NotWhole
            self._joined = token.kind
            self._at += 1
            return
        if token.kind in DAYS or (token.kind in RHYTHM and self._peek(1) in ("day", "ordinal", "every other")):
            self._new_if(self._draft.closed_last or (not self._times_first and self._draft.timed))
        reads = {
            "note": self._note,
            "closed": self._closed,
            "part": self._part,
            "date": self._date,
            "from": self._from,
            "to": self._until,
        }
        if token.kind in TIMES and token.kind != "from":
            self._times(token)
        elif token.kind in DAYS:
            self._days(token)
        elif token.kind in RHYTHM:
            self._draft.rhythm.append(token)
            self._at += 1
        elif token.kind in reads:
            reads[token.kind](token)
        else:
            raise NotWhole
        self._joined = ""

    def _new_if(self, needed: bool) -> None:
        if needed:
            self._done.append(self._draft)
            self._draft = _Draft()

    def _days(self, token: Token) -> None:
        draft = self._draft
        self._at += 1
        if token.kind == "ordinal":
            draft.waiting.append(token)
        elif token.kind == "day":
            draft.days.extend(self._range(token))
        else:
            days = {"weekdays": ALL_WEEK[:5], "weekends": ALL_WEEK[5:]}.get(token.kind, ALL_WEEK)
            if token.kind != "every day" or tuple(draft.days) != ALL_WEEK:
                draft.days.extend(days)
        if len(draft.days) != len(set(draft.days)) and not draft.which:
            raise NotWhole

    def _range(self, token: Token) -> Iterator[int]:
        draft = self._draft
        if self._peek() in ("dash", "to") and self._peek(1) == "day":
            last = self._tokens[self._at + 1].number
            if draft.waiting or last == token.number or self._tokens[self._at].text in ("until", "till", "til"):
                raise NotWhole
            self._at += 2
            return ((token.number + ahead) % 7 for ahead in range((last - token.number) % 7 + 1))
        if not draft.waiting:
            return iter([token.number])
        if self._joined:
            raise NotWhole
        ordinals, draft.waiting = draft.waiting, []
        draft.rhythm.extend(ordinals)
        draft.which.extend(ordinal.number for ordinal in ordinals)
        return iter([token.number] * len(ordinals))

    def _times(self, token: Token) -> None:
        self._new_if(self._times_first and bool(self._draft.days))
        draft = self._draft
        if draft.closed or (self._joined == "and" and not draft.timed):
            raise NotWhole
        self._at += 1
        if token.kind in ("round", "always"):
            draft.round = True
            if token.kind == "always" and tuple(draft.days) != ALL_WEEK:
                draft.days.extend(ALL_WEEK)
        elif token.kind == "between":
            self._pair("and")
        else:
            self._at -= 1
            self._pair("")

    def _pair(self, middle: str) -> None:
        """Two times with "to" between, or one with "onwards" or nothing after it."""
        if self._peek() != "clock":
            raise NotWhole
        opens = self._tokens[self._at].clock
        self._at += 1
        if self._peek() in ("dash", "to", middle or "dash") and self._peek(1) == "clock":
            self._draft.pairs.append((opens, self._tokens[self._at + 1].clock))
            self._at += 2
            return
        if middle:
            raise NotWhole
        if self._peek() == "onwards":
            self._at += 1
        self._draft.pairs.append((opens, None))

    def _from(self, token: Token) -> None:
        self._at += 1
        if self._peek() == "date":
            self._draft.starts = self._tokens[self._at].day
            self._at += 1
        elif self._peek() == "clock":
            self._times(self._tokens[self._at])
        elif self._peek() not in ("day", "weekdays"):
            raise NotWhole

    def _until(self, token: Token) -> None:
        self._at += 1
        if self._peek() == "date":
            self._draft.ends = self._tokens[self._at].day
        elif self._peek() == "clock" and token.text in ("until", "till", "til"):
            self._draft.pairs.append((None, self._tokens[self._at].clock))
        else:
            raise NotWhole
        self._at += 1

    def _note(self, token: Token) -> None:
        self._draft.notes.append(KEPT[token.number])
        self._at += 1

    def _closed(self, token: Token) -> None:
        self._new_if(self._draft.timed or self._draft.closed)
        self._draft.closed, self._draft.closed_last = True, bool(self._draft.days)
        self._at += 1

    def _part(self, token: Token) -> None:
        if self._draft.part:
            raise NotWhole
        self._draft.part = token.text.removeprefix("in the ").rstrip("s")
        self._at += 1

    def _date(self, token: Token) -> None:
        if self._draft.on:
            raise NotWhole
        self._draft.on = token.day
        self._at += 1


def _line(draft: _Draft) -> Line:
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


def _times(draft: _Draft) -> list[tuple[time | None, time | None]]:
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


def _set_rhythm(line: Line, draft: _Draft) -> None:
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

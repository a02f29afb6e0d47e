"""Tokens of opening times gone through once: which days, times and notes stand together."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from directory.schedules.spoken_clock import Clock
from directory.schedules.spoken_words import KEPT, Token
from directory.wording import Words, words

ALL_WEEK = tuple(range(7))
TIMES = ("clock", "from", "between", "round", "always")
DAYS = ("day", "ordinal", "weekdays", "weekends", "every day")
GAPS = ("every other", "weeks", "months", "other month")
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
class Draft:
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
    trailing: bool = False
    """A gap or a date came after days and times: after several lines it may be meant for all of them."""

    @property
    def timed(self) -> bool:
        return bool(self.pairs) or self.round


class Reader:
    """Goes through the tokens once. Where times come first, days follow them throughout."""

    def __init__(self, found: list[Token]) -> None:
        self._tokens, self._at = found, 0
        self._times_first = found[0].kind in TIMES
        self._draft = Draft()
        self._done: list[Draft] = []
        self._joined = ""
        """ "comma", "dash" or "and", where one of them stands just before."""

    def drafts(self) -> list[Draft]:
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
            self._trail(token.kind in GAPS)
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
            self._draft = Draft()

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
            self._once(self._draft.starts)
            self._draft.starts = self._tokens[self._at].day
            self._at += 1
        elif self._peek() == "clock":
            self._times(self._tokens[self._at])
        elif self._peek() not in ("day", "weekdays"):
            raise NotWhole

    def _until(self, token: Token) -> None:
        self._at += 1
        if self._peek() == "date":
            self._once(self._draft.ends)
            self._draft.ends = self._tokens[self._at].day
        elif self._peek() == "clock" and token.text in ("until", "till", "til"):
            self._draft.pairs.append((None, self._tokens[self._at].clock))
        else:
            raise NotWhole
        self._at += 1

    def _once(self, told: date | None) -> None:
        if told is not None:
            raise NotWhole
        self._trail(True)

    def _trail(self, said: bool) -> None:
        self._draft.trailing |= said and self._draft.timed and bool(self._draft.days)

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

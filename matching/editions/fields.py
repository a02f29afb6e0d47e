"""The parts of a form for one entry: how a field of the content is shown, and read from what was sent.

Pure. A value is as the files have it: text, number, list or table. Nothing typed is lost: what cannot be read is shown
again as it was sent.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, ClassVar

from directory.curation.editing.fields import tidy
from directory.wording import Words, words

BLANK_ROWS = 2
LONGEST = 2000
MOST_LINES = 200
IN_BRACKETS = re.compile(r"\(([^()]+)\)$")


class Sent:
    """What a form sent: the values of each box by its name, in order."""

    def __init__(self, values: Mapping[str, Sequence[str]]) -> None:
        self.values = values

    def get(self, name: str, default: str = "") -> str:
        return next(iter(self.values.get(name, ())), default)

    def getlist(self, name: str) -> list[str]:
        return list(self.values.get(name, ()))


class NotUnderstood(Exception):
    """A field cannot be read. `at` is the id of the box, `said` names what is wrong and the mend."""

    def __init__(self, at: str, said: Words) -> None:
        self.at, self.said = at, said
        super().__init__(said)


Choices = Mapping[str, Mapping[str, str]]
"""Name of a list -> id -> words: what may be picked."""
Shown = Any
"""What a form shows of a value: a text, a list of texts, or a list of rows."""


@dataclass(frozen=True)
class Field:
    """One line of text; the others below differ from it."""

    name: str
    label: Words
    hint: Words | None = None
    needed: Words | None = None
    """What to say where it is left out; None where it may be."""
    most: int = LONGEST
    kind: ClassVar[str] = "line"

    @property
    def default(self) -> Any:
        """What the content takes where a file does not say."""
        return None

    def show(self, value: Any, choices: Choices) -> Shown:
        return str(value) if value is not None else ""

    def sent(self, sent: Sent) -> Shown:
        """What was typed, to be shown again."""
        return sent.get(self.name, "")

    def read(self, sent: Sent, choices: Choices) -> Any:
        """The value as the files have it. Raises NotUnderstood."""
        return self._text(tidy(sent.get(self.name, "")))

    def _text(self, text: str) -> str | None:
        if len(text) > self.most:
            raise NotUnderstood(self.name, words("Keep this to %(most)s letters", most=self.most))
        return text or self._none()

    def _none(self) -> Any:
        if self.needed:
            raise NotUnderstood(self.name, self.needed)
        return self.default


@dataclass(frozen=True)
class Long(Field):
    """A few sentences."""

    kind: ClassVar[str] = "long"


@dataclass(frozen=True)
class Lines(Field):
    """Several texts, one to a line."""

    kind: ClassVar[str] = "lines"

    @property
    def default(self) -> Any:
        return []

    def show(self, value: Any, choices: Choices) -> Shown:
        return "\n".join(map(str, value or ()))

    def read(self, sent: Sent, choices: Choices) -> Any:
        found = [line for line in map(tidy, sent.get(self.name, "").splitlines()) if line]
        if len(found) > MOST_LINES:
            raise NotUnderstood(self.name, words("Write %(most)s lines at most", most=MOST_LINES))
        return list(map(self._text, found)) or self._none()


@dataclass(frozen=True)
class Number(Field):
    """A whole number, or one with a point where `point` says so."""

    low: float = 0
    high: float = 100
    point: bool = False
    kind: ClassVar[str] = "number"

    def read(self, sent: Sent, choices: Choices) -> Any:
        return self.number(sent.get(self.name, ""), self.name)

    def number(self, typed: str, at: str) -> Any:
        text = tidy(typed)
        if not text:
            return self._none()
        try:
            value = float(text) if self.point else int(text)
        except ValueError:
            raise NotUnderstood(at, words("“%(text)s” is not a number: write one such as 12", text=text)) from None
        if not self.low <= value <= self.high:
            raise NotUnderstood(
                at, words("Write a number from %(low)s to %(high)s", low=f"{self.low:g}", high=f"{self.high:g}")
            )
        return int(value) if value == int(value) else value


@dataclass(frozen=True)
class Choose(Field):
    """One of a few. `options`: value -> words."""

    options: Mapping[str, Words] | None = None
    whole: bool = False
    """The value is a number in the files."""
    kind: ClassVar[str] = "choose"

    def read(self, sent: Sent, choices: Choices) -> Any:
        value = sent.get(self.name, "")
        if not value:
            return self._none()
        if value not in (self.options or {}):
            raise NotUnderstood(self.name, words("Choose one of the list"))
        return int(value) if self.whole else value


@dataclass(frozen=True)
class Tick(Field):
    """Yes or no; `usual` where a file does not say."""

    usual: bool = False
    kind: ClassVar[str] = "tick"

    @property
    def default(self) -> Any:
        return self.usual

    def show(self, value: Any, choices: Choices) -> Shown:
        return "yes" if value else ""

    def read(self, sent: Sent, choices: Choices) -> Any:
        return bool(sent.get(self.name))


@dataclass(frozen=True)
class Ticks(Field):
    """Several of a few. `options`: value -> words."""

    options: Mapping[str, Words] | None = None
    kind: ClassVar[str] = "ticks"

    @property
    def default(self) -> Any:
        return []

    def show(self, value: Any, choices: Choices) -> Shown:
        return list(value or ())

    def sent(self, sent: Sent) -> Shown:
        return sent.getlist(self.name)

    def read(self, sent: Sent, choices: Choices) -> Any:
        ticked = sent.getlist(self.name)
        return [value for value in self.options or {} if value in ticked]


def picked_label(choices: Mapping[str, str], name: str) -> str:
    """How something picked is written in its box: its words and its id."""
    return f"{choices[name]} ({name})" if name in choices else name


def picked(text: str, choices: Mapping[str, str], at: str) -> str:
    """The id that was picked or typed: by its words, its id, or both. Raises NotUnderstood."""
    inside = IN_BRACKETS.search(text)
    for name in ((inside[1],) if inside else ()) + (text,):
        if name in choices:
            return name
    same = [name for name, said in choices.items() if said.casefold() == text.casefold()]
    if len(same) == 1:
        return same[0]
    near = get_close_matches(text, [*choices, *choices.values()], n=1, cutoff=0.6)
    hint = next((name for name, said in choices.items() if near and near[0] in (name, said)), None)
    if hint:
        near_one = picked_label(choices, hint)
        raise NotUnderstood(at, words("There is no “%(text)s”. Did you mean “%(near)s”?", text=text, near=near_one))
    raise NotUnderstood(at, words("There is no “%(text)s”. Type a few letters and choose from the list.", text=text))


@dataclass(frozen=True)
class Pick(Field):
    """One entry by its id. `among` names the list it is picked from."""

    among: str = "findings"
    kind: ClassVar[str] = "pick"

    def show(self, value: Any, choices: Choices) -> Shown:
        return picked_label(choices[self.among], value) if value else ""

    def read(self, sent: Sent, choices: Choices) -> Any:
        text = tidy(sent.get(self.name, ""))
        return picked(text, choices[self.among], self.name) if text else self._none()


@dataclass(frozen=True)
class Picks(Field):
    """Several entries by their ids, a box each."""

    among: str = "findings"
    kind: ClassVar[str] = "picks"

    @property
    def default(self) -> Any:
        return []

    def show(self, value: Any, choices: Choices) -> Shown:
        return [*(picked_label(choices[self.among], name) for name in value or ()), *[""] * BLANK_ROWS]

    def sent(self, sent: Sent) -> Shown:
        return [*(text for text in sent.getlist(self.name) if text.strip()), *[""] * BLANK_ROWS]

    def read(self, sent: Sent, choices: Choices) -> Any:
        typed = [tidy(text) for text in sent.getlist(self.name)]
        known = choices[self.among]
        found = [picked(text, known, f"{self.name}-{place}") for place, text in enumerate(filter(None, typed))]
        return list(dict.fromkeys(found)) or self._none()


@dataclass(frozen=True)
class Ages(Field):
    """From and to, in whole years, both included; an empty box is an open end."""

    kind: ClassVar[str] = "ages"

    def show(self, value: Any, choices: Choices) -> Shown:
        return ["" if end == -1 else f"{end:g}" for end in value] if value else ["", ""]

    def sent(self, sent: Sent) -> Shown:
        return [*sent.getlist(self.name), "", ""][:2]

    def read(self, sent: Sent, choices: Choices) -> Any:
        age = Number(self.name, self.label, high=26)
        ends = [age.number(text, f"{self.name}-{place}") for place, text in enumerate(self.sent(sent))]
        if ends == [None, None]:
            return None
        if None not in ends and ends[0] > ends[1]:
            raise NotUnderstood(f"{self.name}-0", words("The first age is above the second: turn them round"))
        return [-1 if end is None else end for end in ends]

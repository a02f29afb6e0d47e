"""What a task costs a person's hands and head: the keystroke-level model of Card, Moran and Newell.

S. K. Card, T. P. Moran, A. Newell: "The keystroke-level model for user performance time with interactive systems",
Communications of the ACM 23 (7), 1980. It foretells the time of somebody who knows the system and makes no mistake,
within about a fifth. It says nothing of finding out how, of slips, and of being tired.
"""

from dataclasses import dataclass, field

KEY = 0.28
"""Seconds for a key or a button of the mouse, an average typist who is no expert (K)."""
POINT = 1.1
"""Seconds to move the mouse to something (P)."""
HOME = 0.4
"""Seconds for a hand to move between keyboard and mouse (H)."""
THINK = 1.35
"""Seconds to make up one's mind before a step that is not yet decided (M)."""


@dataclass
class Hands:
    """Counts what somebody does; the hand starts on the keyboard."""

    keys: int = 0
    points: int = 0
    homings: int = 0
    thinks: int = 0
    waited: float = 0.0
    """Seconds the machine kept them waiting, as measured."""
    pages: int = 0
    on_mouse: bool = field(default=False, repr=False)

    def press(self, keys: int = 1) -> None:
        self._home(to_mouse=False)
        self.keys += keys

    def type(self, text: str) -> None:
        """What to type is decided first."""
        self.think()
        self.press(len(text))

    def click(self, *, think: bool = True) -> None:
        """Find something on the screen, go there, press the button."""
        if think:
            self.think()
        self._home(to_mouse=True)
        self.points += 1
        self.keys += 1

    def think(self) -> None:
        self.thinks += 1

    def wait(self, seconds: float) -> None:
        self.waited += seconds
        self.pages += 1

    @property
    def seconds(self) -> float:
        return self.keys * KEY + self.points * POINT + self.homings * HOME + self.thinks * THINK + self.waited

    def __sub__(self, before: "Hands") -> "Hands":
        return Hands(
            self.keys - before.keys,
            self.points - before.points,
            self.homings - before.homings,
            self.thinks - before.thinks,
            self.waited - before.waited,
            self.pages - before.pages,
        )

    def __add__(self, other: "Hands") -> "Hands":
        return self - (Hands() - other)

    def copy(self) -> "Hands":
        return self - Hands()

    def _home(self, *, to_mouse: bool) -> None:
        if to_mouse != self.on_mouse:
            self.homings += 1
            self.on_mouse = to_mouse

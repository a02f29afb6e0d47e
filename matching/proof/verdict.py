"""What a check is: a rule of the proof, and the verdict of one run over one content."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from matching.content import Content

Faults = Iterator[str | None]
"""One item for each case looked at: a fault, or None where all is well."""


@dataclass(frozen=True)
class Check:
    """One thing that must hold, how many cases were looked at, and those in which it does not."""

    name: str
    cases: int
    faults: tuple[str, ...]
    safety: bool = False
    """Whether content that breaks it could leave a child unprotected: such content can never be published."""

    @property
    def passed(self) -> bool:
        """Whether it holds. A check that looked at nothing proves nothing."""
        return self.cases > 0 and not self.faults


@dataclass(frozen=True)
class Rule:
    """One thing that must hold for every content, and how to look whether it does."""

    name: str
    look: Callable[[Content], Faults]
    safety: bool = False

    def run(self, content: Content) -> Check:
        cases, faults = 0, []
        for cases, fault in enumerate(self.look(content), 1):  # noqa: B007 - the last number is the count
            if fault is not None:
                faults.append(fault)
        return Check(self.name, cases, tuple(dict.fromkeys(faults)), self.safety)

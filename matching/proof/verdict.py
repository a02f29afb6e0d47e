"""What a check is: a rule of the proof, and the verdict of one run over one content."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from matching.proof.states import States

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
    look: Callable[[States], Faults]
    safety: bool = False

    def run(self, states: States) -> Check:
        """The verdict. A fault that comes back in case after case is told once."""
        cases = 0
        faults: dict[str, None] = {}
        for fault in self.look(states):
            cases += 1
            if fault is not None:
                faults[fault] = None
        return Check(self.name, cases, tuple(faults), self.safety)

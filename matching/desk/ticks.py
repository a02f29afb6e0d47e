"""What is ticked on a page that ticks by itself as somebody types, and never against the person.

Pure. What a person ticked stays; what they took off stays off, whatever is typed after that.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Ticks:
    on: tuple[str, ...]
    """Everything ticked, what the text points to first."""
    for_you: tuple[str, ...]
    """Those of them that the page ticked by itself."""
    off: tuple[str, ...]
    """What the person took off."""


def ticks(
    sent: Sequence[str], *, for_you_before: Iterable[str], off_before: Iterable[str], suggested: Iterable[str]
) -> Ticks:
    """`sent` came back ticked from a page that had ticked `for_you_before`; `suggested` is what the text says now."""
    before = set(for_you_before)
    own = [name for name in sent if name not in before]
    off = tuple(dict.fromkeys([*(name for name in off_before), *(name for name in before if name not in sent)]))
    off = tuple(sorted(name for name in off if name not in sent))
    for_you = tuple(name for name in dict.fromkeys(suggested) if name not in own and name not in off)
    return Ticks(on=(*for_you, *own), for_you=for_you, off=off)

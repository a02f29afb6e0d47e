"""A picture of what would change: from each pathway to each, as wide as there are enquiries. SVG from the server.

Drawn without inline style. It is hidden from screen readers, since the same figures stand in a table below it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from matching.editions.replay import Moved, Of
from matching.entries import PathwayId

WIDE, BAR, GAP = 420, 14, 12
LEFT, RIGHT = 122, 284
LEAST, HIGH = 6, 170
"""No stream is drawn thinner than this; together they are about so high."""


@dataclass(frozen=True)
class Flow:
    """How many cases go from one pathway to another."""

    before: PathwayId
    after: PathwayId
    enquiries: int
    vignettes: int

    @property
    def every(self) -> int:
        return self.enquiries + self.vignettes


def flows(moved: Iterable[Moved]) -> tuple[Flow, ...]:
    """Cases that change their pathway, counted by where from and where to, falls first."""
    counts: dict[tuple[PathwayId, PathwayId], list[int]] = {}
    for one in moved:
        if one.before.pathway is not one.after.pathway:
            pair = counts.setdefault((one.before.pathway, one.after.pathway), [0, 0])
            pair[one.case.of is Of.VIGNETTE] += one.case.count
    found = [Flow(before, after, *pair) for (before, after), pair in counts.items()]
    return tuple(sorted(found, key=lambda flow: (flow.after.rank - flow.before.rank, -flow.every)))


def drawn(found: Sequence[Flow], names: dict[PathwayId, str]) -> Markup:
    """The streams, the gravest pathway at the top on both sides."""
    if not found:
        return Markup("")
    scale = HIGH / sum(flow.every for flow in found)
    heights = {flow: max(LEAST, round(flow.every * scale)) for flow in found}
    sides = [_side(found, heights, left) for left in (True, False)]
    height = max(_end(side, GAP) for side in sides)
    parts = [_stream(flow, sides[0][1][flow], sides[1][1][flow], heights[flow]) for flow in found]
    for left, (bars, _) in zip((True, False), sides, strict=True):
        parts += [_bar(names[pathway], pathway, top, high, left) for pathway, (top, high) in bars.items()]
    opened = Markup('<svg class="rd-flow" viewBox="0 0 {} {}" aria-hidden="true" focusable="false">')
    return opened.format(WIDE, height) + Markup("").join(parts) + Markup("</svg>")


Side = tuple[dict[PathwayId, tuple[int, int]], dict[Flow, int]]
"""Of each pathway where its bar begins and how high it is; of each flow where it begins."""


def _side(found: Sequence[Flow], heights: dict[Flow, int], left: bool) -> Side:
    bars: dict[PathwayId, tuple[int, int]] = {}
    starts: dict[Flow, int] = {}
    top = GAP
    for pathway in reversed(PathwayId):
        own = [flow for flow in found if (flow.before if left else flow.after) is pathway]
        own.sort(key=lambda flow: -(flow.after if left else flow.before).rank)
        begin = top
        for flow in own:
            starts[flow] = top
            top += heights[flow]
        if own:
            bars[pathway] = begin, top - begin
            top += GAP + max(0, 22 - (top - begin))
    return bars, starts


def _end(side: Side, gap: int) -> int:
    return max(top + max(high, 22) for top, high in side[0].values()) + gap


def _stream(flow: Flow, begin: int, end: int, high: int) -> Markup:
    middle, left, right = (LEFT + RIGHT) // 2, LEFT + BAR, RIGHT
    way = "fall" if flow.after.rank < flow.before.rank else "rise"
    upper = f"M{left} {begin}C{middle} {begin} {middle} {end} {right} {end}"
    lower = f"L{right} {end + high}C{middle} {end + high} {middle} {begin + high} {left} {begin + high}Z"
    return Markup('<path class="rd-flow__{}" d="{}{}"/>').format(way, upper, lower)


def _bar(name: str, pathway: PathwayId, top: int, high: int, left: bool) -> Markup:
    at, anchor = (LEFT - 10, "end") if left else (RIGHT + BAR + 10, "start")
    box = Markup('<rect class="rd-flow__bar rd-flow__bar--{}" x="{}" y="{}" width="{}" height="{}" rx="2"/>').format(
        pathway, LEFT if left else RIGHT, top, BAR, high
    )
    word = Markup('<text class="rd-flow__word" x="{}" y="{}" text-anchor="{}">{}</text>')
    return box + word.format(at, top + max(high // 2 + 6, 16), anchor, name)

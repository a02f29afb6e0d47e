"""The whole questionnaire on one sheet of A3: the pages along one line, each sign a mark in its topic's row.

Pure. Columns stand in the order of the pages, with the four ends at the right. A mark has its words as a title; the
pictures of the topics say them in full.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from directory.wording import Words, words
from matching.flow.chart import Chart, Node, NodeKind
from matching.flow.drawing import Drawing, Label, Look, Placed, Wire
from matching.flow.lettering import wrapped
from matching.flow.way import State

Say = Callable[[Words | str], str]
TOP, EDGE, GUTTER = 96.0, 24.0, 46.0
NARROW, TOPICS, ASKS, PAIR = 258.0, 702.0, 300.0, 254.0
"""Widths of the columns: of a page, of the topics with their signs, of what is asked about signs, of combinations."""
TOPIC_NAME, SEAT = 262.0, 24.0
END_HEIGHT, LINE = 84.0, 1.28
INSET = 24.0
"""How far what is on a page stands in from the line of stations."""
A3 = 420 / 297
"""Width to height."""


def whole(chart: Chart, title: str, foot: str = "", say: Say = str) -> Drawing:
    """Draw everything on one sheet; every entry is on it once."""
    making = _Whole(chart, say)
    pages = list(chart.pages)
    split = next(place for place, page in enumerate(pages) if _holds(page, NodeKind.TOPIC))
    making.column(pages[:split], NARROW)
    making.topics(pages[split : split + 2])
    rest = pages[split + 2 :]
    asking = [page for page in rest if _holds(page, NodeKind.QUESTION, 2)]
    making.asks(asking)
    after = [page for page in rest if page not in asking]
    making.column(after[:1], NARROW)
    making.column(after[1:], NARROW)
    making.together()
    making.ends()
    return making.done(title, foot)


def _holds(page: Node, kind: NodeKind, depth: int = 1) -> bool:
    """Whether a page's questions have parts of this kind; `depth` 2 asks that these have parts too."""
    inside = [part for question in page.parts for part in question.parts if part.kind is kind]
    return bool(inside) and (depth == 1 or any(part.parts for part in inside))


class _Whole:
    def __init__(self, chart: Chart, say: Say) -> None:
        self.chart, self.say = chart, say
        self.x, self.y, self.bottom = EDGE, TOP, TOP
        self.placed: list[Placed] = []
        self.wires: list[Wire] = []
        self.stations: list[Placed] = []
        self.bottoms: dict[float, float] = {}
        """Where each column ends, by where it stands."""
        self.asked_for: dict[str, Placed] = {}
        """The question about a sign -> the end of the row of that sign's topic."""

    def next_column(self, width: float) -> None:
        self.bottom = max(self.bottom, self.y)
        self.bottoms[self.x] = self.y
        self.x, self.y = self.x + width + GUTTER, TOP

    def column(self, pages: Sequence[Node], width: float) -> None:
        for page in pages:
            self.station(page, width)
            for question in page.parts:
                if self.say(question.words) != self.say(page.words):
                    self.put(question, Look.HEADING, width, 13, inset=INSET, bold=True)
                for option in question.parts:
                    self.put(option, Look.ROW, width, 12.5, inset=INSET, indent=22)
                self.y += 6
            self.y += 12
        self.next_column(width)

    def topics(self, pages: Sequence[Node]) -> None:
        """The page that asks for topics and the page of their signs side by side, a row for each topic below."""
        for page, x, width in zip(pages, (self.x, self.x + TOPIC_NAME + 8), (TOPIC_NAME, 300.0), strict=False):
            self.station(page, width, x=x)
            self.y = TOP
        self.y = max(one.bottom for one in self.stations[-2:]) + 8
        for topic in self.chart.topics:
            self.row_of(topic)
        self.next_column(TOPICS)

    def row_of(self, topic: Node) -> None:
        lines = wrapped(self.say(topic.words), 13, TOPIC_NAME - 20, bold=True)
        height = max(34.0, len(lines) * 13 * LINE + 6)
        middle = self.y + height / 2
        mark = (self.x, middle - (len(lines) - 1) * 13 * LINE / 2)
        self.placed.append(Placed(topic, Look.PILL, self.x, self.y, TOPIC_NAME, height, lines, 13, (), mark))
        x = self.x + TOPIC_NAME + 8
        self.wires.append(Wire(((x - 8, middle), (self.x + TOPICS, middle)), state=topic.state))
        for sign in topic.parts:
            seat = Placed(sign, Look.SEAT, x, middle - 11, SEAT - 2, 22, (), 15)
            self.placed.append(seat)
            if sign.hangs:
                row_end = Placed(sign, Look.SEAT, self.x + TOPICS, middle, 0, 0)
                self.asked_for.setdefault(sign.hangs, row_end)
                self.wires.append(Wire(((x + 11, middle + 11), (x + 11, middle + 16)), state=sign.state, thick=True))
            x += SEAT
        self.y += height + 6

    def asks(self, pages: Sequence[Node]) -> None:
        """What is asked about signs, each beside the topic it is about, as far as there is room."""
        for page in pages:
            self.station(page, ASKS)
            for question in (one for part in page.parts for one in part.parts):
                self.asked(question)
        self.next_column(ASKS)

    def asked(self, question: Node) -> None:
        box = self.put(question, Look.HEADING, ASKS, 12.5, bold=True)
        x = self.x
        for option in question.parts:
            self.placed.append(Placed(option, Look.SEAT, x, self.y, SEAT - 2, 20, (), 14))
            x += SEAT
        self.y += 28
        row = self.asked_for.get(question.entry)
        if row:
            points = ((row.x, row.y), (box.x - 5, box.middle))
            self.wires.append(Wire(points, state=question.state, curved=True))

    def together(self) -> None:
        """What counts together, in two columns."""
        every = self.chart.combinations
        title = Node(NodeKind.PAGE, "together", words("Taken together"), state=_lit_if(every))
        self.station(title, PAIR * 2)
        top, left = self.y, self.x
        for column in (every[: (len(every) + 1) // 2], every[(len(every) + 1) // 2 :]):
            self.y = top
            for one in column:
                self.put(one, Look.ROW, PAIR - 8, 12, indent=22)
            self.bottom = max(self.bottom, self.y)
            self.x += PAIR
        self.x = left
        self.next_column(PAIR * 2)

    def ends(self) -> None:
        """Along the bottom, the gravest first."""
        right, self.x, self.y = self.x - GUTTER, EDGE, self.bottom + 34
        title = Node(NodeKind.PAGE, "ends", words("The gravest decides where it ends"))
        self.station(title, right - EDGE)
        self.y += 10
        width = (right - EDGE - 20 * (len(self.chart.ends) - 1)) / len(self.chart.ends)
        top = self.y
        free = (right + EDGE) / A3 - top - 3 * EDGE
        height = min(max(END_HEIGHT, free), 2 * END_HEIGHT)
        for end in self.chart.ends:
            lines = wrapped(self.say(end.words), 22, width - 60, bold=True)
            mark = (self.x + 16, top + height / 2 - (len(lines) - 1) * 22 * LINE / 2)
            self.placed.append(Placed(end, Look.END, self.x, top, width, height, lines, 22, (), mark))
            self.x += width + 20
        self.x, self.bottom = right + GUTTER, top + height

    def station(self, page: Node, width: float, x: float | None = None) -> Placed:
        left = self.x if x is None else x
        lines = wrapped(self.say(page.words), 17, width - 32, bold=True)
        height = len(lines) * 17 * LINE + 6
        box = Placed(page, Look.STATION, left, self.y, width, height, lines, 17, (), (left + 11, self.y + 12))
        self.placed.append(box)
        self.stations.append(box)
        self.y += height + 6
        return box

    def put(
        self,
        node: Node,
        look: Look,
        width: float,
        size: float,
        *,
        inset: float = 0,
        indent: float = 0,
        bold: bool = False,
    ) -> Placed:
        left = self.x + inset
        lines = wrapped(self.say(node.words), size, width - inset - indent - 4, bold=bold)
        height = len(lines) * size * LINE + 4
        mark = (left + indent / 2, self.y + 2 + size * LINE / 2) if indent else None
        box = Placed(node, look, left, self.y, width - inset, height, lines, size, (), mark)
        self.placed.append(box)
        self.y += height + 2
        return box

    def line(self) -> Iterable[Wire]:
        """From station to station: down a column, and over the top to the next."""
        for one, other in pairwise(self.stations):
            start, end = (one.x + 11, one.y + 11), (other.x + 11, other.y + 11)
            if one.x == other.x or one.y == other.y:
                yield Wire((start, end), thick=True)
                continue
            if other.y > one.y and other.x < one.x:
                yield from self.to_the_ends(one, other)
                continue
            over = other.x - GUTTER / 2
            below = self.bottoms[one.x] + 4
            yield Wire((start, (start[0], below), (over, below), (over, end[1]), end), thick=True)

    def to_the_ends(self, one: Placed, other: Placed) -> Iterable[Wire]:
        """Down beside the last column and back along the bottom."""
        side, level = self.x - GUTTER + 10, other.y + 11
        top = one.y + 11
        yield Wire(((one.x + 11, top), (side, top), (side, level), (other.x + 11, level)), thick=True)

    def done(self, title: str, foot: str) -> Drawing:
        """With the title above and where it comes from below, on a sheet of A3's shape."""
        width = self.x - GUTTER + EDGE
        height = max(self.bottom + 3 * EDGE, width / A3)
        labels = (Label(title, EDGE, 52, 32, bold=True), Label(foot, EDGE, height - EDGE, 15))
        return Drawing(width, height, tuple(self.placed), (*self.line(), *self.wires), labels)


def _lit_if(nodes: Sequence[Node]) -> State:
    if all(node.state is State.PLAIN for node in nodes):
        return State.PLAIN
    return State.LIT if any(node.state is State.LIT for node in nodes) else State.DIM

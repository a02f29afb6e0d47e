"""A picture for a phone: everything below each other, words in full, and four lanes at the side that run to the ends.

Pure. The order is that of the content, so nothing has to be arranged: a layout library for graphs would move the
pages about to save crossings, and a lead who knows the order would no longer find them.
"""

from collections.abc import Callable, Iterable, Sequence

from directory.wording import Words, words
from matching.entries import PathwayId
from matching.flow.chart import Chart, Node, NodeKind
from matching.flow.drawing import Drawing, Label, Look, Placed, Wire
from matching.flow.lettering import wrapped
from matching.flow.way import State

Say = Callable[[Words | str], str]
WIDTH = 380.0
LEFT, SPINE, STEP = 8.0, 19.0, 16.0
TEXT_END = 312.0
LANES = {pathway: 324.0 + 14 * place for place, pathway in enumerate(reversed(PathwayId))}
GAP, MARK = 5.0, 22.0
MOST_MEMBERS, FEW_MEMBERS = 6, 3
LINE = 1.28
"""Height of a line for letters of height 1."""


def tall(chart: Chart, say: Say = str) -> Drawing:
    """Draw a chart for a narrow screen. With somebody's answers, what they did not come to is left out."""
    making = _Tall(chart, say)
    for page in chart.pages:
        making.page(page)
    making.together()
    making.ends()
    return making.done()


class _Tall:
    def __init__(self, chart: Chart, say: Say) -> None:
        self.chart, self.say = chart, say
        self.y = 8.0
        self.placed: list[Placed] = []
        self.wires: list[Wire] = []
        self.labels: list[Label] = []
        self.joins: dict[PathwayId, list[tuple[float, State]]] = {}
        """Where rows join the lane of each pathway."""
        self.stations: list[float] = []
        self.asks: set[str] = set()
        """The questions drawn below a sign already."""
        self.somebodys = any(node.state is not State.PLAIN for node in chart.pages)

    def page(self, page: Node) -> None:
        self.station(page)
        for part in page.parts:
            if part.kind is NodeKind.TOPIC:
                self.topic(part)
            elif part.parts and part.parts[0].kind is NodeKind.TOPIC:
                self.not_chosen([topic for topic in part.parts if topic.state is not State.LIT])
            elif page.entry != "topic":
                self.question(part, said=self.say(part.words) != self.say(page.words))
        if self.holds_signs(page):
            for topic in self.chart.topics:
                if topic.state is State.LIT:
                    self.topic(topic)

    def not_chosen(self, topics: Sequence[Node]) -> None:
        if topics:
            told = self.say(words("Not chosen, so their signs were not asked:"))
            self.labels.append(Label(told, LEFT + STEP, self.y + 14, 13))
            self.y += 22
        for topic in topics:
            self.row(topic, size=12)

    def holds_signs(self, page: Node) -> bool:
        """Whether the signs of the topics chosen stand here: on the page after that of the topics."""
        every = list(self.chart.pages)
        before = every[every.index(page) - 1] if page in every[1:] else None
        return before is not None and any(part.kind is NodeKind.TOPIC for one in before.parts for part in one.parts)

    def station(self, page: Node) -> None:
        self.y += 10
        box = self.place(page, Look.STATION, LEFT, 16, indent=28, bold=True)
        self.stations.append(box.y + 11)

    def question(self, question: Node, *, said: bool, indent: float = 1) -> None:
        """`said`: its words are not those of its page."""
        if question.parts and question.parts[0].kind is NodeKind.QUESTION:
            for one in question.parts:
                if one.entry not in self.asks and one.state is not State.NOT_ASKED:
                    self.question(one, said=True)
            return
        if said:
            self.place(question, Look.HEADING, LEFT + STEP * indent, 13.5, bold=True)
        for option in question.parts:
            self.row(option, indent=indent)

    def topic(self, topic: Node) -> None:
        if topic.words != self.chart.pages[0].words:
            self.y += 6
            self.place(topic, Look.PILL, LEFT + STEP, 14, indent=10, bold=True)
        for sign in topic.parts:
            if sign.state is State.NOT_ASKED:
                continue
            box = self.row(sign)
            if sign.hangs and sign.hangs not in self.asks and sign.state in (State.PLAIN, State.LIT):
                self.hang(box, self.chart.questions[sign.hangs])

    def hang(self, sign: Placed, question: Node) -> None:
        """A question below the sign that it is asked for."""
        self.asks.add(question.entry)
        self.question(question, said=True, indent=2.6)
        heading = next(one for one in reversed(self.placed) if one.node == question)
        x = sign.x + MARK / 2
        points = ((x, sign.bottom - 2), (x, heading.middle), (heading.x - 3, heading.middle))
        self.wires.append(Wire(points, state=question.state))

    def together(self) -> None:
        shown = [one for one in self.chart.combinations if one.state in (State.PLAIN, State.LIT)]
        if not shown:
            return
        title = Node(NodeKind.PAGE, "together", words("Together these count for more"), state=shown[0].state)
        self.station(title)
        for one in shown:
            self.row(one, small=self.made_of(one))

    def made_of(self, one: Node) -> str:
        """What counts together; of a long list the first few, for it is in full beside the picture."""
        if one.least is None:
            return " + ".join(one.members)
        if len(one.members) > MOST_MEMBERS:
            few = " · ".join(one.members[:FEW_MEMBERS])
            told = words(
                "%(least)s of %(all)s things, such as: %(few)s", least=one.least, all=len(one.members), few=few
            )
            return self.say(told)
        return self.say(words("%(least)s of: %(members)s", least=one.least, members=" · ".join(one.members)))

    def ends(self) -> None:
        title = Node(NodeKind.PAGE, "ends", words("The gravest decides where it ends"), state=State.PLAIN)
        self.station(title)
        for end in self.chart.ends:
            self.y += 4
            box = self.place(end, Look.END, LEFT + STEP, 15, indent=34, bold=True, extra=10)
            self.lane(end, box)

    def lane(self, end: Node, box: Placed) -> None:
        """From the first row that joins it, down to its end."""
        if end.leads not in self.joins or end.leads is None:
            return
        x, joins = LANES[end.leads], self.joins[end.leads]
        state = State.PLAIN if not self.somebodys else State.LIT
        points = ((x, joins[0][0]), (x, box.middle), (box.right, box.middle))
        self.wires.append(Wire(points, end.leads, state, thick=True))

    def row(self, node: Node, *, indent: float = 1, size: float = 13, small: str = "") -> Placed:
        box = self.place(node, Look.ROW, LEFT + STEP * indent, size, indent=MARK, small=small)
        if node.leads is not None and node.state in (State.PLAIN, State.LIT):
            level = box.mark[1] if box.mark else box.middle
            self.joins.setdefault(node.leads, []).append((level, node.state))
            self.wires.append(Wire(((TEXT_END, level), (LANES[node.leads], level)), node.leads, node.state))
        return box

    def place(
        self,
        node: Node,
        look: Look,
        x: float,
        size: float,
        *,
        indent: float = 0,
        bold: bool = False,
        small: str = "",
        extra: float = 0,
    ) -> Placed:
        """Put a box below all others. `indent`: room for a mark before the words; `extra` above and below them."""
        room = TEXT_END - x - indent - 4
        lines = wrapped(self.say(node.words), size, room, bold=bold)
        less = wrapped(small, size - 2, room) if small else ()
        height = (len(lines) * size + len(less) * (size - 2)) * LINE + GAP + extra * 2
        mark = (x + MARK / 2, self.y + GAP / 2 + extra + size * LINE / 2) if indent else None
        box = Placed(node, look, x, self.y, TEXT_END - x, height, lines, size, less, mark)
        self.placed.append(box)
        self.y += height + 1
        return box

    def done(self) -> Drawing:
        return Drawing(WIDTH, self.y + 8, tuple(self.placed), (*self.spine(), *self.wires), tuple(self.labels))

    def spine(self) -> Iterable[Wire]:
        """The line of stations."""
        if len(self.stations) > 1:
            yield Wire(((SPINE, self.stations[0]), (SPINE, self.stations[-1])), thick=True)

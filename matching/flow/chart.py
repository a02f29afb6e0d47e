"""The questionnaire as a tree of what there is to draw: pages, questions and answers, topics and signs, what counts
together, and the four ends.

Pure. Each entry of the content is in it once, with where it leads by itself. With somebody's answers it also says what
of it they met. How it is drawn is for `tall.py` and `whole.py`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from directory.wording import Words, words
from matching.answers import NOT_SURE, Answers
from matching.content import Content
from matching.entries import Combination, Indicator, Kind, Page, PathwayId, Question, Topic
from matching.findings import Because, How, close
from matching.flow.way import State, Way
from matching.steps import NAMES

LEFT_OUT = "left-out"


class NodeKind(StrEnum):
    PAGE = "page"
    QUESTION = "question"
    OPTION = "option"
    TOPIC = "topic"
    SIGN = "sign"
    COMBINATION = "combination"
    END = "end"


@dataclass(frozen=True)
class Node:
    """One thing to draw."""

    kind: NodeKind
    entry: str
    """Its id in the content; that of an option with its question's before it."""
    words: Words | str
    leads: PathwayId | None = None
    """Where this alone leads; None where it changes nothing by itself."""
    state: State = State.PLAIN
    parts: tuple["Node", ...] = ()
    hangs: str | None = None
    """The question that is asked for this sign."""
    members: tuple[str, ...] = ()
    """What counts together here, in words."""
    least: int | None = None
    """How many of the members are enough, where not all of them are needed."""
    short: Words | str = ""
    """One or two words for it."""

    @property
    def id(self) -> str:
        """Unique in a picture."""
        return f"{self.kind}-{self.entry}"

    def every(self) -> Iterator["Node"]:
        """This and all inside it."""
        yield self
        for part in self.parts:
            yield from part.every()


@dataclass(frozen=True)
class Chart:
    """The pages in order; topics hang on the page that asks for them, their signs inside them."""

    pages: tuple[Node, ...]
    combinations: tuple[Node, ...]
    ends: tuple[Node, ...] = field(default=())
    """The gravest first."""

    def every(self) -> Iterator[Node]:
        for node in (*self.pages, *self.combinations, *self.ends):
            yield from node.every()

    @cached_property
    def topics(self) -> tuple[Node, ...]:
        return tuple(node for node in self.every() if node.kind is NodeKind.TOPIC)

    @cached_property
    def questions(self) -> dict[str, Node]:
        """Every question by its id, those that hang on signs too."""
        return {node.entry: node for node in self.every() if node.kind is NodeKind.QUESTION}


def chart_of(content: Content, answers: Answers | None = None) -> Chart:
    """The whole of it; with `answers`, each part says whether they met it."""
    making = _Making(content, Way(content, answers) if answers is not None else None)
    return Chart(
        pages=tuple(making.page(page) for page in content.pages.values()),
        combinations=tuple(making.combination(one) for one in content.combinations.values()),
        ends=tuple(making.end(pathway) for pathway in reversed(PathwayId)),
    )


def chart_of_topic(content: Content, topic: str, answers: Answers | None = None) -> Chart:
    """One topic with what hangs on its signs and what its findings count towards. Raises KeyError."""
    making = _Making(content, Way(content, answers) if answers is not None else None)
    node = making.topic(content.topics[topic])
    hanging = dict.fromkeys(sign.hangs for sign in node.parts if sign.hangs)
    asked = tuple(making.question(content.qualifiers[name], "") for name in hanging)
    own = {name for name, one in content.indicators.items() if one.topic == topic}
    found = set(close(content, {name: Because(How.SAID) for name in own}))
    about = [
        one
        for one in content.combinations.values()
        if one.gives in own or (one.gives in content.indicators and not found.isdisjoint((*one.all_of, *one.among)))
    ]
    page = Node(NodeKind.PAGE, "topic", node.words, parts=(node, *asked), state=node.state)
    ends = tuple(making.end(pathway) for pathway in reversed(PathwayId))
    return Chart((page,), tuple(making.combination(one) for one in about), ends)


class _Making:
    def __init__(self, content: Content, way: Way | None) -> None:
        self.content, self.way = content, way

    def page(self, page: Page) -> Node:
        return Node(
            NodeKind.PAGE,
            page.id,
            page.title,
            state=self.way.page(page.id) if self.way else State.PLAIN,
            parts=tuple(self.question(question, page.title) for question in page.questions),
            short=NAMES.get(page.id, page.title),
        )

    def question(self, question: Question, title: str) -> Node:
        """`title` is said where the question has no words of its own."""
        return Node(
            NodeKind.QUESTION,
            question.id,
            question.words or title,
            state=self.way.question(question) if self.way else State.PLAIN,
            parts=tuple(self.parts(question)),
        )

    def parts(self, question: Question) -> Iterator[Node]:
        if question.kind is Kind.TOPICS:
            yield from (self.topic(topic) for topic in self.content.topics.values())
        elif question.kind is Kind.QUALIFIERS:
            yield from (self.question(one, "") for one in self.content.qualifiers.values())
        elif question.kind is Kind.AGES:
            for fact in self.content.aged:
                yield self.option(question, fact.id, fact.words, ())
        elif question.kind is not Kind.SIGNS:
            for option in question.options:
                yield self.option(question, option.id, option.words, option.findings)
            if question.if_unanswered and not question.required:
                yield self.option(question, LEFT_OUT, words("Left out"), question.if_unanswered)

    def option(self, question: Question, option: str, said: Words | str, given: Iterable[str]) -> Node:
        state = self.way.option(question, option, left_out=option == LEFT_OUT) if self.way else State.PLAIN
        return Node(NodeKind.OPTION, f"{question.id}--{option}", said, self.leads(given), state)

    def topic(self, topic: Topic) -> Node:
        unsure = Node(
            NodeKind.OPTION,
            f"{topic.id}--{NOT_SURE}",
            words("Not sure, or left out"),
            PathwayId.SAFEGUARDING if topic.harm else PathwayId.EARLY_HELP if topic.worry_level > 1 else None,
            self.way.unsure(topic) if self.way else State.PLAIN,
        )
        signs = tuple(self.sign(sign) for sign in self.content.checklists[topic.id])
        state = self.way.topic(topic) if self.way else State.PLAIN
        return Node(NodeKind.TOPIC, topic.id, topic.name, state=state, parts=(*signs, unsure))

    def sign(self, sign: Indicator) -> Node:
        state = self.way.sign(sign) if self.way else State.PLAIN
        return Node(NodeKind.SIGN, sign.id, sign.words, self.leads((sign.id,)), state, hangs=sign.qualifier)

    def combination(self, one: Combination) -> Node:
        members = tuple(self.content.name_of(name) for name in (*one.all_of, *one.among))
        return Node(
            NodeKind.COMBINATION,
            one.id,
            self.content.name_of(one.gives),
            self.leads((one.gives,)),
            self.way.combination(one) if self.way else State.PLAIN,
            members=tuple(dict.fromkeys(members)),
            least=len(one.all_of) + (one.at_least or 0) if one.among else None,
        )

    def end(self, pathway: PathwayId) -> Node:
        state = self.way.end(pathway) if self.way else State.PLAIN
        return Node(NodeKind.END, pathway, self.content.pathways[pathway].name, pathway, state)

    def leads(self, given: Iterable[str]) -> PathwayId | None:
        """The gravest pathway of the findings with all that follows from them."""
        closed = close(self.content, {name: Because(How.SAID) for name in given})
        found = [self.content.indicators[name].pathway for name in closed if name in self.content.indicators]
        return max(found, key=lambda one: one.rank, default=None)

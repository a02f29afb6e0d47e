"""The way that somebody's answers took through the questionnaire: what they met, chose, and were not asked. Pure."""

from enum import StrEnum

from matching.answers import SIGNS, Answers
from matching.content import UNSURE, Content
from matching.entries import Combination, Indicator, Kind, PathwayId, Question, Topic
from matching.findings import How, findings, open_topics, signs_shown
from matching.questionnaire import pages
from matching.recommend import recommend_answers


class State(StrEnum):
    """How a part of the picture is drawn."""

    PLAIN = "plain"
    """Nobody's answers are shown."""
    LIT = "lit"
    """Met and answered, chosen, ticked, found."""
    WAITING = "waiting"
    """Asked, and not answered yet."""
    DIM = "dim"
    """Asked, and not so."""
    NOT_ASKED = "not asked"


class Way:
    def __init__(self, content: Content, answers: Answers) -> None:
        self.content, self.answers = content, answers
        self.found = findings(content, answers)
        self.states = {state.id: state for state in pages(content, answers, self.found)}
        self.asked = {question.id: question for state in self.states.values() for question in state.questions}
        self.pathway = recommend_answers(content, answers).pathway
        self.open = {topic.id for topic in open_topics(content, answers, self.found)}

    def page(self, page_id: str) -> State:
        if page_id not in self.states:
            return State.NOT_ASKED
        return State.LIT if self.states[page_id].answered else State.WAITING

    def question(self, question: Question) -> State:
        if question.kind in (Kind.SIGNS, Kind.QUALIFIERS):
            page = next(one.id for one in self.content.pages.values() if question in one.questions)
            return self.page(page)
        if question.id not in self.asked:
            return State.NOT_ASKED
        return State.LIT if self.asked[question.id].done else State.WAITING

    def option(self, question: Question, option: str, *, left_out: bool) -> State:
        if question.id not in self.asked:
            return State.NOT_ASKED
        asked = self.asked[question.id]
        if question.kind is Kind.AGES:
            because = self.found.get(option)
            chosen = because is not None and because.how is How.AGE
        elif left_out:
            chosen = asked.answer is not None and not asked.answered
        else:
            chosen = isinstance(asked.answer, tuple) and option in asked.answer
        return State.LIT if chosen else State.DIM

    def topic(self, topic: Topic) -> State:
        return State.LIT if topic.id in self.open else State.NOT_ASKED

    def unsure(self, topic: Topic) -> State:
        """Not sure about its signs, or all of them left out; before they are answered, neither."""
        if topic.id not in self.open:
            return State.NOT_ASKED
        answered = SIGNS + topic.id in self.answers
        return State.LIT if answered and UNSURE + topic.id in self.found else State.DIM

    def sign(self, sign: Indicator) -> State:
        if sign.id in self.found:
            return State.LIT
        topic = self.content.topics[sign.topic]
        shown = topic.id in self.open and sign in signs_shown(self.content, self.answers, topic)
        return State.DIM if shown else State.NOT_ASKED

    def combination(self, one: Combination) -> State:
        some = [name for name in one.among if name in self.found]
        holds = all(name in self.found for name in one.all_of) and len(some) >= (one.at_least or 0)
        return State.LIT if holds else State.DIM

    def end(self, pathway: PathwayId) -> State:
        return State.LIT if pathway is self.pathway else State.DIM

"""Answer sets made up by chance, as odd as stored answers can be, and what must hold for each of them.

The same seed makes up the same sets. Beside plain chance, sets that reached something new (a combination, a notice, a
pathway that no set before had reached together) are kept and changed a little: so the search goes where rules meet.
"""

from collections.abc import Iterator
from random import Random

from matching.answers import NONE, NOT_SURE, SIGNS, Ages, Answer, Answers, Where, answers_from_json, answers_to_json
from matching.content import Content
from matching.entries import Kind, PathwayId, Question
from matching.findings import asked, findings
from matching.proof.states import States, lower
from matching.proof.verdict import Faults
from matching.recommend import recommend_answers

SEED = 20261121
MANY = 100_000
GUIDED = 20_000
GONE = "option-of-an-earlier-version"
EACH_ADDS = 10
"""Every so many sets, one more sign is ticked and the outcome must not be lower."""


class Chance:
    """Makes up answers to one content."""

    def __init__(self, content: Content, seed: int = SEED) -> None:
        self.content = content
        self.random = Random(seed)  # noqa: S311 - to try things out; the same every time on purpose
        skipped = (Kind.SIGNS, Kind.QUALIFIERS)
        self.questions = [one for one in content.questions.values() if one.kind not in skipped]
        self.signs = [sign for signs in content.checklists.values() for sign in signs]

    def answers(self) -> dict[str, Answer]:
        """A whole set: some questions not reached, some left out, some answered more than once."""
        made = {one.id: self.answer(one) for one in self.questions if self.random.random() < 0.85}
        chosen = made.get(self.content.topics_question, ())
        for topic in self.content.topics:
            if (isinstance(chosen, tuple) and topic in chosen) or self.random.random() < 0.03:
                made[SIGNS + topic] = self.ticked(topic)
        return made

    def answer(self, question: Question) -> Answer:
        if question.kind is Kind.AGES:
            ages = tuple(round(self.random.random() * 19, 2) for _ in range(self.random.choice((0, 1, 1, 1, 2, 3))))
            return Ages(ages, self.random.random() < 0.1)
        if question.kind is Kind.PLACE:
            return Where(self.random.choice((None, "E07000170", "E06000018")), self.random.choice((None, "NG17")))
        if question.kind is Kind.TOPICS:
            return tuple(self.random.sample(list(self.content.topics), self.random.randint(0, 4)))
        options = [*(option.id for option in question.options), GONE]
        return tuple(self.random.sample(options, min(len(options), self.random.choice((0, 1, 1, 1, 1, 2)))))

    def ticked(self, topic: str) -> tuple[str, ...]:
        signs = [*(sign.id for sign in self.content.checklists[topic]), NONE, NOT_SURE, GONE]
        return tuple(self.random.sample(signs, min(len(signs), self.random.choice((0, 1, 1, 2, 3)))))

    def changed(self, answers: Answers) -> dict[str, Answer]:
        """The same set with one or two answers made up anew, or taken away."""
        made = dict(answers)
        for _ in range(self.random.choice((1, 1, 2))):
            if self.random.random() < 0.4:
                sign = self.random.choice(self.signs)
                topics = made.get(self.content.topics_question, ())
                made[self.content.topics_question] = (*(topics if isinstance(topics, tuple) else ()), sign.topic)
                made[SIGNS + sign.topic] = (sign.id,)
            else:
                question = self.random.choice(self.questions)
                made[question.id] = self.answer(question)
        return made


def any_answers_hold(states: States) -> Faults:
    """A great many sets by chance."""
    chance = Chance(states.content)
    for number in range(MANY):
        answers = chance.answers()
        yield _fault(states, answers)
        if number % EACH_ADDS == 0:
            yield _one_more(states, chance, answers)


def answers_where_rules_meet_hold(states: States) -> Faults:
    """Sets that go where others reached something new."""
    chance, seen = Chance(states.content, SEED + 1), set[frozenset[str]]()
    kept: list[dict[str, Answer]] = [chance.answers()]
    for _ in range(GUIDED):
        answers = chance.changed(chance.random.choice(kept[-500:]))
        reached = _reached(states.content, answers)
        if reached not in seen:
            seen.add(reached)
            kept.append(answers)
        yield _fault(states, answers)
        yield _one_more(states, chance, answers)


def _reached(content: Content, answers: Answers) -> frozenset[str]:
    """The combinations fulfilled and the questions asked: which rules met."""
    found = findings(content, answers)
    fulfilled = {because.combination for because in found.values() if because.combination}
    questions = {one.id for one in content.qualifiers.values() if asked(content, one, found)}
    return frozenset(fulfilled | questions)


def _fault(states: States, answers: Answers) -> str | None:
    """What is wrong with the outcome of these answers, looked at from outside the rules."""
    content = states.content
    outcome = recommend_answers(content, answers)
    for name, least in _said_outright(content, answers):
        if outcome.pathway.rank < least.rank:
            return f"'{name}' was said, and it leads to {outcome.pathway}: {answers_to_json(answers)}"
    if not outcome.route.short or not outcome.route.do_now:
        return f"no words for {outcome.pathway}: {answers_to_json(answers)}"
    if outcome.pathway is PathwayId.ADVICE and outcome.level > 1:
        return f"advice at level {outcome.level}: {answers_to_json(answers)}"
    if answers_from_json(answers_to_json(answers)) != answers:
        return f"not the same once kept and read: {answers_to_json(answers)}"
    return None


def _said_outright(content: Content, answers: Answers) -> Iterator[tuple[str, PathwayId]]:
    """Red flags that are plainly among the answers: ticked, or given by an option of a question everybody is asked."""
    for key, value in answers.items():
        chosen = value if isinstance(value, tuple) else ()
        question = content.question(key)
        given = chosen if key.startswith(SIGNS) else ()
        if question and not question.asked_when and key not in content.qualifiers:
            given = tuple(name for one in question.options if one.id in chosen for name in one.findings)
        for name in given:
            if name in content.indicators and content.indicators[name].red_flag:
                yield name, content.indicators[name].pathway


def _one_more(states: States, chance: Chance, answers: Answers) -> str | None:
    """One more sign ticked, where its topic has been answered."""
    sign = chance.random.choice(chance.signs)
    key, topics = SIGNS + sign.topic, states.content.topics_question
    value, chosen = answers.get(key, ()), answers.get(topics, ())
    before: dict[str, Answer] = {
        **answers,
        topics: (*(chosen if isinstance(chosen, tuple) else ()), sign.topic),
        key: value if isinstance(value, tuple) and value else (NONE,),
    }
    ticked = before[key]
    after = {**before, key: (*ticked, sign.id) if isinstance(ticked, tuple) else (sign.id,)}
    first, then = recommend_answers(states.content, before), recommend_answers(states.content, after)
    low = lower((then.pathway.rank, then.level), (first.pathway.rank, first.level))
    return f"ticking '{sign.id}' lowers {answers_to_json(before)}" if low else None

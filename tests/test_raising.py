"""What would make it more serious, held against trying every further answer there is."""

import random
import time
from itertools import combinations

import pytest
from small_content import small_content

from matching.answers import NONE, NOT_SURE, SIGNS, Ages
from matching.content import load_content
from matching.entries import Kind, PathwayId
from matching.explaining.further import further_answers
from matching.explaining.raising import what_would_raise
from matching.explaining.spread import pathway_of, spread
from matching.findings import asked, close, findings, open_topics, signs_shown
from matching.questionnaire import pages
from matching.recommend import recommend_answers
from matching.routes import calm, gravity

HURT = {"topics": ("hurt",), "signs:hurt": (NONE,)}
FEELINGS = {"topics": ("feelings",), "signs:feelings": (NONE,)}


@pytest.fixture
def small(tmp_path):
    return small_content(tmp_path)


@pytest.fixture(scope="module")
def content():
    return load_content()


def answered_calmly(content, before, answers):
    """Every question that came up only now, with its least serious answer."""
    known = {question.id for state in pages(content, before) for question in state.questions}
    while True:
        found = findings(content, answers)
        new = [q for q in content.questions.values() if q.options and asked(content, q, found) and q.id not in known]
        new = [question for question in new if question.id not in answers]
        if not new:
            return answers
        answers = {
            **answers,
            **{q.id: (min(q.options, key=lambda one: gravity(content, one.findings)).id,) for q in new},
        }


def leads_to(content, before, answers):
    return recommend_answers(content, answered_calmly(content, before, answers)).pathway


def every_further(content, answers):
    """Key, option and answers of each thing that could be said besides, put together without the code under test."""
    found = findings(content, answers)
    for topic in open_topics(content, answers, found):
        for sign in signs_shown(content, answers, topic):
            yield SIGNS + topic.id, sign.id
    for question in content.questions.values():
        if asked(content, question, found):
            yield from ((question.id, option.id) for option in question.options)
    for fact in content.aged:
        if answers.get(content.ages_question, Ages()).known:
            yield content.ages_question, fact.id


def with_it(content, answers, key, option):
    before = answers.get(key, ())
    if key == content.ages_question:
        fact = content.facts[option]
        if fact.unborn:
            return {**answers, key: Ages(before.years, unborn=True)}
        return {**answers, key: Ages((*before.years, max(fact.at_least, fact.under * 0.99)), before.unborn)}
    question = content.question(key)
    if question and question.kind is Kind.ONE:
        return {**answers, key: (option,)}
    return {**answers, key: (*(one for one in before if one != NONE and one != option), option)}


def keys_of(additions):
    return {frozenset(one.key for one in addition.answers) for addition in additions}


def opened_by(content, answers, key, option):
    """The options of the questions that this answer raises."""
    after = with_it(content, answers, key, option)
    known = {question.id for state in pages(content, answers) for question in state.questions}
    found = findings(content, after)
    for question in content.questions.values():
        if question.id not in known and question.options and asked(content, question, found):
            yield from ((question.id, one.id) for one in question.options)


SMALL_CASES = [
    {},
    HURT,
    FEELINGS,
    {**HURT, "ages": Ages((0.2,)), "moves": ("yes",)},
    {**HURT, "ages": Ages((0.2,)), "moves": ("no",)},
    {**HURT, "ages": Ages((7.0,))},
    {**FEELINGS, "signs:feelings": ("tired",), "ages": Ages((7.0, 0.5)), "moves": ("yes",)},
    {"topics": ("hurt",), "signs:hurt": ("says-hurt",)},
    {"topics": ("hurt",), "signs:hurt": ("bruise",), "bruise-detail": ("ordinary",)},
    {"topics": ("hurt", "feelings"), "signs:hurt": (NOT_SURE,), "signs:feelings": ()},
    {"danger": ()},
    {"danger": ("yes",)},
]


@pytest.mark.parametrize("case", range(len(SMALL_CASES)))
def test_every_answer_and_pair_that_raises_is_named_and_no_other(small, case):
    answers = {**calm(small), **SMALL_CASES[case]}
    now = recommend_answers(small, answers).pathway
    raising = what_would_raise(small, answers)
    assert raising.pathway == now
    further = [
        (key, option)
        for key, option in every_further(small, answers)
        if option not in (NOT_SURE, "teacher", "other") and with_it(small, answers, key, option) != answers
    ]
    alone = {one: leads_to(small, answers, with_it(small, answers, *one)) for one in further}
    grave = {one: where for one, where in alone.items() if where.rank > now.rank}
    assert keys_of(raising.single) == {frozenset((one,)) for one in grave}
    pairs = set()
    opened = {(one, two) for one in further for two in opened_by(small, answers, *one) if two[1] != NOT_SURE}
    for one, two in {*combinations(further, 2), *opened}:
        if one[0] == two[0] and one[0] in small.questions:
            continue
        both = leads_to(small, answers, with_it(small, with_it(small, answers, *one), *two))
        if both.rank > max(now.rank, alone[one].rank, alone.get(two, now).rank):
            pairs.add(frozenset((one, two)))
    assert keys_of(raising.pairs) == pairs


def test_a_baby_besides_a_bruise_is_a_pair_and_so_is_a_bruise_on_a_baby_who_does_not_move(small):
    seen = {**calm(small), "ages": Ages((0.2,)), "moves": ("yes",), **FEELINGS, "topics": ("feelings", "hurt")}
    pairs = [{one.option for one in pair.answers} for pair in what_would_raise(small, seen).pairs]
    assert {"bruise", "no"} in pairs
    (moves,) = [pair for pair in what_would_raise(small, seen).pairs if pair.answers[1].option == "no"]
    assert moves.becomes == "A bruise on a baby who is not moving"
    assert moves.pathway is PathwayId.SAFEGUARDING


def test_in_an_emergency_nothing_would_raise_it(small):
    raising = what_would_raise(small, {**calm(small), "danger": ("yes",)})
    assert raising.single == raising.pairs == raising.elsewhere == ()


def test_worries_that_were_not_chosen_are_counted_with_the_signs_for_this_age(small):
    young = what_would_raise(small, {**calm(small), **FEELINGS, "ages": Ages((1.0,))})
    old = what_would_raise(small, {**calm(small), **FEELINGS, "ages": Ages((9.0,))})
    assert [(one.topic.id, one.count) for one in young.elsewhere] == [("hurt", 3)]
    assert [(one.topic.id, one.count) for one in old.elsewhere] == [("hurt", 2)]
    assert old.elsewhere_count == 2


def some_answers(content, seed):
    """Somebody's answers: two worries, a few signs, some questions answered, some left out."""
    chance = random.Random(seed)
    answers = {**calm(content), content.ages_question: Ages((float(chance.randint(0, 17)),))}
    topics = chance.sample(sorted(content.topics), 2)
    answers["topics"] = tuple(topics)
    for topic in topics:
        signs = [sign.id for sign in content.checklists[topic] if not sign.red_flag]
        answers[SIGNS + topic] = tuple(chance.sample(signs, min(2, len(signs)))) or (NONE,)
    for question in ("child-risks", "earlier", "adults", "view", "consent"):
        if chance.random() < 0.5:
            answers[question] = (chance.choice([one.id for one in content.questions[question].options]),)
        elif chance.random() < 0.3:
            answers[question] = ()
    return answers


@pytest.mark.parametrize("seed", range(12))
def test_all_that_is_named_raises_when_it_is_answered_in_the_real_content(content, seed):
    answers = some_answers(content, seed)
    raising = what_would_raise(content, answers)
    now = recommend_answers(content, answers).pathway
    assert raising.pathway == now
    for addition in (*raising.single, *raising.pairs):
        given = addition.given(content, answers)
        assert leads_to(content, answers, given) == addition.pathway
        assert addition.pathway.rank > now.rank
        for one in addition.answers[: len(addition.answers) - 1]:
            assert leads_to(content, answers, one.given(content, answers)).rank < addition.pathway.rank


@pytest.mark.parametrize("seed", range(6))
def test_no_answer_and_no_pair_that_raises_goes_unnamed_in_the_real_content(content, seed):
    answers = some_answers(content, seed)
    found = findings(content, answers)
    now = recommend_answers(content, answers).pathway
    raising = what_would_raise(content, answers)
    every = list(further_answers(content, answers, found))
    alone = {one.key: leads_to(content, answers, one.given(content, answers)) for one in every}
    missed = [key for key, where in alone.items() if where.rank > now.rank]
    assert {frozenset((key,)) for key in missed if key[0] != "ages"} <= keys_of(raising.single)
    named = keys_of(raising.pairs)
    pairs = list(combinations(every, 2))
    for one, two in random.Random(seed).sample(pairs, min(len(pairs), 150)):
        same = one.question == two.question and content.question(one.question)
        if (same and same.kind is not Kind.SEVERAL) or "ages" in (one.question, two.question):
            continue
        both = leads_to(content, answers, two.given(content, one.given(content, answers)))
        least = max(now.rank, alone[one.key].rank, alone[two.key].rank)
        assert both.rank <= least or frozenset((one.key, two.key)) in named


def test_where_several_ages_would_raise_it_only_the_widest_is_named(content):
    answers = {**calm(content), "ages": Ages((9.0,)), "topics": ("home-conflict",), "adults": ("substance",)}
    answers |= {"signs:home-conflict": (NONE,)}
    named = [one for one in what_would_raise(content, answers).single if one.answers[0].ages]
    bands = [content.facts[one.answers[0].option] for one in named if not one.answers[0].ages.unborn]
    for one, other in combinations(bands, 2):
        assert not (one.at_least <= other.at_least and one.under >= other.under), (one.id, other.id)


def test_who_asks_is_not_something_to_be_learnt(content):
    raising = what_would_raise(content, calm(content))
    assert not any(one.question == "role" for addition in raising.pairs for one in addition.answers)


def test_what_follows_from_a_few_findings_is_what_the_replay_would_find(content):
    chance = random.Random(4)
    names = [*content.indicators, *content.facts]
    for _ in range(200):
        some, more = chance.sample(names, 4), chance.sample(names, 3)
        before = frozenset(close(content, dict.fromkeys(some)))
        after = frozenset(close(content, dict.fromkeys([*some, *more])))
        assert spread(content, before, more) == after
        assert pathway_of(content, after).rank >= pathway_of(content, before).rank


@pytest.mark.parametrize("seed", range(3))
def test_it_does_not_try_every_combination(content, seed):
    answers = some_answers(content, seed)
    began = time.thread_time()
    what_would_raise(content, answers)
    assert time.thread_time() - began < 2, "it takes a few hundredths of a second of a processor"

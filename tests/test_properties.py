"""What must hold for any answers whatever, on the real content, with answers that Hypothesis makes up.

The answers are as odd as stored answers can be: several options to a question that takes one, "none" beside a sign,
options that are gone from the content, ages of nobody, questions left out or never reached.
"""

from functools import cache

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from matching.answers import NONE, NOT_SURE, SIGNS, Ages, Where, answers_from_json, answers_to_json
from matching.content import load_content
from matching.entries import Kind, PathwayId
from matching.findings import Because, How, close, findings
from matching.questionnaire import next_page, pages
from matching.recommend import recommend, recommend_answers
from matching.routes import Routes, calm

CONTENT = load_content()
TOPICS = CONTENT.topics_question
SAFEGUARDING = PathwayId.SAFEGUARDING.rank
RED_FLAGS = [indicator.id for indicator in CONTENT.indicators.values() if indicator.red_flag]
TICKABLE = [sign for signs in CONTENT.checklists.values() for sign in signs]
FINDINGS = [*CONTENT.indicators, *CONTENT.facts]
GONE = "option-of-an-earlier-version"

unhurried = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def several(options):
    return st.lists(st.sampled_from([*options, GONE]), max_size=4, unique=True).map(tuple)


ages = st.builds(Ages, st.lists(st.floats(0, 25.9), max_size=3).map(tuple), st.booleans())
places = st.builds(Where, st.sampled_from([None, "E07000170", "E06000018"]), st.sampled_from([None, "NG17"]))


def answer_to(question):
    if question.kind is Kind.AGES:
        return ages
    if question.kind is Kind.PLACE:
        return places
    options = [option.id for option in question.options]
    return several([*CONTENT.topics, *options] if question.kind is Kind.TOPICS else options)


QUESTIONS = {
    question.id: answer_to(question)
    for question in CONTENT.questions.values()
    if question.kind not in (Kind.SIGNS, Kind.QUALIFIERS)
}
CHECKLISTS = {
    SIGNS + topic: several([*(sign.id for sign in signs), NONE, NOT_SURE])
    for topic, signs in CONTENT.checklists.items()
}
any_answers = st.fixed_dictionaries({}, optional=QUESTIONS | CHECKLISTS)


@cache
def calm_answers():
    return calm(CONTENT)


@cache
def routes_to(finding):
    return [route for route, _ in zip(Routes(CONTENT).to(finding), range(12), strict=False)]


def rank_and_level(recommendation):
    return recommendation.pathway.rank, recommendation.level


def not_lower(after, before):
    return all(now >= then for now, then in zip(rank_and_level(after), rank_and_level(before), strict=True))


@given(answers=any_answers, sign=st.sampled_from(TICKABLE))
@unhurried
def test_ticking_one_more_sign_never_lowers_the_pathway(answers, sign):
    key = SIGNS + sign.topic
    before = {**answers, TOPICS: (*answers.get(TOPICS, ()), sign.topic), key: answers.get(key) or (NONE,)}
    after = {**before, key: (*before[key], sign.id)}
    assert not_lower(recommend_answers(CONTENT, after), recommend_answers(CONTENT, before))


@given(answers=any_answers, topic=st.sampled_from(list(CONTENT.topics)), signs=st.data())
@unhurried
def test_choosing_one_more_topic_never_lowers_the_pathway(answers, topic, signs):
    key = SIGNS + topic
    after = {**answers, TOPICS: (*answers.get(TOPICS, ()), topic), key: signs.draw(CHECKLISTS[key])}
    before = {name: value for name, value in answers.items() if name != key}
    assume(topic not in before.get(TOPICS, ()))
    assert not_lower(recommend_answers(CONTENT, after), recommend_answers(CONTENT, before))


@given(names=st.sets(st.sampled_from(FINDINGS), max_size=6), another=st.sampled_from(FINDINGS))
@unhurried
def test_one_more_finding_never_lowers_the_pathway(names, another):
    found = {name: Because(How.SAID) for name in names}
    before = recommend(CONTENT, close(CONTENT, found))
    after = recommend(CONTENT, close(CONTENT, found | {another: Because(How.SAID)}))
    assert not_lower(after, before)


@given(answers=any_answers, flag=st.sampled_from(RED_FLAGS), route=st.data())
@unhurried
def test_a_red_flag_reaches_safeguarding_or_emergency_by_any_route_and_beside_any_other_answers(answers, flag, route):
    way = route.draw(st.sampled_from(routes_to(flag)))
    assume(flag in findings(CONTENT, {**answers, **way}))
    reached = recommend_answers(CONTENT, {**answers, **way}).pathway
    assert reached.rank >= CONTENT.indicators[flag].pathway.rank >= SAFEGUARDING


@given(flag=st.sampled_from([sign for sign in TICKABLE if sign.red_flag]), answers=any_answers)
@unhurried
def test_a_ticked_red_flag_counts_whatever_else_was_answered_before_or_after(flag, answers):
    key = SIGNS + flag.topic
    odd = {**answers, key: (*answers.get(key, ()), flag.id)}
    assert recommend_answers(CONTENT, odd).pathway.rank >= flag.pathway.rank


CONCERNS = [topic for topic in CONTENT.topics.values() if topic.worry_level > 1]
DOUBTS = [(), (NONE,), (NOT_SURE,), (GONE,), (NONE, NOT_SURE), (NONE, GONE)]


@given(answers=any_answers, topic=st.sampled_from(CONCERNS), doubt=st.sampled_from([*DOUBTS, None]))
@unhurried
def test_unknown_left_out_or_contradictory_answers_never_end_in_advice_where_a_concern_was_given(answers, topic, doubt):
    given_answers = {**calm_answers(), **answers, TOPICS: (topic.id,)}
    given_answers.pop(SIGNS + topic.id, None)
    if doubt is not None:
        given_answers[SIGNS + topic.id] = doubt
    reached = recommend_answers(CONTENT, given_answers).pathway
    assert reached is not PathwayId.ADVICE
    if topic.harm and doubt not in ((NONE,),):
        assert reached.rank >= SAFEGUARDING


@given(answers=any_answers)
@unhurried
def test_forgetting_an_answer_about_how_serious_it_is_never_ends_in_advice(answers):
    before = recommend_answers(CONTENT, answers)
    without = {key: value for key, value in answers.items() if key not in CONTENT.qualifiers}
    assume(before.pathway is not PathwayId.ADVICE)
    assert recommend_answers(CONTENT, without).pathway is not PathwayId.ADVICE


SEVERAL = [question for question in CONTENT.questions.values() if question.kind is Kind.SEVERAL]
ANSWERED = [(question.id, option.id) for question in SEVERAL for option in question.options]


@given(
    answers=any_answers,
    names=st.sets(st.sampled_from([sign.id for sign in TICKABLE]), max_size=5),
    risks=st.sets(st.sampled_from(ANSWERED)),
)
@unhurried
def test_any_number_of_concerns_added_at_once_never_lowers(answers, names, risks):
    """To answers that are there: an empty list that is answered stops being a doubt, which is another thing."""
    signs = [CONTENT.indicators[name] for name in names]
    before = {**answers, **{question.id: answers.get(question.id) or ("none",) for question in SEVERAL}}
    for sign in signs:
        key = SIGNS + sign.topic
        before = {**before, TOPICS: (*before.get(TOPICS, ()), sign.topic), key: before.get(key) or (NONE,)}
    after = dict(before)
    for sign in signs:
        after[SIGNS + sign.topic] = (*after[SIGNS + sign.topic], sign.id)
    for question, option in risks:
        after[question] = (*after[question], option)
    assert not_lower(recommend_answers(CONTENT, after), recommend_answers(CONTENT, before))


@given(answers=any_answers, shuffled=st.randoms(use_true_random=False))
@unhurried
def test_the_order_of_answers_and_of_options_makes_no_difference(answers, shuffled):
    keys = list(answers)
    shuffled.shuffle(keys)
    other = {key: tuple(reversed(answers[key])) if isinstance(answers[key], tuple) else answers[key] for key in keys}
    one, two = recommend_answers(CONTENT, answers), recommend_answers(CONTENT, other)
    assert rank_and_level(one) == rank_and_level(two)
    assert set(one.needs) == set(two.needs)
    assert findings(CONTENT, answers).keys() == findings(CONTENT, other).keys()


BOUNDED = [fact.id for fact in CONTENT.facts.values() if fact.at_least]


@given(answers=any_answers, age=st.floats(0, 25.9), years=st.floats(0, 25))
@unhurried
def test_a_younger_child_never_lowers_save_for_what_no_younger_child_can_be(answers, age, years):
    older, younger = {**answers, "ages": Ages((age,))}, {**answers, "ages": Ages((max(0.0, age - years),))}
    found = findings(CONTENT, older)
    assume(not any(name in found for name in BOUNDED) or "teen-pregnant" not in found)
    assert not_lower(recommend_answers(CONTENT, younger), recommend_answers(CONTENT, older))


@given(answers=any_answers, age=st.floats(0, 25.9), unborn=st.booleans())
@unhurried
def test_ages_that_are_not_known_weigh_as_much_as_any_age(answers, age, unborn):
    known = {**answers, "ages": Ages((), unborn=True) if unborn else Ages((age,))}
    for unknown in (Ages(), ()):
        assert not_lower(recommend_answers(CONTENT, {**answers, "ages": unknown}), recommend_answers(CONTENT, known))


@given(answers=any_answers, topic=st.sampled_from(list(CONTENT.topics)))
@unhurried
def test_an_option_that_is_gone_counts_as_not_sure(answers, topic):
    key = SIGNS + topic
    chosen = {**answers, TOPICS: (topic,)}
    gone, unsure = ({**chosen, key: (option,)} for option in (GONE, NOT_SURE))
    assert rank_and_level(recommend_answers(CONTENT, gone)) == rank_and_level(recommend_answers(CONTENT, unsure))


@given(answers=any_answers, question=st.sampled_from([*CONTENT.qualifiers]), data=st.data())
@unhurried
def test_leaving_out_how_serious_it_is_weighs_as_much_as_any_answer_short_of_danger_now(answers, question, data):
    option = data.draw(st.sampled_from([one.id for one in CONTENT.qualifiers[question].options]))
    answered = recommend_answers(CONTENT, {**answers, question: (option,)})
    for doubt in ((), (NOT_SURE,), (GONE,)):
        left = recommend_answers(CONTENT, {**answers, question: doubt})
        assert left.pathway.rank >= min(answered.pathway.rank, SAFEGUARDING)
        assert left.level >= answered.level


@given(answers=any_answers)
@unhurried
def test_any_answers_at_all_have_an_outcome_pages_and_survive_being_kept(answers):
    recommendation = recommend_answers(CONTENT, answers)
    assert recommendation.route.short
    assert all(reason.words for reason in recommendation.reasons)
    assert pages(CONTENT, answers)[0].id == next(iter(CONTENT.pages))
    kept = answers_from_json(answers_to_json(answers))
    assert recommend_answers(CONTENT, kept) == recommendation


@given(answers=any_answers)
@unhurried
def test_whoever_answers_page_after_page_comes_to_the_end(answers):
    """Answering one page may open another, an earlier one too; it always ends."""
    so_far = {}
    for _ in range(30):
        state = next_page(CONTENT, so_far)
        if state is None:
            break
        for question in state.questions:
            so_far[question.id] = _said(question, answers.get(question.id, ()))
    assert next_page(CONTENT, so_far) is None


def _said(question, value):
    """The answer made up, or where a required one is left out, the first there is."""
    if not question.required or (value and value != Ages()):
        return value
    return Ages((7.0,)) if question.kind is Kind.AGES else (question.options[0].id,)

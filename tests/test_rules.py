"""The rules one by one, on the small content: what exactly each step of them does, at its very edge."""

from dataclasses import FrozenInstanceError, replace
from types import MappingProxyType

import pytest
from small_content import small_content

from matching.answers import NONE, NOT_SURE, Ages, Where, answer, answers_from_json, answers_to_json
from matching.content import TOPIC, UNSURE
from matching.entries import Combination, Fact, PathwayId, pathway_for
from matching.errors import InvalidAnswer
from matching.findings import Because, How, ages_in, asked, close, findings, for_ages, open_topics, signs_shown
from matching.judgement import with_higher_judgement
from matching.recommend import recommend, recommend_answers
from matching.routes import calm

GONE = "gone-since"


@pytest.fixture(scope="module")
def content(tmp_path_factory):
    return small_content(tmp_path_factory.mktemp("content"))


def with_entries(content, kind, *entries):
    """The content with these entries of one kind instead of, or besides, its own."""
    return replace(content, **{kind: MappingProxyType({**getattr(content, kind), **{one.id: one for one in entries}})})


def said(*names):
    return {name: Because(How.SAID) for name in names}


def found(content, **answers):
    return findings(
        content,
        {key.replace("_", ":", 1) if key.startswith("signs_") else key: value for key, value in answers.items()},
    )


# Pathways


@pytest.mark.parametrize(
    ("level", "flags", "pathway"),
    [
        (0, (), "advice"),
        (1, (), "advice"),
        (2, (), "early_help"),
        (3, (), "early_help"),
        (4, (), "safeguarding"),
        (1, ("safeguarding",), "safeguarding"),
        (1, ("emergency",), "emergency"),
        (4, ("safeguarding", "emergency"), "emergency"),
    ],
)
def test_flags_come_before_the_level(level, flags, pathway):
    assert pathway_for(level, flags) is PathwayId(pathway)


def test_pathways_are_ranked_from_advice_to_emergency():
    assert [pathway.rank for pathway in PathwayId] == [0, 1, 2, 3]


def test_a_red_flag_is_safeguarding_or_emergency(content):
    flags = {one.id for one in content.indicators.values() if one.red_flag}
    assert flags == {"hit-now", "says-hurt", "baby-bruise", "bruise-odd", "danger-now", "judged-harm"}


# Ages


@pytest.mark.parametrize(
    ("ages", "bands"),
    [
        (Ages((0.99,)), {"under-one"}),
        (Ages((1.0,)), set()),
        (Ages((0.0,)), {"under-one"}),
        (Ages((), unborn=True), {"unborn"}),
        (Ages((0.5,), unborn=True), {"under-one", "unborn"}),
        (Ages((8.0, 0.5)), {"under-one"}),
        (Ages(), {"under-one"}),
    ],
)
def test_a_band_holds_below_its_age_and_an_age_that_is_not_known_counts(content, ages, bands):
    assert {name for name in found(content, ages=ages) if name in ("unborn", "under-one")} == bands


@pytest.mark.parametrize(
    ("ages", "holds"),
    [
        ((8.0,), True),
        ((7.99,), False),
        ((12.99,), True),
        ((13.0,), False),
        ((16.0, 9.0), True),
        ((16.0, 13.0), False),
        ((25.0, 9.0), True),
    ],
)
def test_a_band_with_two_ends_holds_from_the_one_to_before_the_other(content, ages, holds):
    banded = with_entries(content, "facts", Fact(id="band", words="Band", under=13, at_least=8))
    assert ("band" in found(banded, ages=Ages(ages))) is holds


@pytest.mark.parametrize(
    ("ages", "holds"),
    [
        ((2.0,), True),
        ((13.0,), False),
        ((13.0, 2.0), False),
        ((12.99, 2.0), True),
        ((16.0, 5.1), True),
        ((16.0, 5.0), False),
        ((16.0, 5.0, 12.0), True),
    ],
)
def test_a_baby_whose_parent_may_be_there_is_left_out_of_a_band_that_says_so(content, ages, holds):
    banded = with_entries(content, "facts", Fact(id="band", words="Band", under=13, except_own_baby=True))
    assert ("band" in found(banded, ages=Ages(ages))) is holds


@pytest.mark.parametrize(
    ("shown_for", "ages", "shown"),
    [
        ((2, 5), Ages((2.0,)), True),
        ((2, 5), Ages((1.99,)), False),
        ((2, 5), Ages((5.99,)), True),
        ((2, 5), Ages((6.0,)), False),
        ((2, -1), Ages((25.0,)), True),
        ((-1, 0), Ages((0.99,)), True),
        ((-1, 0), Ages((1.0,)), False),
        ((0, 2), Ages((), unborn=True), True),
        ((-1, 2), Ages((), unborn=True), True),
        ((1, 2), Ages((), unborn=True), False),
        ((2, 5), Ages(), True),
        ((2, 5), Ages((9.0, 3.0)), True),
        (None, Ages((9.0,)), True),
    ],
)
def test_a_sign_is_shown_inside_its_ages_and_whenever_they_are_not_known(content, shown_for, ages, shown):
    sign = content.indicators["bruise"].model_copy(update={"ages": shown_for})
    assert for_ages(sign, ages) is shown


def test_ages_that_are_no_ages_are_not_known(content):
    assert ages_in(content, {"ages": ("nine",)}) == Ages()
    assert ages_in(content, {"ages": Ages((9.0,))}) == Ages((9.0,))
    assert not Ages().known
    assert Ages((0.0,)).known
    assert Ages(unborn=True).known


# What answers establish


def test_an_option_establishes_its_findings_and_says_which_answer_it_was(content):
    assert found(content, role=("teacher",))["teacher"] == Because(How.SAID, "role", "teacher")
    assert "teacher" not in found(content, role=("other",))


def test_two_answers_to_a_question_that_takes_one_both_count(content):
    both = found(content, danger=("no", "yes"), judgement=("less", "harm"))
    assert {"danger-now", "judged-harm", "judged-less"} <= both.keys()


@pytest.mark.parametrize("value", [(), (GONE,), Ages((3.0,)), Where("E06000018"), ("yes", GONE), (GONE, "yes")])
def test_what_was_left_out_or_cannot_be_read_counts_as_left_open(content, value):
    """ "Does the baby move about?", left open, is taken as no."""
    known = found(content, ages=Ages((0.3,)), moves=value)
    assert known["not-mobile"] == Because(How.UNANSWERED, "moves")


@pytest.mark.parametrize(("value", "mobile"), [(("yes",), True), (("no",), False), (("yes", "no"), False)])
def test_what_was_answered_counts_as_answered(content, value, mobile):
    known = found(content, ages=Ages((0.3,)), moves=value)
    assert ("not-mobile" not in known) is mobile
    assert mobile or known["not-mobile"].how is How.SAID


def test_an_answer_to_what_is_not_asked_does_not_count(content):
    assert "not-mobile" not in found(content, ages=Ages((5.0,)), moves=("no",))
    assert "not-mobile" not in found(content, ages=Ages((5.0,)))


def changed_question(content, page_id, **changes):
    page = content.pages[page_id]
    (first, *rest) = [
        one.model_copy(update=changes) if one.kind.value in ("signs", "place") else one for one in page.questions
    ]
    return with_entries(content, "pages", page.model_copy(update={"questions": (first, *rest)}))


def test_a_place_that_is_not_known_counts_as_left_open_and_one_that_is_does_not(content):
    careful = changed_question(content, "children", if_unanswered=("judged-less",))
    assert "judged-less" in found(careful)
    assert "judged-less" in found(careful, place=Where())
    assert "judged-less" not in found(careful, place=Where(None, "NG1"))


def test_the_checklists_are_answered_by_topic_and_never_as_one_question(content):
    careful = changed_question(content, "signs", if_unanswered=("judged-less",))
    assert "judged-less" not in found(careful)


def test_only_the_question_about_topics_names_topics_and_only_it_is_in_doubt_where_one_is_gone(content):
    known = found(content, role=("hurt", GONE))
    assert TOPIC + "hurt" not in known
    assert UNSURE + "role" not in known


def test_a_sign_that_is_gone_and_not_sure_are_no_findings_themselves(content):
    known = found(content, topics=("hurt",), signs_hurt=(GONE, NOT_SURE, NONE))
    assert known.keys().isdisjoint({GONE, NOT_SURE, NONE})


def test_a_harm_left_open_is_doubt_however_small_a_worry_it_is_by_itself(content):
    small = with_entries(content, "topics", content.topics["hurt"].model_copy(update={"worry_level": 1}))
    assert found(small, topics=("hurt",))[UNSURE + "hurt"].how is How.UNANSWERED


def test_why_a_finding_holds_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        Because(How.SAID).how = How.AGE
    with pytest.raises(FrozenInstanceError):
        Ages((3.0,)).years = ()
    with pytest.raises(FrozenInstanceError):
        Where("E06000018").outcode = "NG1"


def test_a_place_establishes_nothing_and_no_place_is_no_doubt(content):
    assert (
        found(content, ages=Ages((5.0,)), place=Where("E06000018")).keys() == found(content, ages=Ages((5.0,))).keys()
    )


def test_a_topic_is_found_by_its_answer_and_one_that_is_gone_is_doubt(content):
    known = found(content, topics=("feelings",), signs_feelings=("tired",))
    assert known[TOPIC + "feelings"] == Because(How.TOPIC, "topics", "feelings")
    assert UNSURE + "topics" not in known
    assert found(content, topics=(GONE,))[UNSURE + "topics"] == Because(How.NOT_SURE, "topics")
    assert UNSURE + "topics" not in found(content, topics=())
    assert UNSURE + "topics" not in found(content)


@pytest.mark.parametrize(
    ("topic", "value", "doubt"),
    [
        ("hurt", None, How.UNANSWERED),
        ("hurt", (), How.UNANSWERED),
        ("hurt", (NOT_SURE,), How.NOT_SURE),
        ("hurt", (GONE,), How.NOT_SURE),
        ("hurt", (NONE, NOT_SURE), How.NOT_SURE),
        ("hurt", ("bruise", NOT_SURE), How.NOT_SURE),
        ("hurt", Ages((3.0,)), How.NOT_SURE),
        ("hurt", (NONE,), None),
        ("hurt", ("bruise",), None),
        ("hurt", ("bruise", NONE), None),
        ("feelings", (), How.UNANSWERED),
        ("everyday", (), None),
        ("everyday", (NOT_SURE,), How.NOT_SURE),
    ],
)
def test_doubt_about_the_signs_of_a_topic_is_found_with_what_kind_it_is(content, topic, value, doubt):
    answers = {"topics": (topic,)} if value is None else {"topics": (topic,), f"signs:{topic}": value}
    because = findings(content, answers).get(UNSURE + topic)
    assert (because and because.how) is doubt
    if because:
        assert because.question == f"signs:{topic}"
        assert because.option == (NOT_SURE if doubt is How.NOT_SURE else None)


def test_a_sign_that_is_ticked_says_so_and_none_beside_it_takes_nothing_away(content):
    known = found(content, topics=("hurt",), signs_hurt=(NONE, "says-hurt"))
    assert known["says-hurt"] == Because(How.SAID, "signs:hurt", "says-hurt")


def test_a_sign_ticked_without_its_topic_counts_and_opens_its_checklist(content):
    answers = {"signs:hurt": ("bruise",)}
    known = findings(content, answers)
    assert {"bruise", "mark"} <= known.keys()
    assert [topic.id for topic in open_topics(content, answers, known)] == ["hurt"]
    assert open_topics(content, {"signs:hurt": (NONE,)}, {}) == []
    assert open_topics(content, {"signs:hurt": Ages((3.0,))}, {}) == []


def test_a_ticked_sign_stays_on_its_checklist_and_a_list_never_runs_empty(content):
    topic = content.topics["hurt"]
    older = {"ages": Ages((9.0,))}
    assert "baby-bruise" not in [sign.id for sign in signs_shown(content, older, topic)]
    ticked = {**older, "signs:hurt": ("baby-bruise",)}
    assert "baby-bruise" in [sign.id for sign in signs_shown(content, ticked, topic)]
    grown = with_entries(content, "indicators", content.indicators["wants-group"].model_copy(update={"ages": (0, 3)}))
    everyday = grown.topics["everyday"]
    assert [sign.id for sign in signs_shown(grown, older, everyday)] == ["wants-group"]


# What follows


def test_a_general_kind_follows_from_its_sign_and_says_from_which(content):
    assert close(content, said("bruise"))["mark"] == Because(How.KIND, members=("bruise",))


def test_what_was_found_already_keeps_how_it_was_found(content):
    known = close(content, {"bruise": Because(How.SAID), "mark": Because(How.AGE)})
    assert known["mark"] == Because(How.AGE)
    assert close(content, said("baby-bruise", "mark", "not-mobile"))["baby-bruise"] == Because(How.SAID)


def test_a_combination_needs_all_of_its_parts(content):
    assert "baby-bruise" not in close(content, said("mark"))
    assert "baby-bruise" not in close(content, said("not-mobile"))
    together = close(content, said("mark", "not-mobile"))["baby-bruise"]
    assert together == Because(How.COMBINED, members=("mark", "not-mobile"), combination="mark-on-baby")


@pytest.mark.parametrize(
    ("names", "given"),
    [
        (("teacher", "mark"), False),
        (("teacher", "mark", "not-mobile"), True),
        (("teacher", "mark", "not-mobile", "under-one"), True),
        (("mark", "not-mobile"), False),
        (("teacher",), False),
    ],
)
def test_a_combination_needs_enough_of_the_rest(content, names, given):
    some = Combination(
        id="some", all_of=("teacher",), at_least=2, among=("mark", "not-mobile", "under-one", "mark"), gives="tired"
    )
    closed = close(with_entries(content, "combinations", some), said(*names))
    assert ("tired" in closed) is given
    if given:
        assert closed["tired"].members == names


def test_what_follows_is_followed_to_the_end(content):
    chain = with_entries(
        content,
        "combinations",
        Combination(id="first", all_of=("teacher",), gives="tired"),
        Combination(id="second", all_of=("tired",), gives="bruise"),
        Combination(id="third", all_of=("mark", "unborn"), gives="very-low"),
    )
    assert {"tired", "bruise", "mark", "very-low"} <= close(chain, said("teacher", "unborn")).keys()
    assert {"tired", "bruise", "mark"} <= found(chain, role=("teacher",)).keys()


def test_a_question_is_asked_for_any_of_what_it_waits_for(content):
    moves, detail = content.questions["moves"], content.qualifiers["bruise-detail"]
    assert asked(content, moves, said("under-one"))
    assert not asked(content, moves, said("teacher"))
    assert asked(content, content.questions["role"], {})
    assert asked(content, detail, said("bruise"))
    assert not asked(content, detail, said("mark"))
    either = moves.model_copy(update={"asked_when": ("under-one", "teacher")})
    assert asked(content, either, said("teacher"))


def test_a_qualifier_left_open_takes_the_gravest_view_until_it_is_answered(content):
    open_view = found(content, topics=("hurt",), signs_hurt=("bruise",))
    assert open_view["bruise-odd"] == Because(How.UNANSWERED, "bruise-detail")
    answered = findings(
        content, {"topics": ("hurt",), "signs:hurt": ("bruise",), "bruise-detail": ("ordinary",), "ages": Ages((9.0,))}
    )
    assert "bruise-odd" not in answered


def test_what_is_said_outright_replaces_what_was_assumed_and_nothing_else_does(content):
    known = found(content, ages=Ages((0.3,)), topics=("hurt",), signs_hurt=("bruise", "baby-bruise"))
    assert known["baby-bruise"].how is How.SAID
    extra = content.pages["danger"].questions[0]
    told = extra.options[0].model_copy(update={"findings": ("not-mobile",)})
    asking = extra.model_copy(update={"options": (told, extra.options[1])})
    page = content.pages["danger"].model_copy(update={"questions": (asking,)})
    changed = with_entries(content, "pages", page)
    both = findings(changed, {"ages": Ages((0.3,)), "danger": ("yes",)})
    assert both["not-mobile"] == Because(How.SAID, "danger", "yes")


# What the findings lead to


def advised(content, **answers):
    named = {key.replace("signs_", "signs:"): value for key, value in answers.items()}
    return recommend_answers(content, {**calm(content), **named})


@pytest.mark.parametrize(
    ("names", "pathway", "level"),
    [
        ((), "advice", 0),
        (("teacher",), "advice", 0),
        (("tired",), "advice", 1),
        (("tired", "very-low"), "early_help", 3),
        (("very-low", "says-hurt"), "safeguarding", 4),
        (("says-hurt", "hit-now"), "emergency", 4),
        ((TOPIC + "everyday",), "advice", 1),
        ((TOPIC + "hurt",), "early_help", 2),
        ((UNSURE + "hurt",), "safeguarding", 2),
        ((UNSURE + "feelings",), "early_help", 2),
        ((UNSURE + "topics",), "early_help", 2),
        ((UNSURE + "hurt", "very-low"), "safeguarding", 3),
    ],
)
def test_pathway_and_level_are_each_that_of_the_gravest_finding(content, names, pathway, level):
    outcome = recommend(content, said(*names))
    assert (outcome.pathway, outcome.level) == (PathwayId(pathway), level)
    assert outcome.route is content.pathways[PathwayId(pathway)]


def test_every_reason_says_all_that_is_known_of_it(content):
    (reason,) = recommend(content, said("says-hurt")).reasons
    assert (reason.finding, reason.words, reason.level) == ("says-hurt", "Says someone hurt them", 4)
    assert (reason.pathway, reason.topic, reason.needs) == (PathwayId.SAFEGUARDING, "hurt", ("physical-abuse",))
    assert (reason.why, reason.because) == ("A child's words are taken seriously.", Because(How.SAID))
    assert [source.area for source in reason.sources] == ["Croydon"]
    (topic,) = recommend(content, {TOPIC + "feelings": Because(How.TOPIC)}).reasons
    assert (topic.words, topic.level, topic.topic, topic.needs) == ("Feelings", 2, "feelings", ("low-mood",))
    assert "worried about this" in topic.why.message
    (doubt,) = recommend(content, {UNSURE + "hurt": Because(How.NOT_SURE)}).reasons
    assert (doubt.words, doubt.level, doubt.topic, doubt.needs) == ("Being hurt", 2, "hurt", ("physical-abuse",))
    assert "not sure about the signs" in doubt.why.message
    (other,) = recommend(content, {UNSURE + "feelings": Because(How.NOT_SURE)}).reasons
    assert (other.pathway, other.topic) == (PathwayId.EARLY_HELP, "feelings")
    assert "not sure yet" in other.why.message
    (unread,) = recommend(content, {UNSURE + "topics": Because(How.NOT_SURE)}).reasons
    assert (unread.topic, unread.needs) == (None, ())


def test_a_topic_is_left_out_only_beside_a_sign_of_its_own_that_weighs_as_much(content):
    topic = {TOPIC + "feelings": Because(How.TOPIC)}

    def told(*names):
        return [one.finding for one in recommend(content, topic | said(*names)).reasons]

    assert told() == [TOPIC + "feelings"]
    assert told("tired") == [TOPIC + "feelings", "tired"]
    assert told("very-low") == ["very-low"]
    assert told("says-hurt") == ["says-hurt", TOPIC + "feelings"]
    assert told("teacher") == [TOPIC + "feelings"]


def test_a_general_kind_is_left_out_only_beside_the_sign_it_follows_from(content):
    general = with_entries(
        content,
        "indicators",
        content.indicators["very-low"].model_copy(update={"kinds": ("tired",)}),
        content.indicators["tired"].model_copy(update={"kinds": ("bruise-odd",)}),
    )

    def told(*names):
        return [one.finding for one in recommend(general, close(general, said(*names))).reasons]

    assert told("very-low") == ["bruise-odd", "very-low"]
    assert told("very-low", "tired") == ["bruise-odd", "very-low", "tired"]


def test_a_general_kind_stays_beside_a_graver_sign_that_it_does_not_follow_from(content):
    general = with_entries(content, "indicators", content.indicators["tired"].model_copy(update={"kinds": ("bruise",)}))
    known = close(general, said("tired", "says-hurt"))
    assert known["bruise"].how is How.KIND
    assert [one.finding for one in recommend(general, known).reasons] == ["says-hurt", "bruise", "tired"]


def test_what_several_things_add_up_to_stays_beside_a_graver_one_of_them(content):
    milder = with_entries(
        content, "combinations", Combination(id="mild", all_of=("says-hurt", "teacher"), gives="tired")
    )
    known = close(milder, said("says-hurt", "teacher"))
    assert [one.finding for one in recommend(milder, known).reasons] == ["says-hurt", "tired"]


def test_a_topic_stays_beside_a_sign_of_the_same_pathway_and_a_lower_level(content):
    heavy = with_entries(content, "topics", content.topics["hurt"].model_copy(update={"worry_level": 3}))
    known = {TOPIC + "hurt": Because(How.TOPIC)} | said("bruise")
    assert [one.finding for one in recommend(heavy, known).reasons] == [TOPIC + "hurt", "bruise"]
    assert [one.finding for one in recommend(content, known).reasons] == ["bruise"]


def test_an_outcome_and_its_reasons_cannot_be_changed(content):
    outcome = recommend(content, said("says-hurt"))
    for part, name in ((outcome, "level"), (outcome.reasons[0], "level"), (outcome.not_asked, "topics")):
        with pytest.raises(FrozenInstanceError):
            setattr(part, name, 0)


def test_of_two_judgements_the_graver_counts(content):
    judged = content.indicators["tired"].model_copy(update={"id": "judged-help"})
    both = with_entries(content, "indicators", judged)
    assert recommend(both, said("judged-help", "says-hurt")).talk_first is not None
    assert recommend(both, said("judged-help", "judged-harm", "says-hurt")).talk_first is None


def test_reasons_come_by_pathway_then_level(content):
    names = said("tired", "very-low", "hit-now", "says-hurt") | {UNSURE + "hurt": Because(How.NOT_SURE)}
    told = [one.finding for one in recommend(content, names).reasons]
    assert told == ["hit-now", "says-hurt", UNSURE + "hurt", "very-low", "tired"]


@pytest.mark.parametrize(
    ("known", "conversation"),
    [
        ({UNSURE + "hurt": Because(How.NOT_SURE)}, True),
        ({"bruise-odd": Because(How.UNANSWERED)}, True),
        ({"bruise-odd": Because(How.SAID, "bruise-detail", NOT_SURE)}, True),
        ({"bruise-odd": Because(How.SAID, "bruise-detail", "odd")}, False),
        ({"bruise-odd": Because(How.UNANSWERED), "says-hurt": Because(How.SAID)}, False),
        ({"bruise-odd": Because(How.UNANSWERED), "very-low": Because(How.SAID)}, True),
        ({UNSURE + "feelings": Because(How.NOT_SURE)}, False),
        ({"danger-now": Because(How.UNANSWERED)}, False),
        ({}, False),
    ],
)
def test_only_what_is_grave_by_doubt_alone_is_a_conversation(content, known, conversation):
    assert recommend(content, known).talk_it_through is conversation


@pytest.mark.parametrize(
    ("names", "talk"),
    [
        (("judged-less", "says-hurt"), True),
        (("judged-less", "hit-now"), True),
        (("judged-less", "very-low"), False),
        (("judged-harm", "says-hurt"), False),
        (("judged-harm", "judged-less", "says-hurt"), False),
        (("says-hurt",), False),
        (("judged-less",), False),
    ],
)
def test_whoever_judges_it_less_serious_is_asked_to_talk_first(content, names, talk):
    assert (recommend(content, said(*names)).talk_first is not None) is talk


def test_a_combination_is_told_by_the_signs_it_rests_on(content):
    (grave, *_) = advised(content, ages=Ages((0.3,)), moves=("no",), topics=("hurt",), signs_hurt=("bruise",)).reasons
    assert grave.finding == "baby-bruise"
    assert grave.members == ("A bruise", "Not yet moving")


def test_the_outcome_of_answers_names_what_was_left_out_and_what_was_not_chosen(content):
    outcome = advised(content, topics=("hurt",), signs_hurt=(NONE,), role=())
    assert "Who are you?" in outcome.not_asked.skipped
    assert [topic.id for topic in outcome.not_asked.topics] == ["feelings", "everyday"]
    assert "Who are you?" not in advised(content, role=("teacher",)).not_asked.skipped


# The referrer's own judgement


def test_a_judgement_raises_to_the_next_pathway_that_is_graver(content):
    raised = with_higher_judgement(content, {}, PathwayId.ADVICE)
    assert raised == {"judgement": ("harm",)}
    assert with_higher_judgement(content, {"danger": ("no",)}, PathwayId.SAFEGUARDING) == {"danger": ("no",)}


def test_of_two_graver_judgements_the_lesser_is_taken_and_a_judgement_is_as_grave_as_its_gravest_finding(content):
    page = content.pages["judgement"]
    (question,) = page.questions
    harm, less = question.options
    some = harm.model_copy(update={"id": "help", "findings": ("very-low", "tired")})
    grave = harm.model_copy(update={"findings": ("tired", "judged-harm")})
    asking = question.model_copy(update={"options": (grave, some, less)})
    judged = with_entries(content, "pages", page.model_copy(update={"questions": (asking,)}))
    assert with_higher_judgement(judged, {}, PathwayId.ADVICE) == {"judgement": ("help",)}
    assert with_higher_judgement(judged, {}, PathwayId.EARLY_HELP) == {"judgement": ("harm",)}


# Answers as they come in, and as they are kept


@pytest.mark.parametrize(
    ("question", "value", "kept"),
    [
        ("signs:hurt", ("bruise", NONE), ("bruise",)),
        ("signs:hurt", (NONE,), (NONE,)),
        ("signs:hurt", (NONE, NOT_SURE), (NOT_SURE,)),
        ("signs:hurt", ("bruise", NOT_SURE), ("bruise", NOT_SURE)),
        ("signs:hurt", ("says-hurt", "hit-now", "hit-now"), ("hit-now", "says-hurt")),
        ("signs:hurt", (), ()),
        ("danger", ("yes",), ("yes",)),
        ("danger", (), ()),
        ("topics", ("feelings", "hurt"), ("hurt", "feelings")),
        ("ages", (), Ages()),
        ("ages", Ages((0.0, 25.9), unborn=True), Ages((0.0, 25.9), unborn=True)),
        ("place", (), Where()),
        ("place", Where("E06000018", "NG1"), Where("E06000018", "NG1")),
        ("place", Where(None, "NG17"), Where(None, "NG17")),
        ("place", Where("E06000018"), Where("E06000018")),
        ("bruise-detail", ("ordinary",), ("ordinary",)),
    ],
)
def test_an_answer_is_kept_tidied(content, question, value, kept):
    assert answer(content, {"role": ("other",)}, question, value) == {"role": ("other",), question: kept}


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("danger", ("yes", "no")),
        ("danger", ("maybe",)),
        ("danger", Ages((3.0,))),
        ("signs:hurt", ("very-low",)),
        ("signs:hurt", ("bruise-odd",)),
        ("signs:gone", (NONE,)),
        ("hurt", (NONE,)),
        ("danger", ("hurt",)),
        ("ages", Ages((3.0, 30.0))),
        ("signs", ("bruise",)),
        ("more", ("ordinary",)),
        ("gone", ("yes",)),
        ("topics", ("gone",)),
        ("ages", ("nine",)),
        ("ages", Ages((26.0,))),
        ("ages", Ages((-0.1,))),
        ("place", ("NG17",)),
        ("place", Where("E0600001")),
        ("place", Where("E06000018", "Nottingham")),
    ],
)
def test_an_answer_that_is_none_is_refused_with_its_question(content, question, value):
    with pytest.raises(InvalidAnswer) as refused:
        answer(content, {}, question, value)
    assert question in str(refused.value)


def test_a_question_that_is_none_is_refused_with_the_nearest_that_is_another(content):
    with pytest.raises(InvalidAnswer, match="Did you mean 'danger'"):
        answer(content, {}, "dange", ("yes",))
    with pytest.raises(InvalidAnswer) as refused:
        answer(content, {}, "signs", ("bruise",))
    assert "Did you mean 'signs'" not in str(refused.value)


def test_an_option_that_is_called_as_a_part_of_ages_is_read_as_an_option():
    assert answers_from_json({"x": ["years"]}) == {"x": ("years",)}


def test_answers_kept_and_read_are_the_same_and_what_was_kept_long_ago_is_read_as_it_is():
    answers = {"danger": ("no",), "ages": Ages((0.2, 9.0), unborn=True), "place": Where("E07000170", "NG17"), "x": ()}
    kept = answers_to_json(answers)
    assert kept["ages"] == {"years": [0.2, 9.0], "unborn": True}
    assert kept["place"] == {"district_code": "E07000170", "outcode": "NG17"}
    assert kept["danger"] == ["no"]
    assert answers_from_json(kept) == answers
    assert answers_from_json({"ages": {"years": [3]}}) == {"ages": Ages((3.0,))}
    assert answers_from_json({"place": {"outcode": "NG1"}}) == {"place": Where(None, "NG1")}
    assert Where(None, "NG1").known
    assert Where("E07000170").known
    assert not Where().known

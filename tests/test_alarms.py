"""Red flags said outright: what must be heard, what must not, and what can never silence an alarm."""

import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.content import load_content
from matching.entries import PathwayId
from matching.errors import ContentError
from matching.understanding.alarms import alarms, load_alarms

SENTENCES = tomllib.loads((Path(__file__).parent / "alarm_sentences.toml").read_text(encoding="utf-8"))
HEARD = SENTENCES["emergency"] + SENTENCES["heard"]
book = load_alarms()
content = load_content()
heard = st.sampled_from(HEARD)
ordinary = st.sampled_from(
    [
        "We live in Mansfield.",
        "Thank you for reading this.",
        "My daughter is in Year 4 and likes swimming.",
        "There are no bruises.",
        "He has never hit her.",
        "I am on a training course.",
        "When I was a child we had a dog.",
        "What are the signs of autism?",
        "She has an appointment on Friday and the bus is late.",
    ]
)


def pathways(text):
    return [content.indicators[alarm.indicator].pathway for alarm in alarms(text, book)]


@pytest.mark.parametrize("text", SENTENCES["emergency"])
def test_somebody_in_danger_now_is_led_to_999_first(text):
    assert pathways(text)[0] is PathwayId.EMERGENCY


@pytest.mark.parametrize("text", SENTENCES["heard"])
def test_a_red_flag_is_heard_however_it_is_worded(text):
    assert alarms(text, book) != ()


@pytest.mark.parametrize("text", SENTENCES["unheard"])
def test_what_only_sounds_like_harm_raises_no_alarm(text):
    assert alarms(text, book) == ()


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("a ten-week-old with a bruise on her cheek", "bruise-not-mobile"),
        ("a boy of 10 with a bruise on his shin", None),
        ("10 day old has a mark on his leg", "bruise-not-mobile"),
        ("3yo has a mark on his leg", None),
        ("she is 12 and has sent a nude picture", "nude-pressure"),
        ("12 year old is having sex with a boy in her class", "under-13-sexual"),
        ("Year 6 girl is pregnant", "under-13-sexual"),
        ("my wife is pregnant and we want a class", None),
        ("her boyfriend is 35 and she is 15", "adult-relationship"),
        ("special party back home when she becomes a woman", "fgm-risk"),
        ("he is helping someone out and has two phones", "drug-running"),
        ("perplexing presentation", "fabricated-illness"),
        ("it went to MARAC", "high-risk-marac"),
        ("my son tried to hang himself", "suicide-attempt"),
    ],
)
def test_the_red_flag_is_named(text, indicator):
    found = {alarm.indicator for alarm in alarms(text, book)}
    assert indicator in found if indicator else not found


def test_an_alarm_gives_the_words_exactly_as_typed_and_where_they_stand():
    text = "Hello. My\u00a0UNCLE, he  tuches my privates. Bye."
    for alarm in alarms(text, book):
        assert text[alarm.start : alarm.end] == alarm.words
    assert any("tuches" in alarm.words for alarm in alarms(text, book))


def test_the_gravest_alarm_comes_first():
    found = pathways("my uncle touched me last year and now my brother is not breathing")
    assert found[0] is PathwayId.EMERGENCY
    assert PathwayId.SAFEGUARDING in found


def test_every_alarm_leads_to_a_red_flag_of_the_content_and_is_as_urgent_as_it():
    for rule in book.rules:
        indicator = content.indicators[rule.entry.indicator]
        assert indicator.red_flag
        assert rule.entry.urgent == (indicator.pathway is PathwayId.EMERGENCY), rule.entry.indicator


def test_every_emergency_that_can_be_said_has_its_alarm():
    emergencies = {one.id for one in content.indicators.values() if one.pathway is PathwayId.EMERGENCY}
    assert emergencies <= book.indicators


@given(heard, ordinary)
def test_text_before_or_after_never_silences_an_alarm(text, other):
    said = {alarm.indicator for alarm in alarms(text, book)}
    for longer in (f"{other} {text}", f"{text}. {other}", f"{other.rstrip('.?')} and {text}"):
        assert said <= {alarm.indicator for alarm in alarms(longer, book)}


@given(heard, heard)
def test_one_alarm_never_silences_another(one, other):
    both = {alarm.indicator for alarm in alarms(f"{one}. {other}", book)}
    assert {alarm.indicator for alarm in (*alarms(one, book), *alarms(other, book))} <= both


@given(heard)
def test_capitals_spaces_and_quotation_marks_change_nothing(text):
    said = [alarm.indicator for alarm in alarms(text, book)]
    for same in (
        text.upper(),
        text.lower(),
        text.replace(" ", "   "),
        text.replace("'", "\u2019"),
        f"\u201c{text}\u201d",
    ):
        assert [alarm.indicator for alarm in alarms(same, book)] == said


@given(st.text(max_size=400))
def test_any_text_can_be_read(text):
    for alarm in alarms(text, book):
        assert text[alarm.start : alarm.end] == alarm.words


@pytest.mark.parametrize(
    "piece",
    ["hit ", "not ", "no ", "dad dad he ", "if ever ", "he said she ", "a", "\u2019", ".", "drunk baby car "],
)
def test_a_hostile_text_is_read_to_its_end(piece):
    text = (piece * 20_000)[:20_000]
    start = time.thread_time()
    alarms(text, book)
    assert time.thread_time() - start < 10


def _folder(tmp_path, text):
    (tmp_path / "alarms").mkdir()
    (tmp_path / "alarms" / "mine.toml").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("says", "told"),
    [
        ('"ADULTT hit"', "there is no group called ADULTT"),
        ('"hit .."', "must begin and end with a word that is needed"),
        ('"dad? hit"', "must begin and end with a word that is needed"),
        ('"a||b"', "cannot be read"),
    ],
)
def test_a_pattern_that_cannot_be_read_is_named_with_its_file_and_red_flag(tmp_path, says, told):
    folder = _folder(tmp_path, f'[[alarm]]\nindicator = "missing-now"\nsays = [{says}]\n')
    with pytest.raises(ContentError) as refused:
        load_alarms(folder)
    assert len(refused.value.problems) == 1
    assert refused.value.problems[0].startswith("alarms/mine.toml, 'missing-now': ")
    assert told in refused.value.problems[0]


def test_the_parts_of_a_pattern_mean_what_the_file_says(tmp_path):
    table = """
    [[group]]
    name = "PET"
    words = ["dog", "guinea_pig"]
    [[alarm]]
    indicator = "missing-now"
    says = ["PET .. run|bolt away? =off"]
    [[fillers]]
    words = ["my"]
    """
    small = load_alarms(_folder(tmp_path, table))

    def says(text):
        return [alarm.words for alarm in alarms(text, small)]

    assert says("the guinea pig has just now bolted off") == ["guinea pig has just now bolted off"]
    assert says("dogs running away off") == ["dogs running away off"]
    assert says("dog a b c d run off") == []
    assert says("dog runs. Off") == []
    assert says("a guinea fowl and a pig ran off") == []
    assert says("dog runs offs") == []

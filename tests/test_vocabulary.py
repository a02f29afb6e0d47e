"""The vocabulary: needs, jargon and everyday words, and the files they stand in."""

import json
from itertools import pairwise
from pathlib import Path

import pytest

from directory.vocabulary import TAXONOMY, VocabularyError, load_vocabulary

vocabulary = load_vocabulary()

NEED_TAGS = Path(__file__).parents[2] / "shared" / "benchmark" / "need_tags.json"

HARM_TOPICS = {
    "neglect",
    "physical-abuse",
    "sexual-abuse",
    "emotional-abuse",
    "fgm",
    "forced-marriage",
    "honour-based-abuse",
    "radicalisation",
    "modern-slavery",
    "fabricated-illness",
    "private-fostering",
    "harmful-sexual-behaviour",
}

EVERYDAY = [
    ("mould", "housing"),
    ("black mold in the kids' bedroom", "housing"),
    ("we're being evicted", "housing"),
    ("sleeping on a mate's settee, sofa-surfing", "housing"),
    ("nowhere to live", "housing"),
    ("there is nothing in the cupboards", "food-poverty"),
    ("foodbank", "food-poverty"),
    ("skint till friday", "financial-hardship"),
    ("bailiffs at the door", "financial-hardship"),
    ("no lecky on the meter", "financial-hardship"),
    ("she won't ever go back to school", "school-avoidance"),
    ("my grandson refuses to go to school", "school-avoidance"),
    ("twagging", "school-avoidance"),
    ("EBSA", "school-avoidance"),
    ("permanently excluded in year 9", "school-exclusion"),
    ("PRU", "school-exclusion"),
    ("being picked on at school", "bullying"),
    ("NEET", "neet"),
    ("nothing to do since leaving school, can't find a job", "neet"),
    ("EHCP", "send-support"),
    ("ehc plan refused", "send-support"),
    ("SENCO", "send-support"),
    ("on the spectrum", "autism"),
    ("ASD", "autism"),
    ("he can't sit still", "adhd"),
    ("three year old not talking", "speech-and-language"),
    ("SALT", "speech-and-language"),
    ("stammer", "speech-and-language"),
    ("grommets", "hearing-impairment"),
    ("BSL", "hearing-impairment"),
    ("HI unit", "hearing-impairment"),
    ("registered blind", "visual-impairment"),
    ("wheelchair", "physical-disability"),
    ("respite for my disabled son", "short-breaks"),
    ("DV", "domestic-abuse"),
    ("D.V.", "domestic-abuse"),
    ("walking on eggshells", "domestic-abuse"),
    ("mam drinks every day", "parental-substance-misuse"),
    ("teenager smoking weed", "young-person-substance-misuse"),
    ("spice", "young-person-substance-misuse"),
    ("ket", "young-person-substance-misuse"),
    ("lean", "young-person-substance-misuse"),
    ("two phones and new trainers", "criminal-exploitation"),
    ("running drugs for the olders", "criminal-exploitation"),
    ("bando", "criminal-exploitation"),
    ("opps", "criminal-exploitation"),
    ("CCE", "criminal-exploitation"),
    ("older boyfriend buying her things", "sexual-exploitation"),
    ("CSE", "sexual-exploitation"),
    ("nudes being shared round school", "online-safety"),
    ("goes missing overnight", "missing-from-home"),
    ("arrested for shoplifting", "youth-offending"),
    ("YOT", "youth-offending"),
    ("postnatal depression", "perinatal-mental-health"),
    ("PND", "perinatal-mental-health"),
    ("wont latch", "infant-feeding"),
    ("still wets the bed at nine", "toilet-training"),
    ("awake all night", "sleep"),
    ("panic attacks before exams", "anxiety"),
    ("won't come out of her room", "low-mood"),
    ("making herself sick after dinner", "eating-disorders"),
    ("his nan died", "bereavement"),
    ("SIDS", "bereavement"),
    ("mum hears voices", "parental-mental-health"),
    ("looks after her mum who is disabled", "young-carers"),
    ("bringing up my grandson on my own", "kinship-care"),
    ("SGO", "kinship-care"),
    ("foster carer", "adoption-and-fostering"),
    ("LAC", "adoption-and-fostering"),
    ("ex wont let me see my kids", "separation-and-contact"),
    ("mum and dad always arguing", "parental-conflict"),
    ("parenting course", "parenting-support"),
    ("kicks off at bedtime and smashes things up", "challenging-behaviour"),
    ("coming out as gay", "lgbtq-support"),
    ("LGBTQ+", "lgbtq-support"),
    ("pregnant at 16", "young-parents"),
    ("can't afford nursery", "childcare-costs"),
    ("asylum seeker", "immigration-and-asylum"),
    ("NRPF", "immigration-and-asylum"),
    ("UASC", "immigration-and-asylum"),
    ("overweight", "healthy-weight"),
    ("no friends at all", "social-isolation"),
    ("FGM", "fgm"),
    ("forced to marry her cousin", "forced-marriage"),
    ("HBA", "honour-based-abuse"),
    ("talks about far right groups", "radicalisation"),
    ("trafficked", "modern-slavery"),
    ("FII", "fabricated-illness"),
    ("living with a friend's family, parents are abroad", "private-fostering"),
    ("HSB", "harmful-sexual-behaviour"),
    ("hungry and dirty, same clothes every day", "neglect"),
    ("belt marks on his back", "physical-abuse"),
    ("touched her private parts", "sexual-abuse"),
    ("calls her stupid, never shows love", "emotional-abuse"),
    ("cutting her arms", "self-harm"),
    ("talks about wanting to die", "suicidal-thoughts"),
    ("anxeity", "anxiety"),
    ("homelesness", "housing"),
    ("breastfeding", "infant-feeding"),
]


@pytest.mark.parametrize("text", ["x" * 20_000, "can't " * 4_000, "🙂 \x00 ＩＤ", "ÀÉÎ ŝ", "'''", "--- ... +"])
def test_odd_text_is_survived(text):
    assert vocabulary.crisis(text) is None
    assert isinstance(vocabulary.expand(text).words, tuple)


@pytest.mark.parametrize(("text", "need"), EVERYDAY)
def test_everyday_words_lead_to_the_need(text, need):
    suggested = vocabulary.expand(text).needs
    assert need in [suggestion.need for suggestion in suggested[:2]]
    assert next(suggestion for suggestion in suggested if suggestion.need == need).phrases


def test_suggestions_come_best_first_and_say_which_phrase_was_found():
    suggested = vocabulary.expand("My lad WON'T go to school, and there is mould").needs
    assert [suggestion.need for suggestion in suggested[:2]] == ["school-avoidance", "housing"]
    assert suggested[1].phrases == ("mould",)
    assert [suggestion.weight for suggestion in suggested] == sorted((s.weight for s in suggested), reverse=True)


def test_a_word_that_only_appears_beside_a_need_is_a_guess_without_a_phrase():
    guesses = [suggestion for suggestion in vocabulary.expand("assessment").needs if not suggestion.phrases]
    assert guesses
    assert all(guess.weight < 1 for guess in guesses)


def test_jargon_brings_plain_words_and_synonyms_to_search_for():
    assert "counselling" in vocabulary.expand("CAMHS").words
    assert "special educational needs" in vocabulary.expand("SEN").words
    assert {"mother", "mam"} <= set(vocabulary.expand("mum").words)
    assert "mum" not in vocabulary.expand("mum").words


def test_an_abbreviation_that_is_also_a_word_counts_only_in_capitals():
    assert "hearing-impairment" in [suggestion.need for suggestion in vocabulary.expand("HI unit").needs]
    assert not vocabulary.expand("hi").needs


def test_nothing_is_suggested_for_nothing():
    assert vocabulary.expand("").needs == ()
    assert vocabulary.expand("the of and").needs == ()


def test_every_need_of_the_brief_is_there_with_plain_words():
    needs = vocabulary.need
    assert len(needs) == 59
    assert needs.keys() >= HARM_TOPICS | {"parental-mental-health"}
    for need in needs.values():
        assert len(need.everyday) >= 12
        assert need.name[0].isupper()
        assert need.description.endswith(".")


@pytest.mark.skipif(not NEED_TAGS.exists(), reason="the shared list of need tags is not beside this checkout")
def test_the_need_ids_are_the_shared_ones():
    assert {tag["id"] for tag in json.loads(NEED_TAGS.read_text())} <= vocabulary.need.keys()


def test_needs_of_one_group_stand_together():
    groups = [need.group for need in vocabulary.needs]
    changes = sum(one != other for one, other in pairwise(groups))
    assert changes + 1 == len(set(groups))


def test_a_need_and_a_kind_can_be_shown_in_another_language(taxonomy):
    mend(taxonomy / "needs.toml", 'id = "sleep"\n', 'id = "sleep"\ntranslations = {cy = {name = "Cwsg"}}\n')
    mend(taxonomy / "crisis.toml", 'id = "despair"\n', 'id = "despair"\ntranslations = {cy = {title = "Siaradwch"}}\n')
    loaded = load_vocabulary(taxonomy)
    sleep = loaded.need["sleep"]
    assert (sleep.in_language("cy").name, sleep.in_language("fr").name) == ("Cwsg", "Sleep")
    assert sleep.in_language("cy").description == sleep.description
    assert loaded.crisis("suicidal").in_language("cy").title == "Siaradwch"


@pytest.fixture
def taxonomy(tmp_path):
    """A copy of the taxonomy files that a test may spoil."""
    for path in TAXONOMY.glob("*.toml"):
        (tmp_path / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    return tmp_path


def mend(path, found, put):
    text = path.read_text(encoding="utf-8")
    assert found in text
    path.write_text(text.replace(found, put, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "found", "put", "message"),
    [
        ("needs.toml", 'name = "Sleep"\n', "", "needs.toml, need 51 (sleep): `name` is missing: add it"),
        ("needs.toml", 'name = "Sleep"', 'nam = "Sleep"', "need 51 (sleep)"),
        ("needs.toml", 'id = "sleep"', 'id = "autism"', "need autism: stands twice"),
        ("needs.toml", 'name = "Sleep"', "name = 3", '`name` must be words in quotes: "..."'),
        ("needs.toml", 'name = "Sleep"', "name = ", "the file: is not readable TOML"),
        ("words.toml", 'needs = ["fgm"]', 'needs = ["fgmm"]', "needs.toml has no need `fgmm`: mend the id"),
        ("words.toml", 'say = ["CSE"]', 'say = ["CCE"]', "word CCE: stands twice"),
        ("words.toml", 'words = ["nappy", "diaper"]', 'words = ["nappy", "mum"]', "synonym mum: stands in two groups"),
        ("crisis.toml", 'kind = "abuse"', 'kind = "abbuse"', "there is no kind `abbuse`"),
        ("crisis.toml", '"unalive"', '"unalived", "unaliving"', "says the same as another one: take one out"),
        ("crisis.toml", 'by = "text"', 'by = "letter"', '`numbers.1.by` must be "phone" or "text"'),
        ("crisis.toml", "front_door = false", 'front_door = "perhaps"', "kind 4 (despair): `front_door` must be true"),
        ("crisis.toml", "front_door = false", "front_dor = false", "`front_dor` is not known here"),
    ],
)
def test_a_mistake_in_a_file_is_named_with_its_mend(taxonomy, file, found, put, message):
    mend(taxonomy / file, found, put)
    with pytest.raises(VocabularyError) as caught:
        load_vocabulary(taxonomy)
    assert message in str(caught.value)
    assert str(caught.value).startswith(file)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(VocabularyError, match=r"needs\.toml, the file: is missing"):
        load_vocabulary(tmp_path)

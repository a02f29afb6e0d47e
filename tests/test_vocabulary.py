"""The vocabulary: needs, jargon, and what somebody in danger or despair may write."""

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

DESPAIR = [
    "I can't do this any more",
    "i cant do this anymore",
    "I CAN'T DO THIS ANYMORE!!!",
    "I can’t do this any longer",
    "i just cant do this any more, the kids never sleep and im so tired",
    "I can not do any of this any more",
    "cannot carry on",
    "i literally can't go on",
    "mum says she can't cope any more",
    "I dont want to be here anymore",
    "my son says he doesn't want to be here",
    "she told her teacher she never wants to wake up",
    "wanna die",
    "i wnat to die",
    "he keeps saying he wants to die",
    "daughter wishes she was dead",
    "wishes he had never been born",
    "they would all be better off without me",
    "nobody would care if I died",
    "what's the point in living",
    "there is no point any more in being here, no point being here",
    "suicidal",
    "my lad is feeling sucidal",
    "thoughts of suicde",
    "15 yr old talking about killing herself",
    "I'm going to kill my self",
    "kms",
    "she wants to end it all",
    "thinking of ending it",
    "he wants to end his own life",
    "talked about jumping off the bridge",
    "threatened to jump in front of a train",
    "she has been cutting herself",
    "cuts all over her arms",
    "self-harm",
    "selfharming again",
    "he is hurting himself when he is upset",
    "hides razor blades under her pillow",
    "at the end of my tether",
    "she nearly killed herself last night",
    "tired of living",
    "I hate my life",
    "please help i need to talk to someone now",
    "not suicidal but very low",
]

DANGER = [
    "she has taken an overdose",
    "taken a load of paracetamol",
    "he took too many pills",
    "my baby is not breathing",
    "the baby isn't breathing",
    "he has a knife",
    "he's got a big knife",
    "my ex is outside my house now",
    "he says he is going to kill me",
    "hes gonna kill me",
    "dad threatened to kill us",
    "boyfriend strangled me",
    "he strangles her",
    "he had his hands round my throat",
    "grabbed by the throat",
    "standing on a bridge",
    "found a rope in his room",
    "tried to kill herself yesterday",
    "my child is in danger right now",
    "he is trying to break the door down",
    "we are scared for our lives",
    "he locked me in",
]

HARM_TO_CHILD = [
    "my dad hits me",
    "my stepdad keeps hitting me",
    "mum's boyfriend hits me",
    "he hits the kids",
    "my partner hits our little boy",
    "someone is hurting my child",
    "I shook my baby",
    "scared I will hurt my baby",
    "bruise on a baby",
    "baby has a bruise on his cheek",
    "covered in bruises",
    "my uncle touches me at night",
    "he touched her private parts",
    "she says he comes into my room at night",
    "made me do things",
    "my daughter is being groomed online",
    "man on snapchat is blackmailing me with pictures",
    "children left home alone",
    "they lock the child in a cupboard, he is locked in the cupboard",
    "scared to go home",
    "the children flinch",
    "parents forcing her to marry",
    "she's being taken abroad to be cut",
    "FGM",
    "my 14 year old has gone missing",
    "didn't come home last night, reported missing, missing since friday",
]

ABUSE = [
    "my boyfriend hits me",
    "my husband beats me up",
    "he hit me again last night",
    "my partner wont let me see my family",
    "he won't let me leave the house",
    "my dad beats up my mum, he hits mum",
    "scared of my partner",
    "her new partner has a temper",
    "domestic violence",
    "need a refuge",
    "how do I leave my husband safely",
    "my ex is stalking me",
    "I was raped",
    "walking on egg shells, no, walking on eggshells",
    "I don't feel safe",
]

NO_CRISIS = [
    "",
    "   ",
    "his nan died",
    "grandad passed away last week and she is very sad",
    "my mum is dying of cancer",
    "bereavement support for a child whose dad died",
    "lost her dad to suicide",
    "his brother killed himself last year, support for grief",
    "bereaved by suicide",
    "our dog died",
    "cancer killed my dad",
    "my son is missing his dad",
    "he is dying to try football",
    "cakes to die for",
    "dying to meet other mums",
    "this heat is killing me",
    "things to kill time in the holidays",
    "dead tired, baby won't sleep",
    "drowning in debt",
    "hit hard by the cost of living",
    "it hit me how lonely I am",
    "he hits other children at nursery",
    "she hits her brother",
    "my toddler bites",
    "tantrums, kicks and screams",
    "my mum kicked me out",
    "mum threw me out and I have nowhere to live",
    "football coaching, he wants to hit the target",
    "boxing club, hits the pads",
    "swimming lessons, jump off the diving board",
    "haircut, cut my hair",
    "cutting down on sugar",
    "cut himself on some glass",
    "he hurt himself at football",
    "she hurt her knee",
    "cookery class with a knife and fork",
    "knife crime workshop for schools",
    "dog grooming course",
    "domestic abuse training for teachers",
    "suicide prevention training",
    "can't cope with his tantrums",
    "can't cope with loud noises",
    "can't go on the school trip because of money",
    "doesn't want to go on holiday with us",
    "doesn't want to live with his dad",
    "can't do this homework any more",
    "can't feed my kids this week",
    "baby won't feed",
    "my son won't wake up for school",
    "can't stop crying since the baby",
    "he is at risk of exclusion",
    "in danger of losing our home",
    "council threatened me with a fine for attendance",
    "her referral has gone missing",
    "hand print painting for toddlers",
    "unconscious bias course",
    "beat me at chess",
    "the children are missing school",
    "stays locked in his room on the xbox",
    "scared of the dark",
    "scared of school",
    "homeless and pregnant",
    "food bank near me",
    "speech therapy",
    "potty training",
    "CAMHS",
    "youth club",
    "rated nursery",
    "treats for the kids",
    "stable and riding for disabled children",
    "life saving swimming course",
    "end of life care for a child",
    "baby massage, touching and holding",
    "died laughing at the panto",
]

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


@pytest.mark.parametrize(
    ("text", "kind"),
    [(text, "despair") for text in DESPAIR]
    + [(text, "danger") for text in DANGER]
    + [(text, "harm-to-child") for text in HARM_TO_CHILD]
    + [(text, "abuse") for text in ABUSE],
)
def test_danger_and_despair_are_heard_however_they_are_written(text, kind):
    found = vocabulary.crisis(text)
    assert found is not None
    assert found.id == kind


@pytest.mark.parametrize("text", NO_CRISIS)
def test_ordinary_searches_raise_no_alarm(text):
    assert vocabulary.crisis(text) is None


def test_the_most_urgent_kind_is_shown():
    assert vocabulary.crisis("I want to die, he has a knife").id == "danger"
    assert vocabulary.crisis("I can't cope, my husband hits the children").id == "harm-to-child"


def test_a_harmless_phrase_does_not_hide_a_real_one_beside_it():
    assert vocabulary.crisis("his nan died and he wants to die too").id == "despair"
    assert vocabulary.crisis("dying to get away, he says he will kill me").id == "danger"
    assert vocabulary.crisis("can't cope with the kids, can't do this any more").id == "despair"
    assert vocabulary.crisis("mum kicked me out because my stepdad hits me").id == "harm-to-child"


@pytest.mark.parametrize("phrase", [words for entry in vocabulary.phrases for words in entry.words])
def test_every_listed_phrase_is_found_within_a_longer_sentence(phrase):
    assert vocabulary.crisis(f"Hello there. {phrase}, thank you") is not None


def test_every_kind_gives_numbers_open_day_and_night_and_999():
    for kind in vocabulary.kinds:
        assert "999" in [number.number for number in kind.numbers]
        assert any(number.hours == "Day and night" and number.number != "999" for number in kind.numbers)


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
    assert (sleep.in_language("cy").name, sleep.in_language("pl").name) == ("Cwsg", "Sleep")
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

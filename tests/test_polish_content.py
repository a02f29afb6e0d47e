"""Polish, whole: every text of the content and of the taxonomy that a person meets, saying what the English says."""

import re

import pytest
from journeys import (
    GRANDFATHER,
    HEALTH_VISITOR,
    PARENT_WITH_A_QUESTION,
    SOCIAL_WORKER,
    TEACHING_ASSISTANT,
    YOUTH_WORKER,
)

from directory.beside import BesideError, languages_beside, texts_beside, told
from directory.pages import languages
from directory.vocabulary import TAXONOMY, load_vocabulary
from matching.area import CONTENT
from matching.content import load_content
from matching.entries import READ, Entry, Pathway, Source
from matching.proof.words import DO_NOT_REFER, _says_not_to

POLISH = texts_beside(CONTENT, "pl")
NEEDS = texts_beside(TAXONOMY, "pl")
HALF_DAY = re.compile(r"\b(\d{1,2})(:\d\d)? ?(am|pm)\b")
DIGITS = re.compile(r"\d+")
LINKS = re.compile(r"\S+@\S+\w|%\(\w+\)s|\{\w+\}")
NOT_READ = {
    *("id", "topic", "kind", "phone", "day", "night", "email", "number", "code", "police", "emergency", "local"),
    *("flags", "needs", "kinds", "qualifier", "findings", "asked_when", "if_unanswered", "all_of", "among", "gives"),
    *("when_all", "covers", "codes", "adopted", "gaps", "day_hours", "translations"),
}
"""Fields that hold codes, ids, numbers to dial and names of documents, and no words to put into another language."""

SHOWN = ("matching.entries", "matching.area")
"""Where the kinds of entry stand that people see; anchors and the like are for the proof."""


def taxonomy_texts():
    """Every text that a search can show of the taxonomy."""
    vocabulary = load_vocabulary()
    for need in vocabulary.needs:
        yield from (need.name, need.description, need.group)
    for kind in vocabulary.kinds:
        yield from (kind.title, kind.say)
        for number in kind.numbers:
            yield from filter(None, (number.name, number.hours, number.note))


def test_every_text_of_the_content_is_in_polish():
    assert {text for text in load_content().texts() if text not in POLISH} == set()


def test_every_need_and_every_word_of_crisis_is_in_polish():
    assert {text for text in taxonomy_texts() if text not in NEEDS} == set()


def test_no_translation_is_kept_of_what_is_said_no_more():
    assert set(POLISH) - set(load_content().texts()) == set()
    assert set(NEEDS) - set(taxonomy_texts()) == set()


def test_every_field_of_every_kind_of_entry_is_either_read_or_declared_not_to_be():
    kinds = Entry.__subclasses__()
    known = {kind: set(kind.model_fields) for kind in kinds if kind.__module__ in SHOWN and kind is not Source}
    strange = {
        (kind.__name__, name)
        for kind, names in known.items()
        for name in names - READ - NOT_READ
        if "Text" in str(kind.model_fields[name]) or "str" in str(kind.model_fields[name].annotation)
    }
    assert strange == set()


@pytest.mark.parametrize("texts", [POLISH, NEEDS], ids=["content", "taxonomy"])
def test_numbers_placeholders_and_addresses_are_the_same_in_polish(texts):
    def parts(text):
        return sorted(DIGITS.findall(HALF_DAY.sub(_by_24_hours, text))), sorted(LINKS.findall(text))

    differ = {english: polish for english, polish in texts.items() if parts(english) != parts(polish)}
    assert differ == {}


def _by_24_hours(time):
    hour = int(time[1]) % 12 + 12 * (time[3] == "pm")
    return f"{hour}{time[2] or ':00'}"


@pytest.mark.parametrize("texts", [POLISH, NEEDS], ids=["content", "taxonomy"])
def test_what_is_forbidden_in_english_is_forbidden_in_polish(texts):
    """A sentence that begins with "do not" begins a prohibition in Polish too: each has its "nie"."""
    told_not_to = {english: polish for english, polish in texts.items() if english.startswith("Do not ")}
    assert all(re.search(r"\bnie\b|\bniczego\b", polish.casefold()) for polish in told_not_to.values())
    assert len(told_not_to) > 10 or texts is NEEDS


@pytest.mark.parametrize("field", ["do_now", "do_not", "what_happens_next", "safety_net", "no_names", "if_told_no"])
def test_the_lists_of_a_pathway_have_as_many_items_in_polish_and_none_in_english(field):
    english, polish = load_content().pathways, load_content().translated("pl").pathways
    for pathway, entry in english.items():
        said: Pathway = polish[pathway]
        assert len(getattr(said, field)) == len(getattr(entry, field))
        assert not set(getattr(said, field)) & set(getattr(entry, field))


def test_a_translation_changes_words_and_nothing_that_decides():
    content = load_content()
    polish = content.translated("pl")
    assert polish.version == content.version
    for name in ("topics", "facts", "indicators", "pages", "qualifiers", "combinations", "notices", "pathways"):
        for entry, said in zip(getattr(content, name).values(), getattr(polish, name).values(), strict=True):
            assert _bare(entry) == _bare(said)
    assert _bare(content.area) == _bare(polish.area)
    assert polish.area.front_doors[0].lado.name != content.area.front_doors[0].lado.name


def _bare(entry):
    """An entry as plain data without the words that people read."""
    if isinstance(entry, Entry):
        return {name: _bare(getattr(entry, name)) for name in type(entry).model_fields if name not in READ}
    return [_bare(item) for item in entry] if isinstance(entry, tuple) else entry


def test_an_english_text_that_was_changed_is_shown_in_english():
    content = load_content()
    sign = content.indicators["covers-up"]
    changed = sign.model_copy(update={"words": "Hides bruises under a scarf"})
    assert sign.translated("pl", POLISH).words == POLISH[sign.words]
    assert changed.translated("pl", POLISH).words == "Hides bruises under a scarf"
    assert changed.translated("pl", POLISH).reason == POLISH[sign.reason]


def test_the_documents_that_rules_come_from_keep_their_own_titles():
    content = load_content()
    polish = content.translated("pl")
    assert all(polish.indicators[name].sources == sign.sources for name, sign in content.indicators.items())


def test_nothing_in_polish_talks_somebody_out_of_asking():
    said = {text: _says_not_to(text, "pl") for texts in (POLISH, NEEDS) for text in texts.values()}
    assert {text: found for text, found in said.items() if found} == {}


@pytest.mark.parametrize(
    "text",
    [
        "Nie trzeba nikogo powiadamiać.",
        "Zgłoszenie nie jest potrzebne.",
        "Nie dzwoń do opieki społecznej.",
        "To może poczekać do poniedziałku.",
        "Nie ma powodu do obaw.",
        "Zachowaj to dla siebie.",
        "To jest zbyt drobne, by zgłaszać.",
    ],
)
def test_words_that_talk_somebody_out_of_asking_are_found_in_polish(text):
    assert _says_not_to(text, "pl")
    assert _says_not_to(f"{text} Porozmawiaj z osobą odpowiedzialną za ochronę dzieci.", "pl") is None


def test_polish_stands_beside_the_content_and_beside_the_needs_and_the_proof_can_check_it():
    assert languages_beside(CONTENT) == languages_beside(TAXONOMY) == ["pl"]
    assert set(languages_beside(CONTENT)) <= set(DO_NOT_REFER)


def test_a_need_inside_a_sentence_begins_with_a_small_letter_in_polish_too():
    assert told("worry and anxiety", NEEDS) == "martwienie się i lęk"
    assert told("Worry and anxiety", NEEDS) == "Martwienie się i lęk"
    assert told("ADHD", NEEDS) == "ADHD"
    assert told("somebody's own words", NEEDS) == "somebody's own words"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ('[[text]]\nen = "Sleep"\n', "a row has no 'pl'"),
        ('[[text]]\nen = "Sleep\n', "is not readable TOML"),
        ('[[text]]\nen = "A"\npl = "B"\n[[text]]\nen = "A"\npl = "C"\n', "“A” is said in two ways"),
    ],
)
def test_a_file_of_translations_that_cannot_be_used_is_named(tmp_path, rows, said):
    (tmp_path / "pl").mkdir()
    (tmp_path / "pl" / "topics.toml").write_text(rows)
    with pytest.raises(BesideError, match=r"topics\.toml") as refused:
        texts_beside(tmp_path, "pl")
    assert said in str(refused.value)


SAID = "\n".join((*POLISH.values(), *NEEDS.values()))
ENGLISH_ONLY = {text for text in (*POLISH, *NEEDS) if len(text) > 7 and text not in SAID} - {load_content().area.name}
"""Names of helplines and of levels stand in the Polish too; the area's own name may stand in either."""


@pytest.fixture
def polish_referrer(app_now, referrer):
    app_now.extensions[languages.KEPT] = ["en", "pl"]
    referrer.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "pl"
    return referrer


def english_on(referrer):
    """The English texts of content and taxonomy that stand on the page as a whole line or sentence of it."""
    page = " ".join(referrer.text.split())
    whole = (text for text in ENGLISH_ONLY if text in page)
    return {text for text in whole if re.search(rf"(?<![\w(]){re.escape(text)}(?![\w)])", page)}


@pytest.mark.parametrize(
    "journey", [TEACHING_ASSISTANT, HEALTH_VISITOR, GRANDFATHER, YOUTH_WORKER, SOCIAL_WORKER, PARENT_WITH_A_QUESTION]
)
def test_a_walk_in_polish_meets_no_english_of_the_content(polish_referrer, directory, search, journey):
    directory.add("Willow Family Hub", ages=(0, 18), roles=["anyone"], needs=["parenting-support", "neglect"])
    search.reindex()
    polish_referrer.start()
    met = english_on(polish_referrer)
    while polish_referrer.at != "check":
        polish_referrer.answer(journey.get(polish_referrer.at, {}))
        met |= english_on(polish_referrer)
    polish_referrer.finish()
    assert met | english_on(polish_referrer) == set()
    assert "zespołu pierwszego kontaktu" in polish_referrer.text


@pytest.mark.parametrize(
    "path",
    [
        "/services",
        "/services?needs=sleep&levels=2",
        "/services?words=he+hits+me",
        "/services?place=Derby+DE1+1AA",
        "/should-i-refer",
        "/about",
        "/nowhere",
    ],
)
def test_searching_in_polish_meets_no_english_of_the_taxonomy(polish_referrer, directory, search, path):
    directory.add("Sleep Well", ages=(0, 18), needs=["sleep", "anxiety"])
    search.reindex()
    polish_referrer.see(path)
    assert english_on(polish_referrer) == set()


def test_a_service_and_why_it_was_found_name_its_needs_in_polish(polish_referrer, directory, search):
    service = directory.add("Rest Easy", ages=(0, 18), needs=["sleep"])
    search.reindex()
    polish_referrer.see("/services?needs=sleep")
    assert re.search(r": sen\b", polish_referrer.text)
    polish_referrer.see(f"/services/{service.id}")
    assert re.search(r"\bSen\b", polish_referrer.text)
    assert "Sleep" not in polish_referrer.text

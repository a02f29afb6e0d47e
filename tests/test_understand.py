"""Own words are understood as suggestions: alarms stand, nothing is kept, and it works without the sentence model."""

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from small_content import small_content

from matching.area import CONTENT
from matching.content import Content, load_content
from matching.entries import PathwayId
from matching.understand import Understander
from matching.understanding.examples import fingerprint

SERIOUS = [
    ("He has a knife and is threatening the children now.", {"emergency"}),
    ("She says her dad is not hitting her any more.", {"safeguarding", "emergency"}),
    ("The baby is four weeks old and has a bruise on his cheek.", {"safeguarding", "emergency"}),
    ("My stepdad comes into my bed at night.", {"safeguarding", "emergency"}),
]
EVERYDAY = [
    "Is there a toddler group on Tuesdays?",
    "My daughter would like to join a swimming club.",
    "No concerns, he is happy, healthy and doing well at school.",
]
EARLY = ["He is falling behind with his reading and gets upset about it.", "We are behind with the rent."]


pytestmark = pytest.mark.xdist_group("sentence model")
"""One worker learns with the sentence model, while the other has other tests to run."""


@pytest.fixture(scope="module")
def content() -> Content:
    return load_content(area="nottinghamshire")


@pytest.fixture(params=["with the model", "without it"])
def understand(request: pytest.FixtureRequest, content: Content):
    name = "understander_with_model" if request.param == "with the model" else "understander"
    found: Understander = request.getfixturevalue(name)
    return lambda *texts: found.understand(content, texts)


@pytest.mark.parametrize(("text", "pathways"), SERIOUS)
def test_serious_harm_is_found_and_brings_up_the_number(understand, text, pathways):
    (found,) = understand(text)
    assert found.pathway.value in pathways
    assert found.danger
    assert found.level == 4


@pytest.mark.parametrize("text", EVERYDAY)
def test_an_everyday_question_is_no_danger(understand, text):
    (found,) = understand(text)
    assert found.pathway is PathwayId.ADVICE
    assert not found.danger


@pytest.mark.parametrize("text", EARLY)
def test_a_worry_is_neither_advice_nor_danger(understand, text):
    (found,) = understand(text)
    assert found.pathway is PathwayId.EARLY_HELP


def test_the_pathway_is_that_of_the_gravest_indicator_shown(understand, content):
    for found in understand(*(text for text, _ in SERIOUS), *EVERYDAY, *EARLY, "", "asdf qwer", "?!"):
        pathways = [content.indicators[one.id].pathway for one in found.indicators] or [PathwayId.ADVICE]
        assert found.pathway is max(pathways, key=lambda pathway: pathway.rank)
        assert found.level == max((one.level for one in found.indicators), default=1)
        assert len({one.id for one in found.indicators}) == len(found.indicators)


def test_every_suggestion_has_its_words_as_they_were_typed(understand):
    texts = ["Mum's LOW since the baby came… and   we owe rent! He won't sleep", *(text for text, _ in SERIOUS)]
    for text, found in zip(texts, understand(*texts), strict=True):
        for one in (*found.indicators, *found.needs):
            assert one.words
            assert all(words in text for words in one.words), one


def test_words_lead_to_needs_best_first(understand):
    found = understand("no money for nappies", "he cannot sleep at night", "she has started cutting her arms")
    tops = [[need.id for need in one.needs[:2]] for one in found]
    assert [set(top) & wanted != set() for top, wanted in zip(tops, NEEDED, strict=True)] == [True] * 3
    assert all(len(one.needs) <= 5 and all(need.level is None for need in one.needs) for one in found)


NEEDED = [{"financial-hardship", "baby-essentials"}, {"sleep"}, {"self-harm"}]


@pytest.mark.parametrize("flag", [text for text, _ in SERIOUS])
def test_a_red_flag_added_before_or_after_never_lowers(understand, flag):
    texts = [*EVERYDAY, *EARLY, SERIOUS[0][0]]
    alone = understand(*texts)
    for joined in ([f"{text} {flag}" for text in texts], [f"{flag} {text}" for text in texts]):
        for first, both in zip(alone, understand(*joined), strict=True):
            assert both.pathway.rank >= max(first.pathway.rank, PathwayId.SAFEGUARDING.rank)


@pytest.mark.parametrize(
    "text",
    [
        "No domestic abuse at home.",
        "He has no bruises.",
        "There are no concerns about neglect or sexual abuse.",
        "What are the signs of physical abuse? I am writing an essay about it.",
    ],
)
def test_what_is_only_denied_or_asked_in_general_is_no_danger(understand, text):
    (found,) = understand(text)
    assert not found.danger, found


def test_texts_of_any_shape_are_answered(understand):
    texts = ["", "   ", "\n\n", "?!", "😢", "a" * 5000, "he hit me. " * 400, "\u200b", "他打我", "1 2 3"]
    assert len(understand(*texts)) == len(texts)
    assert understand() == []


def test_content_that_lacks_our_indicators_is_answered_from_its_own(understander, tmp_path: Path):
    small = small_content(tmp_path)
    for found in understander.understand(small, [text for text, _ in SERIOUS] + EVERYDAY):
        assert {one.id for one in found.indicators} <= set(small.indicators)


def test_without_the_model_it_says_that_it_is_not_ready(understander):
    assert not understander.ready
    assert not understander.learned().with_model


def test_threads_get_the_same_answers(understander, content):
    texts = [text for text, _ in SERIOUS] + EVERYDAY + EARLY
    alone = understander.understand(content, texts)
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda text: understander.understand(content, [text])[0], texts)) == alone


def test_threads_that_come_at_once_learn_only_once(learned_folder, understander):
    fresh = Understander(learned_folder, without_model=True)
    started, found = threading.Barrier(4), []

    def ask() -> None:
        started.wait()
        found.append(fresh.learned())

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len({id(one) for one in found}) == 1


def test_nothing_of_a_text_is_logged_or_kept(understander, content, learned_folder, caplog):
    secret = "Zanzibarina Quatermass of Flat 9 hits her son"
    with caplog.at_level(logging.DEBUG):
        (found,) = understander.understand(content, [secret])
    assert found.danger
    assert "Quatermass" not in caplog.text
    assert not any(b"Quatermass" in path.read_bytes() for path in learned_folder.rglob("*") if path.is_file())
    assert "Quatermass" not in repr(vars(understander))


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A few of the sayings, so that they are learnt in a moment."""
    folder = tmp_path_factory.mktemp("examples")
    for name in ("phrasings/money-home.toml", "indicators/money-home.toml", "indicators/physical-harm.toml"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes((CONTENT / name).read_bytes())
    return folder


@pytest.fixture(scope="module")
def first(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Understander]:
    """The file, and the one who learnt it."""
    folder = tmp_path_factory.mktemp("first")
    found = Understander(folder, without_model=True, content=examples)
    found.learned()
    (path,) = folder.iterdir()
    return path, found


class TestWhatWasLearnt:
    """The file in the data folder: trusted only as far as it can be read, and only for the examples of today."""

    TEXTS = ("I am behind with the rent", "he has a bruise on his face", "where is a toddler group?")

    def test_is_read_again_as_it_was(self, first, examples, content):
        path, understander = first
        before = path.stat()
        again = Understander(path.parent, without_model=True, content=examples)
        assert again.understand(content, self.TEXTS) == understander.understand(content, self.TEXTS)
        assert path.stat().st_mtime_ns == before.st_mtime_ns

    @pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 half a file"])
    def test_is_learnt_anew_where_the_file_is_damaged(self, first, examples, content, tmp_path, damage):
        (tmp_path / first[0].name).write_bytes(damage)
        again = Understander(tmp_path, without_model=True, content=examples)
        assert again.understand(content, self.TEXTS) == first[1].understand(content, self.TEXTS)
        assert (tmp_path / first[0].name).stat().st_size == first[0].stat().st_size

    def test_is_never_read_where_it_came_from_other_examples(self, first, examples, tmp_path):
        (tmp_path / "understanding-0123456789abcdef-words.npz").write_bytes(first[0].read_bytes())
        Understander(tmp_path, without_model=True, content=examples).learned()
        assert [path.name for path in tmp_path.iterdir()] == [first[0].name], "what is out of date is taken away"

    def test_goes_by_every_file_it_came_from(self, tmp_path):
        (tmp_path / "phrasings").mkdir()
        before = fingerprint(tmp_path)
        (tmp_path / "phrasings" / "new.toml").write_text('[[phrasing]]\npathway = "advice"\nsays = ["hello"]\n')
        assert fingerprint(tmp_path) != before

    def test_is_of_use_although_the_data_folder_cannot_be_written(self, first, examples, content, tmp_path):
        (tmp_path / "data").write_text("a file where a folder should be")
        again = Understander(tmp_path / "data", without_model=True, content=examples)
        assert again.understand(content, self.TEXTS) == first[1].understand(content, self.TEXTS)

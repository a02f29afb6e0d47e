"""The sentence model in numpy gives what the reference library gives; without its package there is none."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from matching.understanding.sentences import MOST_PIECES, SentenceModel, model_folder
from matching.understanding.wordpiece import WordPieces

# The first six numbers of each vector by transformers 5 and torch 2.13 on the same weights.
REFERENCE = {
    "This is an example sentence": [0.0676569, 0.063496, 0.0487131, 0.0793049, 0.037448, 0.0026528],
    "She has bruises on her arms and will not say how.": [
        0.0193213,
        0.0728926,
        0.0607966,
        0.0571339,
        -0.0386837,
        -0.0027676,
    ],
    "my lad wont go 2 school, he's scared": [0.1228775, -0.0129891, -0.008266, -0.0194751, -0.0379994, -0.0264018],
    "It's £5 a week… naïve café — “quoted”": [0.0329198, 0.0171675, 0.0325219, 0.0642557, 0.0356071, 0.0041883],
    "Mum has been low since the baby came.": [0.0619625, 0.0058147, 0.0088055, 0.1137749, -0.0281276, 0.0514743],
}
TOKENS = {
    "H\xe9llo na\xefve Caf\xe9 \u2014 \u201cquoted\u201d": [101, 7592, 15743, 7668, 1517, 1523, 9339, 1524, 102],
    "\u4ed6\u662f child": [101, 100, 100, 2775, 102],
    "x" * 120 + " end": [101, 100, 2203, 102],
    "tab\tnew\nline zero\u200bwidth": [101, 21628, 2047, 2240, 5717, 9148, 11927, 2232, 102],
    "don't self-harm!": [101, 2123, 1005, 1056, 2969, 1011, 7386, 999, 102],
    "unaffable": [101, 14477, 20961, 3468, 102],
}


@pytest.fixture(scope="session")
def folder() -> Path:
    found = model_folder()
    if found is None:
        pytest.skip("the sentence model is not installed here (requirements-model.txt)")
    return found


@pytest.fixture(scope="session")
def model(folder: Path) -> SentenceModel:
    return SentenceModel(folder)


@pytest.mark.parametrize(("text", "beginning"), REFERENCE.items())
def test_a_vector_is_that_of_the_reference_library(model, text, beginning):
    (vector,) = model.vectors([text])
    assert vector[:6] == pytest.approx(beginning, abs=2e-6)
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize(("text", "ids"), TOKENS.items())
def test_text_is_cut_into_the_same_pieces_as_by_the_reference_library(folder, text, ids):
    assert WordPieces(folder / "vocab.txt").ids(text, MOST_PIECES) == ids


def test_a_text_has_the_same_vector_alone_and_among_others_in_any_order(model):
    texts = ["He is often late", "she cuts herself", "mum cries a lot and will not open the curtains", "late", "late"]
    together = model.vectors(texts)
    for number, text in enumerate(texts):
        assert model.vectors([text])[0] == pytest.approx(together[number], abs=1e-5)
    assert model.vectors(texts[::-1])[::-1] == pytest.approx(together, abs=1e-5)


def test_what_means_the_same_is_nearer_than_what_only_uses_the_same_words(model):
    asked, same, other = model.vectors(
        ["my son will not go to school", "he refuses to attend lessons", "my son will not eat his dinner"]
    )
    assert asked @ same > asked @ other


def test_a_text_too_long_for_the_model_is_read_to_where_it_ends(model):
    words = "the child is hungry " * 200
    assert model.vectors([words]) == pytest.approx(model.vectors([words + "and much more"]), abs=1e-6)


def test_nothing_at_all_still_has_a_vector(model):
    assert np.isfinite(model.vectors(["", " ", "\u200b", "!!!"])).all()
    assert model.vectors([]).shape == (0, 384)


def test_threads_share_one_model(model):
    texts = [f"child number {number} is late" for number in range(40)]
    alone = model.vectors(texts)
    with ThreadPoolExecutor(4) as pool:
        shared = list(pool.map(lambda text: model.vectors([text])[0], texts))
    assert np.array(shared) == pytest.approx(alone, abs=1e-5)


def test_many_texts_are_counted_to_the_end(model):
    ticks: list[tuple[int, int]] = []
    model.vectors([f"{'very ' * (number % 25)}late" for number in range(60)], lambda done, of: ticks.append((done, of)))
    assert ticks[-1] == (60, 60)
    assert [done for done, _ in ticks] == sorted(done for done, _ in ticks)

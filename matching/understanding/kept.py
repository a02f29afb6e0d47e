"""What was learnt, kept in one file of numbers in the data folder and read again.

The file is named by all that it was learnt from, so that one that is out of date is never read. Nothing here touches
the database, the clock or Flask.
"""

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeAlias
from zipfile import is_zipfile

import numpy as np
from numpy.typing import NDArray

from matching.understanding.grams import Rows, Wording
from matching.understanding.learning import Learned, Reader, Seen
from matching.understanding.softmax import Sorter

Arrays: TypeAlias = dict[str, NDArray[Any]]

STEM = "understanding-"
SPARSE = ("words", "letters", "common")
ROWS = ("starts", "columns", "weights")
WORDING = ("known", "rare")


def path_in(folder: Path, fingerprint: str, *, with_model: bool) -> Path:
    return folder / f"{STEM}{fingerprint}-{_kind(with_model)}.npz"


def save(learned: Learned, path: Path) -> None:
    """Write it whole or not at all, and take away what was learnt earlier from other examples."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=STEM, suffix=".part", delete=False) as file:
        try:
            np.savez(file, allow_pickle=False, **arrays_of(learned))
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(path)
        finally:
            Path(file.name).unlink(missing_ok=True)
    kind = path.stem.rpartition("-")[2]
    for older in path.parent.glob(f"{STEM}*-{kind}.npz"):
        if older != path:
            older.unlink(missing_ok=True)


def load_earlier(folder: Path, *, with_model: bool) -> Learned | None:
    """What was learnt from earlier examples and can still be read, or None."""
    for path in folder.glob(f"{STEM}*-{_kind(with_model)}.npz"):
        with suppress(Exception):  # whatever is wrong with an old file, it is only there to save time
            return load(path)
    return None


def _kind(with_model: bool) -> str:
    return "sentences" if with_model else "words"


def load(path: Path) -> Learned:
    """What was kept. Whatever is wrong with the file raises an error of one kind or another: learn anew then."""
    with path.open("rb") as file:
        if not is_zipfile(file):
            raise ValueError(f"{path.name} is no archive of numbers")
        with np.load(file, allow_pickle=False) as arrays:
            kept: Arrays = {name: arrays[name] for name in arrays.files}
    learned = Learned(
        indicators=tuple(map(str, kept["indicators"])),
        needs=tuple(map(str, kept["needs"])),
        leads_to=kept["leads_to"],
        grades=kept["grades"],
        needed=kept["needed"],
        marks=kept["marks"],
        reader=Reader(**{name: _wording(kept, name) for name in SPARSE}),
        seen=Seen(kept["meaning"].astype(np.float32), **{name: _rows(kept, name) for name in SPARSE}),
        by_pathway=_sorter(kept, "by_pathway"),
        by_need=_sorter(kept, "by_need"),
    )
    if (
        not len(learned.marks)
        == len(learned.leads_to)
        == len(learned.grades)
        == len(learned.needed)
        == len(learned.seen.meaning)
    ):
        raise ValueError(f"{path.name} does not hold the same examples throughout")
    return learned


def arrays_of(learned: Learned) -> Arrays:
    found: Arrays = {
        "indicators": np.array(learned.indicators, dtype=np.str_),
        "needs": np.array(learned.needs, dtype=np.str_),
        "leads_to": learned.leads_to,
        "grades": learned.grades,
        "needed": learned.needed,
        "marks": learned.marks,
        "meaning": learned.seen.meaning.astype(np.float16),
    }
    for name in SPARSE:
        found |= {f"{name}_{part}": getattr(getattr(learned.seen, name), part) for part in ROWS}
        found |= {f"{name}_{part}": getattr(getattr(learned.reader, name), part) for part in WORDING}
    for name in ("by_pathway", "by_need"):
        sorter: Sorter = getattr(learned, name)
        found |= {f"{name}_{number}": weights for number, weights in enumerate(sorter.weights)}
        found[f"{name}_start"] = sorter.start
    return found


def _rows(kept: Arrays, name: str) -> Rows:
    return Rows(*(kept[f"{name}_{part}"] for part in ROWS))


def _wording(kept: Arrays, name: str) -> Wording:
    return Wording(*(kept[f"{name}_{part}"] for part in WORDING))


def _sorter(kept: Arrays, name: str) -> Sorter:
    weights = sorted(key for key in kept if key.startswith(f"{name}_") and not key.endswith("_start"))
    return Sorter(tuple(kept[key] for key in weights), kept[f"{name}_start"])

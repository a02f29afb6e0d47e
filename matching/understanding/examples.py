"""What understanding is learnt from: every saying, every indicator's own words, and what needs are called.

All of it comes with Right Door. Nothing here touches the database, the clock or Flask.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from directory.vocabulary import TAXONOMY, load_vocabulary
from matching.area import CONTENT
from matching.entries import Indicator, PathwayId
from matching.errors import ContentError
from matching.reading import tables_in, text_of
from matching.understanding.phrasings import Phrasing, load_phrasings


@dataclass(frozen=True)
class Example:
    """A text and what it leads to. Without a pathway it is a word for a need and says nothing of how grave it is."""

    text: str
    pathway: PathwayId | None = None
    indicator: str | None = None
    needs: tuple[str, ...] = ()


def shipped_examples(folder: Path = CONTENT) -> list[Example]:
    """Every example of a content folder, and of the directory's words for needs. Raises ContentError."""
    indicators = shipped_indicators(folder)
    book = load_phrasings(folder / "phrasings")
    return [
        *(example for phrasing in book for example in _said(phrasing, indicators)),
        *(Example(one.words, one.pathway, one.id, one.needs) for one in indicators.values()),
        *_called(),
    ]


def shipped_indicators(folder: Path = CONTENT) -> Mapping[str, Indicator]:
    """The indicators of every topic, by id, whatever the area. Raises ContentError."""
    found: list[Indicator] = []
    problems: list[str] = []
    for path in sorted((folder / "indicators").glob("*.toml")):
        name = f"indicators/{path.name}"
        tables, wrong = tables_in(text_of(path, name), name, {"indicator": Indicator})
        found += tables["indicator"]
        problems += wrong
    if problems:
        raise ContentError(problems)
    return {indicator.id: indicator for indicator in found}


def fingerprint(folder: Path = CONTENT) -> str:
    """Changes with any byte of any file that is learnt from, and with how it is learnt."""
    digest = hashlib.sha256()
    here = Path(__file__).parent
    learners = [here / name for name in ("examples.py", "grams.py", "learning.py", "sentences.py", "softmax.py")]
    content = [*folder.glob("phrasings/*.toml"), *folder.glob("indicators/*.toml")]
    for path in sorted([*learners, *content, TAXONOMY / "needs.toml"]):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _said(phrasing: Phrasing, indicators: Mapping[str, Indicator]) -> Iterator[Example]:
    """The sayings of one entry; where its indicator is not one of ours, what is left of it may still teach."""
    indicator = indicators.get(phrasing.indicator or "")
    pathway = phrasing.pathway or (indicator.pathway if indicator else None)
    needs = phrasing.needs or (indicator.needs if indicator else ())
    for text in phrasing.says if pathway or needs else ():
        yield Example(text, pathway, indicator.id if indicator else None, needs)


def _called() -> Iterator[Example]:
    for need in load_vocabulary().needs:
        for text in (need.name, need.description, *need.everyday):
            yield Example(text, needs=(need.id,))

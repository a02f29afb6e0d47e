"""Finding services: the question and its answer in `question.py`, an engine behind `open_search`."""

from pathlib import Path

import holidays
from sqlalchemy import Engine as Database

from directory.places import LocalArea
from directory.search.engine import WhooshSearch
from directory.search.question import Engine
from directory.vocabulary import Unchanging, Vocabulary, VocabularySource


def open_search(
    data_dir: Path,
    database: Database,
    vocabulary: Vocabulary | VocabularySource,
    *,
    area: LocalArea | None = None,
) -> Engine:
    """The search over this database, its index kept under `data_dir`. Opens nothing until it is asked.

    `vocabulary` stays as it is, or is asked for again with every question. `area` is where place names in the words
    are looked for; without it, the area the directory ships with.
    """
    england = holidays.country_holidays("GB", subdiv="ENG")
    source = Unchanging(vocabulary) if isinstance(vocabulary, Vocabulary) else vocabulary
    return WhooshSearch(data_dir, database, source, area=area, holidays=england)

"""Finding services: the question and its answer in `question.py`, an engine behind `open_search`."""

from pathlib import Path

import holidays
from sqlalchemy import Engine as Database

from directory.places import LocalArea
from directory.search.engine import WhooshSearch
from directory.search.question import Engine
from directory.vocabulary import Vocabulary


def open_search(data_dir: Path, database: Database, vocabulary: Vocabulary, *, area: LocalArea | None = None) -> Engine:
    """The search over this database, its index kept under `data_dir`. Opens nothing until it is asked.

    `area` is where place names in the words are looked for; without it, the area the directory ships with.
    """
    england = holidays.country_holidays("GB", subdiv="ENG")
    return WhooshSearch(data_dir, database, vocabulary, area=area, holidays=england)

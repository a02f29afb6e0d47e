"""Plain Whoosh, to measure against: every field in one index, filters as queries, facets by grouping."""

from pathlib import Path
from typing import Any

from sqlmodel import Session
from whoosh import fields, index, qparser, query
from whoosh.analysis import StemmingAnalyzer
from whoosh.searching import Searcher

from directory.search.entry import Entry, read_entries
from directory.search.question import ServiceSearch
from directory.vocabulary import Vocabulary

TEXT = ("name", "alternate_name", "description", "needs", "organization", "places", "languages")
MILES_PER_DEGREE = 69.0


class PlainWhoosh:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        text = {name: fields.TEXT(analyzer=StemmingAnalyzer(), stored=True) for name in TEXT}
        words = {
            name: fields.KEYWORD(stored=True, commas=True)
            for name in ("need", "area", "role", "level", "language", "free", "provision")
        }
        numbers = {
            name: fields.NUMERIC(stored=True, signed=True)
            for name in ("minimum_month", "maximum_month", "latitude_e3", "longitude_e3")
        }
        self.schema = fields.Schema(id=fields.ID(unique=True, stored=True), **text, **words, **numbers)
        self.searcher: Searcher | None = None

    def build(self, session: Session, vocabulary: Vocabulary) -> None:
        opened = index.create_in(str(self.folder), self.schema)
        writer = opened.writer(limitmb=128)
        for entry in read_entries(session, vocabulary):
            writer.add_document(**document(entry))
        writer.commit()
        self.searcher = opened.searcher()

    def search(self, question: ServiceSearch) -> Any:
        if self.searcher is None:
            raise RuntimeError("build the index first")
        parser = qparser.MultifieldParser(list(TEXT), self.schema, group=qparser.OrGroup.factory(0.9))
        asked = parser.parse(question.words) if question.words else query.Every()
        return self.searcher.search(asked, filter=filters(question), groupedby=["need", "provision", "level"], limit=20)


def document(entry: Entry) -> dict[str, Any]:
    facts = entry.facts
    found: dict[str, Any] = {
        "id": facts.id,
        **entry.words,
        "need": ",".join(facts.needs),
        "area": ",".join(facts.areas) or "none",
        "role": ",".join(facts.roles) or "none",
        "level": ",".join(map(str, facts.levels)) or "none",
        "language": ",".join(facts.languages) or "none",
        "free": {True: "yes", False: "no", None: "none"}[facts.free],
        "provision": facts.provision or "none",
        "minimum_month": round((facts.minimum_age or 0) * 12),
        "maximum_month": round((130 if facts.maximum_age is None else facts.maximum_age) * 12) + 12,
    }
    if facts.points:
        latitude, longitude = facts.points[0]
        found |= {"latitude_e3": round(latitude * 1000), "longitude_e3": round(longitude * 1000)}
    return found


def filters(question: ServiceSearch) -> query.Query | None:
    """The same conditions, "not known" let through as "none"."""
    wanted = [
        ("need", question.needs, False),
        ("area", sorted(code for area in question.areas for code in area), True),
        ("role", [question.role, "anyone"] if question.role else [], True),
        ("level", [str(level) for level in question.levels], True),
        ("language", [question.language] if question.language else [], True),
        ("free", ["yes"] if question.free else [], True),
        ("provision", question.provision, True),
    ]
    parts: list[query.Query] = [
        query.Or([query.Term(name, value) for value in (*values, *(["none"] if blank else []))])
        for name, values, blank in wanted
        if values
    ]
    if question.ages:
        months = round(question.ages[0] * 12)
        parts.append(query.NumericRange("minimum_month", None, months))
        parts.append(query.NumericRange("maximum_month", months, None, startexcl=True))
    if question.point and question.within_miles:
        reach = question.within_miles / MILES_PER_DEGREE * 1000
        for name, middle in (("latitude_e3", question.point.latitude), ("longitude_e3", question.point.longitude)):
            parts.append(query.NumericRange(name, round(middle * 1000 - reach), round(middle * 1000 + reach)))
    return query.And(parts) if parts else None

"""Whether the content's entries agree with each other: every id that one names exists, and what must be there is.

Pure: entries in, sentences out.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from matching import cycles
from matching.area import Area
from matching.entries import Kind, PathwayId, Question
from matching.reading import did_you_mean

Entries = Mapping[str, Sequence[Any]]
ONCE = (Kind.AGES, Kind.PLACE, Kind.TOPICS, Kind.SIGNS, Kind.QUALIFIERS)


def faults(entries: Entries, files: Mapping[int, str], needs: Collection[str], area: Area | None) -> list[str]:
    """Every disagreement, as sentences that name file, entry and mend."""
    findings = {entry.id for kind in ("indicators", "facts") for entry in entries[kind]}
    checks = (
        *_topics(entries, needs),
        *_indicators(entries, needs, findings),
        *_questions(entries, findings),
        *_combinations(entries, findings),
        *_notices(entries, findings),
    )
    said = [f"{files[id(owner)]}, {noun} '{owner.id}': {fault}" for noun, owner, fault in checks]
    return said + list(cycles.faults(entries, files)) + list(_whole(entries)) + list(_area(area))


def _unknown(field: str, named: Sequence[str], known: Collection[str], noun: str) -> Iterator[str]:
    for name in named:
        if name not in known:
            article = "an" if noun[0] in "aeiou" else "a"
            yield f"{field} has '{name}', which is not {article} {noun}.{did_you_mean(name, list(known))}"


def _topics(entries: Entries, needs: Collection[str]) -> Iterator[tuple[str, Any, str]]:
    for topic in entries["topics"]:
        yield from (("topic", topic, fault) for fault in _unknown("needs", topic.needs, needs, "need id"))


def _indicators(entries: Entries, needs: Collection[str], findings: set[str]) -> Iterator[tuple[str, Any, str]]:
    topics = {topic.id for topic in entries["topics"]}
    qualifiers = {question.id for question in entries["qualifiers"]}
    for indicator in entries["indicators"]:
        found = [
            *_unknown("topic", [indicator.topic], topics, "topic id"),
            *_unknown("needs", indicator.needs, needs, "need id"),
            *_unknown("kinds", indicator.kinds, findings, "finding"),
            *_unknown("qualifier", [indicator.qualifier] if indicator.qualifier else [], qualifiers, "qualifier id"),
        ]
        if indicator.level == 4 and not indicator.flags:
            found.append('it is level 4 without a flag. Add flags = ["safeguarding"] or ["emergency"]')
        if indicator.level >= 3 and not indicator.reason:
            found.append('at level 3 and 4 people are told why. Add reason = "…"')
        yield from (("indicator", indicator, fault) for fault in found)


def _questions(entries: Entries, findings: set[str]) -> Iterator[tuple[str, Any, str]]:
    for page in entries["pages"]:
        for question in page.questions:
            yield from (("page", page, f"question '{question.id}' {f}") for f in _question(question, findings))
    for question in entries["qualifiers"]:
        yield from (("question", question, fault) for fault in _question(question, findings))
        if not question.if_unanswered:
            yield "question", question, "if_unanswered is missing: give what its gravest option gives"


def _question(question: Question, findings: set[str]) -> Iterator[str]:
    yield from _unknown("asked_when", question.asked_when, findings, "finding")
    yield from _unknown("if_unanswered", question.if_unanswered, findings, "finding")
    if question.kind in (Kind.ONE, Kind.SEVERAL) and len(question.options) < 2:
        yield f"is of kind '{question.kind}' and needs at least two options"
    seen = set()
    for option in question.options:
        yield from _unknown(f"option '{option.id}' findings", option.findings, findings, "finding")
        if option.id in seen:
            yield f"has two options '{option.id}'. Give one another id"
        seen.add(option.id)


def _combinations(entries: Entries, findings: set[str]) -> Iterator[tuple[str, Any, str]]:
    indicators = {indicator.id for indicator in entries["indicators"]}
    for combination in entries["combinations"]:
        found = [
            *_unknown("all_of", combination.all_of, findings, "finding"),
            *_unknown("among", combination.among, findings, "finding"),
            *_unknown("gives", [combination.gives], indicators, "indicator id"),
        ]
        yield from (("combination", combination, fault) for fault in found)


def _notices(entries: Entries, findings: set[str]) -> Iterator[tuple[str, Any, str]]:
    for notice in entries["notices"]:
        yield from (("notice", notice, fault) for fault in _unknown("when_all", notice.when_all, findings, "finding"))


def _whole(entries: Entries) -> Iterator[str]:
    """What the content must have exactly one of."""
    there = {pathway.id for pathway in entries["pathways"]}
    for pathway in PathwayId:
        if pathway not in there:
            yield f"pathways.toml: the pathway '{pathway}' is missing. Add [[pathway]] with id = \"{pathway}\"."
    kinds = [question.kind for page in entries["pages"] for question in page.questions]
    for kind in ONCE:
        if kinds.count(kind) != 1:
            yield f"pages.toml: there must be one question of kind '{kind}', and there are {kinds.count(kind)}."


def _area(area: Area | None) -> Iterator[str]:
    if area is None:
        return
    covered = {code for door in area.front_doors for code in door.covers}
    for code in area.codes:
        if code not in covered:
            yield f"areas/{area.id}.toml: no front_door covers {code}, so nobody there would be told whom to ring."

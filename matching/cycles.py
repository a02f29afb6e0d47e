"""Conditions that wait for each other: a finding that leads, by way of others, to itself.

Pure. What follows from what is drawn as a graph of entries: a general kind follows from its indicator, a combination
from its parts, a question from what it is asked for, and a finding from the question that gives it. A ring in it either
says nothing (whoever is in it is in already) or can never begin. Both are mistakes, so the content is refused.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from matching.entries import Combination, Indicator, Question

Graph = Mapping[str, Iterable[str]]
"""An entry, told as "combination 'x'" -> the entries that follow from it."""


def follows(
    indicators: Iterable[Indicator], questions: Iterable[Question], combinations: Iterable[Combination]
) -> dict[str, list[str]]:
    """The graph of what follows from what. A question that repeats what it was asked for draws no ring by that."""
    graph: dict[str, list[str]] = {}
    asked_for: dict[str, set[str]] = {}
    every = list(indicators)
    for indicator in every:
        graph.setdefault(_finding(indicator.id), []).extend(map(_finding, indicator.kinds))
        if indicator.qualifier:
            graph[_finding(indicator.id)].append(_question(indicator.qualifier))
            asked_for.setdefault(indicator.qualifier, set()).add(indicator.id)
    for combination in combinations:
        for part in (*combination.all_of, *combination.among):
            graph.setdefault(_finding(part), []).append(f"combination '{combination.id}'")
        graph.setdefault(f"combination '{combination.id}'", []).append(_finding(combination.gives))
    for question in questions:
        for finding in question.asked_when:
            graph.setdefault(_finding(finding), []).append(_question(question.id))
        given = [name for option in question.options for name in option.findings] + list(question.if_unanswered)
        new = [name for name in given if name not in asked_for.get(question.id, set())]
        graph.setdefault(_question(question.id), []).extend(map(_finding, new))
    return graph


def rings(graph: Graph) -> Iterator[tuple[str, ...]]:
    """One ring for each knot of entries that lead to each other, each entry once, in order."""
    for knot in _knots(graph):
        first = min(knot)
        yield _ring(graph, knot, first)


def faults(entries: Mapping[str, Sequence[Any]], files: Mapping[int, str]) -> Iterator[str]:
    """Every ring in the content as a sentence that names the entries in it and the file of each."""
    questions = [(page, question) for page in entries["pages"] for question in page.questions]
    where = {_question(question.id): files[id(page)] for page, question in questions}
    where |= {_question(one.id): files[id(one)] for one in entries["qualifiers"]}
    where |= {_finding(one.id): files[id(one)] for kind in ("indicators", "facts") for one in entries[kind]}
    where |= {f"combination '{one.id}'": files[id(one)] for one in entries["combinations"]}
    asked = [*(question for _, question in questions), *entries["qualifiers"]]
    for ring in rings(follows(entries["indicators"], asked, entries["combinations"])):
        told = " → ".join(f"{name} ({where[name]})" if name in where else name for name in (*ring, ring[0]))
        yield f"{where.get(ring[0], 'the content')}: these wait for each other in a ring: {told}. Take one step out."


def _finding(name: str) -> str:
    return f"finding '{name}'"


def _question(name: str) -> str:
    return f"question '{name}'"


def _knots(graph: Graph) -> list[set[str]]:
    """The strongly connected parts that hold a ring: reachable from each other, in both directions."""
    reach = {name: _reachable(graph, name) for name in graph}
    knots: list[set[str]] = []
    for name in sorted(graph):
        if name in reach[name] and not any(name in knot for knot in knots):
            knots.append({other for other in reach[name] if name in reach.get(other, ())})
    return knots


def _reachable(graph: Graph, start: str) -> set[str]:
    """Everything that follows from this entry by one step or more."""
    reached: set[str] = set()
    waiting = list(graph[start])
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting.extend(graph.get(name, ()))
    return reached


def _ring(graph: Graph, knot: set[str], first: str) -> tuple[str, ...]:
    """The shortest way round from an entry to itself."""
    ways: list[tuple[str, ...]] = [(first,)]
    seen: set[str] = set()
    for way in ways:
        for following in graph.get(way[-1], ()):
            if following == first:
                return way
            if following in knot and following not in seen:
                seen.add(following)
                ways.append((*way, following))
    raise ValueError(f"no ring leads back to {first}")

"""How fast the search answers, beside plain Whoosh doing the same filters, in one run on one machine.

    python -m bench.search [--services 10000] [--repeat 15] [--demonstration instance]

Prints the median and the 95th percentile in milliseconds for each question, ours and plain Whoosh's, and the ratio.
Ours is `WhooshSearch.search`: the whole answer, with checks, reasons, facets and near misses, the look at the marks in
the database included. Plain Whoosh is one index with every field in it, the same filters as queries, and facet counts
by `groupedby`: its hits only.
"""

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bench.generated import TODAY, fill
from bench.plain_whoosh import PlainWhoosh
from directory.database import open_engine, open_session
from directory.search import open_search
from directory.search.question import Point, ServiceSearch
from directory.vocabulary import load_vocabulary

NOTTINGHAM = Point(52.954, -1.150)
ASHFIELD = (frozenset({"E07000170", "E10000024", "E92000001"}),)

QUESTIONS = {
    "one word": ServiceSearch(words="debt"),
    "three words": ServiceSearch(words="parent toddler group"),
    "jargon": ServiceSearch(words="CAMHS"),
    "a sentence with place and age": ServiceSearch(words="not speaking at three NG9"),
    "a misspelt word": ServiceSearch(words="speach therapy"),
    "a need, an age, an area": ServiceSearch(needs=("sleep",), ages=(3.0,), areas=ASHFIELD, point=NOTTINGHAM),
    "within 5 miles, free": ServiceSearch(point=NOTTINGHAM, within_miles=5.0, free=True),
    "words and every filter": ServiceSearch(
        words="parenting",
        point=NOTTINGHAM,
        areas=ASHFIELD,
        ages=(7.0,),
        role="school",
        language="Polish",
        levels=(2,),
        provision=("community", "commissioned"),
        free=True,
    ),
    "open now": ServiceSearch(words="family", open_at=datetime(2026, 11, 23, 10, 0)),
    "browse everything": ServiceSearch(),
}


def main() -> None:
    options = arguments()
    with tempfile.TemporaryDirectory() as folder:
        if options.demonstration:
            measure_demonstration(Path(options.demonstration), options.repeat)
        measure_generated(Path(folder), options.services, options.repeat)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--services", type=int, default=10_000)
    parser.add_argument("--repeat", type=int, default=15)
    parser.add_argument("--demonstration", help="a data folder with the demonstration directory, to measure that too")
    return parser.parse_args()


def measure_generated(folder: Path, services: int, repeat: int) -> None:
    vocabulary = load_vocabulary()
    database = open_engine(f"sqlite:///{folder / 'generated.db'}")
    random.seed(1)
    with open_session(database) as session:
        seconds("generated directory", lambda: fill(session, vocabulary, services))
    searching = open_search(folder / "data", database, vocabulary)
    with open_session(database) as session:
        seconds("our index built", lambda: searching.rebuild(session))
        session.commit()
    plain = PlainWhoosh(folder / "plain")
    with open_session(database, writing=False) as session:
        seconds("plain index built", lambda: plain.build(session, vocabulary))
    seconds("our first answer (columns read)", lambda: searching.search(ServiceSearch(words="first")))
    print(f"\n{services:,} services, {repeat} times each; milliseconds: median (95th percentile)")
    print(f"{'question':<34}{'found':>8}{'ours':>18}{'plain Whoosh':>18}{'ratio':>8}")
    for name, question in QUESTIONS.items():
        ours = timed(lambda question=question: searching.search(question), repeat)
        theirs = timed(lambda question=question: plain.search(question), repeat)
        found = searching.search(question).total
        print(f"{name:<34}{found:>8,}{said(ours):>18}{said(theirs):>18}{median(theirs) / median(ours):>7.1f}×")
    database.dispose()


def measure_demonstration(folder: Path, repeat: int) -> None:
    database = open_engine(f"sqlite:///{folder / 'right_door.db'}")
    searching = open_search(folder, database, load_vocabulary())
    searching.search(ServiceSearch(words="first"))
    print(f"the demonstration directory, {repeat} times each; milliseconds: median (95th percentile)")
    for name, question in QUESTIONS.items():
        times = timed(lambda question=question: searching.search(question), repeat)
        print(f"{name:<34}{searching.search(question).total:>8,}{said(times):>18}")
    print()
    database.dispose()


def seconds(what: str, work: Callable[[], object]) -> None:
    started = time.perf_counter()
    work()
    print(f"{what}: {time.perf_counter() - started:.1f} s")


def timed(work: Callable[[], object], repeat: int) -> list[float]:
    """Milliseconds of each run, the first (cold) one left out."""
    work()
    times = []
    for _ in range(repeat):
        started = time.perf_counter()
        work()
        times.append((time.perf_counter() - started) * 1000)
    return times


def median(times: list[float]) -> float:
    return statistics.median(times)


def said(times: list[float]) -> str:
    ninety_five = sorted(times)[max(0, round(0.95 * len(times)) - 1)]
    return f"{median(times):.1f} ({ninety_five:.1f})"


if __name__ == "__main__":
    print(f"{TODAY:%Y}: invented services only")
    main()

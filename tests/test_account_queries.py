"""Accounts, sessions, links and delays in a real database of both kinds."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import postgres
import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel, select

from accounts import queries
from accounts.delays import ACCOUNT, ADDRESS, Watch, count_try, forgive
from accounts.errors import AccountChanged, EmailTaken, InvalidAccount, LastAdministrator, LinkNotUsable, OwnAccount
from accounts.events import latest_events
from accounts.links import LIVES, find_link, make_link, use_link
from accounts.models import Account, AccountLink, AccountSession, Kind, Purpose, SignInDelay
from accounts.roles import AccountRole
from accounts.sessions import (
    ABSOLUTE,
    CODE_WAITS,
    IDLE,
    current_sessions,
    end_session,
    end_sessions,
    find_visit,
    note_seen,
    start_session,
)
from directory.database import open_engine, open_session

NOW = datetime(2026, 3, 3, 16, 15, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture(scope="module")
def postgres_server(tmp_path_factory) -> Iterator[str]:
    if postgres.programs() is None:
        pytest.skip(postgres.MISSING)
    with postgres.server(tmp_path_factory.mktemp("postgresql")) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request, tmp_path) -> Iterator[Engine]:
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'right_door.db'}"
    else:
        url = postgres.new_database(request.getfixturevalue("postgres_server"))
    opened = open_engine(url)
    SQLModel.metadata.create_all(opened)
    yield opened
    opened.dispose()


@pytest.fixture
def session(engine) -> Iterator[Session]:
    with open_session(engine) as session:
        yield session


def add(session, email="ada@example.org", role=AccountRole.ADMINISTRATOR, **more) -> Account:
    account = queries.add_account(session, email=email, name="Ada", role=role, by=None, now=NOW, **more)
    account.password_hash = "not one"
    session.add(account)
    session.commit()
    return account


# ---------------------------------------------------------------------------------------------------------- accounts


def test_an_address_is_known_however_it_is_typed_and_taken_once(session):
    add(session, "Ada@Example.org ")
    assert queries.find_account(session, " ADA@example.ORG").name == "Ada"
    with pytest.raises(EmailTaken):
        add(session, "ada@EXAMPLE.org")


@pytest.mark.parametrize(
    "email",
    ["", "ada", "@example.org", "ada@", "a b@example.org", "a@b@c", "ada@exa\nmple.org", "ädä@example.org", "<a>@b.c"],
)
def test_what_cannot_be_an_address_is_refused(email):
    with pytest.raises(InvalidAccount):
        queries.tidy_email(email)


def test_a_commissioner_has_areas_and_a_provider_editor_an_organisation(session):
    with pytest.raises(InvalidAccount):
        add(session, role=AccountRole.COMMISSIONER)
    with pytest.raises(InvalidAccount):
        add(session, role=AccountRole.PROVIDER)
    assert add(session, role=AccountRole.OFFICER, areas=["E07000172"]).areas == []


def test_the_database_itself_refuses_a_provider_editor_without_an_organisation(session):
    session.add(Account(email="x@example.org", name="X", role="provider editor", made_at=NOW))
    with pytest.raises(IntegrityError):
        session.commit()


def test_the_last_administrator_stays(session):
    ada = add(session)
    add(session, "closed@example.org").disabled_at = NOW
    invited = add(session, "invited@example.org")
    invited.password_hash = None
    session.commit()
    with pytest.raises(LastAdministrator):
        queries.disable(session, ada, by=None, now=NOW)
    session.rollback()
    with pytest.raises(LastAdministrator):
        change_role(session, ada, by=invited)


def test_nobody_changes_or_closes_their_own_account(session):
    ada = add(session)
    add(session, "other@example.org")
    with pytest.raises(OwnAccount):
        queries.disable(session, ada, by=ada, now=NOW)
    with pytest.raises(OwnAccount):
        change_role(session, ada, by=ada)


def change_role(session, account, *, by, version=None):
    queries.change_role(
        session,
        account,
        role=AccountRole.OFFICER,
        by=by,
        now=NOW,
        expected_version=version if version is not None else account.version,
    )


def test_two_administrators_who_remove_each_other_at_once_do_not_both_succeed(engine, session):
    ids = [add(session, f"{name}@example.org").id for name in ("ada", "ben")]
    session.close()

    def remove(who: str, by: str) -> str:
        with open_session(engine) as own:
            try:
                queries.disable(own, queries.get_account(own, who), by=queries.get_account(own, by), now=NOW)
                own.commit()
            except LastAdministrator:
                return "kept"
            return "removed"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(remove, ids, reversed(ids))) == ["kept", "removed"]


def test_a_change_of_role_over_somebody_elses_change_is_refused(session):
    ada, ben = add(session), add(session, "ben@example.org", AccountRole.LEAD)
    seen = ben.version
    change_role(session, ben, by=ada)
    session.commit()
    with pytest.raises(AccountChanged):
        change_role(session, ben, by=ada, version=seen)


def test_closing_an_account_ends_its_sessions_and_links_and_is_logged(session):
    ada, ben = add(session), add(session, "ben@example.org")
    token = start_session(session, ben, browser="Firefox", now=NOW)
    link = make_link(session, ben, Purpose.PASSWORD, now=NOW)
    queries.disable(session, ben, by=ada, now=NOW)
    session.commit()
    assert find_visit(session, token, NOW) is None
    with pytest.raises(LinkNotUsable):
        find_link(session, link, Purpose.PASSWORD, now=NOW)
    assert (Kind.DISABLED, "Ada") in {(entry.kind, entry.by) for entry in latest_events(session, account_id=ben.id)}


def test_wrong_tries_are_counted_without_taking_a_change_from_anybody(session):
    ada = add(session)
    version = ada.version
    for _ in range(3):
        queries.note_failure(session, ada)
    session.commit()
    session.refresh(ada)
    assert (ada.failed_sign_ins, ada.version) == (3, version)
    queries.note_sign_in(session, ada, now=NOW)
    session.commit()
    session.refresh(ada)
    assert ada.failed_sign_ins == 0
    assert [(entry.kind, entry.detail) for entry in latest_events(session) if entry.detail == "3"]


# ---------------------------------------------------------------------------------------------------------- sessions


def test_a_session_is_kept_by_the_hash_of_its_token_alone(session):
    token = start_session(session, add(session), browser="Firefox", now=NOW)
    session.commit()
    row = session.exec(select(AccountSession)).one()
    assert token not in str(row.model_dump())
    assert find_visit(session, token, NOW).session.id == row.id
    assert find_visit(session, token + "x", NOW) is None
    assert find_visit(session, row.token_hash, NOW) is None


def test_a_session_ends_after_an_idle_hour_and_after_a_long_day(session):
    token = start_session(session, add(session), browser="Firefox", now=NOW)
    assert find_visit(session, token, NOW + IDLE)
    assert find_visit(session, token, NOW + IDLE + MINUTE) is None
    session_id, at = find_visit(session, token, NOW).session.id, NOW
    while at - NOW < ABSOLUTE:
        assert find_visit(session, token, at), at - NOW
        note_seen(session, session_id, at)
        at += 50 * MINUTE
    assert find_visit(session, token, NOW + ABSOLUTE + MINUTE) is None


def test_the_password_alone_waits_a_quarter_of_an_hour_for_the_code(session):
    ada = add(session)
    ada.totp_since = NOW
    token = start_session(session, ada, browser="Firefox", now=NOW)
    assert find_visit(session, token, NOW).waits_for_code
    assert find_visit(session, token, NOW + CODE_WAITS + MINUTE) is None
    whole = start_session(session, ada, browser="Firefox", now=NOW, second_step=True)
    assert not find_visit(session, whole, NOW).waits_for_code


def test_one_session_or_all_of_an_account_end_and_nobody_elses(session):
    ada, ben = add(session), add(session, "ben@example.org")
    tokens = [start_session(session, ada, browser="Firefox", now=NOW) for _ in range(3)]
    bens = start_session(session, ben, browser="Firefox", now=NOW)
    first = find_visit(session, tokens[0], NOW).session
    assert not end_session(session, ben, first.id, now=NOW)
    assert end_session(session, ada, first.id, now=NOW)
    assert len(current_sessions(session, ada, NOW)) == 2
    assert end_sessions(session, ada, now=NOW) == 2
    assert [find_visit(session, token, NOW) for token in tokens] == [None] * 3
    assert find_visit(session, bens, NOW)


# ------------------------------------------------------------------------------------------------------------- links


def test_a_link_works_once_until_it_is_too_old_and_for_its_purpose_only(session):
    ada = add(session)
    token = make_link(session, ada, Purpose.PASSWORD, now=NOW)
    with pytest.raises(LinkNotUsable):
        find_link(session, token, Purpose.EMAIL, now=NOW)
    with pytest.raises(LinkNotUsable):
        find_link(session, token, Purpose.PASSWORD, now=NOW + LIVES[Purpose.PASSWORD])
    for _ in range(3):
        assert find_link(session, token, Purpose.PASSWORD, now=NOW)[1].id == ada.id
    use_link(session, token, Purpose.PASSWORD, now=NOW)
    with pytest.raises(LinkNotUsable):
        use_link(session, token, Purpose.PASSWORD, now=NOW)
    assert token not in str([row.model_dump() for row in session.exec(select(AccountLink))])


def test_a_newer_link_ends_the_older_and_using_one_ends_all(session):
    ada = add(session)
    older, email = make_link(session, ada, Purpose.PASSWORD, now=NOW), make_link(session, ada, Purpose.EMAIL, now=NOW)
    newer = make_link(session, ada, Purpose.PASSWORD, now=NOW)
    with pytest.raises(LinkNotUsable):
        find_link(session, older, Purpose.PASSWORD, now=NOW)
    use_link(session, newer, Purpose.PASSWORD, now=NOW)
    with pytest.raises(LinkNotUsable):
        find_link(session, email, Purpose.EMAIL, now=NOW)


def test_of_two_who_use_a_link_at_once_one_comes_through(engine, session):
    token = make_link(session, add(session), Purpose.PASSWORD, now=NOW)
    session.commit()
    session.close()

    def use(_: int) -> bool:
        with open_session(engine) as own:
            try:
                use_link(own, token, Purpose.PASSWORD, now=NOW)
                own.commit()
            except LinkNotUsable:
                return False
            return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(use, range(4))) == 1


# ------------------------------------------------------------------------------------------------------------ delays


def test_of_many_tries_at_once_no_more_than_the_free_ones_and_one_are_let_through(engine):
    watches = [Watch("account", ACCOUNT), Watch("address", ADDRESS)]

    def attempt(_: int) -> int:
        with open_session(engine) as own:
            return count_try(own, watches, NOW)

    with ThreadPoolExecutor(8) as pool:
        waits = list(pool.map(attempt, range(24)))
    assert waits.count(0) == ACCOUNT.free + 1
    assert set(waits) == {0, 1}


def test_the_wait_is_over_when_it_is_over_and_grows_with_the_next_wrong_try(session):
    watches, at = [Watch("account", ACCOUNT)], NOW
    for _ in range(ACCOUNT.free + 1):
        assert count_try(session, watches, at) == 0
    for expected in (1, 2, 4, 8, 16, 32, 60, 60):
        assert count_try(session, watches, at) == expected
        assert count_try(session, watches, at) == expected, "asking again too soon is not counted"
        at += timedelta(seconds=expected)
        assert count_try(session, watches, at) == 0
    assert count_try(session, watches, at + timedelta(days=2)) == 0
    assert session.get(SignInDelay, "account").failures == 1


def test_a_right_try_clears_the_account_but_only_itself_from_a_shared_address(session):
    account, address = Watch("account", ACCOUNT), Watch("address", ADDRESS)
    for _ in range(3):
        count_try(session, [account, address], NOW)
    forgive(session, [account, address], NOW)
    session.commit()
    assert session.get(SignInDelay, "account") is None
    assert session.get(SignInDelay, "address").failures == 2

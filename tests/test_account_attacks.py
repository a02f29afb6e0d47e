"""What somebody tries who wants into an account, or wants its owner out of it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from member import PASSWORD, PHRASE, Member, add_account, code_at, invite, sign_in, start
from sqlalchemy import event

from accounts.codes import make_recovery_codes
from accounts.trying import address_watch

AT_ONCE = 4


@pytest.fixture
def statements(database, app_now):
    """The statements that this thread's requests send to the database."""
    from threading import get_ident

    own, sent = get_ident(), []

    def note(_connection, _cursor, statement, *_rest):
        if get_ident() == own:
            sent.append(statement.split(" WHERE ")[0].split(maxsplit=3)[:3])

    engine = app_now.extensions["right_door"].engine
    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


def test_forgetting_a_password_does_the_same_work_for_an_address_that_nobody_has(app_now, statements):
    account = add_account(app_now, "information officer")
    done = []
    for email in (account.email, "nobody@example.org"):
        person = Member(app_now)
        person.see("/forgotten-password")
        statements.clear()
        person.send("/forgotten-password", {"email": email})
        done.append(list(statements))
    assert done[0] == done[1]


def test_a_wrong_password_writes_as_often_for_an_address_that_nobody_has(app_now, statements):
    account = add_account(app_now, "information officer")
    writes = []
    for email in (account.email, "nobody@example.org"):
        person = Member(app_now)
        person.see("/sign-in")
        statements.clear()
        person.send("/sign-in", {"email": email, "password": PHRASE})
        writes.append([words[0] for words in statements if words[0] != "SELECT"])
    assert writes[0] == writes[1]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8:1:1::1", "2001:db8:1:1:ffff::2", True),
        ("2001:db8:1:1::1", "2001:db8:1:2::1", False),
    ],
)
def test_people_at_different_networks_never_wait_for_each_other(app_now, one, other, same):
    """A server that listens on IPv6 sees IPv4 visitors as "::ffff:192.0.2.1"."""
    keys = []
    for address in (one, other):
        with app_now.test_request_context(environ_base={"REMOTE_ADDR": address}):
            keys.append(address_watch().key)
    assert (keys[0] == keys[1]) is same


@pytest.mark.parametrize("proxies", [0, 1])
def test_no_forwarded_header_gives_a_stranger_a_fresh_start(database, tmp_path, proxies):
    """Without a trusted proxy the header says nothing; behind one, only what the proxy added last."""
    from app import create_app

    settings = {"DATABASE_URL": str(database.url), "DATA_DIR": tmp_path / "data", "SECRET_KEY": "test"}
    app = create_app({**settings, "PROXIES": proxies})
    keys = set()

    @app.before_request
    def note():
        keys.add(address_watch().key)

    for forged in ("203.0.113.1", "203.0.113.2"):
        app.test_client().get("/sign-in", headers={"X-Forwarded-For": f"{forged}, 192.0.2.1"})
    assert len(keys) == 1


@pytest.mark.parametrize("name", ["\x00", "\u200b", "\u202e\u2066"])
def test_a_name_that_nobody_can_see_is_refused(signed_in, name):
    person = signed_in("administrator")
    _confirm(person)
    person.see("/accounts/invite")
    person.send("/accounts/invite", {"email": "ada@example.org", "name": name, "role": "information officer"})
    assert person.response.status_code == 422
    assert "Give their name" in person.text


def test_a_second_step_that_somebody_began_is_not_finished_at_their_open_screen(app_now, signed_in):
    """Else whoever sits down there reads the secret, and keeps its owner out with it."""
    owner = signed_in("information officer")
    _confirm(owner)
    owner.see("/account/second-step")
    owner.send("/account/second-step")
    assert owner.at == "phone"
    stranger = Member(app_now, owner.account, start(app_now, owner.account))
    stranger.see("/account/second-step/phone")
    assert stranger.response.headers["Location"].startswith("/confirm-password")
    stranger.see("/account/password")
    stranger.see(stranger.response.headers["Location"])
    stranger.send("/account/second-step/phone", {"code": code_at(app_now)})
    assert stranger.places[-1].startswith("/confirm-password")


def test_a_code_lets_in_once_however_many_send_it_at_once(app_now):
    account = add_account(app_now, "administrator")
    assert _answers(app_now, account, "/sign-in/code", code_at(app_now)) == [303] + [422] * (AT_ONCE - 1)


def test_a_recovery_code_lets_in_once_however_many_send_it_at_once(app_now, session):
    account = add_account(app_now, "administrator")
    with app_now.app_context():
        code = make_recovery_codes(session, account)[0]
    session.commit()
    assert _answers(app_now, account, "/sign-in/recovery-code", code) == [303] + [422] * (AT_ONCE - 1)


def test_an_invitation_lets_in_once_however_many_answer_it_at_once(app_now):
    path = invite(app_now)
    people = [Member(app_now) for _ in range(AT_ONCE)]
    for person in people:
        person.see(path)
    assert _at_once(people, path, {"password": PHRASE}) == [303] + [410] * (AT_ONCE - 1)


def test_a_cookie_kept_from_before_a_new_password_opens_nothing(app_now):
    person, account = Member(app_now), add_account(app_now, "information officer")
    sign_in(person, account)
    assert person.at == "desk"
    stolen = person.client.get_cookie("right_door").value
    person.see("/account/password")
    _confirm(person, "/account/password")
    person.send("/account/password", {"password": PHRASE})
    assert person.see("/account").status_code == 200
    thief = Member(app_now)
    thief.client.set_cookie("right_door", stolen)
    assert thief.see("/account").headers["Location"].startswith("/sign-in")


def _confirm(person, back="/account"):
    path = f"/confirm-password?next={back}"
    person.see(path)
    person.send(path, {"password": PASSWORD})


def _answers(app, account, path, code):
    people = [Member(app) for _ in range(AT_ONCE)]
    for person in people:
        sign_in(person, account)
        person.see(path)
    return _at_once(people, path, {"code": code})


def _at_once(people, path, fields):
    from referrer import TOKEN

    def post(person):
        token = TOKEN.search(person.response.text)[1]
        return person.client.post(path, data={"csrf_token": token, **fields}).status_code

    with ThreadPoolExecutor(len(people)) as pool:
        return sorted(pool.map(post, people))

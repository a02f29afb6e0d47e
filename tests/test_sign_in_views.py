"""From the invitation to the second step and out again, as somebody without scripts walks it."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from conftest import TUESDAY_AFTERNOON
from member import PASSWORD, PHRASE, Member, add_account, code_at, invite, mails, sign_in, start, wait_for_link

from accounts.codes import make_recovery_codes
from accounts.models import AccountSession
from accounts.sessions import ABSOLUTE, IDLE


def test_the_first_administrator_comes_in_by_the_link_and_sets_up_the_second_step(app_now):
    person = Member(app_now)
    link = invite(app_now)
    assert "Choose a password" in person.see(link).text
    person.send(link, {"password": PHRASE})
    assert person.places[-1] == "/account"
    assert "One thing is missing" in person.text
    person.see("/accounts")
    person.see(person.response.headers["Location"])
    assert person.places[-1] == "/account/second-step"
    person.send("/account/second-step")
    assert person.places[-1] == "/account/second-step/phone"
    secret = re.search(r'id="key">([A-Z2-7 ]+)<', person.response.text)[1].replace(" ", "")
    assert "<svg" in person.response.text
    person.send("/account/second-step/phone", {"code": code_at(app_now, 0, secret)})
    codes = re.findall(r"<li>([0-9A-Z]{5}-[0-9A-Z]{5})</li>", person.response.text)
    assert len(set(codes)) == 10
    assert "Everybody who may sign in" in person.see("/accounts").text
    person.send("/sign-out")
    assert person.places[-1] == "/signed-out"
    person.see("/sign-in?next=/accounts")
    person.send("/sign-in?next=/accounts", {"email": "ADA@example.org ", "password": PHRASE})
    assert person.places[-1] == "/sign-in/code?next=/accounts"
    assert person.client.get("/accounts").status_code == 303, "the password alone lets nobody in"
    assert person.send(person.places[-1], {"code": code_at(app_now, 0, secret)}).status_code == 422, "a code works once"
    person.send(person.places[-1], {"code": code_at(app_now, 1, secret)})
    assert person.places[-1] == "/accounts"


# ------------------------------------------------------------------------------------------------- signing in and out


def test_the_answer_is_the_same_for_a_wrong_password_and_an_address_nobody_has(app_now):
    account = add_account(app_now, "information officer")
    pages = []
    for email in (account.email, "nobody@example.org"):
        person = Member(app_now)
        person.see("/sign-in")
        response = person.send("/sign-in", {"email": email, "password": "wrong wrong wrong"})
        assert response.status_code == 422
        pages.append(re.sub(r'value="[^"]*"', "", response.text))
    assert pages[0] == pages[1]


def test_nothing_typed_comes_back_but_the_address(app_now):
    person = Member(app_now)
    person.see("/sign-in")
    assert "hunter-two-hunter" not in person.send("/sign-in", {"email": "a@b.c", "password": "hunter-two-hunter"}).text


def test_a_session_that_was_prepared_for_somebody_does_not_become_theirs(app_now):
    """Fixation: the attacker's own half-open session in the victim's browser is replaced, not continued."""
    attacker, victim = add_account(app_now, "information officer"), add_account(app_now, "information officer")
    planted = start(app_now, attacker)
    person = Member(app_now, attacker, planted)
    person.see("/account")
    person.send("/sign-out")
    sign_in(person, victim)
    assert victim.email in person.see("/account").text
    other = Member(app_now, attacker, planted)
    assert other.see("/account").status_code == 303


def test_signing_out_empties_the_cookie_and_ends_the_session_on_the_server(app_now, signed_in, kept):
    person = signed_in("information officer")
    with person.client.session_transaction() as cookie:
        token = cookie["_user_id"]
        cookie["enquiries"] = {"1": "x"}
    person.see("/account")
    person.send("/sign-out")
    with person.client.session_transaction() as cookie:
        assert not set(cookie) - {"csrf_token"}
    assert Member(app_now, token=token).see("/account").status_code == 303
    assert kept(AccountSession)[0].ended_at


@pytest.mark.parametrize("later", [IDLE, ABSOLUTE])
def test_a_session_that_is_over_asks_to_sign_in_again(make_app, app_now, later):
    account = add_account(app_now, "information officer")
    token = start(app_now, account)
    after = make_app(TUESDAY_AFTERNOON + later + timedelta(minutes=1))
    assert Member(after, token=token).see("/account").headers["Location"] == "/sign-in?next=/account"


def test_using_a_page_keeps_a_session_alive(make_app, app_now, kept):
    token = start(app_now, add_account(app_now, "information officer"))
    for minutes in (50, 100, 150):
        later = make_app(TUESDAY_AFTERNOON + timedelta(minutes=minutes))
        assert Member(later, token=token).see("/account").status_code == 200
    assert kept(AccountSession)[0].last_seen_at == TUESDAY_AFTERNOON + timedelta(minutes=150)


def test_a_page_is_shown_where_it_cannot_be_noted_that_somebody_was_there(app_now, make_app, database):
    token = start(app_now, add_account(app_now, "information officer"))
    later = make_app(TUESDAY_AFTERNOON + timedelta(minutes=5))
    with database.connect() as writer:
        writer.exec_driver_sql("UPDATE account SET name = 'Busy'")
        assert Member(later, token=token).see("/account").status_code == 200
        writer.rollback()


@pytest.mark.parametrize("next_path", ["//evil.example", "/\\evil.example", "////evil.example", "https://evil.example"])
def test_signing_in_never_leads_to_another_site(app_now, next_path):
    person = Member(app_now)
    account = add_account(app_now, "information officer")
    person.see("/sign-in")
    response = person.client.post(
        "/sign-in",
        query_string={"next": next_path},
        data={"csrf_token": token_of(person), "email": account.email, "password": PASSWORD},
    )
    assert response.headers["Location"] == "/desk"


def token_of(person: Member) -> str:
    return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', person.response.text)[1]


def test_a_closed_account_is_out_at_once_and_does_not_come_in(app_now, signed_in):
    boss, person = signed_in("administrator"), signed_in("information officer")
    boss.see(f"/accounts/{person.id}")
    boss.send(f"/accounts/{person.id}/disable")
    assert "The account is closed" in boss.text
    assert person.see("/account").status_code == 303
    assert sign_in(Member(app_now), person.account).status_code == 422


# ---------------------------------------------------------------------------------------------------- delays in pages


def test_too_many_wrong_tries_wait_and_the_right_password_is_not_even_looked_at(app_now):
    account = add_account(app_now, "information officer")
    stranger = Member(app_now)
    answers = [sign_in(stranger, account, "wrong wrong wrong").status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]
    assert stranger.response.headers["Retry-After"] == "1"
    assert "Wait 1 second" in stranger.text
    assert sign_in(stranger, account).status_code == 429


def test_a_stranger_cannot_keep_the_owner_out_of_the_browser_they_always_use(app_now):
    account = add_account(app_now, "information officer")
    owner, stranger = Member(app_now), Member(app_now)
    sign_in(owner, account)
    owner.send("/sign-out")
    for _ in range(6):
        sign_in(stranger, account, "wrong wrong wrong")
    assert stranger.response.status_code == 429
    sign_in(owner, account)
    assert owner.places[-1] == "/desk"


def test_an_address_that_nobody_has_is_delayed_just_the_same(app_now):
    stranger = Member(app_now)
    for _ in range(6):
        stranger.see("/sign-in")
        stranger.send("/sign-in", {"email": "nobody@example.org", "password": "wrong wrong wrong"})
    assert stranger.response.status_code == 429


def test_one_address_that_tries_many_accounts_is_slowed_down(app_now):
    stranger = Member(app_now)
    answers = []
    for number in range(23):
        stranger.see("/sign-in")
        sent = {"email": f"nobody{number}@example.org", "password": "wrong wrong wrong"}
        answers.append(stranger.send("/sign-in", sent).status_code)
    assert answers[:21] == [422] * 21
    assert answers[21:] == [429] * 2


def test_wrong_codes_are_delayed_and_a_recovery_code_works_once(app_now, session):
    account = add_account(app_now, "administrator")
    person = Member(app_now)
    sign_in(person, account)
    assert person.places[-1] == "/sign-in/code"
    answers = [person.send("/sign-in/code", {"code": "000000"}).status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]
    assert person.send("/sign-in/code", {"code": code_at(app_now)}).status_code == 429

    other = add_account(app_now, "administrator")
    with app_now.app_context():
        codes = make_recovery_codes(session, other)
    session.commit()
    for expected in ("/curation", "/sign-in/recovery-code"):
        person = Member(app_now)
        sign_in(person, other)
        person.see("/sign-in/recovery-code")
        person.send("/sign-in/recovery-code", {"code": f" {codes[0].lower().replace('-', ' ')} "})
        assert person.places[-1] == expected


def test_no_address_of_a_person_or_network_is_kept_with_the_wrong_tries(app_now, database):
    stranger = Member(app_now)
    stranger.see("/sign-in")
    stranger.send("/sign-in", {"email": "zaphod@example.org", "password": "wrong wrong wrong"})
    with database.connect() as connection:
        rows = str(connection.exec_driver_sql("SELECT * FROM sign_in_delay").all())
    assert len(rows) > 100
    assert "zaphod" not in rows
    assert "127.0.0.1" not in rows


# -------------------------------------------------------------------------------------------------------------- links


def test_a_forgotten_password_is_replaced_by_a_link_that_works_once_and_ends_every_session(app_now):
    account = add_account(app_now, "information officer")
    elsewhere = Member(app_now, account, start(app_now, account))
    person = Member(app_now)
    person.see("/forgotten-password")
    person.send("/forgotten-password", {"email": account.email.upper()})
    assert person.places[-1] == "/forgotten-password/sent"
    known = person.text
    link = wait_for_link(app_now, "new-password")
    assert Member(app_now).see(link).status_code == 200, "a program that looks through mail opens it too"
    person.see(link)
    assert person.send(link, {"password": "short"}).status_code == 422
    person.send(link, {"password": PHRASE})
    assert person.places[-1] == "/new-password"
    assert elsewhere.see("/account").status_code == 303
    assert person.see(link).status_code == 410
    assert sign_in(Member(app_now), account).status_code == 422, "the old password"
    sign_in(person, account, PHRASE)
    assert person.places[-1] == "/desk"
    stranger = Member(app_now)
    stranger.see("/forgotten-password")
    stranger.send("/forgotten-password", {"email": "nobody@example.org"})
    assert stranger.text == known


def test_an_invitation_works_once(app_now):
    link = invite(app_now, "new@example.org", "information officer")
    person = Member(app_now)
    person.see(link)
    person.send(link, {"password": PHRASE})
    assert person.places[-1] == "/desk"
    assert Member(app_now).see(link).status_code == 410


def test_an_invitation_that_was_sent_again_ends_the_first(app_now):
    first, second = (invite(app_now, "new@example.org", "information officer") for _ in range(2))
    assert Member(app_now).see(first).status_code == 410
    assert Member(app_now).see(second).status_code == 200


def test_asking_for_links_over_and_over_is_slowed_down(app_now):
    stranger = Member(app_now)
    answers = []
    for _ in range(5):
        stranger.see("/forgotten-password")
        answers.append(stranger.send("/forgotten-password", {"email": "nobody@example.org"}).status_code)
    assert answers == [200] * 4 + [429]


def test_mail_is_kept_where_only_its_owner_reads_it(app_now):
    invite(app_now)
    folder = Path(app_now.config["DATA_DIR"]) / "mail"
    assert folder.stat().st_mode & 0o077 == 0
    assert all(file.stat().st_mode & 0o077 == 0 for file in folder.iterdir())
    assert "/invitation/" in mails(app_now)[0]

"""One's own account, other people's accounts, and what an administrator may do to them."""

import logging
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from conftest import TUESDAY_AFTERNOON
from member import PASSWORD, PHRASE, TOTP_SECRET, Member, add_account, code_at, invite, sign_in, start, wait_for_link

from accounts import mail
from accounts.models import Account, AccountEvent, AccountSession
from directory.models import Organization


def confirm(person: Member) -> Member:
    """Type the password again, as a page that matters asks."""
    person.see("/confirm-password")
    person.send("/confirm-password", {"password": PASSWORD})
    return person


# -------------------------------------------------------------------------------------------------- one's own account


def test_the_password_is_asked_again_and_then_not_for_ten_minutes(make_app, app_now, signed_in):
    person = signed_in("information officer")
    with person.client.session_transaction() as cookie:
        token = cookie["_user_id"]
    person.see("/account/password")
    assert person.response.headers["Location"] == "/confirm-password?next=/account/password"
    person.see("/confirm-password?next=/account/password")
    assert person.send(person.places[-1], {"password": "wrong wrong wrong"}).status_code == 422
    person.send(person.places[-1], {"password": PASSWORD})
    assert person.places[-1] == "/account/password"
    assert person.response.status_code == 200
    later = make_app(TUESDAY_AFTERNOON + timedelta(minutes=11))
    assert Member(later, token=token).see("/account/password").status_code == 303


def test_guessing_the_password_at_somebodys_open_screen_is_slowed_down(signed_in):
    person = signed_in("information officer")
    person.see("/confirm-password")
    answers = [person.send("/confirm-password", {"password": "wrong wrong wrong"}).status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]


def test_a_new_password_keeps_this_browser_in_and_puts_every_other_out(app_now, signed_in):
    person = confirm(signed_in("information officer"))
    elsewhere = Member(app_now, person.account, start(app_now, person.account))
    person.see("/account/password")
    person.send("/account/password", {"password": PHRASE})
    assert "Your password is changed" in person.text
    assert elsewhere.see("/account").status_code == 303


def test_an_address_changes_when_the_link_sent_to_it_is_used(app_now, signed_in):
    person = confirm(signed_in("information officer"))
    person.see("/account/email")
    person.send("/account/email", {"email": "New@Example.org"})
    assert person.account.email in person.see("/account").text
    link = wait_for_link(app_now, "new-address")
    stranger = Member(app_now)
    stranger.see(link)
    stranger.send(link)
    assert "new@example.org" in person.see("/account").text
    assert stranger.see(link).status_code == 410


def test_asking_for_an_address_that_somebody_has_tells_nothing(app_now, signed_in):
    person, other = confirm(signed_in("information officer")), signed_in("administrator")
    texts = []
    for email in (other.account.email, "free@example.org"):
        person.see("/account/email")
        person.send("/account/email", {"email": email})
        texts.append(person.text)
    assert texts[0] == texts[1]


def test_recovery_codes_are_made_anew_after_the_password(signed_in):
    person = confirm(signed_in("safeguarding lead"))
    person.see("/account/recovery-codes")
    person.send("/account/recovery-codes")
    assert len(re.findall(r"<li>[0-9A-Z]{5}-[0-9A-Z]{5}</li>", person.response.text)) == 10
    assert "10 recovery codes left" in person.see("/account").text


def test_whoever_publishes_cannot_turn_the_second_step_off_and_others_can(app_now, signed_in):
    lead = confirm(signed_in("safeguarding lead"))
    lead.see("/account/second-step")
    assert lead.see("/account/second-step/off").status_code == 303
    officer = add_account(app_now, "information officer", second_step=True)
    person = confirm(Member(app_now, officer, start(app_now, officer)))
    person.see("/account/second-step/off")
    person.send("/account/second-step/off")
    assert "The second step is turned off" in person.text
    sign_in(Member(app_now), officer)


def test_the_secret_of_the_second_step_is_not_readable_in_the_database(app_now, kept):
    add_account(app_now, "administrator")
    assert all(TOTP_SECRET not in str(row.model_dump()) for row in kept(Account))


# ----------------------------------------------------------------------------------------- other people's own records


def test_nobody_ends_another_persons_session(signed_in, kept):
    person, other = signed_in("information officer"), signed_in("provider editor")
    boss = signed_in("administrator")
    theirs = next(row for row in kept(AccountSession) if row.account_id == other.id)
    for somebody in (person, boss):
        somebody.see("/account")
        assert somebody.send(f"/account/sessions/{theirs.id}/end").status_code == 404
    assert other.see("/account").status_code == 200


def test_one_ends_ones_own_other_session(app_now, signed_in, kept):
    person = signed_in("information officer")
    elsewhere = Member(app_now, person.account, start(app_now, person.account))
    with elsewhere.client.session_transaction() as cookie:
        assert cookie["_user_id"]
    person.see("/account")
    ends = re.findall(r"/account/sessions/[0-9a-f-]{36}/end", person.response.text)
    assert len(ends) == 1
    person.send(ends[0])
    assert elsewhere.see("/account").status_code == 303
    person.send("/account/sessions/end")
    assert person.see("/account").status_code == 303


@pytest.mark.parametrize("role", ["commissioner", "provider editor", "information officer", "safeguarding lead"])
@pytest.mark.parametrize("deed", ["role", "disable", "enable", "invite-again", "sign-out", "reset-second-step"])
def test_nobody_but_an_administrator_touches_another_persons_account(signed_in, kept, role, deed):
    person, other = signed_in(role, areas=["E07000172"]), signed_in("information officer")
    person.see("/account")
    for target in (other.id, person.id):
        assert person.send(f"/accounts/{target}/{deed}", {"role": "administrator"}).status_code == 403
    assert {row.role for row in kept(Account)} == {role, "information officer"}
    assert not any(row.disabled_at for row in kept(Account))


@pytest.mark.parametrize("deed", ["role", "disable", "enable", "invite-again", "sign-out", "reset-second-step"])
def test_an_administrator_does_nothing_to_their_own_account(signed_in, deed):
    boss = confirm(signed_in("administrator"))
    boss.see(f"/accounts/{boss.id}")
    assert "This is your own account" in boss.text
    assert boss.send(f"/accounts/{boss.id}/{deed}", {"role": "information officer"}).status_code == 403
    boss.see(f"/accounts/{boss.id}")
    assert boss.send(f"/accounts/{uuid4()}/{deed}").status_code == 404


# ------------------------------------------------------------------------------------------------------ administrators


def test_an_administrator_invites_a_commissioner_of_a_county(app_now, signed_in, kept):
    boss = confirm(signed_in("administrator"))
    boss.see("/accounts/invite")
    sent = {"name": "Cara", "email": "cara@example.org", "role": "commissioner"}
    assert "Choose the areas" in boss.send("/accounts/invite", sent).text
    boss.send("/accounts/invite", {**sent, "areas": ["E10000024"]})
    assert "The invitation is made" in boss.text
    assert str(app_now.config["DATA_DIR"]) in boss.text, "the folder that the mail was written to"
    made = next(row for row in kept(Account) if row.name == "Cara")
    assert {"E10000024", "E07000170", "E07000172", "E07000176"} <= set(made.areas)
    assert "E06000018" not in made.areas
    person = Member(app_now)
    link = wait_for_link(app_now, "invitation")
    person.see(link)
    person.send(link, {"password": PHRASE})
    assert "One thing is missing" in person.text
    boss.see("/accounts/invite")
    assert "has an account already" in boss.send("/accounts/invite", {**sent, "areas": ["E10000024"]}).text


def test_a_provider_editor_belongs_to_an_organisation_of_the_directory(signed_in, kept, session):
    session.add(Organization(name="Oak Trust"))
    session.commit()
    boss = confirm(signed_in("administrator"))
    boss.see("/accounts/invite")
    sent = {"name": "Pat", "email": "pat@example.org", "role": "provider editor"}
    assert "Choose the organisation" in boss.send("/accounts/invite", sent).text
    assert boss.send("/accounts/invite", {**sent, "organization_id": str(uuid4())}).status_code == 422
    oak = next(row.id for row in kept(Organization) if row.name == "Oak Trust")
    boss.send("/accounts/invite", {**sent, "organization_id": oak})
    assert "Oak Trust" in boss.text


def test_a_role_changes_once_the_password_was_asked_and_stands_in_the_log(signed_in):
    boss, person = signed_in("administrator"), signed_in("information officer")
    boss.see(f"/accounts/{person.id}/role")
    assert boss.response.headers["Location"].startswith("/confirm-password?next=/accounts/")
    confirm(boss).see(f"/accounts/{person.id}/role")
    version = re.search(r'name="version"[^>]*value="(\d+)"', boss.response.text)[1]
    boss.send(f"/accounts/{person.id}/role", {"role": "safeguarding lead", "version": version})
    assert "What they may do is changed" in boss.text
    log = boss.see("/accounts/log").text
    assert "information officer → safeguarding lead" in log
    assert boss.account.name in log
    assert person.see("/accounts").status_code == 303, "the second step comes first"
    boss.see(f"/accounts/{person.id}/role")
    stale = boss.send(f"/accounts/{person.id}/role", {"role": "administrator", "version": version})
    assert stale.status_code == 409


def test_somebody_without_phone_and_codes_is_let_set_it_up_anew(app_now, signed_in, kept):
    boss, person = signed_in("administrator"), signed_in("safeguarding lead")
    boss.see(f"/accounts/{person.id}")
    boss.send(f"/accounts/{person.id}/reset-second-step")
    boss.send(boss.places[-1], {"password": PASSWORD})
    boss.send(f"/accounts/{person.id}/reset-second-step")
    assert "set it up anew" in boss.text
    assert person.see("/account").status_code == 303
    sign_in(person, person.account)
    assert "One thing is missing" in person.text
    assert "second step reset" in {event.kind for event in kept(AccountEvent)}


def test_wrong_tries_are_shown_to_an_administrator(app_now, signed_in):
    boss, person = signed_in("administrator"), signed_in("information officer")
    stranger = Member(app_now)
    for _ in range(3):
        sign_in(stranger, person.account, "wrong wrong wrong")
    boss.see(f"/accounts/{person.id}")
    assert "Wrong tries since the last sign-in 3" in boss.text


def test_a_mail_that_cannot_be_sent_leaves_an_account_to_invite_again(app_now, signed_in, kept):
    boss = confirm(signed_in("administrator"))
    app_now.config["SMTP_URL"] = "smtp://127.0.0.1:1"
    boss.see("/accounts/invite")
    sent = {"name": "Pat", "email": "pat@example.org", "role": "information officer"}
    assert boss.send("/accounts/invite", sent).status_code == 503
    assert "could not be sent" in boss.text
    app_now.config["SMTP_URL"] = None
    made = next(row for row in kept(Account) if row.name == "Pat")
    boss.see(f"/accounts/{made.id}")
    boss.send(f"/accounts/{made.id}/invite-again")
    assert "The invitation is made" in boss.text


# -------------------------------------------------------------------------------------------------------- what is told


def test_no_log_line_holds_an_address_a_password_or_a_token(app_now, caplog):
    with caplog.at_level(logging.INFO):
        link = invite(app_now, "zaphod@example.org", "information officer")
        person = Member(app_now)
        person.see(link)
        person.send(link, {"password": PHRASE})
        person.send("/sign-out")
        person.see("/sign-in")
        person.send("/sign-in", {"email": "zaphod@example.org", "password": PHRASE})
        person.send("/forgotten-password", {"email": "zaphod@example.org"})
    assert "accounts.accept_invitation" in caplog.text
    for secret in ("zaphod", PHRASE, link.rsplit("/", 1)[1], code_at(app_now)):
        assert secret not in caplog.text


def test_a_link_in_a_mail_begins_with_base_url_whatever_a_request_calls_the_host(app_now):
    with app_now.test_request_context("/", headers={"Host": "evil.example"}):
        assert mail.address_of("accounts.sign_in") == "http://127.0.0.1:5000/sign-in"
        app_now.config["BASE_URL"] = "https://door.example/right/"
        assert mail.address_of("accounts.invitation", token="x") == "https://door.example/right/invitation/x"
        app_now.config["BASE_URL"] = None
        with pytest.raises(mail.MailNotSent):
            mail.address_of("accounts.sign_in")


def test_a_visitor_who_is_not_signed_in_is_told_the_way_once_and_nothing_more(app_now):
    page = Member(app_now).see("/").text
    assert page.count("/sign-in") == 1
    assert "Sign out" not in page

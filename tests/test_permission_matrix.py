"""Every route × method × kind of person. Who may do what is written here once more, apart from the code that decides.

A route of any part of the product is walked as soon as it exists. What each answer must be follows from the permission
that its view declares: allowed answers are the view's own business (200, 303, 404 …), refusals are the gate's.
"""

from collections.abc import Iterator

import pytest
from addresses import example
from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from member import Member, add_account, start

from accounts import permission
from accounts.models import Account

A, C, P, O, L = "administrator", "commissioner", "provider editor", "information officer", "safeguarding lead"  # noqa: E741
N = "analyst"
MAY: dict[str, set[str]] = {
    "own account": {A, C, P, O, L, N},
    "manage accounts": {A},
    "see history": {A, C, O, L},
    "suggest changes": {A, C, P, O, L, N},
    "edit the directory": {A, C},
    "see costs": {A, C},
    "import and export": {A, C},
    "edit words": {A, C, L},
    "edit content": {A, L},
    "audit": {A, C},
    "answer enquiries": {A, O, L},
    "see insight": {A, C, L, N},
    "edit reasons": {A, C, L},
}
SECOND_STEP = {A, C, L}
"""Who must have set up the second step before anything but their own account."""
EVERYBODY = [A, C, P, O, L, N]
PUBLIC = {
    "accounts": {
        *("accept_invitation", "address_changed", "code", "forgotten_password", "invitation", "link_sent"),
        *("new_address", "new_password", "password_changed", "recovery_code", "send_code", "send_forgotten_password"),
        *("send_new_password", "send_recovery_code", "send_sign_in", "sign_in", "sign_out", "signed_out"),
        "use_new_address",
    },
}
"""The pages of accounts that anybody may open. A new one is looked at before it is added here."""
RAW_TOKEN = "0123456789abcdef"
"""What stands in the cookie; the form's token is this, signed."""
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")


def routes(app: Flask) -> Iterator[tuple[str, str, str]]:
    """Address, method and declared permission of everything that is not public."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        path = example(rule)
        for method in [method for method in METHODS if method in (rule.methods or ())]:
            endpoint = adapter.match(path, method)[0]
            declared = permission.declared(app.view_functions[endpoint])
            assert declared, endpoint
            if declared != permission.PUBLIC:
                yield path, method, declared


class Browser:
    """Sends requests with a form's token that is right, and each as if just signed in, whatever the one before did."""

    def __init__(self, app: Flask, account: Account | None, *, second_step: bool = True) -> None:
        self.app, self.account, self.second_step = app, account, second_step
        self.client = app.test_client()
        signer = URLSafeTimedSerializer(app.config["SECRET_KEY"], salt="wtf-csrf-token")
        self.token = str(signer.dumps(RAW_TOKEN))

    def send(self, path: str, method: str) -> str:
        """What came of it, in a word."""
        with self.client.session_transaction() as cookie:
            cookie.clear()
            cookie["csrf_token"] = RAW_TOKEN
            if self.account:
                cookie["_user_id"] = start(self.app, self.account, second_step=self.second_step)
        response = self.client.open(path, method=method, headers={"X-CSRFToken": self.token})
        if response.status_code in (401, 403):
            return "refused"
        where = response.headers.get("Location", "").split("?")[0]
        if response.status_code == 303 and where == "/sign-in":
            return "asked to sign in"
        if response.status_code == 303 and where == "/account/second-step" and not path.startswith("/account/"):
            return "asked for the second step"
        assert response.status_code < 500, (path, method, response.status_code)
        return "allowed"


def test_nobody_gets_anywhere_without_signing_in(app_now):
    browser = Browser(app_now, None)
    for path, method, _ in routes(app_now):
        expected = "asked to sign in" if method in ("GET", "HEAD") else "refused"
        assert browser.send(path, method) == expected, (path, method)


@pytest.mark.parametrize("role", EVERYBODY)
def test_a_role_opens_what_its_permissions_name_and_nothing_else(app_now, role):
    browser = Browser(app_now, add_account(app_now, role, areas=["E07000172"]))
    for path, method, declared in routes(app_now):
        expected = "allowed" if role in MAY[declared] else "refused"
        assert browser.send(path, method) == expected, (path, method, declared)


@pytest.mark.parametrize("role", sorted(SECOND_STEP))
def test_without_the_second_step_it_is_set_up_first(app_now, role):
    browser = Browser(app_now, add_account(app_now, role, areas=["E07000172"], second_step=False))
    for path, method, declared in routes(app_now):
        if declared == "own account":
            expected = "allowed"
        else:
            expected = "asked for the second step" if method in ("GET", "HEAD") else "refused"
        assert browser.send(path, method) == expected, (path, method, declared)


@pytest.mark.parametrize("role", [A, P])
def test_the_password_without_the_code_opens_nothing(app_now, role):
    account = add_account(app_now, role, areas=["E07000172"], second_step=True)
    browser = Browser(app_now, account, second_step=False)
    for path, method, _ in routes(app_now):
        expected = "asked to sign in" if method in ("GET", "HEAD") else "refused"
        assert browser.send(path, method) == expected, (path, method)


def test_no_page_of_accounts_is_public_by_mistake(app_now):
    public = {
        endpoint.split(".", 1)[1]
        for endpoint, view in app_now.view_functions.items()
        if endpoint.startswith("accounts.") and permission.declared(view) == permission.PUBLIC
    }
    assert public == PUBLIC["accounts"]


def test_every_permission_that_a_view_may_declare_is_in_the_table():
    assert {str(one) for one in permission.Permission} == set(MAY)


def test_a_form_without_its_token_is_refused_even_to_an_administrator(app_now):
    token = start(app_now, add_account(app_now, A))
    for path, method, _ in routes(app_now):
        if method in ("POST", "PUT", "PATCH", "DELETE"):
            assert Member(app_now, token=token).client.open(path, method=method).status_code == 400, path
            assert Member(app_now).client.open(path, method=method).status_code == 401, path

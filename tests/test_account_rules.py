"""What accounts decide without a database: roles, passwords, delays, where to go on to, what a browser is called."""

import re
from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from accounts.areas import Area, chosen_names, expand
from accounts.browsers import browser_label
from accounts.delays import ACCOUNT, ADDRESS, CODE
from accounts.next_path import safe_path
from accounts.passwords import PasswordRefused, check_new_password, hash_password, is_outdated, is_password
from accounts.roles import AccountRole, Permission, holds, needs_second_step

# ------------------------------------------------------------------------------------------------------------- roles


def test_a_role_or_permission_that_nobody_knows_has_nothing():
    assert not holds("emperor", Permission.EDIT)
    assert not holds(AccountRole.ADMINISTRATOR, "fly")


def test_whoever_publishes_needs_a_second_step():
    assert {role for role in AccountRole if needs_second_step(role)} == {
        AccountRole.ADMINISTRATOR,
        AccountRole.COMMISSIONER,
        AccountRole.LEAD,
    }


def test_costs_are_for_administrators_and_commissioners_only():
    assert {role for role in AccountRole if holds(role, Permission.SEE_COSTS)} == {
        AccountRole.ADMINISTRATOR,
        AccountRole.COMMISSIONER,
    }


AREAS = [
    Area("E10", "Nottinghamshire"),
    Area("E7a", "Ashfield", "E10"),
    Area("E7b", "Broxtowe", "E10"),
    Area("E6", "City"),
]


def test_a_county_is_kept_with_its_districts_and_shown_by_its_own_name():
    assert expand(["E10"], AREAS) == ["E10", "E7a", "E7b"]
    assert expand(["E6", "E7b", "E99"], AREAS) == ["E7b", "E6"]
    assert chosen_names(["E10", "E7a", "E7b", "E6"], AREAS) == ["Nottinghamshire", "City"]
    assert chosen_names(["E7b"], AREAS) == ["Broxtowe"]


# --------------------------------------------------------------------------------------------------------- passwords


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("short", "short"),
        ("elevensigns", "short"),
        ("x" * 201, "long"),
        ("Password2026!!", "common"),
        ("qwertyuiop123", "common"),
        ("abcabcabcabc", "common"),
        ("aaaaaaaaaaaaaa", "common"),
        ("123456789012", "common"),
        ("Correct Horse Battery Staple", "common"),
        ("Safeguarding1", "common"),
        ("ada.lovelace@example.org", "email"),
        ("Ada.Lovelace1815", "email"),
    ],
)
def test_a_password_that_is_guessed_first_is_refused(password, code):
    with pytest.raises(PasswordRefused) as refused:
        check_new_password(password, "ada.lovelace@example.org")
    assert refused.value.code == code


@pytest.mark.parametrize(
    "password", ["four plain words here", "ten to the dozen", "käsekuchen mit sahne", "a" * 11 + "Zq-7"]
)
def test_no_rule_about_signs_and_figures_stands_in_the_way(password):
    check_new_password(password, "ada@example.org")


def test_passwords_are_kept_by_argon2id_with_no_less_memory_than_owasp_asks():
    made = hash_password("four plain words")
    found = re.match(r"\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$", made)
    assert found
    assert int(found[1]) >= 19 * 1024
    assert int(found[2]) >= 2
    assert not is_outdated(made)


def test_a_password_is_known_again_and_no_other():
    made = hash_password("cafe\u0301 in the rain")
    assert is_password(made, "café in the rain")
    assert not is_password(made, "café in the Rain")
    assert not is_password(None, "the password of nobody at all")
    assert not is_password("no hash", "café in the rain")


def test_a_hash_of_other_parameters_is_outdated():
    weak = PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1)
    assert is_outdated(weak.hash("four plain words"))


# ------------------------------------------------------------------------------------------------------------ delays


def test_the_wait_grows_and_has_an_end():
    waits = [ACCOUNT.wait_after(failures).total_seconds() for failures in range(1, 14)]
    assert waits == [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert ACCOUNT.wait_after(10**9) == timedelta(seconds=60)
    assert ADDRESS.wait_after(20) == timedelta(0)
    assert ADDRESS.wait_after(100) == CODE.wait_after(100) == timedelta(minutes=15)


# --------------------------------------------------------------------------------------------------------------- ways


@pytest.mark.parametrize("path", ["/", "/accounts", "/services?words=a%20b&page=2", "/a/b#c"])
def test_a_page_of_this_site_may_be_gone_on_to(path):
    assert safe_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        None,
        "",
        "accounts",
        "https://evil.example/",
        "//evil.example",
        "///evil.example",
        "////evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "\t//evil.example",
        " //evil.example",
        "/ /evil.example",
        "/\x00",
        "/\u2028/evil.example",
        "javascript:alert(1)",
        "/" + "x" * 3000,
        "//[::1",
    ],
)
def test_nothing_leads_to_another_site(path):
    assert safe_path(path) is None


@pytest.mark.parametrize(
    ("user_agent", "label"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19 Safari/604.1", "Safari on iPhone"),
        ("<script>alert(1)</script>", "Browser"),
        ("", "Browser"),
    ],
)
def test_a_browser_is_called_by_words_of_ours(user_agent, label):
    assert browser_label(user_agent) == label

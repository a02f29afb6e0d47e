"""The code beside a reference, and the marks in links."""

import pytest

from matching.following.codes import code_of, is_code_of, row_of, token_of


@pytest.fixture(autouse=True)
def in_the_application(app_now):
    with app_now.app_context():
        yield


def test_a_code_is_the_same_each_time_and_another_for_another_enquiry():
    assert code_of("one") == code_of("one") != code_of("two")


def test_a_code_is_read_however_it_was_typed():
    code = code_of("one")
    for typed in (code, code.lower(), code.replace("-", " "), f" {code.replace('0', 'O').replace('1', 'l')} "):
        assert is_code_of("one", typed), typed


@pytest.mark.parametrize("typed", ["", "0000-0000", "ż" * 8, "K7Q2-M9XB-EXTRA"])
def test_another_code_opens_nothing(typed: str):
    assert not is_code_of("one", typed)


def test_a_link_leads_to_its_row_for_its_purpose_only():
    token = token_of("answer", "row")
    assert row_of("answer", token) == "row"
    assert row_of("family", token) is None
    assert row_of("answer", token.replace("row", "wor")) is None


@pytest.mark.parametrize("token", ["", ".", "row.", "row", "row.ż", "\ud800.x"])
def test_what_is_no_link_leads_nowhere(token: str):
    assert row_of("answer", token) is None

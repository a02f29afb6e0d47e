"""Choosing a language: on every public page, by a form, and kept for as long as the browser is open."""

import re
import shutil

import pytest
from page_texts import texts_of
from polish import polish_settings

from accounts import permission
from app import create_app
from directory.pages.languages import COOKIE, FOR_WORK, is_translated
from scripts.messages import public_files

PUBLIC = ["/", "/services", "/about", "/privacy", "/accessibility", "/should-i-refer", "/should-i-refer/own-words"]
FORM = re.compile(r'<form class="rd-languages".*?</form>', re.DOTALL)


@pytest.fixture(scope="module")
def app(empty_database, tmp_path_factory):
    folder = tmp_path_factory.mktemp("polish")
    shutil.copyfile(empty_database, folder / "right-door.db")
    where = {"DATABASE_URL": f"sqlite:///{folder / 'right-door.db'}", "DATA_DIR": folder / "data"}
    return create_app({**where, **polish_settings(folder / "translations")})


@pytest.fixture
def visitor(app):
    return app.test_client()


def language_of(page):
    return re.search(r'<html lang="([^"]+)"', page)[1]


def choose(visitor, language, next_path="/about"):
    return visitor.post("/language", data={"language": language, "next": next_path})


@pytest.mark.parametrize("path", [*PUBLIC, "/nowhere"])
def test_every_public_page_offers_the_languages_by_their_own_names(visitor, path):
    answer = visitor.get(path)
    assert answer.status_code == (404 if path == "/nowhere" else 200)
    form = FORM.search(answer.text)[0]
    assert re.search(r'<span[^>]*lang="en"[^>]*aria-current="true">English</span>', form)
    assert re.search(r'<button[^>]*value="pl"[^>]*lang="pl">Polski</button>', form)


def test_choosing_leads_back_to_the_page_with_its_question(visitor):
    page = visitor.get("/services?words=speech&age=3").text
    assert 'name="next" value="/services?words=speech&amp;age=3"' in FORM.search(page)[0]
    answer = choose(visitor, "pl", "/services?words=speech&age=3")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/services?words=speech&age=3")
    assert language_of(visitor.get("/about").text) == "pl"
    assert choose(visitor, "en").status_code == 303
    assert language_of(visitor.get("/about").text) == "en"


def test_a_choice_wins_over_what_the_browser_prefers(visitor):
    polish = {"Accept-Language": "pl-PL,pl;q=0.9,en;q=0.5"}
    assert language_of(visitor.get("/about", headers=polish).text) == "pl"
    choose(visitor, "en")
    assert language_of(visitor.get("/about", headers=polish).text) == "en"


def test_the_choice_is_kept_in_a_cookie_that_ends_with_the_browser(visitor):
    cookie = choose(visitor, "pl").headers["Set-Cookie"]
    assert cookie.startswith(f"{COOKIE}=pl;")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Expires" not in cookie
    assert "Max-Age" not in cookie


def test_a_page_sets_no_cookie_only_to_offer_languages(visitor):
    assert "Set-Cookie" not in visitor.get("/about").headers


@pytest.mark.parametrize("language", ["", "de", "xx", "../../etc", "<script>", "pl\r\nSet-Cookie: a=b"])
def test_no_other_language_can_be_chosen(visitor, language):
    answer = choose(visitor, language)
    assert answer.status_code == 400
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("/nowhere/%00%0a", "/"),
        ("//evil.example/%22%3E%3Cscript%3E", "/"),
        ("/services?words=%00&place=Che%C5%82m", "/services?words=%00&amp;place=Che%C5%82m"),
        ("/services?words=" + "x" * 3000, "/services"),
    ],
)
def test_an_odd_address_is_kept_in_letters_that_an_address_may_hold_and_one_that_is_not_ours_is_not(
    visitor, sent, kept
):
    assert f'name="next" value="{kept}"' in FORM.search(visitor.get(sent).text)[0]


@pytest.mark.parametrize("away", ["//evil.example", "https://evil.example/", "/\\evil.example", "////evil.example", ""])
def test_choosing_never_leads_to_another_site(visitor, away):
    assert choose(visitor, "pl", away).headers["Location"] == "/"


def test_a_cookie_that_names_no_language_is_passed_over(visitor):
    visitor.set_cookie(COOKIE, "<b>zz")
    assert language_of(visitor.get("/about").text) == "en"


def test_a_page_says_in_its_headers_what_language_it_is_in(visitor):
    answer = visitor.get("/about", headers={"Accept-Language": "pl"})
    assert answer.headers["Content-Language"] == "pl"
    assert {"Accept-Language", "Cookie"} <= set(answer.vary.as_set(preserve_casing=True))
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_form_that_was_sent_wrongly_is_shown_again_by_its_own_address(visitor):
    page = visitor.post("/should-i-refer/own-words", data={"text": ""}, headers={"Accept-Language": "pl"}).text
    assert 'name="next" value="/should-i-refer/own-words"' in FORM.search(page)[0]


def test_pages_for_work_are_in_english_whatever_was_chosen(app, visitor):
    choose(visitor, "pl")
    for path in ("/sign-in", "/forgotten-password", "/review/nothing", "/invitation/nothing"):
        page = visitor.get(path).text
        assert language_of(page) == "en", path
        assert FORM.search(page) is None, path
        assert "Przejdź" not in page, path


def test_a_page_that_is_not_english_says_so_of_interpreters_and_of_who_checked_it(visitor):
    english = visitor.get("/about").text
    assert "interpreter" not in english.split("<main")[0]
    polish = visitor.get("/about", headers={"Accept-Language": "pl"}).text
    said = " ".join(texts_of(polish, "pl"))
    assert "“Polish, please”" in said
    assert "Tego tłumaczenia nie sprawdził jeszcze zawodowy tłumacz" in said
    assert '<p lang="en">Services describe themselves in English. No professional translator' in polish


def test_what_anybody_can_open_is_either_for_work_or_made_of_public_files(app):
    """So that no new page is offered in a language that nobody has put it into."""
    files = public_files()
    open_to_all = {
        name: view
        for name, view in app.view_functions.items()
        if permission.declared(view) == permission.PUBLIC and name != "static"
    }
    with app.test_request_context():
        shown = {name: view for name, view in open_to_all.items() if is_translated(name)}
    assert {name for name in open_to_all if name not in shown} == {n for n in open_to_all if n.startswith(FOR_WORK)}
    outside = [name for name, view in shown.items() if view.__module__.replace(".", "/") + ".py" not in files]
    assert outside == [], "put their files in babel.cfg, or their endpoints in FOR_WORK (directory/pages/languages.py)"

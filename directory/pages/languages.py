"""The language of a page: the one chosen on it, else the reader's browser's, among those that are translated.

Only the public journey is translated. A page for work, which needs an account or a link sent to somebody at work, is in
English for everybody, whole. The choice is kept in a cookie of its own, so that no page needs a session to offer it.
"""

from dataclasses import dataclass
from functools import cache
from urllib.parse import quote

from babel import Locale
from flask import Response, abort, current_app, redirect, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import get_babel, get_locale
from markupsafe import Markup
from werkzeug.exceptions import HTTPException

from accounts import permission
from accounts.next_path import safe_path
from directory.pages.blueprint import bp

ENGLISH = "en"
COOKIE = "right_door_language"
FOR_WORK = ("accounts.", "insight.", "directory.review", "directory.send_review", "directory.still_correct")
"""How the endpoints begin that anybody can open and that are for work: signing in, links sent to providers."""
SHOWN_ON = {
    "outcome.feedback": "outcome.show",
    **dict.fromkeys(("following.remind", "following.later_word", "following.family_link"), "following.state"),
    **dict.fromkeys(
        ("following.answer_date", "following.answer_no", "following.answer_note", "following.answer_started"),
        "following.answer",
    ),
}
"""The page of a form whose own address cannot be opened: forms by the page that they stand on."""
KEPT = "languages_offered"
IN_PATH = "/:@!$&'()*+,;=~-._"
IN_QUESTION = IN_PATH + "?%"
"""Characters that stand for themselves in an address (RFC 3986); what was sent as %xx in a question stays so."""
ENGLISH_MARK = Markup(' lang="en"')


@dataclass(frozen=True)
class Language:
    """A language by its code, with its own name for itself and what English calls it."""

    code: str
    name: str
    english: str


def chosen_language() -> str:
    """The language of this page: English where it is for work, or where no translated one is wanted."""
    codes = offered_codes()
    if not is_translated(request.endpoint):
        return ENGLISH
    kept = request.cookies.get(COOKIE)
    if kept in codes:
        return str(kept)
    return request.accept_languages.best_match(codes, ENGLISH) or ENGLISH


def is_translated(endpoint: str | None) -> bool:
    """Whether this address is part of the public journey. An address that there is not, is."""
    if endpoint is None:
        return True
    view = current_app.view_functions.get(endpoint)
    return permission.declared(view) == permission.PUBLIC and not endpoint.startswith(FOR_WORK)


def offered_codes() -> list[str]:
    """English, and every further language whose sentences have been compiled."""
    if KEPT not in current_app.extensions:
        compiled = {str(locale) for locale in get_babel().instance.list_translations()}
        further = [code for code in current_app.config["LANGUAGES"] if code in compiled]
        current_app.extensions[KEPT] = [ENGLISH, *further]
    found: list[str] = current_app.extensions[KEPT]
    return found


def offered() -> list[Language]:
    """The languages to choose from on this page; none where it is in English only."""
    codes = offered_codes()
    return [language(code) for code in codes] if len(codes) > 1 and is_translated(request.endpoint) else []


def page_language() -> Language:
    """The language that this page is in."""
    return language(str(get_locale() or ENGLISH))


def english_mark() -> Markup:
    """For an element with a service's own words or a document's name: they are English on a page that is not."""
    return Markup("") if page_language().code == ENGLISH else ENGLISH_MARK


@cache
def language(code: str) -> Language:
    locale = Locale.parse(code)
    return Language(code, str(locale.get_display_name(code)).capitalize(), str(locale.get_display_name(ENGLISH)))


def same_page() -> str:
    """The address to come back to in another language. What a form was sent with is not kept.

    Of an address that is none of ours nothing is repeated: from there it goes to the start.
    """
    if request.url_rule is None and request.method in ("GET", "HEAD"):
        return url_for("directory.home")
    if request.method in ("GET", "HEAD"):
        return _address_sent()
    if request.endpoint in SHOWN_ON:
        return url_for(SHOWN_ON[request.endpoint], **(request.view_args or {}))
    try:
        current_app.create_url_adapter(request).match(request.path, method="GET")  # type: ignore[union-attr]
    except HTTPException:
        return url_for("directory.home")
    return request.path


def _address_sent() -> str:
    """This page's address in the letters that an address may hold; of one that is too long, the path alone."""
    path = quote(request.path, safe=IN_PATH)
    asked = quote(request.query_string.decode("latin-1"), safe=IN_QUESTION)
    whole = f"{path}?{asked}" if asked else path
    return safe_path(whole) or safe_path(path) or url_for("directory.home")


@bp.post("/language")
@permission.public
def choose_language() -> ResponseReturnValue:
    """Keep the choice until the browser is closed, and go back to the page."""
    wanted = request.form.get("language")
    if wanted not in offered_codes():
        abort(400)
    answer = redirect(safe_path(request.form.get("next")) or url_for("directory.home"), 303)
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    answer.set_cookie(COOKIE, str(wanted), httponly=True, samesite="Lax", secure=secure)
    return answer


@bp.record_once
def without_token(state: BlueprintSetupState) -> None:
    """Only a language can be changed by it, so it needs no token, and no page needs a cookie to offer it."""
    state.app.extensions["csrf"].exempt(choose_language)
    state.app.jinja_env.globals.update(
        languages_offered=offered, page_language=page_language, same_page=same_page, english_mark=english_mark
    )


@bp.after_app_request
def say_language(response: Response) -> Response:
    if response.mimetype in ("text/html", "text/plain", "application/pdf") and request.endpoint != "static":
        response.headers.setdefault("Content-Language", str(get_locale() or ENGLISH).replace("_", "-"))
        response.vary.update(("Accept-Language", "Cookie"))
    return response

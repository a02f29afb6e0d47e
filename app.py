"""The application: one factory that puts the parts together. Nothing imports this module.

Settings, by environment or by `create_app(config)`: DATABASE_URL, DATA_DIR, SECRET_KEY, AREA, and PROXIES: how many
trusted proxies stand in front (0: none; with one or more, cookies are sent over HTTPS only).
"""

import json
import logging
import os
import secrets
import sys
import time
import traceback
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import holidays
from flask import Flask, Response, current_app, g, render_template, request, url_for
from flask_babel import Babel, get_locale, gettext, ngettext
from flask_wtf.csrf import CSRFProtect
from govuk_frontend_wtf.main import WTFormsHelpers
from jinja2 import ChainableUndefined, ChoiceLoader, PackageLoader, PrefixLoader
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlmodel import Session
from werkzeug.exceptions import HTTPException, NotFound, ServiceUnavailable
from werkzeug.middleware.proxy_fix import ProxyFix

import directory.cli
import directory.views
import matching.cli
import matching.outcome_views
import matching.views
from accounts import gate
from directory.database import open_engine, open_session
from directory.errors import DirectoryError
from directory.search import open_search
from directory.search.question import Engine as SearchEngine
from directory.vocabulary import Vocabulary, load_vocabulary
from directory.wording import Words
from matching.area import Area, load_area
from matching.content import Content, load_content

HERE = Path(__file__).parent
LONDON = ZoneInfo("Europe/London")
READING = {"GET", "HEAD", "OPTIONS"}
MAX_BODY_BYTES = 256 * 1024
SETTINGS = ("DATABASE_URL", "DATA_DIR", "SECRET_KEY", "AREA", "PROXIES")


POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
EXPLAINED = {400, 403, 404, 405, 410, 413, 422, 429, 500, 503}
"""The status codes that `errors/error.html` has words for."""

GOVUK_TEMPLATES = ("govuk_frontend_jinja", "govuk_frontend_wtf")
"""Packages whose templates name each other by package: "govuk_frontend_wtf/input.html"."""

log = logging.getLogger("right_door.requests")


@dataclass(frozen=True)
class House:
    """What the whole application shares: `current_app.extensions["right_door"]`."""

    engine: Engine
    search: SearchEngine
    vocabulary: Vocabulary
    area: Area
    content: Content
    bank_holidays: Container[date]
    clock: Callable[[], datetime]

    def now(self) -> datetime:
        """Local time, aware of its zone."""
        return self.clock()

    def open_session(self, *, writing: bool = True) -> Session:
        return open_session(self.engine, writing=writing)


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """Build the application from the environment, with `config` winning."""
    _log_to_stderr()
    app = RightDoor(__name__)
    app.config.from_mapping(_settings(config or {}))
    house = _build_house(app)
    app.extensions["right_door"] = house
    CSRFProtect(app)
    Babel(app, locale_selector=_choose_language)
    _prepare_templates(app, house)
    _prepare_requests(app)
    gate.close_by_default(app)
    app.register_blueprint(directory.views.bp)
    app.register_blueprint(matching.views.bp)
    app.register_blueprint(matching.outcome_views.bp)
    app.cli.add_command(directory.cli.directory_cli)
    app.cli.add_command(matching.cli.matching_cli)
    return app


def _settings(config: Mapping[str, Any]) -> dict[str, Any]:
    given = {name: os.environ[name] for name in SETTINGS if os.environ.get(name)} | dict(config)
    data = Path(given.get("DATA_DIR", HERE / "instance")).absolute()
    data.mkdir(parents=True, exist_ok=True)
    proxies = int(given.get("PROXIES", 0))
    defaults = {
        "LANGUAGES": sorted(folder.name for folder in (HERE / "translations").glob("*/")),
        "DATABASE_URL": f"sqlite:///{data / 'right_door.db'}",
        "AREA": "nottinghamshire",
        "MAX_CONTENT_LENGTH": MAX_BODY_BYTES,
        "MAX_FORM_MEMORY_SIZE": MAX_BODY_BYTES,
        "SESSION_COOKIE_NAME": "right_door",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": proxies > 0,
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": False,
        "SEND_FILE_MAX_AGE_DEFAULT": 31_536_000,
    }
    settings = defaults | given | {"DATA_DIR": data, "PROXIES": proxies}
    settings.setdefault("SECRET_KEY", None)
    settings["SECRET_KEY"] = settings["SECRET_KEY"] or _kept_secret(data / "secret_key")
    return settings


def _kept_secret(path: Path) -> str:
    """A secret made once and kept beside the data, readable by its owner only."""
    if not path.exists():
        partial = path.with_suffix(f".{os.getpid()}")
        partial.touch(mode=0o600)
        partial.write_text(secrets.token_hex(32))
        partial.replace(path)
    return path.read_text().strip()


def _log_to_stderr() -> None:
    if not log.handlers:
        log.addHandler(logging.StreamHandler(sys.stderr))
        log.setLevel(logging.INFO)


def _build_house(app: Flask) -> House:
    settings = app.config
    engine = open_engine(settings["DATABASE_URL"])
    vocabulary = load_vocabulary()
    if settings["PROXIES"]:
        count = settings["PROXIES"]
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
    return House(
        engine=engine,
        search=open_search(settings["DATA_DIR"], engine, vocabulary),
        vocabulary=vocabulary,
        area=load_area(settings["AREA"]),
        content=load_content(area=settings["AREA"]),
        bank_holidays=holidays.country_holidays("GB", subdiv="ENG"),
        clock=settings.get("CLOCK") or (lambda: datetime.now(LONDON)),
    )


def _prepare_templates(app: Flask, house: House) -> None:
    app.jinja_env.undefined = ChainableUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension("jinja2.ext.i18n")
    own = app.jinja_loader
    app.jinja_loader = ChoiceLoader(
        [*([own] if own else []), PrefixLoader({name: PackageLoader(name) for name in GOVUK_TEMPLATES})]
    )
    WTFormsHelpers(app)
    app.add_template_filter(say, "said")
    app.add_template_filter(dialled)
    app.jinja_env.globals.update(
        area=house.area,
        get_locale=get_locale,
        front_door_numbers=lambda: numbers_now(house),
        asset=_asset_address,
    )


@dataclass(frozen=True)
class NumberNow:
    """A front door's number that answers at this moment."""

    name: str
    number: str
    hours: Words


def numbers_now(house: House) -> list[NumberNow]:
    moment = house.now()
    now = [(door.name, door.number_at(moment, house.bank_holidays)) for door in house.area.front_doors]
    return [NumberNow(name, number.number, number.words) for name, number in now]


@cache
def _asset_versions() -> dict[str, str]:
    manifest = HERE / "static" / "build" / "manifest.json"
    return json.loads(manifest.read_text()) if manifest.exists() else {}


def _asset_address(name: str) -> str:
    """The address of a built file; it changes with the content, so browsers may keep it for a year."""
    return url_for("static", filename=f"build/{name}", v=_asset_versions().get(name))


def dialled(number: str) -> str:
    """A phone number as a `tel:` link wants it: digits and a leading plus."""
    return "".join(mark for mark in number if mark.isdigit() or mark == "+")


def say(words: Words | str | None) -> str:
    """Say a pure module's words in the reader's language."""
    if not isinstance(words, Words):
        return words or ""
    values = {name: say(value) if isinstance(value, Words) else value for name, value in words.values.items()}
    if "n" in values and words.plural:
        return ngettext(words.message, words.plural, values["n"], **values)
    return gettext(words.message, **values)


def _choose_language() -> str:
    """The reader's first language that has a translation; English has none and needs none."""
    return request.accept_languages.best_match(["en", *current_app.config["LANGUAGES"]], "en") or "en"


def _prepare_requests(app: Flask) -> None:
    app.before_request(_begin_request)
    app.after_request(_finish_request)
    app.teardown_request(_close_session)
    app.register_error_handler(HTTPException, _show_error)
    app.register_error_handler(DirectoryError, lambda error: _show_error(NotFound(str(error))))
    app.register_error_handler(OperationalError, lambda _: _show_error(ServiceUnavailable()))


def _begin_request() -> None:
    g.request_id = secrets.token_hex(8)
    g.started = time.perf_counter()
    house: House = current_app.extensions["right_door"]
    g.session = house.open_session(writing=request.method not in READING)


def _close_session(_error: BaseException | None) -> None:
    session = g.pop("session", None)
    if session is not None:
        session.close()


def _finish_request(response: Response) -> Response:
    """Safe headers on everything, nothing kept by a browser but the assets, and one line of log."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if current_app.config["PROXIES"]:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
    _log_line(status=response.status_code)
    return response


def _log_line(**facts: Any) -> None:
    """Time, request id, endpoint, milliseconds and `facts`: never an address, a query or a word somebody typed."""
    line = {"time": datetime.now(LONDON).isoformat(timespec="milliseconds"), "request": g.get("request_id")}
    line["endpoint"] = request.endpoint
    line["milliseconds"] = round((time.perf_counter() - g.get("started", time.perf_counter())) * 1000, 1)
    log.info(json.dumps(line | facts))


def _show_error(error: HTTPException) -> tuple[str, int] | HTTPException:
    """The error page in plain words, with the numbers on it; it needs no database."""
    code = error.code or 500
    if code < 400:
        return error
    return render_template("errors/error.html", code=code if code in EXPLAINED else code // 100 * 100), code


class RightDoor(Flask):
    """Flask, except that a fault's log line holds where it happened and nothing that anybody typed."""

    def log_exception(self, exc_info: Any) -> None:
        kind, _, trace = exc_info
        frames = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(trace)]
        _log_line(fault=kind.__name__, at=frames[-6:])

"""The application: one factory that puts the parts together. Nothing imports this module."""

import json
import sys
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import holidays
from flask import Flask, has_request_context, url_for
from flask_babel import Babel, get_locale
from flask_wtf.csrf import CSRFProtect
from govuk_frontend_wtf.main import WTFormsHelpers
from jinja2 import ChainableUndefined, ChoiceLoader, PackageLoader, PrefixLoader
from sqlalchemy import Engine
from sqlmodel import Session, select
from werkzeug.local import LocalProxy
from werkzeug.middleware.proxy_fix import ProxyFix

import accounts.cli
import accounts.views
import directory.cli
import directory.curation.views
import directory.pages.views
import directory.words.views
import insight.cli
import insight.views
import matching.cli
import matching.desk.views
import matching.editions.views
import matching.following.views
import matching.outcome_views
import matching.own_words_views
import matching.proof_views
import matching.step_down_views
import matching.views
from accounts import current, gate
from accounts.areas import Area as AccountArea
from accounts.models import Account
from accounts.roles import AccountRole, Permission
from directory.database import BUSY_MILLISECONDS, open_engine, open_session
from directory.models import Organization
from directory.pages.languages import chosen_language
from directory.places import gazetteer
from directory.search import open_search
from directory.search.question import Engine as SearchEngine
from directory.vocabulary import Vocabulary
from directory.wording import Words
from directory.words.current import CurrentWords
from floor import LONDON, RightDoor, log_to_stderr, prepare_requests
from matching.area import Area
from matching.content import Content
from matching.editions.current import CurrentContent, needs_of
from matching.editions.examiner import Examiner
from matching.errors import ContentError
from matching.reader import area_said
from matching.understand import Understander
from settings import SettingRefused, read_settings

HERE = Path(__file__).parent
CANNOT_START = 3
"""The exit status after which gunicorn does not try again."""

GOVUK_TEMPLATES = ("govuk_frontend_jinja", "govuk_frontend_wtf")
"""Packages whose templates name each other by package: "govuk_frontend_wtf/input.html"."""


@dataclass(frozen=True)
class House:
    """What the whole application shares: `current_app.extensions["right_door"]`."""

    engine: Engine
    search: SearchEngine
    words: CurrentWords
    contents: CurrentContent
    examiner: Examiner
    understander: Understander
    bank_holidays: Container[date]
    clock: Callable[[], datetime]

    @property
    def vocabulary(self) -> Vocabulary:
        """The words of the newest edition that people have published."""
        return self.words.now()

    @property
    def content(self) -> Content:
        """What "Should I refer?" asks and advises: the newest edition that leads have published."""
        return self.contents.now()

    @property
    def area(self) -> Area:
        """Whom to ring, as known last, in the reader's language: asks no database, so that error pages have it too."""
        return area_said(self.contents.area)

    def now(self) -> datetime:
        """Local time, aware of its zone."""
        return self.clock()

    def open_session(self, *, writing: bool = True, patience: int = BUSY_MILLISECONDS) -> Session:
        return open_session(self.engine, writing=writing, patience=patience)


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """Build the application from the environment, with `config` winning.

    Ends the program with one sentence where a setting or the content cannot be used.
    """
    log_to_stderr()
    app = RightDoor(__name__)
    try:
        app.config.from_mapping(read_settings(config or {}))
        house = _build_house(app)
    except (SettingRefused, ContentError) as error:
        sys.stderr.write(f"Right Door cannot start. {error}\n")
        sys.exit(CANNOT_START)
    app.extensions["right_door"] = house
    prepare_requests(app)
    Babel(app, locale_selector=_choose_language)
    _prepare_templates(app, house)
    current.register(app)
    gate.close_by_default(app)
    CSRFProtect(app)  # after the gate, so that what answers a bad form is behind it too
    accounts.views.register(app, _surroundings(app))
    app.register_blueprint(directory.pages.views.bp)
    app.register_blueprint(directory.words.views.bp)
    app.register_blueprint(directory.curation.views.bp)
    app.register_blueprint(matching.views.bp)
    app.register_blueprint(matching.outcome_views.bp)
    app.register_blueprint(matching.editions.views.bp)
    app.register_blueprint(matching.step_down_views.bp)
    app.register_blueprint(matching.own_words_views.bp)
    app.register_blueprint(matching.desk.views.bp)
    app.register_blueprint(matching.following.views.bp)
    app.register_blueprint(insight.views.bp)
    app.cli.add_command(accounts.cli.accounts_cli)
    app.cli.add_command(directory.cli.directory_cli)
    app.cli.add_command(matching.cli.matching_cli)
    app.cli.add_command(insight.cli.insight_cli)
    return app


def _build_house(app: Flask) -> House:
    settings = app.config
    engine = open_engine(settings["DATABASE_URL"])
    contents = CurrentContent(engine, settings["AREA"], data_dir=Path(settings["DATA_DIR"]))
    words = CurrentWords(engine, relied_on=lambda: contents.now().needs)
    if settings["PROXIES"]:
        count = settings["PROXIES"]
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
    return House(
        engine=engine,
        search=open_search(settings["DATA_DIR"], engine, words),
        words=words,
        contents=contents,
        examiner=Examiner(engine, contents, needs=lambda: needs_of(words.now())),
        understander=settings.get("UNDERSTANDER") or Understander(Path(settings["DATA_DIR"])),
        bank_holidays=holidays.country_holidays("GB", subdiv="ENG"),
        clock=settings.get("CLOCK") or (lambda: datetime.now(LONDON)),
    )


def _surroundings(app: Flask) -> accounts.views.Surroundings:
    """What accounts are told of the directory, which they do not import."""
    return accounts.views.Surroundings(
        areas=_areas(app.config["AREA"]),
        organisations=_organisations,
        landing=_landing,
    )


def _landing(account: Account) -> str:
    """Where somebody begins who has just signed in: at their work."""
    if account.holds(Permission.EDIT):
        return url_for("curation.home")
    if account.role == AccountRole.PROVIDER:
        return url_for("directory.provider")
    if account.role == AccountRole.OFFICER:
        return url_for("desk.console")
    if account.holds(Permission.EDIT_CONTENT):
        return url_for("content.home")
    if account.role == AccountRole.ANALYST:
        return url_for("insight.home")
    return url_for("accounts.own_account")


def _areas(name: str) -> list[AccountArea]:
    """The districts of the local area, each county before its own."""
    ours = [gazetteer.districts()[code] for code in gazetteer.load_area(name).district_codes]
    counties = {district.county_code: district.county for district in ours if district.county_code}
    found = [AccountArea(code, county) for code, county in counties.items()]
    found += [AccountArea(district.code, district.name, district.county_code or None) for district in ours]
    return sorted(found, key=lambda one: (counties.get(one.county or one.code, one.name), bool(one.county), one.name))


def _organisations(session: Session) -> list[tuple[str, str]]:
    rows = session.exec(select(Organization.id, Organization.name).order_by(Organization.name))
    return [(organization_id, name) for organization_id, name in rows]


def _prepare_templates(app: Flask, house: House) -> None:
    app.jinja_env.undefined = ChainableUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension("jinja2.ext.i18n")
    own = app.jinja_loader
    app.jinja_loader = ChoiceLoader(
        [*([own] if own else []), PrefixLoader({name: PackageLoader(name) for name in GOVUK_TEMPLATES})]
    )
    WTFormsHelpers(app)
    app.jinja_env.globals.update(
        area=LocalProxy(lambda: house.area),
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


def _choose_language() -> str:
    """The language of this page; commands speak English."""
    return chosen_language() if has_request_context() else "en"

"""What lies under every page: safe headers, one session and one line of log for each request, and error pages that
show whom to ring even where the database is away.
"""

import json
import logging
import secrets
import sys
import time
import traceback
from collections.abc import Iterable
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask, Request, Response, current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DatabaseError, DataError, IntegrityError, ProgrammingError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import BadHost, BadRequest, HTTPException, NotFound, ServiceUnavailable
from werkzeug.routing import MapAdapter

from directory.errors import DirectoryError

LONDON = ZoneInfo("Europe/London")
READING = {"GET", "HEAD", "OPTIONS"}
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; "
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
EXPLAINED = {400, 401, 403, 404, 405, 410, 413, 422, 429, 500, 503}
"""The status codes that `errors/error.html` has words for."""
KEPT = {200, 206, 304}
"""The answers about an asset that a browser may keep."""

log = logging.getLogger("right_door.requests")


class Sent(Request):
    """A request whose body may be broken off, badly cut up, or no form at all: the sender's fault, not ours."""

    def _load_form_data(self) -> None:
        try:
            super()._load_form_data()
        except HTTPException:
            raise
        except Exception as error:
            raise BadRequest from error


class RightDoor(Flask):
    """Flask, except that every fault ends in a page with the numbers and in a log line without a word of anybody's."""

    request_class = Sent

    def wsgi_app(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        try:
            return super().wsgi_app(environ, start_response)
        except Exception as error:
            if self.testing:
                raise
            _log_fault(error, endpoint=None)
            return self.last_page()(environ, start_response)

    def create_url_adapter(self, request: Request | None) -> MapAdapter | None:
        """Answer whatever a request calls this host: an error page must have addresses too."""
        try:
            return super().create_url_adapter(request)
        except BadHost:
            if request is None:
                raise
            request.environ["HTTP_HOST"] = "localhost"
            return super().create_url_adapter(request)

    def log_exception(self, exc_info: Any) -> None:
        _log_fault(exc_info[1], **_about_request())

    def last_page(self, code: int = 500) -> Response:
        """For when even the error page fails: it needs no template, no language and no address."""
        area = self.extensions["right_door"].area
        said = "We could not read what was sent." if code < 500 else "Something went wrong on our side."
        numbers = [("In danger now", area.emergency)]
        numbers += [
            (f"{door.name}{when}", number)
            for door in area.front_doors
            for when, number in (("", door.day), (", at night", door.night))
        ]
        links = "".join(
            f'<p>{escape(name)}: <a href="tel:{number.replace(" ", "")}">{number}</a></p>' for name, number in numbers
        )
        page = f'<!DOCTYPE html><html lang="en"><title>Right Door</title><p>{said}</p>{links}</html>'
        return Response(page, code, {**HEADERS, "Cache-Control": "no-store"})


def log_to_stderr() -> None:
    if not log.handlers:
        log.addHandler(logging.StreamHandler(sys.stderr))
        log.setLevel(logging.INFO)


def prepare_requests(app: Flask) -> None:
    app.before_request(_begin_request)
    app.after_request(_finish_request)
    app.teardown_request(_close_session)
    app.register_error_handler(HTTPException, _show_error)
    app.register_error_handler(DirectoryError, lambda error: _show_error(NotFound(str(error))))
    app.register_error_handler(DatabaseError, _database_failed)
    app.register_error_handler(PoolTimeout, _database_failed)
    app.url_map.strict_slashes = app.url_map.merge_slashes = False  # no redirect to whatever a request calls this host


def _begin_request() -> None:
    g.request_id = secrets.token_hex(8)
    g.started = time.perf_counter()
    house = current_app.extensions["right_door"]
    if request.endpoint != "static":
        house.contents.now()  # so that the numbers on this page are those in force; where it cannot, those known last
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
    if request.endpoint != "static" or response.status_code not in KEPT or request.method == "OPTIONS":
        response.headers["Cache-Control"] = "no-store"
    _log_line(**_about_request(), status=response.status_code)
    return response


def _show_error(error: HTTPException) -> ResponseReturnValue:
    """The error page in plain words, with the numbers on it; it needs no database."""
    code = error.code or 500
    if code < 400:
        return error
    page = render_template("errors/error.html", code=code if code in EXPLAINED else code // 100 * 100)
    return page, code, [header for header in error.get_headers() if header[0] != "Content-Type"]


def _database_failed(error: SQLAlchemyError) -> ResponseReturnValue:
    """The database is away, full, locked, read only or damaged: come back later. A mistake of ours stays a fault."""
    if isinstance(error, DataError | IntegrityError | ProgrammingError):
        raise error
    cause = getattr(error, "orig", None) or error
    _log_fault(error, **_about_request(), cause=getattr(cause, "sqlite_errorname", type(cause).__name__))
    current_app.extensions["right_door"].engine.dispose()  # the next request connects anew, perhaps to a mended one
    return _show_error(ServiceUnavailable())


def _log_fault(error: BaseException, **facts: Any) -> None:
    """What kind of fault and where; not its message, which may hold what somebody typed."""
    frames = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)]
    _log_line(**facts, fault=type(error).__name__, at=frames[-6:])


def _about_request() -> dict[str, Any]:
    """Request id, endpoint and milliseconds: never an address, a query or a word somebody typed."""
    milliseconds = (time.perf_counter() - g.get("started", time.perf_counter())) * 1000
    return {"request": g.get("request_id"), "endpoint": request.endpoint, "milliseconds": round(milliseconds, 1)}


def _log_line(**facts: Any) -> None:
    log.info(json.dumps({"time": datetime.now(LONDON).isoformat(timespec="milliseconds"), **facts}))

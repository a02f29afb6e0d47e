"""The floor under every page: default deny, safe headers, numbers on every error page, logs without words."""

import json
import logging
import re

import pytest
from flask import Flask, abort
from sqlalchemy.exc import OperationalError

from accounts import permission
from app import create_app
from floor import EXPLAINED, POLICY

DAY, NIGHT = "0115 496 0000", "0115 496 0001"


@pytest.fixture
def app(tmp_path) -> Flask:
    return create_app({"DATA_DIR": tmp_path, "TESTING": False})


def add_view(app: Flask, rule: str, view) -> None:
    app.add_url_rule(rule, endpoint=rule.strip("/"), view_func=view)


def test_every_route_declares_its_permission(app):
    undeclared = [
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if permission.declared(app.view_functions[rule.endpoint]) is None
    ]
    assert undeclared == []


def test_a_view_without_a_permission_is_refused(app):
    add_view(app, "/forgotten", lambda: "secret")
    response = app.test_client().get("/forgotten")
    assert response.status_code == 403
    assert "secret" not in response.text


@pytest.mark.parametrize("code", sorted(EXPLAINED))
def test_every_error_page_has_the_numbers_and_needs_no_database(tmp_path, code):
    app = create_app({"DATA_DIR": tmp_path, "DATABASE_URL": "sqlite:////nowhere/at/all.db"})
    add_view(app, "/fails", permission.public(lambda: abort(code)))
    response = app.test_client().get("/fails")
    assert response.status_code == code
    assert 'href="tel:999"' in response.text
    assert DAY in response.text or NIGHT in response.text


def test_a_database_that_is_away_is_said_so_with_the_numbers(tmp_path):
    app = create_app({"DATA_DIR": tmp_path, "DATABASE_URL": "sqlite:////nowhere/at/all.db"})
    response = app.test_client().get("/services/0b9c6a2e-7d0b-4f0e-8f43-2f8f2a1f3a11")
    assert response.status_code == 503
    assert 'href="tel:999"' in response.text


def test_a_fault_shows_the_numbers_and_logs_where_but_not_what_was_typed(app, caplog):
    def fails():
        raise OperationalError("SELECT secret", {"words": "Charlie"}, Exception("Charlie"))

    def breaks():
        raise ValueError("Charlie of 12 Acacia Avenue")

    add_view(app, "/fails", permission.public(fails))
    add_view(app, "/breaks", permission.public(breaks))
    with caplog.at_level(logging.INFO):
        for path, code in (("/fails", 503), ("/breaks", 500)):
            response = app.test_client().get(f"{path}?child=Charlie")
            assert response.status_code == code
            assert 'href="tel:999"' in response.text
    assert "ValueError" in caplog.text
    assert "Charlie" not in caplog.text


def test_a_log_line_holds_time_id_endpoint_status_and_milliseconds_only(app, caplog):
    with caplog.at_level(logging.INFO, logger="right_door.requests"):
        app.test_client().get("/about?q=my-words")
    line = json.loads(caplog.records[-1].message)
    assert set(line) == {"time", "request", "endpoint", "status", "milliseconds"}
    assert line["endpoint"] == "directory.about"


@pytest.mark.parametrize("path", ["/", "/about", "/should-i-refer", "/nowhere"])
def test_every_page_is_safe_kept_by_nobody_and_without_inline_code(app, path):
    response = app.test_client().get(path)
    assert response.headers["Content-Security-Policy"] == POLICY
    assert "unsafe-inline" not in POLICY
    assert POLICY.startswith("default-src 'none'")
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert not re.search(r"<script(?![^>]*\ssrc=)|\sstyle=|\son[a-z]+=", response.text)


def test_a_form_without_its_token_is_refused_kindly(app):
    response = app.test_client().post("/should-i-refer")
    assert response.status_code == 400
    assert 'href="tel:999"' in response.text


def test_too_large_a_body_is_refused(app):
    response = app.test_client().post("/should-i-refer", data={"x": "y" * 1_000_000})
    assert response.status_code == 413


def test_the_secret_is_made_once_and_only_its_owner_reads_it(tmp_path):
    first = create_app({"DATA_DIR": tmp_path}).config["SECRET_KEY"]
    assert create_app({"DATA_DIR": tmp_path}).config["SECRET_KEY"] == first
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0
    assert len(first) == 64


def test_behind_a_proxy_cookies_need_https(tmp_path):
    app = create_app({"DATA_DIR": tmp_path, "PROXIES": 1})
    assert app.config["SESSION_COOKIE_SECURE"] is True
    assert "Strict-Transport-Security" in app.test_client().get("/").headers

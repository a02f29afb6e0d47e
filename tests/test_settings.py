"""Settings that cannot be used are refused at the start, in one sentence that names the setting and the mend."""

import os
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from app import CANNOT_START, create_app
from settings import SettingRefused, read_settings

HOME = Path(__file__).parent.parent


@pytest.mark.parametrize(
    ("name", "value", "mend"),
    [
        ("PROXIES", "one", "from 0 to 10"),
        ("PROXIES", "-1", "from 0 to 10"),
        ("PROXIES", "1.5", "from 0 to 10"),
        ("PROXIES", "9" * 5000, "from 0 to 10"),
        ("DATABASE_URL", "right_door.db", "sqlite:////"),
        ("DATABASE_URL", "mysql://root:hunter2@db/right_door", "postgresql://"),
        ("DATABASE_URL", "postgresql://right_door:hunter2@db:port/right_door", "postgresql://"),
        ("DATABASE_URL", "postgresql+nothing://right_door:hunter2@db/x", "postgresql://"),
        ("DATABASE_URL", "sqlite://right_door.db", "sqlite:////"),
        ("DATABASE_URL", "sqlite://", "sqlite:////"),
        ("DATABASE_URL", "sqlite:///:memory:", "sqlite:////"),
        ("DATABASE_URL", "\x00", "sqlite:////"),
        ("SMTP_URL", "mail.example.org", "smtp+starttls://"),
        ("SMTP_URL", "http://door:hunter2@mail.example.org", "smtp+starttls://"),
        ("SMTP_URL", "smtps://door:hunter2@mail.example.org:port", "smtp+starttls://"),
        ("MAIL_FROM", "Right Door <door@example.org>", "plain address"),
        ("MAIL_FROM", "door", "plain address"),
        ("BASE_URL", "rightdoor.example", "https://"),
        ("BASE_URL", "ftp://rightdoor.example", "https://"),
        ("BASE_URL", "https://rightdoor.example/?a=b", "https://"),
        ("AREA", "atlantis", "nottinghamshire"),
        ("AREA", "../nottinghamshire", "nottinghamshire"),
        ("AREA", "Nottinghamshire", "nottinghamshire"),
        ("DATA_DIR", "/proc/right-door", "name one that can"),
        ("DATA_DIR", "/dev/null/right-door", "name one that can"),
        ("DATA_DIR", "/dev/null", "name one that can"),
        ("DATA_DIR", "a\x00b", "name one that can"),
        ("DATA_DIR", "x" * 5000, "name one that can"),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_sentence_without_secrets(tmp_path, capsys, name, value, mend):
    with pytest.raises(SystemExit) as ended:
        create_app({"DATA_DIR": tmp_path, name: value})
    assert ended.value.code == CANNOT_START
    said = capsys.readouterr().err.strip()
    assert said.startswith(f"Right Door cannot start. {name}: ")
    assert mend in said
    assert "\n" not in said
    assert "hunter2" not in said
    assert len(said) < 400


def test_a_mail_server_needs_somebody_that_mail_comes_from(tmp_path):
    server = {"DATA_DIR": tmp_path, "SMTP_URL": "smtps://door:hunter2@mail.example.org"}
    with pytest.raises(SettingRefused, match="MAIL_FROM"):
        read_settings(server)
    assert read_settings({**server, "MAIL_FROM": "door@example.org"})["MAIL_FROM"] == "door@example.org"


def test_behind_a_proxy_nobody_guesses_the_address_that_people_use(tmp_path):
    assert read_settings({"DATA_DIR": tmp_path})["BASE_URL"] == "http://127.0.0.1:5000"
    assert read_settings({"DATA_DIR": tmp_path, "PROXIES": 1})["BASE_URL"] is None


@pytest.mark.parametrize("url", ["postgres://a@b/c", "postgresql://a:b@c:5432/d", "postgresql+psycopg://a@b/c"])
def test_addresses_of_postgresql_are_understood(tmp_path, url):
    assert read_settings({"DATA_DIR": tmp_path, "DATABASE_URL": url})["DATABASE_URL"] == url


def test_the_environment_is_read_and_what_is_given_wins(tmp_path, monkeypatch):
    monkeypatch.setenv("PROXIES", "2")
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("AREA", "")
    settings = read_settings({"SECRET_KEY": "given"})
    assert settings["PROXIES"] == 2
    assert settings["SESSION_COOKIE_SECURE"] is True
    assert settings["AREA"] == "nottinghamshire"
    assert settings["SECRET_KEY"] == "given"
    assert read_settings({"PROXIES": 0})["SESSION_COOKIE_SECURE"] is False


@pytest.mark.parametrize("spoil", ["empty", "folder", "no text"])
def test_a_spoilt_secret_is_refused_rather_than_used(tmp_path, spoil):
    path = tmp_path / "secret_key"
    path.mkdir() if spoil == "folder" else path.write_bytes(b"" if spoil == "empty" else b"\xff\xfe")
    with pytest.raises(SettingRefused, match="SECRET_KEY"):
        read_settings({"DATA_DIR": tmp_path})


def secret_in(folder: Path) -> str:
    return str(read_settings({"DATA_DIR": folder})["SECRET_KEY"])


def test_processes_begun_at_once_share_one_secret(tmp_path):
    with ProcessPoolExecutor(4) as pool:
        for number in range(5):
            folders = [tmp_path / str(number)] * 8
            assert len(set(pool.map(secret_in, folders))) == 1
            assert [path.name for path in folders[0].iterdir()] == ["secret_key"]


@pytest.mark.parametrize("command", ["flask", "gunicorn"])
def test_commands_end_at_once_with_the_sentence_and_no_traceback(tmp_path, command):
    parts = {"flask": ["directory", "set-up"], "gunicorn": ["--bind", "127.0.0.1:0", "app:create_app()"]}
    ended = subprocess.run(
        [Path(sys.executable).parent / command, *parts[command]],
        cwd=HOME,
        env={**os.environ, "DATA_DIR": str(tmp_path), "PROXIES": "many"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ended.returncode == CANNOT_START
    assert "Right Door cannot start. PROXIES: give the number of trusted proxies" in ended.stderr
    assert "Traceback" not in ended.stderr

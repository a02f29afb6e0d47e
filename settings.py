"""The settings, from the environment or from `create_app(config)`: read, checked, and refused in one sentence.

DATABASE_URL, DATA_DIR, SECRET_KEY, AREA, and PROXIES: how many trusted proxies stand in front (0: none; with one or
more, cookies are sent over HTTPS only). For e-mail: SMTP_URL, MAIL_FROM, and BASE_URL, the address that links in it
begin with.
"""

import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

HERE = Path(__file__).parent
AREAS = HERE / "matching" / "content" / "areas"
SETTINGS = ("DATABASE_URL", "DATA_DIR", "SECRET_KEY", "AREA", "PROXIES", "SMTP_URL", "MAIL_FROM", "BASE_URL")
MAX_BODY_BYTES = 256 * 1024
MOST_PROXIES = 10
DATABASES = {
    "sqlite": "sqlite",
    "postgres": "postgresql",
    "postgresql": "postgresql",
    "postgresql+psycopg": "postgresql",
}
MAIL_SERVERS = {"smtp", "smtp+starttls", "smtps"}
SIGNS_OF_AN_ADDRESS = re.compile(r"[!-~]+@[!-~]+")
OWN_ADDRESS = "http://127.0.0.1:5000"
DEFAULTS = {
    "SMTP_URL": None,
    "MAIL_FROM": None,
    "LANGUAGES": sorted(folder.name for folder in (HERE / "translations").glob("*/")),
    "AREA": "nottinghamshire",
    "MAX_CONTENT_LENGTH": MAX_BODY_BYTES,
    "MAX_FORM_MEMORY_SIZE": MAX_BODY_BYTES,
    "SESSION_COOKIE_NAME": "right_door",
    "SESSION_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_SAMESITE": "Lax",
    "WTF_CSRF_TIME_LIMIT": None,
    "WTF_CSRF_SSL_STRICT": False,
    "SEND_FILE_MAX_AGE_DEFAULT": 31_536_000,
}


class SettingRefused(ValueError):
    """A setting that cannot be used; the sentence names it and says what to give instead, and never shows a secret."""

    def __init__(self, name: str, mend: str) -> None:
        self.name = name
        super().__init__(f"{name}: {mend}")


def read_settings(config: Mapping[str, Any]) -> dict[str, Any]:
    """Every setting of the application, `config` before the environment. Raises SettingRefused."""
    given = {name: os.environ[name] for name in SETTINGS if os.environ.get(name)} | dict(config)
    data = _data_dir(given.get("DATA_DIR", HERE / "instance"))
    proxies = _proxies(given.get("PROXIES", 0))
    settings = {
        **DEFAULTS,
        "SESSION_COOKIE_SECURE": proxies > 0,
        "DATABASE_URL": f"sqlite:///{data / 'right_door.db'}",
        "BASE_URL": None if proxies else OWN_ADDRESS,
        **given,
        "DATA_DIR": data,
        "PROXIES": proxies,
    }
    _check_database_url(settings["DATABASE_URL"])
    _check_area(settings["AREA"])
    _check_mail(settings["SMTP_URL"], settings["MAIL_FROM"])
    _check_base_url(settings["BASE_URL"])
    settings["SECRET_KEY"] = settings.get("SECRET_KEY") or _kept_secret(data / "secret_key")
    return settings


def _data_dir(given: str | Path) -> Path:
    try:
        path = Path(given).absolute()
        path.mkdir(parents=True, exist_ok=True)
        writable = os.access(path, os.R_OK | os.W_OK | os.X_OK)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "no such name is possible"
        raise SettingRefused("DATA_DIR", f"this folder cannot be made ({reason}); name one that can.") from error
    if not writable:
        raise SettingRefused("DATA_DIR", "this folder cannot be written to; name one that this account may write to.")
    return path


def _proxies(given: Any) -> int:
    with suppress(ValueError, TypeError):
        if 0 <= int(given) <= MOST_PROXIES:
            return int(given)
    raise SettingRefused("PROXIES", f"give the number of trusted proxies in front, from 0 to {MOST_PROXIES}.")


def _check_database_url(given: Any) -> None:
    try:
        url = make_url(str(given))
    except (ArgumentError, ValueError):
        url = None
    kind = DATABASES.get(url.drivername) if url else None
    if url is None or kind is None or (kind == "sqlite" and (url.host or url.database in (None, ":memory:"))):
        raise SettingRefused(
            "DATABASE_URL",
            "this is no address of a database; give one such as postgresql://right_door@db/right_door or "
            "sqlite:////var/lib/right-door/right_door.db, or leave it out for SQLite in DATA_DIR.",
        )


def _check_area(given: Any) -> None:
    known = sorted(file.stem for file in AREAS.glob("*.toml"))
    if given not in known:
        raise SettingRefused("AREA", f"there is no such area; give one of: {', '.join(known)}.")


def _check_mail(server: Any, sender: Any) -> None:
    if sender and not SIGNS_OF_AN_ADDRESS.fullmatch(str(sender)):
        raise SettingRefused("MAIL_FROM", "give the plain address that e-mail comes from, such as door@example.org.")
    if not server:
        return
    if _host_of(server, MAIL_SERVERS) is None:
        raise SettingRefused(
            "SMTP_URL",
            "this is no address of a mail server; give one such as smtp+starttls://name:password@mail.example.org:587 "
            "or smtps://name:password@mail.example.org, or leave it out to keep mail in DATA_DIR.",
        )
    if not sender:
        raise SettingRefused("MAIL_FROM", "with SMTP_URL, give the address that e-mail comes from.")


def _check_base_url(given: Any) -> None:
    if given is None:
        return
    if _host_of(given, {"http", "https"}) is None or set("?#") & set(str(given)):
        raise SettingRefused(
            "BASE_URL", "give the address that people open Right Door by, such as https://rightdoor.example."
        )


def _host_of(given: Any, schemes: set[str]) -> str | None:
    """The host of an address of one of these kinds, with a port that can be; else None."""
    try:
        parts = urlsplit(str(given))
        possible = parts.scheme in schemes and (parts.port or 1) > 0
    except ValueError:
        return None
    return parts.hostname or None if possible else None


def _kept_secret(path: Path) -> str:
    """A secret made once and kept beside the data, readable by its owner only; the same for processes begun at once."""
    try:
        if not path.exists():
            _keep_new_secret(path)
        secret = path.read_text().strip()
    except (OSError, ValueError) as error:
        raise SettingRefused("SECRET_KEY", f"{path} cannot be read or made; mend it, or give SECRET_KEY.") from error
    if not secret:
        raise SettingRefused("SECRET_KEY", f"{path} is empty; remove it so that it is made anew, or give SECRET_KEY.")
    return secret


def _keep_new_secret(path: Path) -> None:
    """Put a whole secret in place at once; where another process was quicker, its secret stays."""
    partial = path.with_suffix(f".{os.getpid()}")
    partial.touch(mode=0o600)
    partial.write_text(secrets.token_hex(32))
    with suppress(FileExistsError):
        os.link(partial, path)
    partial.unlink()

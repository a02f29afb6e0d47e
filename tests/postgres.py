"""A PostgreSQL server of the tests' own, in a temporary folder, where its programs are on the machine."""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

MISSING = "PostgreSQL's programs (initdb, postgres) are not on this machine"


def programs() -> Path | None:
    """The folder of initdb and postgres, newest first."""
    beside = shutil.which("initdb")
    found = [Path(beside).parent] if beside else sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in found if (folder / "initdb").exists()), None)


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """Serve an empty database from `folder` until the block ends; gives its DATABASE_URL."""
    where = programs()
    if where is None:
        raise LookupError(MISSING)
    user = _unprivileged(folder)
    data = folder / "data"
    subprocess.run(
        [where / "initdb", "-D", data, "-U", "right_door", "--auth=trust", "-E", "UTF8", "--no-sync"],
        check=True,
        capture_output=True,
        user=user,
        cwd=folder,
    )
    port = _free_port()
    settings = ["-c", f"port={port}", "-c", f"unix_socket_directories={folder}", "-c", "listen_addresses=127.0.0.1"]
    process = subprocess.Popen(
        [where / "postgres", "-D", data, *settings, "-c", "fsync=off"],
        user=user,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(process, port)
        yield f"postgresql://right_door@127.0.0.1:{port}/postgres"
    finally:
        process.send_signal(signal.SIGINT)  # a fast shutdown: it does not wait for clients to go
        process.wait(timeout=30)


def _unprivileged(folder: Path) -> str | None:
    """PostgreSQL refuses to run as root: hand the folder to an ordinary account then."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    user = next(name for name in ("postgres", "nobody") if name in known)
    for parent in [folder, *folder.parents]:
        if parent.owner() == "root" and parent != Path("/") and parent.stat().st_mode & 0o001 == 0:
            parent.chmod(parent.stat().st_mode | 0o011)
    shutil.chown(folder, user)
    return user


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise ChildProcessError(f"PostgreSQL ended with {process.returncode}")
        try:
            psycopg.connect(f"postgresql://right_door@127.0.0.1:{port}/postgres", connect_timeout=1).close()
            return
        except psycopg.OperationalError:
            time.sleep(0.1)
    raise TimeoutError("PostgreSQL did not start")


def new_database(server_url: str) -> str:
    """An empty database of its own on that server; gives its DATABASE_URL."""
    name = f"test_{secrets.token_hex(6)}"
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return server_url.rsplit("/", 1)[0] + f"/{name}"

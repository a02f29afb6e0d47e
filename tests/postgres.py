"""A PostgreSQL server of the tests' own, in a temporary folder, where its programs are on the machine."""

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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
        _wait(where, port)
        yield f"postgresql://right_door@127.0.0.1:{port}/postgres"
    finally:
        process.terminate()
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


def _wait(where: Path, port: int) -> None:
    ready = [where / "pg_isready", "-h", "127.0.0.1", "-p", str(port), "-t", "1"]
    for _ in range(30):
        if subprocess.run(ready, capture_output=True, check=False).returncode == 0:
            return
    raise TimeoutError("PostgreSQL did not start")

"""Make sure the browser tests have a Chromium: find one, else install Debian's, else say what to do."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MEND = """No Chromium was found, and it could not be installed here.
The browser tests need one. On Debian or Ubuntu, as an administrator:  apt-get install chromium
Elsewhere, install Chromium or Chrome so that one of these is on the PATH: {names}.
"""


def find() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def install() -> None:
    """Ask Debian's package tool, only where it can say yes without a password."""
    if not shutil.which("apt-get"):
        return
    prefix = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    if prefix and not shutil.which("sudo"):
        return
    print("Installing Debian's Chromium for the browser tests ...", flush=True)
    for step in (["update", "--quiet"], ["install", "--yes", "--quiet", "--no-install-recommends", "chromium"]):
        subprocess.run([*prefix, "apt-get", *step], check=False, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    if not find():
        install()
    if not find():
        sys.exit(MEND.format(names=", ".join(NAMES)))

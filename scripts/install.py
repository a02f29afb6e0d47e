"""Install a hashed requirements file into the environment that runs this, with a progress bar.

    python scripts/install.py requirements.txt [--no-deps]

It runs before anything is installed, so it needs nothing but Python and pip.
"""

import re
import subprocess
import sys
from pathlib import Path

PINNED = re.compile(r"^[A-Za-z0-9][\w.\-\[\]]*==", re.MULTILINE)
BEGUN = ("Collecting ", "Requirement already satisfied")
WIDTH = 30
LABEL = "Installing packages"


def draw(done: int, of: int, what: str) -> None:
    if sys.stdout.isatty():
        filled = WIDTH * done // max(of, 1)
        print(f"\r{LABEL:<34}  [{'#' * filled}{'-' * (WIDTH - filled)}]  {what:<40.40}", end="", flush=True)


def install(requirements: Path, *options: str) -> int:
    """Pip's exit status; what it said is shown only where it failed."""
    of = len(PINNED.findall(requirements.read_text()))
    command = [sys.executable, "-m", "pip", "install", "--disable-pip-version-check", "--progress-bar", "off"]
    command += ["--require-hashes", *options, "-r", str(requirements)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as pip:
        said, done = [], 0
        for line in pip.stdout or ():
            said.append(line)
            done = min(of, done + line.startswith(BEGUN))
            draw(done, of, f"{done}/{of}" if done < of else "unpacking ...")
    draw(of, of, "done" if pip.returncode == 0 else "failed")
    print("" if sys.stdout.isatty() else f"{LABEL}: {of} from {requirements.name}", flush=True)
    if pip.returncode:
        sys.stderr.write("".join(said[-40:]))
    return pip.returncode


if __name__ == "__main__":
    sys.exit(install(Path(sys.argv[1]), *sys.argv[2:]))

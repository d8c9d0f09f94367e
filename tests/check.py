"""The one check, run locally and by continuous integration: `python -m tests.check [pytest arguments]`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

STEPS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("importlinter",),
)


def main(arguments: list[str]) -> int:
    """Run every step from the top of the repository, return 1 at the first that fails."""
    top = Path(__file__).parents[1]
    for step in (*STEPS, ("pytest", *arguments)):
        command = [sys.executable, "-m", *step]
        if step == ("importlinter",):
            command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"]
        print("==", *step, flush=True)
        if subprocess.run(command, cwd=top, check=False).returncode:
            print("failed:", *step, flush=True)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

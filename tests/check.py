"""The one check, run locally and by continuous integration: `python -m tests.check [pytest arguments]`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

STEPS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("importlinter",),
)
TYPES = ("mypy",)
# Without what was compiled before, each worker and each program that a test starts would compile everything anew.
KEEP_COMPILED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
# Tests wait for disks, clocks and programs half of the time.
WORKERS = ("-n", str(min(8, 2 * (os.cpu_count() or 1))))
COMPILE_TESTS = ("pytest", "--collect-only", "-qq")

# What drives a program by keys in real time may starve on a computer with more to do than it can; nothing else may.
TIMED = ("tests/screens/", "tests/journeys/")
MOST_UNSTEADY = 5
TESTS_FAILED = 1  # pytest's exit code


def unsteady(top: Path) -> list[str]:
    """Return the tests that failed, if each of them is one that others beside it may have starved."""
    found = top / ".pytest_cache" / "v" / "cache" / "lastfailed"
    failed = sorted(json.loads(found.read_text("utf-8"))) if found.exists() else []
    starved = len(failed) <= MOST_UNSTEADY and all(one.startswith(TIMED) and "::" in one for one in failed)
    return failed if starved else []


def command(*step: str) -> list[str]:
    """Return how one tool is started."""
    if step == ("importlinter",):
        return [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"]
    return [sys.executable, "-m", *step]


def run(top: Path, *step: str) -> int:
    """Run one tool from the top of the repository, return its exit code."""
    print("==", *step, flush=True)
    return subprocess.run(command(*step), cwd=top, check=False, env=KEEP_COMPILED).returncode


def compile_tests(top: Path) -> None:
    """Let one process compile the tests where none did yet, before several do it at once."""
    if not any((top / "tests").rglob("*-pytest-*.pyc")):
        subprocess.run(command(*COMPILE_TESTS), cwd=top, check=False, env=KEEP_COMPILED, stdout=subprocess.DEVNULL)


def passes(top: Path, arguments: list[str]) -> bool:
    """Run the tests; the few driven in real time that fail beside others must pass alone, which is said."""
    code = run(top, "pytest", "--cache-clear", *arguments)
    if code != TESTS_FAILED:
        return code == 0
    again = unsteady(top)
    if not again or run(top, "pytest", *again):
        return False
    print("unsteady, passed only alone:", *again, sep="\n  ", flush=True)
    return True


def main(arguments: list[str]) -> int:
    """Run every step from the top of the repository, tests on all cores by default, return 1 on failure."""
    top = Path(__file__).parents[1]
    for step in STEPS:
        if run(top, *step):
            print("failed:", *step, flush=True)
            return 1
    # One core is enough for the types, so the tests begin on the others meanwhile.
    with subprocess.Popen(command(*TYPES), cwd=top, env=KEEP_COMPILED, stdout=subprocess.PIPE, text=True) as types:
        compile_tests(top)
        tested = passes(top, arguments or [*WORKERS])
        told, _ = types.communicate()
    print("==", *TYPES, told, sep="\n", flush=True)
    failed = [*(["mypy"] if types.returncode else []), *([] if tested else ["pytest"])]
    if failed:
        print("failed:", *failed, flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

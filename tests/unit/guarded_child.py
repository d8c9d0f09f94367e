"""A guarded app in a real terminal, started by test_guarded_app.py: `python -m tests.unit.guarded_child LOG_FOLDER`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from screens.environment import clean_environment

clean_environment()

from rich.style import Style  # noqa: E402 - the environment comes first
from rich.text import Text  # noqa: E402
from textual.app import ComposeResult  # noqa: E402
from textual.widgets import Static  # noqa: E402

from screens.crash import CrashLog  # noqa: E402
from screens.guarded_app import GuardedApp  # noqa: E402


class ChildApp(GuardedApp[None]):
    def compose(self) -> ComposeResult:
        yield Static("PRIVATEWORDS on the screen", markup=False)

    def key_x(self) -> None:
        self.query_one(Static).update("PRIVATEWORDS STILLHERE")

    def key_l(self) -> None:
        hostile = "LINKED \x1b]52;c;aGk=\x07\x1b]8;;https://example.org\x1b\\there\x1b]0;title\x07\x9b2J"
        self.query_one(Static).update(Text(hostile, Style(link="https://example.org")))
        self.copy_to_clipboard("PRIVATE")

    def key_c(self) -> None:
        passphrase = "PRIVATE" + "LOCAL"
        raise ValueError(passphrase)

    def key_t(self) -> None:
        self.run_worker(lambda: self.key_c(), thread=True, description="fails")


if __name__ == "__main__":
    ChildApp(crash=CrashLog(Path(sys.argv[1]), os._exit)).run()

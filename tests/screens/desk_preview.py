"""The desk with made-up cases, to look at: `python -m tests.screens.desk_preview`; the words are "maple"."""

from __future__ import annotations

from screens.environment import clean_environment

clean_environment()

import time  # noqa: E402 - the environment comes first

from screens.desk.sitting.app import DeskApp  # noqa: E402
from tests.screens.test_desk_pictures import desk  # noqa: E402

if __name__ == "__main__":
    DeskApp(desk(), clock=time.monotonic).run()

"""The named points at which a child process is killed, watched for from outside of the product's code."""

from __future__ import annotations

import os
import signal
import sys
import threading
from types import FrameType
from typing import Any, NamedTuple

# For each job the functions, by the end of their file's name, on whose way in or out the process ends.
POINTS: dict[str, tuple[str, ...]] = {
    "send": (
        "notebook/of_concerns/concerns.py:_send",
        "notebook/common/outbox.py:queue_body",
        "notebook/common/slots.py:append_pair",
        "notebook/of_concerns/held.py:release",
        "notebook/of_kiosk/visits.py:end",
        "feeds/own.py:append",
        "engine/default.py:do_execute",
        "engine/default.py:do_commit",
    ),
    "exchange": (
        "feeds/local.py:put",
        "feeds/local.py:receipts",
        "feeds/intake.py:_store",
        "feeds/spans.py:took",
        "feeds/receipts.py:_mark",
        "feeds/exchange.py:_receive",
        "notebook/of_kiosk/forgetting.py:follow",
        "engine/default.py:do_execute",
        "engine/default.py:do_commit",
    ),
    "import": (
        "feeds/by_folder/folder.py:put",
        "feeds/by_folder/folder.py:_items",
        "feeds/by_folder/folder.py:acknowledge",
        "feeds/by_folder/folder_files.py:write",
        "feeds/by_folder/folder_memory.py:note",
        "feeds/intake.py:_store",
        "engine/default.py:do_execute",
        "engine/default.py:do_commit",
    ),
    "migrate": (
        "store/database.py:_bring_up_to_date",
        "store/database.py:migrate",
        "versions/v0004_enrolments.py:upgrade",
        "versions/v0005_letting_go.py:upgrade",
        "versions/v0006_receipted.py:upgrade",
        "versions/v0008_trainings.py:upgrade",
        "versions/v0009_reviews.py:upgrade",
        "versions/v0010_own_notes.py:upgrade",
        "engine/default.py:do_execute",
        "engine/default.py:do_commit",
    ),
}


class Moment(NamedTuple):
    """The n-th time that a point is passed, on the way in ("call") or out ("return")."""

    point: str
    nth: int
    event: str


def die_at(moment: Moment) -> None:
    """Kill this very process at a moment, as if the plug were pulled."""
    file, name = moment.point.replace("/", os.sep).split(":")
    left = moment.nth

    def strike() -> None:
        nonlocal left
        left -= 1
        if left <= 0:
            os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))

    def inside(_frame: FrameType, event: str, _arg: Any) -> Any:
        if event == "return":
            strike()
        return inside

    def entered(frame: FrameType, _event: str, _arg: Any) -> Any:
        code = frame.f_code
        if code.co_name != name or not code.co_filename.endswith(file):
            return None
        if moment.event == "return":
            frame.f_trace_lines = False
            return inside
        strike()
        return None

    threading.settrace(entered)
    sys.settrace(entered)

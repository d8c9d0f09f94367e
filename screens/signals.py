"""The signals that would leave a pupil's text on the terminal or hand over a shell."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable

_IGNORED = ("SIGINT", "SIGQUIT", "SIGTSTP", "SIGTTIN", "SIGTTOU", "SIGBREAK")
_ENDING = ("SIGTERM", "SIGHUP", "SIGUSR1", "SIGUSR2", "SIGALRM", "SIGVTALRM", "SIGPROF", "SIGXCPU")


def guard_signals(end: Callable[[int], object], go_on: Callable[[], object]) -> None:
    """Ignore what stops or interrupts, call `end` with the number of what ends, `go_on` after a stop.

    Textual's driver sets its own SIGTSTP and SIGCONT handlers when it is made, so this runs after the start. Signals
    that this system does not have are left out; only the main thread may set handlers.
    """
    if threading.current_thread() is not threading.main_thread():
        return
    for name in _IGNORED:
        if number := getattr(signal, name, None):
            signal.signal(number, signal.SIG_IGN)
    for name in _ENDING:
        if number := getattr(signal, name, None):
            signal.signal(number, lambda received, _frame: end(received))
    if resumed := getattr(signal, "SIGCONT", None):
        signal.signal(resumed, lambda _received, _frame: go_on())

"""What a service in memory was asked to do."""

from __future__ import annotations

import threading

from store.errors import KioskError


class Called:
    """Lists every call in order, raises the trouble that a test sets for one."""

    def __init__(self) -> None:
        self.calls: list[tuple[object, ...]] = []
        self.trouble: dict[str, KioskError] = {}

    def acts(self, *names: str) -> list[tuple[object, ...]]:
        return [call for call in self.calls if call[0] in names]

    def _record(self, *call: object) -> None:
        if error := self.trouble.get(str(call[0])):
            raise error
        self.calls.append(call)


class Gated(Called):
    """Calls that a test can make wait, in whatever thread they come."""

    def __init__(self) -> None:
        super().__init__()
        self.gates: dict[str, threading.Event] = {}

    def hold(self, act: str) -> threading.Event:
        """Make an act wait until the test lets it go on."""
        return self.gates.setdefault(act, threading.Event())

    def _wait(self, act: str) -> None:
        if gate := self.gates.get(act):
            gate.wait(20)

    def _record(self, *call: object) -> None:
        self._wait(str(call[0]))
        super()._record(*call)

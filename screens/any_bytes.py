"""Input that no bytes can end: Textual's thread that reads the keyboard dies of a letter that is not UTF-8."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Callable

from textual.driver import Driver


def forgiving(kind: type[Driver]) -> type[Driver]:
    """Return a driver like this one, whose reading goes on whatever was read."""
    if sys.platform == "win32":
        # There the console hands over letters, not bytes.
        return kind
    from textual.drivers import linux_driver

    linux_driver.getincrementaldecoder = _forgiving_decoder  # type: ignore[attr-defined, assignment]
    if not issubclass(kind, linux_driver.LinuxDriver):
        return kind

    class ForgivingDriver(kind):  # type: ignore[misc, valid-type]  # the class is known when it runs
        """Begins to read anew after whatever a terminal sent."""

        def run_input_thread(self) -> None:
            """Read until the program ends or the terminal is gone."""
            while not self.exit_event.is_set():
                try:
                    super().run_input_thread()
                except OSError:
                    raise
                except Exception:  # noqa: BLE001, S112 - what came is dropped: nothing of it may be told
                    continue

    return ForgivingDriver


def _forgiving_decoder(encoding: str) -> Callable[[], codecs.IncrementalDecoder]:
    """Return decoders that take what is no letter for the sign that stands for one."""
    found = codecs.getincrementaldecoder(encoding)
    return lambda: found("replace")

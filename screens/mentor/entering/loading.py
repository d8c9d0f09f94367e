"""The kiosk's services, which arrive after the first paint."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from store.errors import KioskError

if TYPE_CHECKING:
    from screens.mentor.parts.services import Kiosk

NOT_STARTED = "This computer could not start. Nothing was lost. Please tell an adult face to face."


class Loading:
    """Loads the services once; who needs them earlier waits."""

    def __init__(self, load: Callable[[], Kiosk]) -> None:
        self._load = load
        self._over = threading.Event()
        self.has_begun = False
        """Whether somebody has asked for the services."""
        self._kiosk: Kiosk | None = None
        self._problem = NOT_STARTED

    @property
    def is_ready(self) -> bool:
        """Whether the services are there."""
        return self._kiosk is not None

    def run(self) -> Kiosk:
        """Load in this thread; raise KioskError with the sentence for the welcome."""
        self.has_begun = True
        self._over.clear()
        try:
            self._kiosk = self._load()
        except KioskError as error:
            self._problem = str(error)
            raise
        finally:
            self._over.set()
        return self._kiosk

    def kiosk(self) -> Kiosk:
        """Return the services, waiting for them; raise KioskError where they did not come."""
        self._over.wait()
        if self._kiosk is None:
            raise KioskError(self._problem)
        return self._kiosk

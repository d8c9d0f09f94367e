"""The kiosk's screens with made-up services, to look at: `python -m tests.screens.mentor_preview`."""

from __future__ import annotations

import time

from screens.environment import clean_environment

if __name__ == "__main__":
    clean_environment()
    from screens.mentor.visit.app import KioskApp
    from tests.screens.mentor_made_up import FACTS
    from tests.screens.mentor_services import Kiosk

    KioskApp(FACTS, Kiosk, clock=time.monotonic).run()

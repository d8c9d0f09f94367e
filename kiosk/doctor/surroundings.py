"""Everything round a kiosk that decides whether what is typed at it stays between a pupil and an adult."""

from __future__ import annotations

from kiosk.doctor.answer import Answer, State
from kiosk.doctor.clipboard import clipboard
from kiosk.doctor.computer import Computer
from kiosk.doctor.displays import displays
from kiosk.doctor.encryption import encryption
from kiosk.doctor.keyboard import keyboard
from kiosk.doctor.monitoring import monitoring
from kiosk.doctor.profile import profile
from kiosk.doctor.reboot import has_passed, keeps, restart
from kiosk.doctor.write_filter import write_filter
from kiosk.home import Home
from store.notebook.common.public_facts import Surroundings


def look(home: Home, computer: Computer) -> tuple[Answer, ...]:
    """Return what each check comes to, those about reports that could be lost first."""
    return (
        restart(home),
        write_filter(computer, home.folder, is_proved=has_passed(home)),
        profile(computer, home.folder),
        monitoring(computer, home.config.watchers),
        displays(computer),
        clipboard(computer),
        encryption(computer, home.folder),
        keyboard(computer),
    )


def in_short(home: Home, computer: Computer) -> Surroundings:
    """Return what pupils are to know of it, asking nothing that takes long."""
    seen = (monitoring(computer, home.config.watchers), displays(computer))
    return Surroundings(keeps(home), any(one.state is State.WARNING for one in seen), home.config.high_contrast)

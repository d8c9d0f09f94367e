"""What a desk knows of each kiosk beyond its name, which somebody's words must open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kiosk.asking import Ask
from kiosk.desk_wiring import start_desk
from kiosk.home import Device, Home
from kiosk.process_lock import ProcessLock
from store.casebook.case.facts import DeviceState
from store.casebook.pages.device_states import state_words
from store.feeds.entry import LANE_RECORDS


@dataclass(frozen=True)
class Known:
    """When something last came from a kiosk, what it last told of itself."""

    last_contact: datetime | None
    state: DeviceState | None

    @property
    def words(self) -> str:
        """Both in one line."""
        at = self.last_contact
        contact = f"Last contact {at.astimezone():%d %B %Y, %H:%M}" if at else "Nothing has come from it yet"
        state = "it has not told its version yet" if self.state is None else state_words(self.state)
        return f"{contact}; {state[0].lower()}{state[1:]}."


def opened_states(home: Home, desk: Device, person: str, ask: Ask) -> Mapping[str, Known]:
    """Return what is known of each kiosk by its name, opened with a person's words as at a desk."""
    lock = ProcessLock(desk.lock, f"The desk {desk.name}")
    lock.take()
    try:
        opened = start_desk(home, desk)
        try:
            work = opened.unlocking.unlock(person, ask(person))
            try:
                work.refresh()
                feeds = work.completeness().feeds
            finally:
                work.lock()
        finally:
            opened.close()
    finally:
        lock.release()
    return {one.device: Known(one.last_contact, one.state) for one in feeds if one.lane == LANE_RECORDS}

"""What kiosks tell of themselves, in the desk's words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from store.casebook.case.facts import DeviceState
from store.casebook.records.opened_record import OpenedRecord, date_of

FINDINGS: Final = {
    "sealing": "can't seal",
    "clock": "its clock is wrong",
    "room": "its disk is nearly full",
    "writing": "its folder can't be written to",
    "swap": "its memory may be written to a disk that is not encrypted",
    "key": "other accounts can read its key",
    "restart": "nobody has tried whether its reports outlive a restart",
    "write filter": "its disk may be put back at a restart",
    "profile": "its account is emptied at sign-out",
    "monitoring": "a program on it may show its screen to others",
    "displays": "more than one screen shows it",
    "clipboard": "it keeps what was copied",
    "encryption": "its disk is not encrypted",
    "keyboard": "it has no keyboard",
}
NEWER: Final = "something that this version has no words for"
WELL: Final = "its doctor finds nothing wrong"
_MOST: Final = 20
_LONGEST: Final = 40


def newest(records: Iterable[OpenedRecord]) -> dict[bytes, DeviceState]:
    """Return the newest state of each device out of its own records."""
    states: dict[bytes, tuple[tuple[int, int, str], DeviceState]] = {}
    for record in records:
        device = _device(record)
        if device is None:
            continue
        place = (record.at, record.nth or 0, record.id)
        if device not in states or states[device][0] < place:
            states[device] = place, _state(record)
    return {device: state for device, (_, state) in states.items()}


def state_words(state: DeviceState) -> str:
    """Return one line, e.g. "Program 0.1.0 on Linux; its disk is nearly full"."""
    found = ", ".join(dict.fromkeys(FINDINGS.get(one, NEWER) for one in state.findings))
    return f"Program {state.version} on {state.system}; {found or WELL}"


def _device(record: OpenedRecord) -> bytes | None:
    """Return whose state this is, None where another device signed it."""
    try:
        return None if record.mismatch else bytes.fromhex(record.device)
    except ValueError:
        return None


def _state(record: OpenedRecord) -> DeviceState:
    said = record.said
    listed = said.get("findings")
    findings = tuple(_short(one) for one in listed[:_MOST]) if isinstance(listed, list) else ()
    return DeviceState(_short(said.get("version")), _short(said.get("system")), findings, date_of(record.at))


def _short(value: Any) -> str:  # noqa: ANN401 - whatever a device may have written
    return value[:_LONGEST] if isinstance(value, str) else "?"

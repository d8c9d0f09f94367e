"""The command by which the devices of the school are looked after."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from kiosk.asking import asking
from kiosk.home import Home
from kiosk.joining.admitting import admit, listed_devices, requests_here
from kiosk.joining.device_states import Known, opened_states
from kiosk.joining.invitations import Invitations
from kiosk.parts import Parts, open_device, open_store
from kiosk.school.names import checked_name
from kiosk.school.office import office
from kiosk.telling import say
from store.errors import ConfigurationError
from store.scheme.devices import DeviceEntry, DeviceKind
from store.signed.signing_key import id16

_KINDS: Final[dict[int, str]] = {DeviceKind.KIOSK: "kiosk", DeviceKind.DESK: "desk", DeviceKind.STORE: "store"}
_SHOWN: Final = 8


def run(given: argparse.Namespace) -> int:
    """List, admit, rename or revoke."""
    home = Home.found_at(given.home)
    if given.act == "list":
        _list(home, given)
        return 0
    with office(home, given.desk, asking(None)) as there:
        if given.act == "admit":
            for line in (*there.news, *_admit_asking(home, there.parts)) or ("Nobody new has asked.",):
                say(line)
        elif given.act == "rename":
            say(rename(there.parts, given.name, checked_name(given.new_name)))
        else:
            say(revoke(there.parts, given.name))
    return 0


def _list(home: Home, given: argparse.Namespace) -> None:
    known: Mapping[str, Known] = {}
    if given.opener is not None:
        known = opened_states(home, home.desk(given.desk), given.opener, asking(given.words_from))
    parts = open_device(home, home.desk(given.desk))
    try:
        parts.follow()
        for line in lines(parts, known):
            say(line)
    finally:
        parts.close()


def _admit_asking(home: Home, desk: Parts) -> tuple[str, ...]:
    store = open_store(home)
    try:
        return admit(desk, requests_here(home, desk.school, store))
    finally:
        if store is not None:
            store.close()


def lines(desk: Parts, known: Mapping[str, Known] | None = None) -> Iterator[str]:
    """Yield a line for each device: name, kind, standing, number, how much of it is here, what is known beyond that."""
    told = known or {}
    with desk.database.read() as connection:
        counts: Counter[bytes] = Counter()
        for held in desk.feeds.held(connection):
            counts[held.device] += held.last - held.first + 1
        introduced = [id16(public) for public in desk.feeds.introductions(connection)]
    listed = listed_devices(desk.school)
    for one in listed:
        standing = desk.school.standing(one.id)
        line = _line(one.name, _KINDS.get(one.kind, "device"), standing, one.id, counts[one.id])
        yield f"{line}. {told[one.name].words}" if one.name in told else line
    strangers = [device for device in introduced if desk.school.public_key(device) is None]
    for device in strangers:
        yield _line("(no name)", "device", "not admitted: what it sent is put aside", device, counts[device])
    for invitation in Invitations(desk.database.path.parent).open():
        yield f"{invitation.name}: invited, its ticket was not used yet"


def rename(desk: Parts, name: str, new_name: str) -> str:
    """Give a device another name, returning what to say."""
    listed = listed_devices(desk.school)
    chosen = _chosen(listed, name)
    if any(one.name.casefold() == new_name.casefold() and one != chosen for one in listed):
        raise ConfigurationError("Another device has that name. Nothing was changed. Choose another one.")
    _publish(desk, [replace(one, name=new_name) if one == chosen else one for one in listed])
    return f"{chosen.name} is called {new_name} now."


def revoke(desk: Parts, name: str) -> str:
    """Take a kiosk, or an invitation, out of the school, returning what to say."""
    invitations = Invitations(desk.database.path.parent)
    for invitation in invitations.open():
        if invitation.name.casefold() == name.casefold():
            invitations.close(invitation)
            return f"The ticket for {invitation.name} is worth nothing now."
    listed = listed_devices(desk.school)
    chosen = _chosen(listed, name)
    if chosen.kind != DeviceKind.KIOSK:
        raise ConfigurationError(
            "Desks and stores are taken out by the root's key, not here. Nothing was changed. Ask who keeps that key."
        )
    _publish(desk, [replace(one, revoked=True) if one == chosen else one for one in listed])
    return (
        f"{chosen.name} is revoked. What it sends from now on is put aside, to be looked at, for a child may have "
        "written it."
    )


def _publish(desk: Parts, devices: list[DeviceEntry]) -> None:
    from store.scheme.publications import Publisher

    with desk.database.write() as connection:
        Publisher(connection, desk.feeds, desk.school, desk.key).devices(devices)


def _chosen(listed: tuple[DeviceEntry, ...], name: str) -> DeviceEntry:
    wanted = [
        one for one in listed if name.casefold() in (one.name.casefold(), one.id.hex()[:_SHOWN]) and not one.revoked
    ]
    if len(wanted) != 1:
        there = ", ".join(one.name for one in listed if not one.revoked) or "none"
        raise ConfigurationError(
            f"There is {'no such device' if not wanted else 'more than one'}. Nothing was changed. There are: {there}. "
            "Two with one name are told apart by the 8 letters of their number."
        )
    return wanted[0]


def _line(name: str, kind: str, standing: str, device: bytes, count: int) -> str:
    entries = "1 entry" if count == 1 else f"{count} entries"
    return f"{name}: {kind} {device.hex()[:_SHOWN]}, {standing}, {entries} here"

"""Makes the ticket by which one new kiosk comes to know its school."""

from __future__ import annotations

import argparse
import io
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kiosk.admitting import listed_devices
from kiosk.device_key import write_private
from kiosk.home import Home, slug
from kiosk.invitations import Invitation, Invitations
from kiosk.names import checked_name
from kiosk.network import store_addresses
from kiosk.parts import Parts, open_device
from kiosk.service_files import StoreAddress, read_address
from kiosk.telling import say
from store.errors import ConfigurationError
from store.feeds.http_line import checked_address
from store.scheme.documents import DEVICES
from store.scheme.keys_bundle import NO_PIN
from store.scheme.ticket import Ticket, new_secret, to_text

_GROUP: Final = 5
_GROUPS_A_LINE: Final = 8
_MOST_ROOMS: Final = 500
_LARGEST: Final = 1 << 20
_PIN: Final = re.compile(r"[0-9a-fA-F]{64}")


@dataclass(frozen=True)
class NewTicket:
    """A ticket with the name that its kiosk will have."""

    name: str
    text: str = field(repr=False)


def run(given: argparse.Namespace) -> int:
    """Print a ticket as text and QR code, or write one file for each room of a list."""
    home = Home.found_at(given.home)
    names = _rooms(given.file) if given.what == "kiosks" else (checked_name(given.name),)
    _check_can_be_seen(given)
    parts = open_device(home, home.desk(given.desk))
    try:
        parts.follow()
        at = _address(given, home, parts)
        new = invite(parts, bytes.fromhex(home.config.root), names, at)
    finally:
        parts.close()
    if given.out is None:
        for one in new:
            _show(one, at)
    else:
        for one in new:
            write_private(given.out / f"{slug(one.name)}.txt", told(one, at).encode("utf-8"))
        say(
            f"{len(new)} {'ticket is' if len(new) == 1 else 'tickets are'} in {given.out}. "
            "Use each once, then delete it."
        )
    return 0


def invite(desk: Parts, root: bytes, names: tuple[str, ...], at: StoreAddress | None) -> tuple[NewTicket, ...]:
    """Keep an invitation for each name, returning the tickets."""
    _check_right(desk)
    invitations = Invitations(desk.database.path.parent)
    taken = [one.name for one in listed_devices(desk.school) if not one.revoked]
    taken += [one.name for one in invitations.open()]
    used = {name.casefold() for name in taken}
    twice = next((name for name in names if name.casefold() in used), None)
    if twice is not None or len({name.casefold() for name in names}) < len(names):
        raise ConfigurationError(
            f"There is a device or an invitation with the name {twice or names[0]!r} already. Nothing was changed. "
            "Choose another name, or revoke the old one with `kiosk devices revoke`."
        )
    new = []
    for name in names:
        secret = new_secret()
        invitations.add(Invitation(name, secret))
        where = at or StoreAddress("", NO_PIN)
        new.append(NewTicket(name, to_text(Ticket(root, secret, where.spki, where.address))))
    return tuple(new)


def told(new: NewTicket, at: StoreAddress | None) -> str:
    """Return what is handed to whoever sets the kiosk up."""
    groups = [new.text[start : start + _GROUP] for start in range(0, len(new.text), _GROUP)]
    rows = [" ".join(groups[start : start + _GROUPS_A_LINE]) for start in range(0, len(groups), _GROUPS_A_LINE)]
    way = f"The store is at {at.address}." if at else "It has no address: give a folder with --folder PATH."
    return "\n".join([f"Ticket for {new.name}, good for one computer:", "", *rows, "", f"{way} On that computer:"]) + (
        '\nkiosk enrol "PASTE THE TICKET HERE"\n'
    )


def qr_code(text: str) -> str:
    """Return a QR code for a terminal, in half blocks."""
    import segno

    drawn = io.StringIO()
    segno.make_qr(text, error="m").terminal(out=drawn, compact=True, border=2)
    return drawn.getvalue()


def _show(new: NewTicket, at: StoreAddress | None) -> None:
    for line in told(new, at).splitlines():
        say(line)
    # The drawing is escape sequences around blanks, made from the ticket's letters alone.
    print(qr_code(new.text))


def _check_can_be_seen(given: argparse.Namespace) -> None:
    if given.out is None and not sys.stdout.isatty() and not given.print:
        raise ConfigurationError(
            "A ticket is a secret, and this is no terminal. Nothing was changed. "
            "Start this in a terminal, or name a folder for it with --out DIR (or --print, if you know who reads it)."
        )


def _check_right(desk: Parts) -> None:
    entry = desk.school.keys.desk(desk.key.id) if desk.school.keys else None
    if entry is None or DEVICES not in entry.documents:
        raise ConfigurationError(
            "This desk does not have the right to admit kiosks. Nothing was changed. Do this at a desk that has it."
        )


def _address(given: argparse.Namespace, home: Home, desk: Parts) -> StoreAddress | None:
    """Return what was given, else what the store here was served at, else what the desk knows."""
    if given.address is not None:
        if given.pin is None or not _PIN.fullmatch(given.pin):
            raise ConfigurationError(
                "An address needs the pin of the certificate there, 64 letters from 0 to f. Nothing was changed. "
                "`kiosk serve` prints it."
            )
        return StoreAddress(checked_address(given.address), bytes.fromhex(given.pin))
    served = None if home.store is None else read_address(home.store)
    return served or next(iter(store_addresses(desk)), None)


def _rooms(path: Path) -> tuple[str, ...]:
    try:
        with path.open("rb") as file:
            lines = file.read(_LARGEST).decode("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        raise ConfigurationError(
            "The list of rooms can't be read. Nothing was changed. Save it as CSV, UTF-8."
        ) from None
    import csv

    names = [row[0].strip() for row in csv.reader(lines) if row and row[0].strip()]
    if names and names[0].casefold() in ("name", "room"):
        names = names[1:]
    if not 1 <= len(names) <= _MOST_ROOMS:
        raise ConfigurationError(
            f"The list has no room in it, or more than {_MOST_ROOMS}. Nothing was changed. One room a line is needed."
        )
    return tuple(checked_name(name) for name in names)

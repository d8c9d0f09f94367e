"""Makes the ticket by which one new kiosk comes to know its school."""

from __future__ import annotations

import argparse
import io
import re
import sys
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from kiosk.home import Home
from kiosk.joining.admitting import listed_devices
from kiosk.joining.invitations import Invitation, Invitations
from kiosk.parts import Parts, open_device
from kiosk.school.names import checked_name
from kiosk.serving.service_files import StoreAddress, read_address
from kiosk.syncing.network import store_addresses
from kiosk.telling import say
from store.errors import ConfigurationError, KioskError
from store.feeds.by_network.http_line import checked_address
from store.scheme.documents import DEVICES
from store.scheme.keys_bundle import NO_PIN
from store.scheme.ticket import Ticket, from_text, new_secret, to_text

_GROUP: Final = 5
_GROUPS_A_LINE: Final = 8
HINT: Final = (
    "A ticket is a secret: whoever has it first can make one computer a kiosk of the school. It ends with its first "
    "use, or with `kiosk devices revoke NAME`. Delete its files then."
)
_PIN: Final = re.compile(r"[0-9a-fA-F]{64}")


@dataclass(frozen=True)
class NewTicket:
    """A ticket with the name that its kiosk will have."""

    name: str
    text: str = field(repr=False)


def run(given: argparse.Namespace) -> int:
    """Print a ticket as text and QR code, or write the files of one for each room of a list."""
    home = Home.found_at(given.home)
    _check_can_be_seen(given)
    parts = open_device(home, home.desk(given.desk))
    try:
        parts.follow()
        _check_right(parts)
        if given.what == "kiosks":
            from kiosk.joining.invite_rooms import read_rooms

            names = read_rooms(given.file, names_taken(parts))
        else:
            names = (checked_name(given.name),)
        at = _address(given, home, parts)
        new = draw(parts, bytes.fromhex(home.config.root), names, at)
        if given.out is None:
            keep(parts, new)
        else:
            from kiosk.joining.invite_files import write_tickets

            write_tickets(given.out, {one.name: (told(one, at), one.text) for one in new}, partial(keep, parts, new))
    finally:
        parts.close()
    if given.out is None:
        for one in new:
            _show(one, at)
    else:
        are = "ticket is" if len(new) == 1 else "tickets are"
        say(f"{len(new)} {are} in {given.out}, each as text and as a QR code.")
    say(HINT)
    return 0


def names_taken(desk: Parts) -> frozenset[str]:
    """Return the names, casefolded, of the school's devices and of those invited."""
    taken = [one.name for one in listed_devices(desk.school) if not one.revoked]
    taken += [one.name for one in Invitations(desk.database.path.parent).open()]
    return frozenset(name.casefold() for name in taken)


def draw(desk: Parts, root: bytes, names: tuple[str, ...], at: StoreAddress | None) -> tuple[NewTicket, ...]:
    """Return a new ticket for each name, worth nothing until it is kept; a name that is taken is refused."""
    used = names_taken(desk)
    twice = next((name for name in names if name.casefold() in used), None)
    if twice is not None or len({name.casefold() for name in names}) < len(names):
        raise ConfigurationError(
            f"There is a device or an invitation with the name {twice or names[0]!r} already. Nothing was changed. "
            "Choose another name, or revoke the old one with `kiosk devices revoke`."
        )
    where = at or StoreAddress("", NO_PIN)
    return tuple(NewTicket(name, to_text(Ticket(root, new_secret(), where.spki, where.address))) for name in names)


def keep(desk: Parts, new: tuple[NewTicket, ...]) -> None:
    """Keep an invitation for each ticket, or for none where one can't be kept."""
    invitations, kept = Invitations(desk.database.path.parent), list[Invitation]()
    try:
        for one in new:
            invitation = Invitation(one.name, from_text(one.text).secret)
            invitations.add(invitation)
            kept.append(invitation)
    except KioskError:
        for invitation in kept:
            invitations.close(invitation)
        raise


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
    return served or next((at for ways in store_addresses(desk) for at in ways), None)

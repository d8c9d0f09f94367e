"""Makes this computer a kiosk of the school that a ticket is for."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kiosk.config import FILE, Config, DevicePart, FolderPart, write_config
from kiosk.device_key import write_device_key
from kiosk.home import Device, Home, home_folder, slug
from kiosk.new_folder import new_folder
from kiosk.parts import open_device
from kiosk.school.names import checked_name
from kiosk.serving.service_files import ENROLMENTS, Enrolled, StoreAddress, write_enrolled
from kiosk.syncing.network import ask_to_enrol
from kiosk.telling import say
from store.errors import ConfigurationError
from store.feeds.by_network.http_trouble import NotReached, Trouble
from store.scheme.enrol import EnrolRequest, make_enrol
from store.scheme.ticket import Ticket, from_text
from store.service.enrolments import Enrolments
from store.signed.signing_key import SigningKey

# Until the policy comes with the first exchange.
_SCHOOL: Final = "the school"
_LONGEST: Final = 4_000


@dataclass(frozen=True)
class Joining:
    """What a new kiosk is made from."""

    ticket: Ticket
    name: str
    folders: tuple[Path, ...] = ()
    key: SigningKey = field(default_factory=SigningKey.generate, repr=False)

    @property
    def at(self) -> StoreAddress:
        """Where the store is, by the ticket."""
        return StoreAddress(self.ticket.address, self.ticket.spki)

    def request(self) -> bytes:
        """Return the request to be admitted, the same each time."""
        asked = EnrolRequest(self.ticket.school, self.key.public, name=self.name)
        return make_enrol(asked, self.ticket.secret, self.key)


def run(given: argparse.Namespace) -> int:
    """Make the kiosk, all of it or nothing."""
    text = sys.stdin.read(_LONGEST) if given.ticket == "-" else given.ticket
    joining = Joining(from_text(text), checked_name(given.name), tuple(given.folders or ()))
    folder = given.at.absolute() if given.at is not None else home_folder(given.home)
    reached = enrol(folder, joining)
    say(f"This computer is a kiosk now, in {folder}.")
    if reached:
        say("The store has its request. It is admitted when the desk that made the ticket exchanges next.")
    else:
        say("Its request lies in the folder. It is admitted when the desk that made the ticket has seen that folder.")
    return 0


def enrol(folder: Path, joining: Joining) -> bool:
    """Make the home of a new kiosk, returning whether the store was reached; without it a folder must be named."""
    _check_free(folder)
    with new_folder(folder) as made:
        reached = _make(made, joining)
        for carried in joining.folders:
            Enrolments(carried / ENROLMENTS, joining.ticket.school).put(joining.request())
    return reached


def _make(folder: Path, joining: Joining) -> bool:
    part = DevicePart(name=joining.name, folder=f"kiosks/{slug(joining.name)}")
    carried = tuple(FolderPart(path=str(path.absolute())) for path in joining.folders)
    config = Config(school=_SCHOOL, root=joining.ticket.root.hex(), kiosks=(part,), folders=carried)
    write_config(folder / FILE, config)
    home = Home(folder)
    device = home.kiosk(None)
    write_device_key(device.key, joining.key)
    write_enrolled(device.folder, Enrolled(joining.at, joining.request()))
    keys = _ask(joining)
    _begin(home, device, keys)
    return keys is not None


def _ask(joining: Joining) -> bytes | None:
    """Return the keys that the store sent; where it is not reached but a folder is named, that is the way."""
    if joining.ticket.address:
        try:
            return ask_to_enrol(joining.at, joining.request())
        except NotReached:
            if not joining.folders:
                raise
    elif not joining.folders:
        raise ConfigurationError(
            "This ticket has no address. Nothing was changed. Name the folder that carries entries with --folder PATH."
        )
    return None


def _begin(home: Home, device: Device, keys: bytes | None) -> None:
    """Make the database, with the school's keys in force where they came: the ticket's root must have signed them."""
    parts = open_device(home, device)
    try:
        with parts.database.write() as connection:
            if keys is not None and not parts.school.take_keys(connection, keys):
                raise NotReached(Trouble.BAD_RECEIPT)
    finally:
        parts.close()


def _check_free(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ConfigurationError(
            f"{folder} is not an empty folder. Nothing was changed. Choose a new one with --at DIR."
        )

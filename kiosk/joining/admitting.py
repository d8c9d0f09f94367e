"""Admitting new kiosks at a desk, by the tickets that it handed out."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.home import Home
from kiosk.joining.invitations import Invitation, Invitations
from kiosk.parts import Parts
from kiosk.serving.service_files import ENROLMENTS
from store.errors import FeedError, KioskError, NewerVersion
from store.scheme.devices import DeviceEntry, DeviceKind, devices_from_content
from store.scheme.documents import DEVICES
from store.scheme.enrol import EnrolRequest, read_enrol
from store.scheme.publications import Publisher
from store.scheme.school import School
from store.service.asking import AskingDevices
from store.service.enrolments import Enrolments


def listed_devices(school: School) -> tuple[DeviceEntry, ...]:
    """Return the devices document as this device knows it."""
    document = school.document(DEVICES)
    return () if document is None else devices_from_content(document.content)


def admit(desk: Parts, requests: Iterable[bytes]) -> tuple[str, ...]:
    """Publish each kiosk that asks with a ticket of this desk, returning a sentence for each that was or can't be."""
    invitations, told = Invitations(desk.database.path.parent), []
    for signed in requests:
        asked = _read(signed)
        if asked is None or asked.school != desk.school.id or asked.kind != DeviceKind.KIOSK:
            continue
        if desk.school.standing(asked.device) != "unknown":
            continue
        invitation = invitations.meant(asked)
        try:
            told += [] if invitation is None else _admit(desk, invitations, invitation, asked)
        except KioskError as error:
            told.append(f"A kiosk that asked with its ticket could not be admitted. {error}")
    for invitation in invitations.open():
        # A crash came between the publishing and this.
        if invitation.device is not None and desk.school.standing(invitation.device) == "admitted":
            invitations.close(invitation)
    return tuple(told)


def requests_here(home: Home, school: School, store: Parts | None) -> list[bytes]:
    """Return the requests that wait in this computer's own store or in its folders."""
    found = list[bytes]()
    if store is not None:
        with store.database.read() as connection:
            found += AskingDevices(school.id).waiting(connection)
    for folder in home.folders:
        if folder.is_dir():
            found += Enrolments(folder / ENROLMENTS, school.id).waiting()
    return found


def _admit(desk: Parts, invitations: Invitations, invitation: Invitation, asked: EnrolRequest) -> list[str]:
    invitations.bind(invitation, asked.device)
    told = []
    with desk.database.write() as connection:
        desk.school.follow(connection, desk.feeds)
        if desk.school.standing(asked.device) == "unknown":
            others = [one for one in listed_devices(desk.school) if one.id != asked.device]
            entry = DeviceEntry(asked.public, invitation.name)
            Publisher(connection, desk.feeds, desk.school, desk.key).devices([*others, entry])
            told.append(f"{invitation.name} is admitted.")
    invitations.close(invitation)
    return told


def _read(signed: bytes) -> EnrolRequest | None:
    try:
        return read_enrol(signed)
    except (FeedError, NewerVersion):
        return None

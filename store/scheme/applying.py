"""What a notice changes in the active view: never back, and never by anything bad or partial (I11)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from sqlalchemy import Connection, delete, insert, update

from store.errors import BadSignature, BrokenFile, FeedError, NewerVersion, SealingError
from store.scheme import published_vaults
from store.scheme.devices import DeviceEntry, DeviceKind, devices_from_content
from store.scheme.documents import (
    DEVICES,
    GUIDANCE,
    POLICY,
    PUPILS,
    STAFF,
    VAULTS,
    Document,
    check_whole,
    read_document,
    unverified,
)
from store.scheme.guidance import guidance_from_content
from store.scheme.keys_bundle import KeysBundle, read_keys
from store.scheme.people import staff_from_content
from store.scheme.policy import policy_from_content
from store.scheme.shape import each
from store.scheme.tables import ACTIVE, KEYS, KIOSKS, OVERTAKEN
from store.scheme.vaults import Vault
from store.scheme.view import ActiveDocument, View
from store.sealing.xwing import Recipient
from store.signed.canonical import Plain
from store.signed.shape import wrong_shape

_PROBE: Final = bytes(16)

Drop = Callable[[Connection, bytes], object]


def apply_keys(connection: Connection, view: View, signed: bytes) -> bool:
    """Keep a bundle that a root in force signed, returning whether it is new; the highest is in force.

    Earlier ones tell whose signatures on old notices count, also at a device that joined the school later.
    """
    bundle = read_keys(signed, view.roots)
    if bundle.school != view.school or any(bundle.hash == one.hash for one in view.bundles):
        return False
    _check_sealable(bundle)
    row = {"school": view.school, "version": bundle.version, "hash": bundle.hash, "signed": signed}
    connection.execute(insert(KEYS), row)
    return True


def admitted_document(view: View, signed: bytes) -> Document | None:
    """Return a document that a desk with the right to publish it signed, None where it is not (yet) one to go by.

    Raises BadSignature, NotCanonical, NewerVersion.
    """
    claimed = unverified(signed)
    desk = view.keys.desk(claimed.desk) if view.keys else None
    if claimed.school != view.school or desk is None or claimed.name not in desk.documents:
        return None
    if claimed.name not in _READERS:
        return None
    return read_document(signed, desk.ed)


def apply_document(
    connection: Connection, view: View, document: Document, entry: bytes, *, alone: bool, own: bytes | None
) -> bool:
    """Make a document the active one of its name if it is whole and higher, returning whether it did."""
    before = view.documents.get(document.name)
    if before is not None and document.rank <= before.document.rank:
        return False
    check_whole(document)
    _READERS[document.name](document.content)
    if before is not None:
        _keep_own(connection, view.school, before, document, own)
    row = {
        "school": view.school,
        "name": document.name,
        "counter": document.counter,
        "hash": document.hash,
        "entry": entry,
        "alone": alone,
        "signed": document.signed,
    }
    connection.execute(delete(ACTIVE).where(ACTIVE.c.school == view.school, ACTIVE.c.name == document.name))
    connection.execute(insert(ACTIVE), row)
    if document.name == VAULTS:
        published_vaults.replace_all(connection, view.school, _vaults(document.content))
    elif document.name == DEVICES:
        _store_kiosks(connection, view.school, devices_from_content(document.content))
    return True


def take_document(
    connection: Connection, view: View, entry: bytes, data: bytes, *, alone: bool, own: bytes | None, drop: Drop | None
) -> bool:
    """Apply a document if it is one to go by, returning whether it did.

    `drop` is called with the hash of the entry that holds nothing but the document which is overtaken by that.
    """
    try:
        document = admitted_document(view, data)
        if document is None:
            return False
        before = view.documents.get(document.name)
        changed = apply_document(connection, view, document, entry, alone=alone, own=own)
    except (FeedError, SealingError, NewerVersion):
        return False
    if drop is not None and before is not None:
        if changed and before.alone and before.entry != entry:
            drop(connection, before.entry)
        elif not changed and alone and document.rank < before.document.rank:
            drop(connection, entry)
    return changed


def _keep_own(
    connection: Connection, school: bytes, before: ActiveDocument, winner: Document, own: bytes | None
) -> None:
    """Keep the text of this desk's document where somebody who had not seen it published over it."""
    loser = before.document
    if loser.desk == own and winner.desk != own and winner.replaces != loser.hash:
        row = {"school": school, "hash": loser.hash, "signed": loser.signed}
        connection.execute(delete(OVERTAKEN).where(OVERTAKEN.c.school == school, OVERTAKEN.c.hash == loser.hash))
        connection.execute(insert(OVERTAKEN), row)


def _store_kiosks(connection: Connection, school: bytes, devices: tuple[DeviceEntry, ...]) -> None:
    """List the kiosks; one that is no longer listed stays with its key as unknown, for it may hold unsent reports."""
    connection.execute(update(KIOSKS).where(KIOSKS.c.school == school).values(standing="unknown"))
    for one in devices:
        if one.kind != DeviceKind.KIOSK:
            continue
        row = {"public": one.ed, "name": one.name, "standing": "revoked" if one.revoked else "admitted"}
        connection.execute(delete(KIOSKS).where(KIOSKS.c.school == school, KIOSKS.c.device == one.id))
        connection.execute(insert(KIOSKS), {"school": school, "device": one.id} | row)


def _vaults(content: Plain) -> tuple[Vault, ...]:
    vaults = each(content, Vault.from_plain)
    if len({one.lookup for one in vaults}) != len(vaults) or len({one.person for one in vaults}) != len(vaults):
        raise wrong_shape()
    return vaults


def _pupils(content: Plain) -> None:
    """Nobody but its readers can look into the pupils document; that it is bytes was checked with its count."""
    if not isinstance(content, bytes):
        raise wrong_shape()


def _check_sealable(bundle: KeysBundle) -> None:
    """Refuse a bundle with a public key that nothing can be sealed to: a report could no longer be sent."""
    for one in bundle.roles:
        if not one.retired:
            try:
                Recipient(one.xwing).wrap(_PROBE)
            except (BrokenFile, ValueError):
                raise BadSignature(
                    "One of these keys can't be sealed to. They were not used; the last ones stay in force."
                ) from None


_READERS: Final[Mapping[str, Callable[[Plain], object]]] = {
    STAFF: staff_from_content,
    PUPILS: _pupils,
    GUIDANCE: guidance_from_content,
    POLICY: policy_from_content,
    DEVICES: devices_from_content,
    VAULTS: _vaults,
}

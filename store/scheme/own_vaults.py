"""Vaults made on this kiosk, each of which stands above the document until one carries it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection, delete, insert, select

from store.errors import KioskError
from store.scheme.own_words import digest_of_words, same_keys
from store.scheme.tables import OWN_VAULTS
from store.scheme.vaults import Vault

_OF = OWN_VAULTS.c


def keep(connection: Connection, school: bytes, vault: Vault) -> None:
    """Keep the vault that a mentor made here, in place of an earlier one."""
    connection.execute(delete(OWN_VAULTS).where(_OF.school == school, _OF.person == vault.person))
    row = {"school": school, "person": vault.person, "vault": vault.to_bytes()}
    connection.execute(insert(OWN_VAULTS), row)


def in_force(connection: Connection, school: bytes, published: Vault) -> Vault:
    """Return the vault whose words open today: the one made here with the card as it is published, else `published`."""
    query = select(_OF.vault).where(_OF.school == school, _OF.person == published.person)
    found = connection.execute(query).scalar()
    own = _read(found) or published
    # Other keys were published: words that somebody may have known open nothing any more.
    return replace(own, work_copy=published.work_copy, card=published.card) if same_keys(own, published) else published


def let_go(connection: Connection, school: bytes, published: Iterable[Vault]) -> None:
    """Let go of what a document carries now, and of keys that it replaces."""
    by_person = {one.person: one for one in published}
    for row in connection.execute(select(_OF.person, _OF.vault).where(_OF.school == school)).all():
        own, now = _read(row.vault), by_person.get(row.person)
        if own is not None and now is not None and _is_settled(own, now):
            connection.execute(delete(OWN_VAULTS).where(_OF.school == school, _OF.person == row.person))


def _is_settled(own: Vault, now: Vault) -> bool:
    return not same_keys(own, now) or digest_of_words(own) == digest_of_words(now)


def _read(found: bytes | None) -> Vault | None:
    """Return a vault that was kept, None where it is damaged or newer: then the published words open."""
    if found is None:
        return None
    try:
        return Vault.from_bytes(bytes(found))
    except KioskError:
        return None

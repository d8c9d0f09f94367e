"""The vaults of the active vaults document, read from the database when somebody signs in."""

from __future__ import annotations

from sqlalchemy import Connection, delete, func, insert, select

from store.scheme import own_vaults
from store.scheme.tables import VAULTS
from store.scheme.vaults import Vault


def by_lookup(connection: Connection, school: bytes, lookup: bytes) -> Vault | None:
    """Return the vault with this lookup."""
    query = select(VAULTS.c.vault).where(VAULTS.c.school == school, VAULTS.c.lookup == lookup)
    return _vault(connection.execute(query).scalar())


def to_try(connection: Connection, school: bytes, lookup: bytes) -> tuple[Vault, bool] | None:
    """Return the vault on which a name's words are tried, with whether it is that name's own, None where there is none.

    An unknown name gets the vault of its neighbour, whatever that one costs to open: both names take the same work.
    """
    here = VAULTS.c.school == school
    least = select(func.min(VAULTS.c.lookup)).where(here)
    nearest = func.coalesce(least.where(VAULTS.c.lookup >= lookup).scalar_subquery(), least.scalar_subquery())
    found = connection.execute(select(VAULTS.c.vault).where(here, VAULTS.c.lookup == nearest)).scalar()
    if found is None:
        return None
    vault = Vault.from_bytes(found)
    return own_vaults.in_force(connection, school, vault), vault.lookup == lookup


def of_person(connection: Connection, school: bytes, person: bytes) -> Vault | None:
    """Return the vault of this person."""
    query = select(VAULTS.c.vault).where(VAULTS.c.school == school, VAULTS.c.person == person)
    return _vault(connection.execute(query).scalar())


def every(connection: Connection, school: bytes) -> tuple[Vault, ...]:
    """Return all vaults."""
    query = select(VAULTS.c.vault).where(VAULTS.c.school == school).order_by(VAULTS.c.person)
    return tuple(Vault.from_bytes(one) for one in connection.execute(query).scalars())


def replace_all(connection: Connection, school: bytes, vaults: tuple[Vault, ...]) -> None:
    """Store these vaults in place of all earlier ones, those made on this kiosk included where they are carried now."""
    connection.execute(delete(VAULTS).where(VAULTS.c.school == school))
    rows = [{"school": school, "lookup": one.lookup, "person": one.person, "vault": one.to_bytes()} for one in vaults]
    if rows:
        connection.execute(insert(VAULTS), rows)
    own_vaults.let_go(connection, school, vaults)


def _vault(found: bytes | None) -> Vault | None:
    return None if found is None else Vault.from_bytes(found)

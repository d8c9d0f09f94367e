"""How the tables of the device's database are declared, so that they mean the same in either kind of database."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import BigInteger, Boolean, Column, Dialect, Integer, LargeBinary, MetaData, String
from sqlalchemy.types import TypeDecorator, TypeEngine

NAMING: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
METADATA: Final = MetaData(naming_convention=NAMING)


class WholeNumber(TypeDecorator[int]):
    """A number as large as an entry's may be: what SQLite calls an integer ends at 2^31 elsewhere."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the type that holds 64 bits."""
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else BigInteger())


def data(name: str, *, key: bool = False, may_lack: bool = False) -> Column[bytes]:
    """Return a column of bytes, part of the key or not; `may_lack` where a row may be without."""
    return Column(name, LargeBinary(), primary_key=key, nullable=may_lack)


def words(name: str, *, key: bool = False, may_lack: bool = False) -> Column[str]:
    """Return a column of text, part of the key or not; `may_lack` where a row may be without."""
    return Column(name, String(), primary_key=key, nullable=may_lack)


def truth(name: str, *, key: bool = False) -> Column[bool]:
    """Return a column of true or false, part of the key or not."""
    return Column(name, Boolean(), primary_key=key, nullable=False)


def number(name: str, *, key: bool = False, may_lack: bool = False) -> Column[int]:
    """Return a column of small numbers, part of the key or not; `may_lack` where a row may be without."""
    return Column(name, Integer(), primary_key=key, nullable=may_lack)


def large_number(name: str, *, key: bool = False) -> Column[int]:
    """Return a column of numbers as large as an entry's, part of the key or not."""
    return Column(name, WholeNumber(), primary_key=key, nullable=False)

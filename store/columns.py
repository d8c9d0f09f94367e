"""Types of columns that mean the same in either kind of database."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Dialect, Integer
from sqlalchemy.types import TypeDecorator, TypeEngine


class WholeNumber(TypeDecorator[int]):
    """A number as large as an entry's may be: what SQLite calls an integer ends at 2^31 elsewhere."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the type that holds 64 bits."""
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else BigInteger())

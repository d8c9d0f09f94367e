"""Reader of the public conformance vectors of the age format (C2SP CCTV)."""

from __future__ import annotations

import os
import zlib
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Vector:
    """One vector: what is expected of it, its keys, then the age file itself."""

    name: str
    header: dict[str, list[str]]
    data: bytes

    def one(self, key: str) -> str | None:
        return self.header.get(key, [None])[0]  # type: ignore[list-item]  # a missing key reads as None


def folder() -> Path:
    named = os.environ.get("AGE_VECTORS")
    beside = Path(__file__).parents[3] / "shared" / "vectors"
    return (Path(named) if named else beside) / "age"


def read_all() -> list[Vector]:
    return [_read(path) for path in sorted(folder().glob("*"))] if folder().is_dir() else []


# It tests the X25519 recipient type, which this product neither writes nor reads.
_ANOTHER_TYPE = "hybrid_x25519_arg"


def parameters() -> list[object]:
    vectors = read_all()
    if not vectors:
        reason = "the age vectors are neither in ../shared/vectors nor at AGE_VECTORS"
        return [pytest.param(None, marks=pytest.mark.skip(reason=reason))]
    return [pytest.param(one, id=one.name) for one in vectors if one.name != _ANOTHER_TYPE]


def _read(path: Path) -> Vector:
    head, _, data = path.read_bytes().partition(b"\n\n")
    header: dict[str, list[str]] = {}
    for line in head.decode().splitlines():
        key, _, value = line.partition(": ")
        header.setdefault(key, []).append(value)
    if header.get("compressed") == ["zlib"]:
        data = zlib.decompress(data)
    return Vector(path.name, header, data)

"""Every public age vector that concerns us comes out as it is labelled."""

from __future__ import annotations

import hashlib

import pytest

from store.errors import BrokenFile, NotForThisKey
from store.sealing import age_file
from store.sealing.xwing import Identity
from tests.vectors.age_vectors import Vector, parameters


@pytest.mark.parametrize("vector", parameters())
def test_a_public_vector_comes_out_as_labelled(vector: Vector) -> None:
    expected = vector.one("expect")
    if expected == "success":
        assert hashlib.sha256(_open(vector)).hexdigest() == vector.one("payload")
    elif expected == "no match":
        with pytest.raises(NotForThisKey):
            _open(vector)
    else:
        with pytest.raises(BrokenFile):
            _open(vector)


def _open(vector: Vector) -> bytes:
    """Open with the hybrid identities of the vector, else with its file key."""
    hybrid = [one for one in vector.header.get("identity", []) if one.startswith("AGE-SECRET-KEY-PQ-1")]
    if hybrid:
        return age_file.open_file(vector.data, [Identity.from_text(one) for one in hybrid])
    header = age_file.parse_header(vector.data)
    file_key = vector.one("file key")
    assert file_key is not None, "a vector has an identity of our kind or a file key"
    return age_file.open_with_file_key(vector.data, header, bytes.fromhex(file_key))

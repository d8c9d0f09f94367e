"""Everything signed is written and read as the known answers say."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from store.errors import BadSignature, KioskError, NewerVersion, NotCanonical, TooLarge
from store.feeds import checkpoint, entry, offer, receipt, run
from store.signed import cose
from tests.vectors import make_signed

FOLDER = Path(__file__).parent / "signed"
EXPECTED: dict[str, type[KioskError]] = {
    "bad signature": BadSignature,
    "not canonical": NotCanonical,
    "newer version": NewerVersion,
    "too large": TooLarge,
}


def read_signed_entry(data: bytes, public: bytes) -> object:
    cose.verify("entry", data, public)
    return entry.read_entry(data)


READERS: dict[str, Callable[[bytes, bytes], object]] = {
    "entry": read_signed_entry,
    "receipt": receipt.verify_receipt,
    "checkpoint": checkpoint.verify_checkpoint,
    "offer": offer.verify_offer,
    "run": lambda data, _public: run.decode_run(data),
}


def cases() -> list[tuple[str, dict[str, str]]]:
    return [
        (name, case)
        for name in READERS
        for case in json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))["cases"]
    ]


@pytest.mark.parametrize(("name", "case"), cases(), ids=[f"{name}: {case['comment']}" for name, case in cases()])
def test_each_known_answer_comes_out_as_it_says(name: str, case: dict[str, str]) -> None:
    data, public = bytes.fromhex(case["hex"]), bytes.fromhex(case["public"])
    if case["expect"] == "ok":
        assert READERS[name](data, public) is not None
    else:
        with pytest.raises(EXPECTED[case["expect"]]):
            READERS[name](data, public)


@pytest.mark.parametrize("name", READERS)
def test_what_is_written_today_is_what_was_written_then(name: str) -> None:
    made = {
        "entry": make_signed.entries,
        "receipt": make_signed.receipts,
        "checkpoint": make_signed.checkpoints,
        "offer": make_signed.offers,
        "run": make_signed.run_cases,
    }
    assert json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))["cases"] == made[name]()


def test_the_first_entry_reads_as_the_design_says_by_another_implementation() -> None:
    """Take the bytes apart with a general CBOR reader, check the signature by RFC 9052 section 4.4 by hand."""
    first = dict(cases()[0][1])
    tag = cbor2.loads(bytes.fromhex(first["hex"]))
    protected, unprotected, payload, signature = tag.value
    assert tag.tag == 18
    assert cbor2.loads(protected) == {1: -19}
    assert unprotected == {}
    device = hashlib.sha256(bytes.fromhex(first["public"])).digest()[:16]
    assert cbor2.loads(payload) == {
        1: 1,
        2: make_signed.SCHOOL,
        3: device,
        4: 0,
        5: bytes(range(16)),
        6: 1,
        7: bytes(32),
        8: hashlib.sha256(b"a sealed body").digest(),
        9: 13,
        10: 0,
        11: False,
    }
    covered = cbor2.dumps(["Signature1", protected, b"pmk/entry/1", payload])
    Ed25519PublicKey.from_public_bytes(bytes.fromhex(first["public"])).verify(signature, covered)
    assert Ed25519PrivateKey.from_private_bytes(b"\x01" * 32).sign(covered) == signature

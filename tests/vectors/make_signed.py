"""Writes the known answers for everything signed, once: `python -m tests.vectors.make_signed`.

The files are the contract; a change of one is a change of the format.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

from store.feeds import entry, run
from store.feeds.checkpoint import Checkpoint, make_checkpoint
from store.feeds.entry import Entry
from store.feeds.offer import Offer, make_offer
from store.feeds.ranges import Range
from store.feeds.receipt import Receipt, make_receipt
from store.signed import canonical, cose
from store.signed.signing_key import SigningKey

FOLDER = Path(__file__).parent / "signed"
SCHOOL = bytes.fromhex("5c4001" + "00" * 13)
DEVICE = SigningKey(b"\x01" * 32)
STORE = SigningKey(b"\x02" * 32)
ROLE = SigningKey(b"\x03" * 32)
EPOCH = bytes(range(16))
BODY = b"a sealed body"

Case = dict[str, str]


def case(comment: str, data: bytes, expect: str, key: SigningKey) -> Case:
    return {"comment": comment, "expect": expect, "public": key.public.hex(), "hex": data.hex()}


def refused(name: str, good: bytes, key: SigningKey) -> list[Case]:
    """Return what must never be read as a thing of this kind, whatever it holds."""
    payload = canonical.decode(cose.payload_of(good))
    assert isinstance(payload, dict)
    head = len("d28443a10132a0") // 2
    return [
        case("the last bit of the signature is flipped", good[:-1] + bytes([good[-1] ^ 1]), "bad signature", key),
        case(
            "another key signed it",
            cose.sign(name, cose.payload_of(good), SigningKey(b"\x09" * 32)),
            "bad signature",
            key,
        ),
        case("signed for another purpose", cose.sign("other", cose.payload_of(good), key), "bad signature", key),
        case("cut short by a byte", good[:-1], "not canonical", key),
        case("a byte behind the end", good + b"\x00", "not canonical", key),
        case("without its tag", good[1:], "not canonical", key),
        case(
            "the algorithm is EdDSA (-8), not Ed25519 (-19)",
            good.replace(bytes.fromhex("a10132"), bytes.fromhex("a10127"), 1),
            "not canonical",
            key,
        ),
        case(
            "something in the unprotected header",
            good[: head - 1] + bytes.fromhex("a1044101") + good[head:],
            "not canonical",
            key,
        ),
        case("keys of the map in descending order", cose.sign(name, _descending(payload), key), "not canonical", key),
        case(
            "a key that version 1 does not have",
            cose.sign(name, canonical.encode(payload | {99: 0}), key),
            "not canonical",
            key,
        ),
        case(
            "a key too few",
            cose.sign(name, canonical.encode({k: v for k, v in payload.items() if k != 5}), key),
            "not canonical",
            key,
        ),
        case("an empty map", cose.sign(name, b"\xa0", key), "not canonical", key),
        case(
            "the school has 15 bytes",
            cose.sign(name, canonical.encode(payload | {2: bytes(15)}), key),
            "not canonical",
            key,
        ),
        case("version 2", cose.sign(name, canonical.encode(payload | {1: 2}), key), "newer version", key),
    ]


def _descending(payload: dict[int, canonical.Plain]) -> bytes:
    pairs = b"".join(canonical.encode(key) + canonical.encode(payload[key]) for key in sorted(payload, reverse=True))
    return bytes([0xA0 + len(payload)]) + pairs


def entries() -> list[Case]:
    first = Entry(SCHOOL, DEVICE.id, 0, EPOCH, 1, bytes(32), hashlib.sha256(BODY).digest(), len(BODY))
    good = entry.sign_entry(first, DEVICE)

    def changed(**fields: object) -> bytes:
        return entry.sign_entry(replace(first, **fields), DEVICE)  # type: ignore[arg-type]

    def with_field(number: int, value: canonical.Plain) -> bytes:
        payload = canonical.decode(cose.payload_of(good))
        assert isinstance(payload, dict)
        return cose.sign("entry", canonical.encode(payload | {number: value}), DEVICE)

    return [
        case("the first record of a feed", good, "ok", DEVICE),
        case("a red record later on", changed(seq=7, prev=cose.digest(good), alarm=2), "ok", DEVICE),
        case("a slot", changed(seq=8, prev=cose.digest(good), slot=True), "ok", DEVICE),
        case("a notice, which has neither alarm nor slot", changed(lane=1), "ok", DEVICE),
        case("casework with the highest number", changed(lane=2, seq=2**53 - 1), "ok", DEVICE),
        case("an empty body", changed(size=0, body_hash=hashlib.sha256(b"").digest()), "ok", DEVICE),
        *refused("entry", good, DEVICE),
        case("number 0", changed(seq=0), "not canonical", DEVICE),
        case("a number too high", changed(seq=2**53), "not canonical", DEVICE),
        case("lane 3", with_field(4, 3), "not canonical", DEVICE),
        case("alarm 3", with_field(10, 3), "not canonical", DEVICE),
        case("a slot that is a number", with_field(11, 1), "not canonical", DEVICE),
        case("a notice with an alarm", with_field(4, 1), "not canonical", DEVICE),
        case("a previous hash of 31 bytes", with_field(7, bytes(31)), "not canonical", DEVICE),
        case("a size below 0", with_field(9, -1), "not canonical", DEVICE),
    ]


HELD = (
    Range(DEVICE.id, 0, EPOCH, 1, 7, hashlib.sha256(b"seven").digest(), (2, 5)),
    Range(DEVICE.id, 1, EPOCH, 3, 3, hashlib.sha256(b"three").digest()),
)


def impossible(name: str, good: bytes, key: SigningKey) -> list[Case]:
    """Return ranges that no peer can hold."""
    payload = canonical.decode(cose.payload_of(good))
    assert isinstance(payload, dict)
    plain = [DEVICE.id, 0, EPOCH, 1, 7, bytes(32), []]

    def with_range(*item: canonical.Plain) -> bytes:
        return cose.sign(name, canonical.encode(payload | {5: [list(item)]}), key)

    return [
        case("a range that ends before it begins", with_range(*plain[:3], 7, 1, *plain[5:]), "not canonical", key),
        case("a range from 0", with_range(*plain[:3], 0, 1, *plain[5:]), "not canonical", key),
        case("a range with six parts", with_range(*plain[:6]), "not canonical", key),
        case("a body missing outside of the range", with_range(*plain[:6], [8]), "not canonical", key),
        case("missing bodies out of order", with_range(*plain[:6], [5, 2]), "not canonical", key),
    ]


def receipts() -> list[Case]:
    full = Receipt(
        SCHOOL, STORE.id, HELD, ((5, hashlib.sha256(b"bad").digest()), (1, None)), hashlib.sha256(b"offer").digest()
    )
    good = make_receipt(full, STORE)
    return [
        case("two ranges, two problems, in answer to an offer", good, "ok", STORE),
        case("nothing held, no offer", make_receipt(Receipt(SCHOOL, STORE.id, ()), STORE), "ok", STORE),
        *refused("receipt", good, STORE),
        *impossible("receipt", good, STORE),
    ]


def checkpoints() -> list[Case]:
    met = (hashlib.sha256(b"red").digest(), hashlib.sha256(b"amber").digest())
    good = make_checkpoint(Checkpoint(SCHOOL, "safeguarding", DEVICE.id, HELD, met), ROLE)
    return [
        case("two ranges, two entries met", good, "ok", ROLE),
        case("nothing held yet", make_checkpoint(Checkpoint(SCHOOL, "head", DEVICE.id, ()), ROLE), "ok", ROLE),
        *refused("checkpoint", good, ROLE),
        *impossible("checkpoint", good, ROLE),
    ]


def offers() -> list[Case]:
    good = make_offer(Offer(SCHOOL, DEVICE.id, bytes(range(16, 32)), HELD, (1,)), DEVICE)
    return [
        case("a kiosk's, which wants notices", good, "ok", DEVICE),
        case(
            "a desk's with nothing yet",
            make_offer(Offer(SCHOOL, DEVICE.id, bytes(16), (), (0, 1, 2)), DEVICE),
            "ok",
            DEVICE,
        ),
        *refused("offer", good, DEVICE),
        *impossible("offer", good, DEVICE),
    ]


def run_cases() -> list[Case]:
    first = Entry(SCHOOL, DEVICE.id, 0, EPOCH, 1, bytes(32), hashlib.sha256(BODY).digest(), len(BODY))
    signed = entry.sign_entry(first, DEVICE)
    second = entry.sign_entry(replace(first, seq=2, prev=cose.digest(signed)), DEVICE)
    good = run.encode_run([(signed, BODY), (second, BODY)])

    def one(value: canonical.Plain) -> bytes:
        return canonical.encode(value)

    return [
        case("two entries with their bodies", good, "ok", DEVICE),
        case("an entry whose body is not there", run.encode_run([(signed, None)]), "ok", DEVICE),
        case("an empty list", one([]), "too large", DEVICE),
        case("more entries than a run holds", one([[b"", None]] * 351), "too large", DEVICE),
        case("cut short", good[:-1], "not canonical", DEVICE),
        case("a byte behind the end", good + b"\x00", "not canonical", DEVICE),
        case("an entry without a place for its body", one([[signed]]), "not canonical", DEVICE),
        case("a body that is text", one([[signed, "text"]]), "not canonical", DEVICE),
        case(
            "an entry as an item of its own instead of as bytes",
            b"\x81\x82" + signed + b"\xf6",
            "not canonical",
            DEVICE,
        ),
        case("a list of indefinite length", b"\x9f" + one([signed, None]) + b"\xff", "not canonical", DEVICE),
        case("a map", one({1: signed}), "not canonical", DEVICE),
    ]


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    made = {
        "entry": entries(),
        "receipt": receipts(),
        "checkpoint": checkpoints(),
        "offer": offers(),
        "run": run_cases(),
    }
    for name, cases in made.items():
        text = json.dumps({"seeds": "01, 02, 03 repeated 32 times: device, store, role", "cases": cases}, indent=1)
        (FOLDER / f"{name}.json").write_text(text + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()

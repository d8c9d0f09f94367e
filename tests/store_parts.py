"""An honest store of the founded school, answering without a network or with one."""

from __future__ import annotations

from pathlib import Path

from store.feeds.by_network import http_wire
from store.feeds.offer import read_offer, verify_offer
from store.scheme.keys_bundle import sign_keys
from store.scheme.school import School
from store.service.school_store import Asked, SchoolStore
from store.signed import cose
from store.signed.signing_key import SigningKey, id16
from tests.founded_school import ROOT, STORE, Device, bundle
from tests.https_server import Reply
from tests.new_database import new_database

KEYS = sign_keys(bundle(), ROOT)


def open_store(folder: Path, desk: Device | None = None, name: str = "store") -> SchoolStore:
    """Open the school's store; where `desk` is given it has heard everything from there."""
    database = new_database(folder / f"{name}.db")
    school = School(database, ROOT.public, own=STORE.id)
    store = SchoolStore(database, school, STORE)
    with database.write() as connection:
        if desk is not None:
            with desk.database.read() as theirs:
                for run in desk.feeds.runs(theirs, []):
                    store._feeds.introduce(connection, desk.key.public)
                    store._feeds.take(connection, run)
        school.follow(connection, store._feeds)
    return store


def honest(store: SchoolStore, body: bytes) -> bytes:
    """Return what the store answers to one request."""
    asked = http_wire.split(body)
    claimed = read_offer(asked.head)
    public = store.introduced_key(claimed.device) or next(key for key in asked.keys if id16(key) == claimed.device)
    offer = verify_offer(asked.head, public)
    return store.settle([Asked(offer, cose.digest(asked.head), public, store.read(asked.runs))])[0].body


def honest_reply(store: SchoolStore, body: bytes) -> Reply:
    return Reply(honest(store, body))


def other_key(number: int = 77) -> SigningKey:
    return SigningKey(bytes([number]) * 32)

"""Tells every device where the school's store is reached from now on, signed by the school's root."""

from __future__ import annotations

import argparse
import re
from typing import Final

from kiosk.asking import asking
from kiosk.home import Home
from kiosk.parts import open_store
from kiosk.school.office import Office, office
from kiosk.serving.service_files import StoreAddress, read_address
from kiosk.telling import say
from store.errors import ConfigurationError
from store.feeds.by_network.http_line import checked_address
from store.scheme import founding
from store.scheme.keys_bundle import NO_PIN, KeysBundle
from store.scheme.publishing import publish_keys

_PIN: Final = re.compile(r"[0-9a-fA-F]{64}")


def run(given: argparse.Namespace) -> int:
    """Publish the new way to the store, the way before beside it unless it is to be the only one."""
    home = Home.found_at(given.home)
    with office(home, given.desk, asking(given.words_from)) as there:
        at = _new_way(given, home)
        move(there, at, keep=not given.only)
    trusted = "as the web is" if at.spki == NO_PIN else f"by the pin {at.spki.hex()}"
    say(f"Every device that exchanges from now on reaches the store at {at.address}, trusted {trusted}.")
    if not given.only:
        say("The way before stays beside it. Once every device has exchanged, say it again with --only.")
    return 0


def move(there: Office, at: StoreAddress, *, keep: bool) -> None:
    """Publish keys in which this home's store is reached at another address, or by another certificate."""
    parts = there.parts
    public = _store_key(there)
    bundle = founding.move_store(_keys(there), public, spki=at.spki, address=at.address, keep=keep)
    root = there.ring.open_root()
    with parts.database.write() as connection:
        publish_keys(connection, parts.feeds, parts.school, root, bundle)


def _new_way(given: argparse.Namespace, home: Home) -> StoreAddress:
    if given.address is None:
        served = None if home.store is None else read_address(home.store)
        if served is None:
            raise ConfigurationError(
                "No store was served from here yet. Nothing was changed. Start `kiosk serve` first, or name an address "
                "with --address URL."
            )
        return served
    if given.pin is not None and not _PIN.fullmatch(given.pin):
        raise ConfigurationError(
            "A pin has 64 letters from 0 to f; `kiosk serve` prints it. Nothing was changed. Check it, then try again."
        )
    return StoreAddress(checked_address(given.address), NO_PIN if given.pin is None else bytes.fromhex(given.pin))


def _store_key(there: Office) -> bytes:
    """Return the public key of the store that moves: the one here, else the school's only one."""
    store = open_store(there.home)
    if store is not None:
        store.close()
        return store.key.public
    found = {one.ed for one in _keys(there).stores}
    if len(found) != 1:
        raise ConfigurationError(
            "The school has several stores, or none. Nothing was changed. Do this where the one that moves lies."
        )
    return found.pop()


def _keys(there: Office) -> KeysBundle:
    keys = there.parts.school.keys
    if keys is None:
        raise ConfigurationError("This desk does not know the school's keys yet. Run `kiosk sync`, then try again.")
    return keys

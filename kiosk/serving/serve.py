"""Runs the school's store as a service on the network."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from kiosk.backups.daily import DailyBackup
from kiosk.home import Home
from kiosk.parts import STORE_FILE, Parts, open_store, open_store_file
from kiosk.process_lock import ProcessLock
from kiosk.ringing.settings import ringing_of
from kiosk.ringing.task import RingTask
from kiosk.serving.service_files import StoreAddress, certificate_at, own_certificate, write_address
from kiosk.serving.store_database import named_database, read_note, shared_database, write_note
from kiosk.syncing.exchanges import FolderServing
from kiosk.syncing.folder_watch import FolderCarrier
from kiosk.telling import say
from store.errors import ConfigurationError, KioskError
from store.feeds.by_network.http_line import checked_address
from store.feeds.entry import LANE_NOTICES, LANES
from store.feeds.exchange import exchange
from store.feeds.local import LocalPeer
from store.scheme.keys_bundle import NO_PIN
from store.scheme.school import School
from store.service.certificate import is_signed_by_authority, pin_of
from store.service.counts import LOG
from store.service.school_store import SchoolStore
from store.service.server import bound_socket, make_server


def run(given: argparse.Namespace) -> int:
    """Serve every school named until the program is ended, each with its own key and database."""
    homes = [Home.found_at(folder) for folder in (given.home, *(given.also or ()))]
    note = named_database(given.database, given.database_file)
    with ExitStack() as stack:
        for home in homes:
            if (note or read_note(_folder(home))) is None:
                lock = ProcessLock(_folder(home) / "serving.lock", "The school's store")
                lock.take()
                stack.callback(lock.release)
        first = _folder(homes[0])
        certificate = own_certificate(first) if given.tls_cert is None else certificate_at(given.tls_cert)
        stores = open_stores(homes, note)
        server = make_server(stores, certificate)
        sock = stack.enter_context(bound_socket(given.host, given.port))
        usual = f"https://{f'[{given.host}]' if ':' in given.host else given.host}:{sock.getsockname()[1]}"
        pem = certificate.read_bytes()
        # A certificate of an authority is renewed by somebody else's rules, so devices trust it as they do the web's.
        pin = NO_PIN if is_signed_by_authority(pem) and not given.pin else pin_of(pem)
        at = StoreAddress(checked_address(given.address or usual), pin)
        for home in homes:
            write_address(_folder(home), at)
        for home in homes:
            _carry(home, stack)
            daily = DailyBackup(home)
            daily.start()
            stack.callback(daily.stop)
        rings = [line for one in zip(homes, stores, strict=True) for line in _ring(*one, stack)]
        _log_to_stderr()
        say(f"Serving {len(stores)} {'school' if len(stores) == 1 else 'schools'} at {at.address}.")
        say(_trusted(at))
        for line in rings:
            say(line)
        sys.stdout.flush()
        server.run(sockets=[sock])
    return 0


def open_stores(homes: Sequence[Home], note: dict[str, str] | None = None) -> list[SchoolStore]:
    """Open the store of every home, each school once, in the database of `note` where there is one."""
    stores: list[SchoolStore] = []
    for home in homes:
        parts = open_store(home, shared=shared_database(note), takes_deliveries=True)
        if parts is None or any(parts.school.id == store.id for store in stores):
            raise ConfigurationError(
                f"{home.folder} has no store of its own, or its school is named twice. Nothing was started. "
                "Name the folder of each school's store once."
            )
        if note is not None:
            write_note(_folder(home), note)
        if not parts.database.is_file:
            for line in take_over(home, _folder(home), parts):
                say(line)
        parts.follow()
        stores.append(SchoolStore(parts.database, parts.school, parts.key))
    return stores


def take_over(home: Home, folder: Path, shared: Parts) -> Iterator[str]:
    """Bring what the store held in a file of its folder into the database that it has now, saying what was done."""
    path = folder / STORE_FILE
    if not path.exists():
        return
    before = open_store_file(home, folder)
    try:
        peer = LocalPeer(shared.feeds, shared.key)
        with before.database.read() as connection:
            for public in before.feeds.introductions(connection):
                peer.introduce(public)
        # Notices first: whoever they admit is then taken in, without the limits for strangers.
        sent = exchange(before.feeds, peer, send=(LANE_NOTICES,), want=()).sent
        shared.follow()
        sent += exchange(before.feeds, peer, send=LANES, want=()).sent
    finally:
        before.close()
    if sent:
        yield f"{sent} entries of {path} were taken over into the database."
    yield f"{path} is not used any more. Delete it: what is erased later would stay in it."


def _carry(home: Home, stack: ExitStack) -> None:
    """Serve the folders of a home beside the network, as soon as one appears."""
    serving = FolderServing(home)
    stack.callback(serving.close)
    carrier = FolderCarrier(home.folders, serving.serve)
    stack.callback(carrier.stop)
    carrier.start()


def _ring(home: Home, store: SchoolStore, stack: ExitStack) -> Iterator[str]:
    """Ring for a school beside the network, yielding what stands against that, which never stops the store."""
    try:
        ringing = ringing_of(home)
        # A view of its own: the service changes its view inside of transactions that nobody else sees.
        task = RingTask(store.database, School(store.database, home.root), ringing)
        stack.callback(task.stop)
        task.start()
    except KioskError as error:
        yield str(error)
        return
    yield from ringing.problems
    if ringing.ways:
        yield f"Rings go out by {' and '.join(way.name for way in ringing.ways)}; `kiosk rings test` tries them."


def _trusted(at: StoreAddress) -> str:
    if at.spki == NO_PIN:
        return "Devices trust its certificate by their operating system's authorities; it may be renewed at any time."
    return f"Devices trust its certificate by the pin {at.spki.hex()}."


def _folder(home: Home) -> Path:
    if home.store is None:
        raise ConfigurationError(
            f"The store of the school in {home.folder} is on another computer. Nothing was started. Serve it there."
        )
    return home.store


def _log_to_stderr() -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)
    LOG.propagate = False

"""Runs the school's store as a service on the network."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from kiosk.home import Home
from kiosk.parts import open_store
from kiosk.process_lock import ProcessLock
from kiosk.service_files import ENROLMENTS, StoreAddress, certificate_at, own_certificate, write_address
from kiosk.telling import say
from store.errors import ConfigurationError
from store.feeds.http_line import checked_address
from store.service.certificate import pin_of
from store.service.counts import LOG
from store.service.enrolments import Enrolments
from store.service.school_store import SchoolStore
from store.service.server import bound_socket, make_server


def run(given: argparse.Namespace) -> int:
    """Serve every school named until the program is ended, each with its own key and database."""
    homes = [Home.found_at(folder) for folder in (given.home, *(given.also or ()))]
    with ExitStack() as stack:
        for home in homes:
            lock = ProcessLock(_folder(home) / "serving.lock", "The school's store")
            lock.take()
            stack.callback(lock.release)
        first = _folder(homes[0])
        certificate = own_certificate(first) if given.tls_cert is None else certificate_at(given.tls_cert)
        stores = open_stores(homes)
        server = make_server(stores, certificate)
        sock = stack.enter_context(bound_socket(given.host, given.port))
        usual = f"https://{f'[{given.host}]' if ':' in given.host else given.host}:{sock.getsockname()[1]}"
        at = StoreAddress(checked_address(given.address or usual), pin_of(certificate.read_bytes()))
        for home in homes:
            write_address(_folder(home), at)
        _log_to_stderr()
        say(f"Serving {len(stores)} {'school' if len(stores) == 1 else 'schools'} at {at.address}.")
        sys.stdout.flush()
        server.run(sockets=[sock])
    return 0


def open_stores(homes: Sequence[Home]) -> list[SchoolStore]:
    """Open the store of every home, each school once."""
    stores: list[SchoolStore] = []
    for home in homes:
        parts = open_store(home)
        if parts is None or any(parts.school.id == store.id for store in stores):
            raise ConfigurationError(
                f"{home.folder} has no store of its own, or its school is named twice. Nothing was started. "
                "Name the folder of each school's store once."
            )
        parts.follow()
        shelf = Enrolments(_folder(home) / ENROLMENTS, parts.school.id)
        stores.append(SchoolStore(parts.database, parts.school, parts.key, shelf))
    return stores


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

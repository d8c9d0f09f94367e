"""The server that runs the service over TLS."""

from __future__ import annotations

import logging
import socket
import ssl
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import uvicorn

from store.clock import Clock, SystemClock
from store.database import disk_error
from store.errors import ConfigurationError
from store.service.app import Service
from store.service.connection import connections_within
from store.service.limits import Limits
from store.service.school_store import SchoolStore
from store.service.threshold import threshold_before

_BACKLOG: Final = 256
_GRACE_SECONDS: Final = 10
_LOGGERS: Final = ("uvicorn", "uvicorn.error", "uvicorn.access", "uvicorn.asgi")


def bound_socket(host: str, port: int) -> socket.socket:
    """Return a socket that nobody is served on yet, or raise ConfigurationError where the address can't be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except (OSError, OverflowError):
        raise ConfigurationError(
            f"This computer can't be reached at {host}, port {port}: another program has the port, or the address is "
            "not this computer's. Nothing was started. Name others with --host and --port."
        ) from None


def make_server(
    stores: Sequence[SchoolStore], certificate: Path, *, limits: Limits | None = None, clock: Clock | None = None
) -> uvicorn.Server:
    """Return the server, whose `run` takes the bound sockets; at its end every database is closed."""
    chosen = limits or Limits()
    for name in _LOGGERS:
        # Its words hold addresses, its tracebacks could hold anything; what may be logged the service logs itself.
        logging.getLogger(name).handlers = [logging.NullHandler()]
        logging.getLogger(name).propagate = False
    door: Any = threshold_before(connections_within(chosen), server_context(certificate), chosen)
    return uvicorn.Server(
        uvicorn.Config(
            Service(stores, chosen, clock or SystemClock()).app(),
            loop="asyncio",
            http=door,
            ws="none",
            lifespan="on",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            date_header=False,
            # Counted with the one that asks; the door has seen to it that there are no more.
            limit_concurrency=chosen.connections + 1,
            timeout_graceful_shutdown=_GRACE_SECONDS,
        )
    )


def server_context(certificate: Path) -> ssl.SSLContext:
    """Return the context for a PEM file with private key and certificate, or raise ConfigurationError."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    try:
        context.load_cert_chain(certificate)
    except ssl.SSLError:
        raise ConfigurationError(
            f"{certificate} does not hold a private key with its certificate. Nothing was started. Name another file."
        ) from None
    except OSError as error:
        raise disk_error(error) from error
    return context

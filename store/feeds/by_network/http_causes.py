"""Which kind of trouble an error of a connection is."""

from __future__ import annotations

import errno
import socket
import ssl
from typing import Final

from store.feeds.by_network.http_tls import PinMismatch
from store.feeds.by_network.http_trouble import Trouble

_NO_ROUTE: Final = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL})
_SPEAKS_NO_TLS: Final = frozenset({"WRONG_VERSION_NUMBER", "HTTP_REQUEST", "RECORD_LAYER_FAILURE"})
_CERTIFICATE_TIMES: Final = frozenset({9, 10})  # not yet valid, expired (X509_V_ERR_*)


def trouble_at(error: OSError | UnicodeError) -> Trouble:
    """Return what is to be told of an error met while connecting, sending or receiving."""
    if isinstance(error, TimeoutError):
        return Trouble.NO_ANSWER
    if isinstance(error, ssl.SSLError):
        return _tls_trouble(error)
    if isinstance(error, socket.gaierror):
        # Without any network the resolver can't be asked; with one it says that there is no such name.
        return Trouble.NO_NETWORK if error.errno == socket.EAI_AGAIN else Trouble.NO_NAME
    if isinstance(error, UnicodeError):
        # What no name can look like is asked of nobody.
        return Trouble.NO_NAME
    if isinstance(error, ConnectionRefusedError):
        return Trouble.NO_STORE
    return Trouble.NO_NETWORK if error.errno in _NO_ROUTE else Trouble.CUT


def _tls_trouble(error: ssl.SSLError) -> Trouble:
    if isinstance(error, PinMismatch):
        return Trouble.INTERCEPTED
    if isinstance(error, ssl.SSLCertVerificationError):
        return Trouble.CERTIFICATE if error.verify_code in _CERTIFICATE_TIMES else Trouble.INTERCEPTED
    if isinstance(error, (ssl.SSLEOFError, ssl.SSLZeroReturnError)):
        return Trouble.CUT
    return Trouble.PORTAL if error.reason in _SPEAKS_NO_TLS else Trouble.CERTIFICATE

"""Rings by e-mail: SMTP with the standard library, over TLS that is verified."""

from __future__ import annotations

import contextlib
import secrets
import smtplib
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import formatdate
from pathlib import Path
from typing import Final

from store.errors import KioskError
from store.service.rings.people import MAIL
from store.service.rings.troubles import Trouble

STARTTLS: Final = "starttls"
TLS: Final = "tls"
PLAIN: Final = "none"
PORTS: Final = {STARTTLS: 587, TLS: 465, PLAIN: 25}
SECONDS: Final = 15.0
_FIRST_PERMANENT: Final = 500


@dataclass(frozen=True)
class MailServer:
    """How mail leaves the school; `password` is asked at each try, so that a new one needs no restart."""

    host: str
    port: int
    security: str
    sender: str
    account: str = ""
    password: Callable[[], str] = field(default=str, repr=False)
    authority: Path | None = None
    seconds: float = SECONDS

    @property
    def domain(self) -> str:
        """The sender's domain, by which the mail server is greeted: to look up this computer's name may take long."""
        return self.sender.rpartition("@")[2]


class MailWay:
    """Sends one message to each address, so that nobody sees another's, and one that bounces stops no other."""

    name = MAIL

    def __init__(self, server: MailServer) -> None:
        self._server = server

    def deliver(self, addresses: Sequence[str], words: str) -> dict[str, Trouble | None]:
        """Return for each address what kept the words from it, None where the mail server took them."""
        outcome: dict[str, Trouble | None] = {}
        line: smtplib.SMTP | None = None
        for address in addresses:
            try:
                if line is None:
                    line = self._connect()
                line.send_message(self._message(address, words))
                outcome[address] = None
            except (KioskError, OSError, smtplib.SMTPException) as error:
                outcome[address] = _trouble(error)
                if not isinstance(error, smtplib.SMTPRecipientsRefused):
                    # What is left of this connection can't be relied on; the next address gets its own.
                    _hang_up(line)
                    line = None
        if line is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                line.quit()
            _hang_up(line)
        return outcome

    def _connect(self) -> smtplib.SMTP:
        server = self._server
        if server.security == TLS:
            line: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, server.domain, timeout=server.seconds, context=self._context()
            )
        else:
            line = smtplib.SMTP(server.host, server.port, server.domain, timeout=server.seconds)
        try:
            if server.security == STARTTLS:
                try:
                    line.starttls(context=self._context())
                except smtplib.SMTPException:
                    # A server, or whoever stands before it, that would have it in the clear.
                    raise ssl.SSLError from None
            if server.account:
                line.login(server.account, server.password())
        except BaseException:
            _hang_up(line)
            raise
        return line

    def _context(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        if self._server.authority is not None:
            context.load_verify_locations(self._server.authority)
        return context

    def _message(self, address: str, words: str) -> EmailMessage:
        message = EmailMessage()
        message["From"] = self._server.sender
        message["To"] = address
        message["Subject"] = words
        message["Date"] = formatdate()
        message["Message-ID"] = f"<{secrets.token_hex(16)}@{self._server.domain}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(words)
        return message


def _hang_up(line: smtplib.SMTP | None) -> None:
    if line is not None:
        line.close()


def _trouble(error: Exception) -> Trouble:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
        return Trouble.ADDRESS if codes and min(codes) >= _FIRST_PERMANENT else Trouble.BUSY
    if isinstance(error, KioskError):
        return Trouble.SETTINGS
    kinds: tuple[tuple[type[Exception], Trouble], ...] = (
        (ssl.SSLError, Trouble.TLS),
        (smtplib.SMTPAuthenticationError, Trouble.LOGIN),
        (smtplib.SMTPNotSupportedError, Trouble.LOGIN),
        (smtplib.SMTPSenderRefused, Trouble.SENDER),
        (smtplib.SMTPServerDisconnected, Trouble.REACH),
        (smtplib.SMTPConnectError, Trouble.REACH),
        (smtplib.SMTPException, Trouble.BUSY),
    )
    return next((trouble for kind, trouble in kinds if isinstance(error, kind)), Trouble.REACH)

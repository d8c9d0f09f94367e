"""A real mail server on loopback, in a thread of the test."""

from __future__ import annotations

import json
import smtplib
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MessageHandler
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.authority import authority

ACCOUNT, PASSWORD = "rings@school.example", "correct horse"


@dataclass
class Postbox(MessageHandler):
    """What came, in order; `refuses` are addresses of which it wants to know nothing."""

    refuses: set[str] = field(default_factory=set)
    came: list[Message] = field(default_factory=list)
    port: int = 0
    authority: Path = Path()
    news: threading.Condition = field(default_factory=threading.Condition, repr=False)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_message(self, message: Message) -> None:
        with self.news:
            self.came.append(message)
            self.news.notify_all()

    def wait_for(self, count: int, seconds: float = 30) -> None:
        """Wait until so many messages have come in all."""
        with self.news:
            assert self.news.wait_for(lambda: len(self.came) >= count, seconds), self.to

    async def handle_RCPT(  # noqa: N802 - the name by which the server calls it
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address in self.refuses:
            return "550 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    @property
    def settings(self) -> str:
        """What stands in kiosk.toml for it."""
        return (
            f'\n[rings]\nmail_server = "127.0.0.1"\nmail_port = {self.port}\nmail_from = "{ACCOUNT}"\n'
            f'mail_account = "{ACCOUNT}"\nmail_authority = {json.dumps(str(self.authority))}\n'
        )

    @property
    def to(self) -> list[str]:
        return [str(one["To"]) for one in self.came]


class _Port(Controller):
    def _trigger_server(self) -> None:
        # It would greet itself, where the port is not known yet.
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]
        with smtplib.SMTP("127.0.0.1", self.port, "localhost", timeout=5):
            pass


@contextmanager
def mail_server(folder: Path, *, tls: bool = True, port: int = 0) -> Iterator[Postbox]:
    """Serve on a free port: with STARTTLS and a login, or with neither."""
    box = Postbox()
    box.authority = folder / "authority.pem"
    box.authority.write_bytes(authority().trusted)
    certificate = folder / "mail.pem"
    certificate.write_bytes(authority().signed())
    more: dict[str, Any] = {}
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        more = {"tls_context": context, "require_starttls": True, "auth_required": True, "authenticator": _login}
    controller = _Port(box, hostname="127.0.0.1", port=port, **more)
    controller.start()
    box.port = controller.port
    try:
        yield box
    finally:
        controller.stop()


def _login(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, told: object) -> AuthResult:
    known = LoginPassword(ACCOUNT.encode(), PASSWORD.encode())
    return AuthResult(success=told == known, handled=False)

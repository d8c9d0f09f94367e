"""The open invitations of a desk: a file for each ticket that was handed out and not used yet."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from store.database import disk_error
from store.private_file import replace_private, write_private
from store.scheme.enrol import EnrolRequest, has_ticket

FOLDER: Final = "invitations"
_LARGEST: Final = 1 << 12


@dataclass(frozen=True)
class Invitation:
    """A name that waits for its computer; once one has used the ticket it is that device's alone."""

    name: str
    secret: bytes = field(repr=False)
    device: bytes | None = None


class Invitations:
    """Keeps invitations in a desk's folder, where only this account can read them."""

    def __init__(self, desk: Path) -> None:
        self._folder = desk / FOLDER

    def add(self, invitation: Invitation) -> None:
        """Keep a new invitation."""
        write_private(self._path(invitation.secret), _written(invitation))

    def open(self) -> list[Invitation]:
        """Return every invitation, by name."""
        return sorted(self._every(), key=lambda one: one.name)

    def meant(self, request: EnrolRequest) -> Invitation | None:
        """Return the invitation whose ticket this request was made with, none where another device has used it."""
        for one in self._every():
            if has_ticket(request, one.secret) and one.device in (None, request.device):
                return one
        return None

    def bind(self, invitation: Invitation, device: bytes) -> None:
        """Make a ticket the one device's that used it, before that is published: no crash gives it to a second."""
        replace_private(self._path(invitation.secret), _written(replace(invitation, device=device)))

    def close(self, invitation: Invitation) -> None:
        """Let go of an invitation, whose ticket is worth nothing then."""
        try:
            self._path(invitation.secret).unlink(missing_ok=True)
        except OSError as error:
            raise disk_error(error) from error

    def _every(self) -> Iterator[Invitation]:
        for path in sorted(self._folder.glob("*.json")):
            try:
                with path.open("rb") as file:
                    found = json.loads(file.read(_LARGEST))
                device = None if found["device"] is None else bytes.fromhex(found["device"])
                yield Invitation(str(found["name"]), bytes.fromhex(found["secret"]), device)
            except (OSError, ValueError, KeyError, TypeError):
                # A damaged one only makes its own ticket useless.
                continue

    def _path(self, secret: bytes) -> Path:
        return self._folder / f"{hashlib.sha256(secret).hexdigest()[:32]}.json"


def _written(invitation: Invitation) -> bytes:
    device = None if invitation.device is None else invitation.device.hex()
    told = {"name": invitation.name, "secret": invitation.secret.hex(), "device": device}
    return json.dumps(told).encode("ascii")

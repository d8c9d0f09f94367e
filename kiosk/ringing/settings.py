"""How rings leave this computer, read from kiosk.toml with the files that it names."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from kiosk.home import Home, expanded
from store.errors import ConfigurationError
from store.scheme.school import School
from store.service.rings.mail import PORTS, MailServer, MailWay
from store.service.rings.people import Directory, directory
from store.service.rings.sender import Way

if TYPE_CHECKING:
    from kiosk.config import RingsPart

OFF: Final = (
    "Rings are off: nobody is called when an urgent report comes. Name your mail server in kiosk.toml under [rings]; "
    "`kiosk rings show` says what is missing."
)
_LARGEST: Final = 1 << 16
_OTHERS_MAY: Final = 0o077


@dataclass(frozen=True)
class Ringing:
    """The ways by which this computer rings, what stands against them, whom they reach.

    `more` are the addresses of apprise by the name of a person; `zone` None is the time zone of this computer.
    """

    ways: tuple[Way, ...] = ()
    problems: tuple[str, ...] = ()
    more: Mapping[str, Sequence[str]] = field(default_factory=dict, repr=False)
    zone: tzinfo | None = None

    def directory(self, school: School) -> Directory:
        """Return who can be rung by these ways."""
        policy = school.policy()
        return directory(school.people(), policy.out_of_hours, self.more, [one.name for one in self.ways])


def ringing_of(home: Home) -> Ringing:
    """Return how rings leave this computer; what is wrong is told, and what is right rings all the same."""
    part = home.config.rings
    if part is None:
        return Ringing(problems=(OFF,))
    ways, problems, more, zone = list[Way](), list[str](), dict[str, list[str]](), None
    if part.mail_server is not None:
        ways.append(MailWay(mail_server(home, part)))
        if part.mail_account is not None:
            problems += _password_problems(password_file(home, part))
    if part.apprise_file is not None:
        try:
            way, more, wrong = _apprise(home.folder / expanded(part.apprise_file))
            ways.append(way)
            problems += wrong
        except ConfigurationError as error:
            problems.append(str(error))
    if part.zone is not None:
        try:
            zone = ZoneInfo(part.zone)
        except (ValueError, OSError, LookupError):
            problems.append(
                f"This computer knows no time zone {part.zone!r}. Rings go by its own clock. Correct zone in "
                "kiosk.toml, for example Europe/London."
            )
    return Ringing(tuple(ways), tuple(problems), more, zone)


def mail_server(home: Home, part: RingsPart) -> MailServer:
    """Return the school's mail server as kiosk.toml names it."""
    return MailServer(
        str(part.mail_server),
        part.mail_port or PORTS[part.mail_security],
        part.mail_security,
        str(part.mail_from),
        part.mail_account or "",
        partial(read_password, password_file(home, part)),
        None if part.mail_authority is None else home.folder / expanded(part.mail_authority),
    )


def password_file(home: Home, part: RingsPart) -> Path:
    """Return where the password of the mail account lies."""
    return home.folder / expanded(part.password_file)


def read_password(path: Path) -> str:
    """Return the first line of the password's file, or raise ConfigurationError."""
    return _text(path).partition("\n")[0].rstrip("\r")


def _password_problems(path: Path) -> list[str]:
    try:
        found = read_password(path)
    except ConfigurationError as error:
        return [str(error)]
    if not found:
        return [f"{path} holds no password. Write it there with `kiosk rings password`."]
    return _read_by_others(path)


def _apprise(path: Path) -> tuple[Way, dict[str, list[str]], list[str]]:
    from store.service.rings.apprise_way import AppriseWay

    way, more = AppriseWay(), dict[str, list[str]]()
    problems = _read_by_others(path)
    for number, line in enumerate(_text(path).splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name, _, address = (part.strip() for part in line.partition("="))
        if not name or not way.is_address(address):
            problems.append(
                f"Line {number} of {path} is not NAME = ADDRESS, with an address that apprise knows. The others are "
                "rung. Put it right."
            )
            continue
        more.setdefault(name, []).append(address)
    return way, more, problems


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise ConfigurationError(
            f"{path}, which kiosk.toml names under [rings], can't be read. Nothing was changed. Check its name and who "
            "may read it; a password is written there by `kiosk rings password`."
        ) from None


def _read_by_others(path: Path) -> list[str]:
    if os.name == "posix" and path.exists() and path.stat().st_mode & _OTHERS_MAY:
        return [f"Other accounts of this computer can read {path}, which holds a password. Say chmod 600 of that file."]
    return []

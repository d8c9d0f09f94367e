"""Why a call could not be made, as a short name with the sentence for IT."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Trouble(StrEnum):
    """What kept a call from its address."""

    REACH = "reach"
    TLS = "tls"
    LOGIN = "login"
    SENDER = "sender"
    ADDRESS = "address"
    BUSY = "busy"
    SETTINGS = "settings"
    APPRISE = "apprise"


_SENTENCES: Final[Mapping[str, str]] = {
    Trouble.REACH: "the mail server can't be reached; check mail_server and mail_port in kiosk.toml, and the network",
    Trouble.TLS: "the mail server offers no encryption that this computer trusts; check mail_security and its name, or "
    "name its authority's certificate with mail_authority",
    Trouble.LOGIN: "the mail server refuses the account or its password; check mail_account, then "
    "`kiosk rings password`",
    Trouble.SENDER: "the mail server refuses the sender; check mail_from in kiosk.toml",
    Trouble.ADDRESS: "the mail server refuses this address; check it, then `kiosk people ring NAME --email ADDRESS`",
    Trouble.BUSY: "the mail server puts it off; that is tried again by itself",
    Trouble.SETTINGS: "the settings under [rings] can't be used; `kiosk rings show` says why",
    Trouble.APPRISE: "apprise could not deliver it; check the address in the file that apprise_file names",
}


def sentence(trouble: str) -> str:
    """Return what is wrong, as the second half of a sentence."""
    return _SENTENCES.get(trouble, "it failed for a reason that this version has no words for")

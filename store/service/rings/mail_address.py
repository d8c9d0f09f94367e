"""Addresses of e-mail, as narrow as every mail server takes them."""

from __future__ import annotations

import re
from typing import Final

_BETWEEN: Final = re.compile(r"[\s,;<>]+")
_LABEL: Final = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_ADDRESS: Final = re.compile(rf"[A-Za-z0-9.!#$%&'*+/=?^_`{{|}}~-]{{1,64}}@{_LABEL}(?:\.{_LABEL})*")
_LONGEST: Final = 254


def is_mail_address(text: str) -> bool:
    """Whether this is an address of e-mail that any server takes."""
    return len(text) <= _LONGEST and _ADDRESS.fullmatch(text) is not None


def mail_addresses(contact: str) -> tuple[str, ...]:
    """Return the addresses of e-mail in what the staff list says of how to reach a person."""
    return tuple(dict.fromkeys(one for one in _BETWEEN.split(contact) if is_mail_address(one)))

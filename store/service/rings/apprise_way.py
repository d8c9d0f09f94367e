"""Rings by whatever else the school uses, through apprise, which is an extra."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from types import ModuleType

from store.errors import ConfigurationError
from store.service.rings.people import APPRISE
from store.service.rings.troubles import Trouble


def imported() -> ModuleType:
    """Return apprise, or raise ConfigurationError where this computer does not have it."""
    try:
        import apprise
    except ModuleNotFoundError:
        raise ConfigurationError(
            "kiosk.toml names an apprise_file, and this computer has no apprise. Rings by e-mail go on. "
            "Install it with pip install 'mentor-kiosk[alerts]', or take apprise_file out."
        ) from None
    # Its words hold addresses, and these hold passwords.
    logger = logging.getLogger("apprise")
    logger.handlers = [logging.NullHandler()]
    logger.propagate = False
    module: ModuleType = apprise
    return module


class AppriseWay:
    """Sends the words to each address by itself."""

    name = APPRISE

    def __init__(self) -> None:
        self._apprise = imported()

    def is_address(self, address: str) -> bool:
        """Whether apprise knows what to do with an address."""
        return bool(self._apprise.Apprise().add(address))

    def deliver(self, addresses: Sequence[str], words: str) -> dict[str, Trouble | None]:
        """Return for each address what kept the words from it, None where they were taken."""
        return {address: None if self._is_sent(address, words) else Trouble.APPRISE for address in addresses}

    def _is_sent(self, address: str, words: str) -> bool:
        try:
            one = self._apprise.Apprise()
            return bool(one.add(address)) and bool(one.notify(body=words))
        except Exception:  # noqa: BLE001 - a plugin may raise anything; the others are rung all the same
            return False

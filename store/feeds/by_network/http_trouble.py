"""Why a device could not exchange, each reason in its own sentence."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from store.errors import DamagedDatabase, DiskFull, KioskError, ReadOnly, StorageError


class Trouble(StrEnum):
    """The kinds of failure that a person does something different about."""

    NO_NETWORK = "no network"
    NO_NAME = "name not found"
    NO_STORE = "nothing there"
    NO_ANSWER = "no answer"
    CUT = "cut off"
    PORTAL = "captive portal or proxy"
    INTERCEPTED = "intercepted"
    CERTIFICATE = "certificate or clock"
    REFUSED = "refused"
    BUSY = "busy"
    FAULT = "server fault"
    BAD_RECEIPT = "bad receipt"
    NOWHERE = "nowhere to go"
    DISK_FULL = "disk full"
    READ_ONLY = "can't be written to"
    DAMAGED = "damaged"
    HERE = "on this computer"


_KEPT: Final = "Nothing was lost; everything waits safely on this computer and is sent by itself later."
SENTENCES: Final = {
    Trouble.NO_NETWORK: f"This computer has no network just now. {_KEPT} Check the cable or the wireless network.",
    Trouble.NO_NAME: f"The network does not know the name of the school's store. {_KEPT} "
    "Ask IT whether the store's address is still right.",
    Trouble.NO_STORE: f"The store's computer is there, but the store does not run on it. {_KEPT} "
    "Ask IT to start `kiosk serve` there.",
    Trouble.NO_ANSWER: f"The school's store does not answer. {_KEPT} "
    "Ask IT whether its computer is on and the network lets this one reach it.",
    Trouble.CUT: f"The connection to the school's store broke off. {_KEPT} If it stays like this, ask IT.",
    Trouble.PORTAL: f"Something else answered in place of the school's store: a sign-in page of the network, or a "
    f"proxy. {_KEPT} Ask IT to let this computer through to the store without one.",
    Trouble.INTERCEPTED: f"The connection is not to the school's own store: its certificate is another one. "
    f"Nothing was told to it. {_KEPT} Ask IT whether something opens secure connections on the way, "
    "or whether the store has a new certificate.",
    Trouble.CERTIFICATE: f"No secure connection to the school's store could be made: its certificate is not valid "
    f"now, or this computer's clock is wrong. {_KEPT} Ask IT to check the clock, then the certificate.",
    Trouble.REFUSED: f"The school's store refused this computer. {_KEPT} "
    "Ask whoever looks after the kiosks whether this one is still on their list.",
    Trouble.BUSY: f"The school's store has too much to do just now. {_KEPT}",
    Trouble.FAULT: f"The school's store has trouble of its own. {_KEPT} Ask IT to run `kiosk doctor` on its computer.",
    Trouble.BAD_RECEIPT: f"The answer was not a receipt of the school's store for what was asked. "
    f"It was not believed. {_KEPT} Please tell IT: this can be an attack, or a store with a new key.",
    Trouble.NOWHERE: "No store and no folder is named for this computer, so nothing can leave it yet. "
    "Nothing was lost. Ask IT to name one in kiosk.toml.",
    Trouble.DISK_FULL: f"There is no room left on a disk that the exchange needs. {_KEPT} "
    "Ask IT to make room on this computer, on the store's, on the share or the stick.",
    Trouble.READ_ONLY: f"A folder that the exchange needs can't be written to. {_KEPT} Ask IT to allow writing to it.",
    Trouble.DAMAGED: f"A file that the exchange needs is damaged. {_KEPT} Ask IT to run `kiosk doctor` here.",
    Trouble.HERE: f"The exchange could not be made from this computer: a share or a stick is not connected, a file "
    f"can't be used, or another program holds it. {_KEPT} Ask IT to run `kiosk sync` here, which says more.",
}


class NotReached(StorageError):
    """A store could not be exchanged with, for one kind of reason."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(SENTENCES[trouble])
        self.trouble = trouble


def trouble_of(error: KioskError) -> Trouble:
    """Return the kind of failure that an error is of."""
    if isinstance(error, NotReached):
        return error.trouble
    kinds = {DiskFull: Trouble.DISK_FULL, ReadOnly: Trouble.READ_ONLY, DamagedDatabase: Trouble.DAMAGED}
    return next((trouble for kind, trouble in kinds.items() if isinstance(error, kind)), Trouble.HERE)

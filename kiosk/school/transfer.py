"""Makes the address to which other schools send the records of children who come here."""

from __future__ import annotations

import argparse

from kiosk.asking import asking
from kiosk.desk_wiring import start_desk
from kiosk.home import Home
from kiosk.school.office import office
from kiosk.telling import say
from store.casebook.papers.new_file import create, folder_of
from store.casebook.transfer.address import ADDRESS_ENDING, make_address
from store.errors import ConfigurationError
from store.scheme.routes import SAFEGUARDING


def run(given: argparse.Namespace) -> int:
    """Have the school's root sign the address, keep it for the desks, write it into a folder."""
    home, ask = Home.found_at(given.home), asking(given.words_from)
    folder = folder_of(str(given.out.absolute()), given.out)
    with office(home, given.desk, ask) as place:
        keys, name = place.parts.school.role(SAFEGUARDING), place.parts.school.name
        if keys is None:
            raise ConfigurationError(
                "Nobody keeps pupils safe here yet. Nothing was made. Run `kiosk role make` first."
            )
        named = (given.openers or [None])[0]
        member = place.holder_with_key(SAFEGUARDING, named)
        address = make_address(place.ring.open_root(), name, keys.recipient.raw, keys.verify)
    desk = start_desk(home, home.desk(given.desk))
    try:
        casework = desk.unlocking.unlock(member.name, ask(member.name))
        try:
            casework.transfers.keep_own(address)
        finally:
            casework.lock()
    finally:
        desk.close()
    path = create(folder, f"transfers{ADDRESS_ENDING}", lambda: address.text().encode("utf-8"))
    say(f"The address is in {path}. Send it to other schools; each compares these words with you by phone:")
    say(address.words)
    return 0

"""`kiosk transfer address` has the root sign where other schools send records, and keeps it for the desks."""

from __future__ import annotations

import pytest

from kiosk.desk_wiring import start_desk
from kiosk.home import Home
from store.casebook.transfer.address import address_in
from store.errors import KioskError
from tests.unit.kiosk.school_folder import ROOT, SchoolFolder


def test_the_root_signs_an_address_that_the_desk_knows_as_its_own(
    filled: SchoolFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    home, folder = Home(filled.folder), filled.folder.parent

    def own() -> bytes:
        desk = start_desk(home, home.desk(None))
        try:
            return desk.unlocking.unlock("Ms Ahmed", filled.words["Ms Ahmed"]).transfers.own_address().signed
        finally:
            desk.close()

    with pytest.raises(KioskError, match="kiosk transfer address"):
        own()
    assert filled.run("transfer", "address", "--out", str(folder), asked=(ROOT, "Ms Ahmed")) == 0
    address = address_in((folder / "transfers.address").read_bytes())
    assert address.name == "Brook Field"
    assert address.words in capsys.readouterr().out
    assert own() == address.signed

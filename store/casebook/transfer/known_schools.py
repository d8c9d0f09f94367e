"""The addresses of schools that a casebook keeps, this school's own among them."""

from __future__ import annotations

from dataclasses import dataclass, field

from store.casebook.acts.acting import Actor
from store.casebook.acts.desk import Desk
from store.casebook.case.act_words import text_of
from store.casebook.records import kinds
from store.casebook.role.role_casebook import RoleCasebook
from store.casebook.transfer.address import Address, read_address
from store.casebook.transfer.transfer_acts import tell
from store.errors import FeedError, KioskError, NewerVersion
from store.scheme.routes import SAFEGUARDING


@dataclass(frozen=True)
class KnownSchools:
    """Keeps addresses as acts in the casebook of those who keep pupils safe, finds them there."""

    desk: Desk
    actor: Actor
    casebook: RoleCasebook = field(repr=False)

    def keep_own(self, address: Address) -> None:
        """Keep this school's own address."""
        said = {"own": True, "address": address.signed.hex()}
        tell(self.desk, self.actor, self.casebook, kinds.TRANSFER_ADDRESS, said)

    def add(self, found: Address) -> None:
        """Keep another school's address; that its words were compared by phone is recorded with it."""
        said = {"address": found.signed.hex(), "name": found.name, "compared": found.words}
        tell(self.desk, self.actor, self.casebook, kinds.TRANSFER_ADDRESS, said)

    def own(self) -> Address:
        """Return this school's address, or raise KioskError where its root has not signed one with the keys of now."""
        keys = self.desk.school.role(SAFEGUARDING)
        for one in self._addresses(is_own=True):
            if keys is not None and one.ed == self.casebook.signing.public and one.xwing == keys.recipient.raw:
                return one
        raise KioskError(
            "Your school has no address for transfers that fits its keys. Nothing was changed. Ask whoever keeps the "
            "school's root to run `kiosk transfer address`."
        )

    def known(self) -> dict[str, Address]:
        """Return by school the address that was taken in last."""
        return {one.school.hex(): one for one in self._addresses(is_own=False)}

    def ever_known(self) -> list[Address]:
        """Return all addresses of other schools, those that a newer one replaced among them."""
        return self._addresses(is_own=False)

    def _addresses(self, *, is_own: bool) -> list[Address]:
        found = list[Address]()
        for one in sorted(self.casebook.of_kind(kinds.TRANSFER_ADDRESS), key=lambda one: (one.at, one.id)):
            if (one.said.get("own") is True) is not is_own:
                continue
            try:
                found.append(read_address(bytes.fromhex(text_of(one, "address"))))
            except (ValueError, FeedError, NewerVersion):
                continue
        return found

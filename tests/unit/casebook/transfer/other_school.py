"""Another school with its own root and role keys, as far as it sends and takes children's records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from store.casebook.transfer.address import Address, make_address
from store.casebook.transfer.bundle import Bundle, open_bundle, seal_bundle
from store.casebook.transfer.receipt import Receipt, seal_receipt
from store.records import Record, new_id
from store.sealing.key_file import role_identity, role_signing_key
from store.sealing.sealed import Sealer
from store.signed.signing_key import SigningKey
from tests.founded_school import ROLE_SEEDS, ROOT, seeded

OUR_SEED = ROLE_SEEDS["safeguarding"]


def our_address() -> Address:
    """Return the address of the school of the tests."""
    return make_address(ROOT, "Ysgol y Bryn", role_identity(OUR_SEED).recipient.raw, role_signing_key(OUR_SEED).public)


@dataclass
class OtherSchool:
    """A school called `name`, whose keys come from one number."""

    name: str = "Hill Top"
    number: int = 90
    sealer: Sealer = field(default_factory=Sealer.start)

    @property
    def root(self) -> SigningKey:
        return SigningKey(seeded(self.number))

    @property
    def signing(self) -> SigningKey:
        return role_signing_key(seeded(self.number + 1))

    @property
    def address(self) -> Address:
        identity = role_identity(seeded(self.number + 1))
        return make_address(self.root, self.name, identity.recipient.raw, self.signing.public)

    def record(self, words: str = "He was hit on the bus.", **more: object) -> Record:
        made = {
            "id": new_id(),
            "school": self.address.school.hex(),
            "device": "ab" * 16,
            "kind": "concern",
            "to": ["safeguarding", "recovery"],
            "author": "cd" * 16,
            "created": "2026-10-01T10:00:00+00:00",
            "text": {"words": words, "level": "blue"},
        }
        return Record(**(made | more))

    def act(self, about: str, kind: str = "note", **text: object) -> Record:
        text = {"by": "Mr Hall", "words": "Rang home", "reason": "to tell them", "step": 1} | text
        return self.record(kind=kind, about=about, author="ef" * 16, text=text)

    def bundle(
        self,
        reports: Sequence[Record],
        past: Sequence[tuple[Record, str]] = (),
        *,
        to: Address | None = None,
        key: SigningKey | None = None,
        sender: Address | None = None,
        transfer: bytes = b"t" * 16,
    ) -> bytes:
        to = to or our_address()
        made = Bundle(
            transfer, sender or self.address, to.school, "Kit Bell, Year 9", "2026-11-20", tuple(reports), tuple(past)
        )
        return seal_bundle(made, key or self.signing, to, self.sealer)[0]

    def opened(self, data: bytes) -> Bundle:
        """Open what was sent to this school."""
        return open_bundle(data, [role_identity(seeded(self.number + 1))], self.address.school)

    def receipt(self, bundle: Bundle, *, accepted: bool = True, reason: str = "", **more: object) -> bytes:
        answer = {
            "transfer": bundle.transfer,
            "school": self.address.school,
            "to": bundle.sender.school,
            "digest": bundle.digest,
            "accepted": accepted,
            "created": "2026-11-26",
            "reason": reason,
        }
        return seal_receipt(Receipt(**(answer | more)), self.signing, bundle.sender, self.sealer)

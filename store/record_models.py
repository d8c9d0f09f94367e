"""Records, batches, messages as models that check what they are given."""

from __future__ import annotations

from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

VERSION: Final = 1
Hex16 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
Kind = Annotated[str, StringConstraints(min_length=1, max_length=40)]
Count = Annotated[int, Field(ge=1, le=2**53 - 1)]


class Kept(BaseModel):
    """A model that keeps the keys it does not know, whose repr and errors tell nothing that was typed."""

    model_config = ConfigDict(extra="allow", hide_input_in_errors=True, frozen=True, populate_by_name=True)

    v: int = Field(default=VERSION, ge=1)

    @property
    def newer(self) -> bool:
        """Whether a newer version of the product wrote this."""
        return self.v > VERSION

    def __repr_args__(self) -> list[tuple[str | None, Any]]:
        return [(name, getattr(self, name)) for name in ("v", "id", "kind") if hasattr(self, name)]


class Record(Kept):
    """One thing that a person wrote, with what it repeats inside the seal (design: Sealing)."""

    id: Hex16
    school: Hex16
    device: Hex16
    kind: Kind
    to: list[str]
    nth: tuple[Hex16, Count] | None = None
    author: Hex16 | None = None
    about: Hex16 | None = None
    created: str
    text: dict[str, Any] = Field(default_factory=dict)


class Batch(Kept):
    """What one role's person did at a desk since the batch before."""

    role: str
    records: list[Record]


class Message(Kept):
    """What an adult's desk tells a mentor about one report."""

    id: Hex16
    sender: str = Field(alias="from")
    about: Hex16
    read: bool = False
    phrase: str | None = None
    text: str | None = None
    created: str

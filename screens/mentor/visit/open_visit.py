"""The visit that goes on now."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from screens.mentor.parts.quick_code import QuickCode
    from screens.mentor.parts.services import Visit


@dataclass(frozen=True)
class OpenVisit:
    """A mentor's visit, or one without a name; `session` is what is typed in the form that is not saved.

    `code` brings it back after hiding, where its mentor chose one.
    """

    mentor: Visit | None = field(repr=False)
    session: dict[str, str] = field(default_factory=dict, repr=False)
    code: QuickCode | None = field(default=None, repr=False)

    @property
    def has_unsaved_session(self) -> bool:
        """Whether somebody began to write a session down."""
        return any(
            self.session.get(name, "").strip() for name in ("topic", "minutes", "started", "how", "done", "helped")
        )

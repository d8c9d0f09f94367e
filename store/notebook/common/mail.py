"""What adults told one mentor."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from store.notebook.common.facts import MessageLine
from store.phrases import said
from store.records import Message
from store.scheme.policy import PHRASES
from store.scheme.readers import TITLES
from store.words import report_code

FROM_ADULTS: Final = "An adult"
# What a computer can tell in its own time, whatever it runs on.
_FIRST: Final = datetime(1970, 1, 2, tzinfo=UTC)
_LAST: Final = datetime(2999, 12, 31, tzinfo=UTC)


@dataclass(frozen=True)
class Kept:
    """One message with whether it was shown."""

    message: Message = field(repr=False)
    seen: bool


@dataclass(frozen=True)
class Mail:
    """The messages of one mentor that are from whom they say."""

    messages: tuple[Kept, ...]

    @property
    def read_at(self) -> dict[tuple[str, str], datetime | None]:
        """When a report was first read, as told, by (role that read it, report id); None where no date can be told."""
        told: dict[tuple[str, str], datetime | None] = {}
        for one in self.messages:
            if one.message.read:
                here, at = (one.message.sender, one.message.about), time_of(one.message.created)
                before = told.get(here)
                told[here] = at if before is None else before if at is None else min(at, before)
        return told

    def lines(self) -> tuple[MessageLine, ...]:
        """Return the messages that say something, newest first."""
        told = [
            MessageLine(
                id=one.message.id,
                created=time_of(one.message.created) or _FIRST,
                sender=TITLES.get(one.message.sender, FROM_ADULTS),
                text=said(one.message.text, (phrase.text for phrase in PHRASES)),
                # What is about itself is about no report.
                code="" if one.message.about == one.message.id else report_code(one.message.about),
                seen=one.seen,
            )
            for one in self.messages
            if one.message.text
        ]
        return tuple(sorted(told, key=lambda one: (one.created, one.id), reverse=True))

    @property
    def news(self) -> frozenset[str]:
        """The codes of the reports of which a message, not shown yet, says that they were read."""
        return frozenset(report_code(one.message.about) for one in self.messages if one.message.read and not one.seen)

    def seen_by_reading_reports(self) -> tuple[str, ...]:
        """Return the messages that "My reports" shows whole; what an adult wrote stays new until it is opened."""
        return tuple(
            one.message.id for one in self.messages if one.message.read and not one.seen and not one.message.text
        )


def time_of(told: str) -> datetime | None:
    """Return a time that a desk wrote, None where it is none that can be shown everywhere."""
    try:
        at = datetime.fromisoformat(told)
        at = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return at if _FIRST <= at <= _LAST else None

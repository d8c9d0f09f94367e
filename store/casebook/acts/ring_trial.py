"""What a desk on the store's computer can try out of rings."""

from __future__ import annotations

from typing import Protocol


class RingTrial(Protocol):
    """How people are called from this computer; both may take as long as a mail server takes."""

    def troubles(self) -> tuple[str, ...]:
        """Return a sentence for everything that keeps somebody from being called."""
        ...

    def ring(self) -> tuple[str, ...]:
        """Call everybody with words that say that nothing has happened, returning a sentence for each."""
        ...

"""What everything that is done at an open desk works with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from store.casebook.acts.erase_keys import EraseKeys
from store.casebook.acts.outgoing import Outgoing
from store.casebook.acts.ring_trial import RingTrial
from store.casebook.case.case_paper import Showing
from store.clock import Clock
from store.feeds.feeds import Feeds
from store.scheme.school import School


@dataclass(frozen=True)
class Desk:
    """What a casework works with.

    `exchange` returns a sentence for each trouble, `showing` what a role is shown; `papers` is the folder for what is
    exported unless another one is picked; `rings` tells whether a red report waits for anybody.
    """

    feeds: Feeds
    school: School
    clock: Clock
    outgoing: Outgoing
    exchange: Callable[[], tuple[str, ...]] = field(repr=False)
    showing: Callable[[str], Showing] = field(repr=False)
    forget: Callable[[], None] = field(repr=False)
    papers: Path
    rings: Callable[[], bool] = field(repr=False)
    erase_keys: EraseKeys = field(repr=False)
    ring_trial: RingTrial | None = field(default=None, repr=False)

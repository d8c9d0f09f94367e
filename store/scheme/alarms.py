"""Which alarms in the headers of entries nobody of their role has acknowledged, told without any key."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Final, NamedTuple

from store.scheme.routes import CHAIR, COORDINATOR, HEAD, SAFEGUARDING

# Whose acknowledgement stops an alarm: what is in a slot is read by the staff routes, the rest by the others.
MEETS: Final[Mapping[bool, tuple[str, ...]]] = {True: (HEAD, CHAIR), False: (SAFEGUARDING, COORDINATOR)}
MEETING_ROLES: Final = (SAFEGUARDING, COORDINATOR, HEAD, CHAIR)
_HALVES: Final = 2


class Alarm(NamedTuple):
    """An entry whose header bears an alarm, with its place; `feed` is whatever names its feed."""

    hash: bytes
    feed: str
    seq: int
    slot: bool


def unmet(alarms: Iterable[Alarm], met: Mapping[str, Collection[bytes]]) -> list[tuple[Alarm, ...]]:
    """Return the entries of each report that nobody has acknowledged, by what each role has met.

    Both halves of a slot pair bear the alarm of one report, so one meets both.
    """
    by_slot = {slot: frozenset(one for role in roles for one in met.get(role, ())) for slot, roles in MEETS.items()}
    waiting, slots = list[tuple[Alarm, ...]](), defaultdict[str, dict[int, list[Alarm]]](lambda: defaultdict(list))
    for alarm in alarms:
        if alarm.slot:
            slots[alarm.feed][alarm.seq].append(alarm)
        elif alarm.hash not in by_slot[False]:
            waiting.append((alarm,))
    for _, places in sorted(slots.items()):
        for pair in _pairs(sorted(places)):
            # At a fork two entries stand at one place, and both want to be read.
            if not any(all(one.hash in by_slot[True] for one in places[seq]) for seq in pair):
                waiting.append(tuple(one for seq in pair for one in places[seq]))
    return waiting


def _pairs(numbers: Iterable[int]) -> list[list[int]]:
    """Return which of the ascending `numbers` are neighbours, two by two."""
    found: list[list[int]] = []
    for seq in numbers:
        if found and len(found[-1]) < _HALVES and found[-1][-1] == seq - 1:
            found[-1].append(seq)
        else:
            found.append([seq])
    return found

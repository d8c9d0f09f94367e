"""The verdict on each entry of a run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from store.errors import NotCanonical
from store.feeds.entry import Entry, is_signed_by, read_entry
from store.feeds.problem import Code, Problem, problem
from store.feeds.ranges import Range
from store.feeds.run import Item
from store.signed import cose


@dataclass(frozen=True, slots=True)
class Candidate:
    """A well-formed entry of this school, its authenticity still open."""

    hash: bytes
    signed: bytes
    entry: Entry
    body: bytes | None = field(repr=False)
    body_fits: bool


@dataclass(frozen=True)
class Delivery:
    """A run as far as it can be read without a database: its entries, what is wrong with others, how many it had."""

    candidates: Sequence[Candidate] = field(repr=False)
    problems: Sequence[Problem]
    count: int

    @property
    def end(self) -> Range | None:
        """The entry with which the readable part of the run ends."""
        if not self.candidates:
            return None
        last = self.candidates[-1]
        return Range(*last.entry.feed, last.entry.seq, last.entry.seq, last.hash)


def read_candidates(items: Sequence[Item], school: bytes) -> tuple[list[Candidate], list[Problem]]:
    """Return the well-formed entries of a run, with a problem for each of the others."""
    candidates, problems = list[Candidate](), list[Problem]()
    for signed, body in items:
        hashed = cose.digest(signed)
        try:
            entry = read_entry(signed, newer_too=True)
        except NotCanonical:
            problems.append(problem(Code.MALFORMED, hashed))
            continue
        if entry.school != school:
            problems.append(problem(Code.FOREIGN, hashed))
        else:
            candidates.append(Candidate(hashed, signed, entry, body, body is None or entry.fits(body)))
    return candidates, problems


def authentic(
    candidates: Sequence[Candidate],
    public_key: Callable[[bytes], bytes | None],
    is_held: Callable[[Candidate], bool],
    is_followed: Callable[[Candidate], bool],
) -> tuple[list[Candidate], list[Problem]]:
    """Return those that their own signature, a later authentic entry or what is held already vouches for.

    One goes from the end, so a run of one chain costs one signature; a link vouches only within one device and lane.
    To ask what follows an entry costs more than to check its signature, so it is asked last.
    """
    found, problems = list[Candidate](), list[Problem]()
    named: set[tuple[bytes, int, bytes]] = set()
    for one in reversed(candidates):
        device, lane = one.entry.device, one.entry.lane
        if (device, lane, one.hash) not in named and not is_held(one):
            public = public_key(device)
            if (public is None or not is_signed_by(one.signed, public)) and not is_followed(one):
                problems.append(problem(Code.UNKNOWN_KEY if public is None else Code.SIGNATURE, one.hash))
                continue
        named.add((device, lane, one.entry.prev))
        if one.body_fits:
            found.append(one)
        else:
            problems.append(problem(Code.BODY, one.hash))
    return found[::-1], problems[::-1]

"""Compares what is on this computer with a line on paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import closing
from functools import partial

from kiosk.home import Home
from kiosk.parts import STORE_NAME, Parts, open_device, open_store
from kiosk.proof.head_line import PaperLine, read_line
from kiosk.school.names import person_name
from kiosk.telling import say
from store.errors import KioskError
from store.feeds.compared import Compared, compare, let_go_of
from store.feeds.ranges import told_intervals
from store.feeds.verify import LANE_NAMES, told_erased
from store.scheme.erased import erased_by
from store.scheme.heads import Head, heads_of


def verify_against(home: Home, typed: str) -> int:
    """Say for each feed what of the line is here; exit code 1 where anything is missing, or where the line is not."""
    line = read_line(typed)
    openings: list[tuple[str, Callable[[], Parts | None]]] = [(STORE_NAME, partial(open_store, home))]
    openings += [(one.name, partial(open_device, home, one)) for one in home.desks]
    # A kiosk holds little more than its own, so it is asked only where nobody else is.
    if home.store is None and not home.desks:
        openings += [(one.name, partial(open_device, home, one)) for one in home.kiosks]
    found, whole = False, True
    for name, opening in openings:
        try:
            parts = opening()
            if parts is None:
                continue
            with closing(parts):
                head = _head(parts, line)
                if head is not None:
                    found = True
                    whole = _told(parts, head, line, bytes.fromhex(home.config.root)) and whole
        except KioskError as error:
            say(f"{name}: {error}")
            whole = False
    if not found:
        say(
            "No entry with these words is here. Either the line was copied wrongly, or it is of another school, or "
            "this computer never had it (run `kiosk sync`), or it was taken away. Nothing was changed."
        )
    return 0 if found and whole else 1


def _head(parts: Parts, line: PaperLine) -> Head | None:
    with parts.database.read() as connection:
        return next(iter(heads_of(connection, parts.school, line.digest)), None)


def _told(parts: Parts, head: Head, line: PaperLine, root: bytes) -> bool:
    if not head.desk.hex().startswith(line.desk) or head.seq != line.seq:
        say(
            f"{parts.name}: the words are those of number {head.seq} of desk {head.desk.hex()[:8]}, the line says "
            "another. The words are what counts: the numbers were copied wrongly."
        )
    if head.checkpoint is None:
        say(f"{parts.name}: the entry is here, but what it says of the others is gone, changed, or signed by no role.")
        return False
    with parts.database.read() as connection:
        compared = compare(connection, parts.feeds, head.checkpoint.held)
        gone = any(one.bodiless for one in compared)
        erased = erased_by(connection, parts.feeds, root) if gone else {}
        let_go = {one.feed: let_go_of(connection, parts.feeds, one) for one in compared}
    say(f"{parts.name}: on paper are {sum(one.total for one in compared)} entries in {len(compared)} feeds.")
    whole = True
    for one in compared:
        people = Counter(b"".join(erased[hashed]) for hashed in one.bodiless if hashed in erased)
        by_rule = let_go[one.feed] - erased.keys()
        lost = len(one.bodiless) - people.total() - len(by_rule)
        gone_as_due = told_erased(people, partial(person_name, parts.school))
        gone_as_due += [f"{len(by_rule)} let go of here"] if by_rule else []
        say(f"  {_sentence(parts, one, gone_as_due, lost)}")
        whole = whole and not (one.absent or one.replaced or one.changed or lost)
    return whole


def _sentence(parts: Parts, one: Compared, gone_as_due: list[str], lost: int) -> str:
    """Return what is here of one feed, in a line."""
    name = f"{parts.school.device_name(one.feed[0])}, {LANE_NAMES[one.feed[1]]}"
    told = [f"all {one.total} here" if len(one.here) == one.total else f"{len(one.here)} of {one.total} here"]
    told += gone_as_due
    if one.missing:
        told.append(f"missing {told_intervals(one.missing)}")
    if one.replaced:
        told.append(f"{len(one.replaced)} with another history in their place")
    if one.changed:
        told.append(f"{len(one.changed)} changed since")
    if lost:
        told.append(f"{lost} without content")
    return f"{name}: {'; '.join(told)}."

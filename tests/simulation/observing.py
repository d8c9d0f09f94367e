"""What is checked of a database after every step that touched it."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import Connection

from store.feeds.entry import Entry, FeedKey, is_signed_by, read_entry
from store.signed import cose
from tests.simulation.devices import Kiosk, Part
from tests.simulation.ledger import Ledger, hold
from tests.simulation.letting_go import check_erased, check_forgotten, note_checkpoints

SIX_HOURS, TEN_MINUTES = 6 * 3600.0, 600.0
_FRESH = """SELECT arrival, hash, device, lane, epoch, seq, prev, body_hash, size, quarantined, signed, body
FROM entries WHERE school = ? AND arrival > ? ORDER BY arrival"""


def observe(part: Part, ledger: Ledger) -> None:
    """Check every entry that came since last time, then what the database says of itself."""
    own = part.device.own
    with part.device.database.read() as connection:
        for row in connection.exec_driver_sql(_FRESH, (part.kit.id, part.arrival)).all():
            hashed, signed = bytes(row.hash), bytes(row.signed)
            entry = read_entry(signed)
            _check_bytes(part, row, entry)
            written_here = own is not None and entry.device == own.id
            if written_here and hashed not in ledger.born and is_signed_by(signed, own.public):
                ledger.bears(hashed, entry)
                note_checkpoints(connection, part, row.body, ledger)
            place = ledger.born.get(hashed)
            hold(place is not None, "I4", f"{part.name} holds an entry that nobody wrote")
            hold(place == (entry.school, entry.feed, entry.seq), "I3", f"{part.name} holds an entry at another place")
            if own is None and not row.quarantined and row.body is not None:
                ledger.taken.add(hashed)
            part.hashes.add(hashed)
            part.arrival = row.arrival
        count = connection.exec_driver_sql("SELECT count(*) FROM entries WHERE school = ?", (part.kit.id,)).scalar()
        hold(count == len(part.hashes), "I2", f"{part.name} holds {count} entries, {len(part.hashes)} were seen there")
        _check_gaps(connection, part)
        check_erased(connection, part, ledger)
        check_forgotten(connection, part, ledger)
    _check_documents(part)


def _check_bytes(part: Part, row: object, entry: Entry) -> None:
    hashed, signed = bytes(row.hash), bytes(row.signed)
    said = (entry.school, *entry.feed, entry.seq, entry.prev, entry.body_hash, entry.size)
    stored = (part.kit.id, row.device, row.lane, row.epoch, row.seq, row.prev, row.body_hash, row.size)
    hold(
        cose.digest(signed) == hashed and said == stored,
        "I3",
        f"{part.name} holds an entry that is not as it was signed",
    )
    fits = row.body is None or entry.fits(bytes(row.body))
    hold(fits, "I3", f"{part.name} holds a body that is not the one that was signed for")


def check_receipted(part: Part, ledger: Ledger) -> None:
    """Nothing is called sent that no store ever took (I4)."""
    query = "SELECT hash FROM receipted WHERE school = ?"
    with part.device.database.read() as connection:
        marked = {bytes(one) for one in connection.exec_driver_sql(query, (part.kit.id,)).scalars()}
    hold(
        marked <= ledger.taken | ledger.erased,
        "I4",
        f"{part.name} calls {len(marked - ledger.taken)} entries sent that no store ever took",
    )


def _check_gaps(connection: Connection, part: Part) -> None:
    """The list of missing numbers is the set difference, worked out here from the rows (I6)."""
    numbers: dict[FeedKey, set[int]] = defaultdict(set)
    hashes: dict[tuple[FeedKey, int], set[bytes]] = defaultdict(set)
    query = "SELECT device, lane, epoch, seq, hash FROM entries WHERE school = ?"
    for device, lane, epoch, seq, hashed in connection.exec_driver_sql(query, (part.kit.id,)):
        numbers[device, lane, epoch].add(seq)
        hashes[(device, lane, epoch), seq].add(hashed)
    told = {
        feed: {seq for first, last in gaps for seq in range(first, last + 1)}
        for feed, gaps in part.feeds.missing(connection).items()
    }
    gaps = {feed: set(range(1, max(held) + 1)) - held for feed, held in numbers.items()}
    hold(told == {feed: gap for feed, gap in gaps.items() if gap}, "I6", f"{part.name} lists other gaps than it has")
    forked = {place for place, several in hashes.items() if len(several) > 1}
    listed = {((fork.device, fork.lane, fork.epoch), fork.seq) for fork in part.feeds.forks(connection)}
    hold(forked <= listed, "I9", f"{part.name} does not list a fork that it holds")


def _check_documents(part: Part) -> None:
    keys = part.school.keys
    ranks = {"keys": keys.rank if keys else (0, b"")}
    for name in ("staff", "policy", "devices", "vaults"):
        document = part.school.document(name)
        ranks[name] = document.rank if document else (0, b"")
    for name, rank in ranks.items():
        hold(rank >= part.ranks.get(name, (0, b"")), "I11", f"{part.name} went back to an earlier document: {name}")
    part.ranks = ranks


def check_kiosk(kiosk: Kiosk, ledger: Ledger) -> None:
    """Everything that was shown as saved is here (I1), nothing unfinished waits longer than it may (I10, I17)."""
    with kiosk.database.read() as connection:
        content = kiosk.content(connection)
        bodies = connection.exec_driver_sql("SELECT body FROM held_copies").scalars()
        held = {ledger.sealed[cose.digest(bytes(one))]["about"] for one in bodies}
    for record in kiosk.saved:
        here = any(body in content for body in ledger.by_record[record])
        hold(here, "I1", f"{kiosk.part.name} showed a report as saved that it does not hold")
    now = kiosk.clock.monotonic()
    for writing in kiosk.writings.values():
        if writing.draft.id not in held:
            writing.first = None
        elif writing.first is not None:
            # A copy is released by the next tick; the simulation ticks after every wait.
            hold(now - writing.first < SIX_HOURS, "I17", f"{kiosk.part.name} holds back an unfinished report too long")


def check_begun(kiosk: Kiosk, ledger: Ledger, *, nameless: bool = False) -> None:
    """Nobody is there any more: what was begun is sent, removed or released (I17)."""
    with kiosk.database.read() as connection:
        content = kiosk.content(connection)
        left = connection.exec_driver_sql("SELECT count(*) FROM held_copies").scalar()
    hold(nameless or not left, "I17", f"{kiosk.part.name} has started and still holds {left} unfinished reports back")
    for writing in kiosk.writings.values():
        if not writing.kept or (nameless and writing.mentor is not None):
            continue
        record = writing.draft.id
        sent = any(body in content for body in ledger.bodies_of(record, "concern"))
        released = any(
            told.get("about") == record and told.get("kind") == "unfinished" and told["text"]["words"] in writing.kept
            for told in (ledger.sealed[body] for body in content if body in ledger.sealed)
        )
        removed = writing.removal_tried and any(
            ledger.sealed[body].get("kind") == "removed" and ledger.sealed[body].get("about") == record
            for body in content
            if body in ledger.sealed
        )
        hold(sent or released or removed, "I17", f"{kiosk.part.name} lost what a pupil had begun to write")

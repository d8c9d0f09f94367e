"""The casebook of one role, open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection

from store.casebook.case.case_paper import Showing
from store.casebook.case.facts import Behind
from store.casebook.records.openers import MANY, Openers
from store.casebook.records.opening import Opener
from store.casebook.role import pending, record_log
from store.casebook.role.adding import Arrived
from store.casebook.role.handing import KEPT_BACK, Originals
from store.casebook.role.pending import PendingAct
from store.casebook.role.projection import Projection
from store.casebook.role.role_entries import RoleEntries
from store.casebook.role.role_reading import RoleReading
from store.casebook.rows import index, record_rows
from store.casebook.rows.database import CasebookFile, move_aside, open_casebook, open_in_spite
from store.clock import Clock
from store.errors import DamagedDatabase, KioskError
from store.feeds.feeds import Feeds
from store.records import from_json
from store.scheme.school import School
from store.sealing.key_file import casebook_key, role_identity, role_signing_key
from store.signed.signing_key import SigningKey

if TYPE_CHECKING:
    from store.records import Record

_NAME_LETTERS: Final = 16


class RoleCasebook(RoleReading, RoleEntries):
    """One role's view of the feeds with that role's keys, until it is closed; not for two threads at once."""

    def __init__(
        self,
        role: str,
        seed: bytes,
        folder: Path,
        *,
        feeds: Feeds,
        school: School,
        clock: Clock,
        showing: Callable[[str], Showing],
        me: str = "",
        beside: str = "",
    ) -> None:
        self.role = role
        self.me = me
        self.identity = role_identity(seed)
        self.signing: SigningKey = role_signing_key(seed)
        self._feeds = feeds
        self._showing = showing
        self._opener = Opener(school.id.hex(), role, self.identity)
        self._openers = Openers(self._opener, seed)
        self._projection = Projection(self._opener, feeds, school, clock, lambda: showing(role))
        # Each key of a role has a file of its own: a new key is no damage to the old one's casebook.
        self.path = folder / f"{role}-{self.signing.public.hex()[:_NAME_LETTERS]}.casebook{beside}"
        self._counted_at = 0
        self.behind: Behind | None = None
        """How far it has come while entries are left to open; any thread may look at it."""
        self._file, self.was_rebuilt = self._open(self.path, casebook_key(seed))

    def follow(self, told: Callable[[int, int], None] | None = None) -> frozenset[str]:
        """Bring the casebook level with the feeds, a step at a time, returning which cases are new.

        `told` hears how far it is, as an arrival of the newest arrival; what it raises ends it between two steps.
        """
        return self.follow_some(None, told)[0]

    def follow_some(
        self, steps: int | None, told: Callable[[int, int], None] | None = None
    ) -> tuple[frozenset[str], bool]:
        """Follow the feeds for so many steps, returning which cases are new, whether there is more to follow."""
        new, more = set[str](), True
        with self._feeds.database.read() as reading, self._file.write() as casebook:
            self._projection.begin(reading, casebook, self._openers)
            is_far = self._projection.is_far_behind(reading, casebook, MANY)
            if is_far:
                self._note_behind(0, self._left(reading, casebook))
        if is_far:
            self._openers.start()
            self._file.hurry()
        try:
            while more and (steps is None or steps > 0):
                with self._feeds.database.read() as reading, self._file.write() as casebook:
                    step = self._projection.step(reading, casebook, self._openers)
                    pending.let_go(casebook)
                    newest = self._feeds.newest(reading)
                    left = 0 if step.is_level else self._left(reading, casebook, step.taken)
                self._note_behind(step.taken, left)
                new |= step.new
                more, steps = step.more, None if steps is None else steps - 1
                if told is not None:
                    told(step.position, newest)
        except BaseException:
            self._rest()
            raise
        if not more:
            self._rest()
        return frozenset(new), more

    def follow_inside(self, reading: Connection) -> None:
        """Bring the casebook level inside a transaction of the feeds, so that nothing comes between."""
        is_level = False
        while not is_level:
            with self._file.write() as casebook:
                is_level = self._projection.step(reading, casebook, self._openers).is_level
                pending.let_go(casebook)

    def unopened(self, reading: Connection) -> int:
        """Return how many entries of other devices are here that it has not taken in."""
        own = self._feeds.own
        with self._file.read() as casebook:
            return self._projection.unopened(reading, casebook, None if own is None else own.id)

    def is_nearly_level(self, reading: Connection) -> bool:
        """Return whether so little is left to follow that it can be done inside a transaction."""
        with self._file.read() as casebook:
            return not self._projection.is_far_behind(reading, casebook, MANY)

    def close(self) -> None:
        """Close the file."""
        self._rest()
        self._file.close()

    def act(self, act: PendingAct) -> None:
        """Keep an act durably, visible at once, until it goes out."""
        self._keep([act])

    def originals(self, case_id: str) -> list[Record]:
        """Return all that belongs to a case as it was written, but who read or looked at it, oldest first."""
        with self._feeds.database.read() as reading, self._file.read() as casebook:
            come = Originals(self._feeds, self.identity).of_case(reading, casebook, case_id)
            acts = [from_json(one.record.encode("utf-8")) for one in pending.every(casebook) if one.handed is None]
        known = {one.id for one in come}
        case = known | {case_id}
        # What has not gone out is in no entry yet, the report itself where an adult has just entered it.
        own = [one for one in acts if one.id not in known and one.kind not in KEPT_BACK]
        return [*come, *(one for one in own if case & {one.id, one.about or ""})]

    def records_beside(self, case_id: str, batches: Sequence[bytes]) -> list[Record]:
        """Return what these batches hold beside the records of a case, as it was written."""
        with self._feeds.database.read() as reading, self._file.read() as casebook:
            case = {one.id for one in record_rows.of_cases(casebook, [case_id])[case_id]}
            found = Originals(self._feeds, self.identity).in_entries(reading, batches)
        return [one for one in found if one.id not in case]

    def take_over(self, acts: Sequence[PendingAct]) -> None:
        """Keep acts that wait in another file of this casebook."""
        self._keep(acts)

    def waiting(self) -> list[PendingAct]:
        """Return the acts that have not gone out."""
        with self._file.read() as casebook:
            return pending.every(casebook)

    def gone(self, batched: Iterable[str], posted: Iterable[str]) -> None:
        """Note what has gone out."""
        with self._file.write() as casebook:
            pending.mark_batched(casebook, batched)
            pending.mark_posted(casebook, posted)
            pending.let_go(casebook)

    def _keep(self, acts: Sequence[PendingAct]) -> None:
        showing = self._showing(self.role)
        with self._file.write() as casebook:
            done = list[Arrived]()
            for act in acts:
                pending.add(casebook, act)
                if act.handed is None:
                    done.append(Arrived(self._opener.own(from_json(act.record.encode("utf-8")))))
            changed = record_log.add(casebook, done)
            index.index(casebook, changed, role=self.role, hours=showing.hours, names=showing.names)

    def _left(self, reading: Connection, casebook: Connection, taken: int = 0) -> int:
        newest = self._feeds.newest(reading)
        if self.behind is not None and newest == self._counted_at:
            return self.behind.of - self.behind.opened - taken
        self._counted_at = newest
        return self._projection.unopened(reading, casebook)

    def _note_behind(self, taken: int, left: int) -> None:
        opened = taken + (self.behind.opened if self.behind else 0)
        self.behind = Behind(opened, opened + left) if left else None

    def _rest(self) -> None:
        self._openers.stop()
        self._file.rest()

    # -- opening

    def _open(self, path: Path, key: bytes) -> tuple[CasebookFile, bool]:
        try:
            return open_casebook(path, key), False
        except DamagedDatabase:
            saved = _saved(path, key)
            move_aside(path)
        self._file = open_casebook(path, key)
        # What waited to go out is in no feed yet: it is the one thing that a rebuild would not bring back.
        self._keep(saved)
        return self._file, True


def _saved(path: Path, key: bytes) -> list[PendingAct]:
    try:
        old = open_in_spite(path, key)
    except KioskError:
        return []
    try:
        with old.read() as casebook:
            return pending.every(casebook)
    except KioskError:
        return []
    finally:
        old.close()

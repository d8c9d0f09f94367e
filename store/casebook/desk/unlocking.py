"""Opening the desk with a person's key file."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import tzinfo
from functools import partial
from pathlib import Path
from typing import Final

from store.casebook.acts.acting import Actor
from store.casebook.acts.desk import Desk
from store.casebook.acts.erase_keys import EraseKeys
from store.casebook.acts.outgoing import Outgoing
from store.casebook.acts.ring_trial import RingTrial
from store.casebook.case.case_paper import Showing
from store.casebook.case.ladder_clock import SchoolHours
from store.casebook.desk.casework import DeskCasework
from store.casebook.desk.duties import Duties
from store.casebook.desk.half_typed import ENDING, HalfTyped
from store.casebook.desk.key_ring import KeyRing
from store.casebook.desk.names import NameBook
from store.casebook.erasing.erasing import Erasing
from store.casebook.role.rebuilding import Told, rebuild
from store.casebook.role.role_casebook import RoleCasebook
from store.casebook.role.shelf import READING_ROLES
from store.clock import Clock
from store.database import Database
from store.errors import FeedError, KioskError
from store.feeds.exchange import Moved
from store.feeds.feeds import Feeds
from store.scheme.school import School
from store.sealing.key_file import half_typed_key, role_identity, staff_signing_key
from store.sealing.sealed import Sealer
from store.signed.signing_key import SigningKey

LOCKED_EXCHANGE_SECONDS: Final = 60.0
# Whoever unlocks waits for no more than these, nor for much longer than that.
_FIRST_STEPS: Final = 8
_FIRST_SECONDS: Final = 1.0
PAPERS: Final = "papers"
_KEPT: Final = "What is here stays; the desk tries again by itself."


class DeskUnlocking:
    """The desk as its screens find it, locked.

    `zone` None is the time zone of this computer, `papers` None a folder beside the casebooks,
    `ring_trial` None where rings leave from another computer.
    """

    def __init__(
        self,
        keys_folder: Path,
        casebooks: Path,
        database: Database,
        feeds: Feeds,
        school: School,
        sealer: Sealer,
        clock: Clock,
        exchange: Callable[[], Moved],
        *,
        zone: tzinfo | None = None,
        papers: Path | None = None,
        ring_trial: RingTrial | None = None,
    ) -> None:
        self._ring_trial = ring_trial
        self._casebooks = casebooks
        self._database = database
        self._feeds = feeds
        self._school = school
        self._clock = clock
        self._exchange = exchange
        self._zone = zone
        self._papers = papers or casebooks.with_name(PAPERS)
        self._outgoing = Outgoing(feeds, school, sealer)
        self._key_ring = KeyRing(keys_folder, school.id)
        self._duties = Duties(casebooks, feeds, school)
        self._turn = threading.Lock()
        self._exchanging = threading.Lock()
        self._exchanged_at: float | None = None

    def something_waits(self) -> bool:
        """Return whether "Something needs you today" is shown, which needs no key."""
        now = self._clock.monotonic()
        if self._exchanged_at is None or now - self._exchanged_at >= LOCKED_EXCHANGE_SECONDS:
            self._exchange_now()
        people = self._key_ring.people()
        roles = {role for one in self._school.staff() if one.person in people for role in one.roles}
        roles |= {role for role in READING_ROLES if any(one.person in people for one in self._school.holders(role))}
        self._rings()
        with self._turn:
            days = self._school.policy().silent_days
            return self._duties.needs(roles, self._hours(), self._clock.now(), days)

    def school(self) -> str:
        """Return the school's name."""
        return self._school.name

    def people(self) -> tuple[str, ...]:
        """Return the names for whom this desk has a key file."""
        return tuple(self._key_ring.names(self._school.staff()))

    def unlock(self, person: str, words: str) -> DeskCasework:
        """Open the person's key file, or raise store.errors.KeyFileError."""
        if self._feeds.own is None:
            raise FeedError("This computer has no key of a desk, so it can't be unlocked. Ask IT to set it up again.")
        opened = self._key_ring.open(person, words, self._school.staff())
        seeds = _read_with(opened.content.roles)
        if not seeds:
            raise KioskError(
                "This key file holds no role that reads reports, so there is nothing to open here. Nothing was changed."
            )
        actor = self._actor(self._feeds.own, opened.person, person)
        names = NameBook(self._school, {role: role_identity(seed) for role, seed in seeds.items()})
        casebooks = self._open_casebooks(seeds, names, opened.person.hex(), steps=_FIRST_STEPS)
        with self._turn:
            self._duties.note_unlocked(seeds, self._clock.now())
        desk = Desk(
            self._feeds,
            self._school,
            self._clock,
            self._outgoing,
            self._exchange_now,
            lambda role: Showing(role, self._hours(), self._clock.now(), names.of_person(), actor.person),
            names.forget,
            self._papers,
            self._red_waits,
            EraseKeys(
                lambda person, words: self._key_ring.open_of(bytes.fromhex(person), words),
                lambda seeds: self._open_casebooks(seeds, names),
            ),
            self._ring_trial,
        )
        typed = self._casebooks / f"{opened.person.hex()}{ENDING}"
        return DeskCasework(desk, actor, casebooks, HalfTyped(typed, half_typed_key(opened.content.staff_seed)))

    def rebuild(self, person: str, words: str, told: Told) -> tuple[str, ...]:
        """Make the casebook of each of a person's roles anew from what is here, returning the roles."""
        opened = self._key_ring.open(person, words, self._school.staff())
        seeds = _read_with(opened.content.roles)
        names = NameBook(self._school, {role: role_identity(seed) for role, seed in seeds.items()})
        for role in seeds:
            rebuild(partial(self._beside, role, seeds[role], names), told)
        names.forget()
        return tuple(seeds)

    def unlock_to_erase(self, first: tuple[str, str], second: tuple[str, str]) -> Erasing:
        """Open the key files of two people, each given with their words, for what only two do; close it afterwards."""
        if self._feeds.own is None:
            raise FeedError("This computer has no key of a desk, so it can't be unlocked. Ask IT to set it up again.")
        self._exchange_now()
        files = [self._key_ring.open(*one, self._school.staff()) for one in (first, second)]
        held = {role: seed for one in files for role, seed in one.content.roles.items()}
        seeds = _read_with(held)
        names = NameBook(self._school, {role: role_identity(seed) for role, seed in seeds.items()})
        signers = [staff_signing_key(one.content.staff_seed) for one in files]
        actor = self._actor(self._feeds.own, files[0].person, first[0])
        casebooks = self._open_casebooks(seeds, names)
        return Erasing(self._outgoing, casebooks, actor, self._clock, (signers[0], signers[1]))

    def _red_waits(self) -> bool:
        with self._turn, self._database.read() as connection:
            self._duties.rings(connection, self._clock.now())
            return self._duties.red_waits()

    def _rings(self) -> bool:
        with self._turn, self._database.read() as connection:
            return self._duties.rings(connection, self._clock.now())

    def _actor(self, own: SigningKey, person: bytes, typed: str) -> Actor:
        return Actor(self._school.id.hex(), own.id.hex(), person.hex(), self._name_of(person, typed))

    def _open_casebooks(
        self, seeds: dict[str, bytes], names: NameBook, me: str = "", steps: int | None = None
    ) -> dict[str, RoleCasebook]:
        casebooks: dict[str, RoleCasebook] = {}
        try:
            for role, seed in seeds.items():
                casebooks[role] = self._casebook(role, seed, names, me=me)
                if steps is None:
                    casebooks[role].follow()
                else:
                    self._follow_first(casebooks[role], steps)
        except BaseException:
            for casebook in casebooks.values():
                casebook.close()
            raise
        return casebooks

    def _follow_first(self, casebook: RoleCasebook, steps: int) -> None:
        """Where much has come the desk opens nevertheless, and takes in the rest while it is open."""
        until = self._clock.monotonic() + _FIRST_SECONDS
        for _ in range(steps):
            if not casebook.follow_some(1)[1] or self._clock.monotonic() >= until:
                return

    def _casebook(self, role: str, seed: bytes, names: NameBook, *, me: str = "", beside: str = "") -> RoleCasebook:
        return RoleCasebook(
            role,
            seed,
            self._casebooks,
            feeds=self._feeds,
            school=self._school,
            clock=self._clock,
            showing=lambda role: Showing(role, self._hours(), self._clock.now(), names.of_role(role)),
            me=me,
            beside=beside,
        )

    def _beside(self, role: str, seed: bytes, names: NameBook, beside: str) -> RoleCasebook:
        return self._casebook(role, seed, names, beside=beside)

    def _exchange_now(self) -> tuple[str, ...]:
        """Exchange, then take over what the school has published, returning a sentence for each trouble."""
        with self._exchanging:
            troubles = tuple[str, ...]()
            try:
                troubles = self._exchange().problems
            except KioskError as error:
                troubles = (f"{error} {_KEPT}",)
            try:
                with self._database.write() as connection:
                    self._school.follow(connection, self._feeds)
                    self._feeds.review(connection)
            except KioskError as error:
                # What is here already can still be read: a full disk must not hide a report.
                troubles = (*troubles, str(error))
            self._exchanged_at = self._clock.monotonic()
            return troubles

    def _hours(self) -> SchoolHours:
        policy = self._school.policy()
        return SchoolHours(policy.starts, policy.ends, self._zone, policy.holidays)

    def _name_of(self, person: bytes, typed: str) -> str:
        return next((one.name for one in self._school.staff() if one.person == person.hex()), typed)


def _read_with(roles: dict[str, bytes]) -> dict[str, bytes]:
    return {role: roles[role] for role in READING_ROLES if role in roles}

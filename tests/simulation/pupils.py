"""What pupils do at the kiosks, and what time and power cuts do to them."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from store.errors import DiskFull
from store.notebook.common.facts import ConcernDraft, Danger, ReportState
from store.records import new_id
from store.words import report_code
from tests.simulation.devices import Kiosk, Writing
from tests.simulation.ledger import Ledger, hold
from tests.simulation.observing import check_begun
from tests.simulation.world import World, step

MENTORS = ("Ana", "Ben")
_WAITS = (1.0, 60.0, 600.0, 4 * 3600.0, 6 * 3600.0)
_WALLS = (
    datetime(1970, 1, 1, tzinfo=UTC),
    datetime(2099, 12, 31, 23, 59, tzinfo=UTC),
    datetime(2026, 11, 25, 8, tzinfo=UTC),
)


@step
def save(world: World, who: int, chance: random.Random) -> None:
    kiosk = world.kiosk(who)
    _types(world, kiosk, _some_writing(world, kiosk, chance), chance)


def _types(world: World, kiosk: Kiosk, writing: Writing, chance: random.Random) -> bool:
    """Type into a concern, perhaps answering otherwise, until it is saved; return whether it was."""
    words, concerns = f"canary {chance.getrandbits(30)}", kiosk.concerns
    draft = replace(writing.draft, words=words, **(_answers(chance) if chance.random() < 0.5 else {}))
    # The power may go just after these words were kept, instead of the ones before.
    writing.kept = [*writing.kept, words] if writing.kept else []
    if not attempt(world, kiosk, chance, lambda: concerns.save(draft)):
        return False
    writing.draft, writing.kept, writing.removal_tried = draft, [words], False
    writing.last = kiosk.clock.monotonic()
    writing.first = writing.last if writing.first is None else writing.first
    return True


@step
def send(world: World, who: int, chance: random.Random) -> None:
    kiosk = world.kiosk(who)
    writing = _some_writing(world, kiosk, chance)
    # Mostly the screen has saved what is sent a moment before.
    if (not writing.kept or chance.random() < 0.5) and not _types(world, kiosk, writing, chance):
        return
    concerns, shown = kiosk.concerns, []
    if attempt(world, kiosk, chance, lambda: shown.append(concerns.send(writing.draft))):
        hold(shown[0].state is ReportState.SAVED, "I16", f"{kiosk.part.name} showed {shown[0].state} right after Send")
        kiosk.saved[writing.draft.id] = writing.mentor
        kiosk.writings.pop(writing.draft.id, None)


@step
def remove(world: World, who: int, chance: random.Random) -> None:
    kiosk = world.kiosk(who)
    if not kiosk.someone_is_there:
        return
    mine = [one for one in kiosk.writings.values() if one.kept and one.mentor == kiosk.mentor]
    if not mine:
        return
    writing = chance.choice(mine)
    writing.removal_tried = True
    concerns = kiosk.concerns
    if attempt(world, kiosk, chance, lambda: concerns.remove(writing.draft, everyone_safe=True)):
        kiosk.writings.pop(writing.draft.id, None)


@step
def danger(world: World, who: int, chance: random.Random) -> None:
    kiosk = world.kiosk(who)
    draft = replace(_some_writing(world, kiosk, chance).draft, danger=Danger.YES)
    concerns = kiosk.concerns
    attempt(world, kiosk, chance, lambda: concerns.danger_now(draft))


@step
def find_me(world: World, who: int, chance: random.Random) -> None:
    kiosk = world.kiosk(who)
    if kiosk.visit is None:
        adult = chance.choice(kiosk.part.kit.staff).person
        attempt(world, kiosk, chance, lambda: kiosk.notebook.find_me("Cai", "bike shed", adult))


@step
def check_in(world: World, who: int, chance: random.Random) -> None:
    kiosk = world.kiosk(who)
    _sit_down(world.ledger, kiosk, chance)
    if kiosk.visit is not None:
        visit, record = kiosk.visit, new_id()
        if attempt(
            world, kiosk, chance, lambda: visit.check_in(record, chance.randint(1, 5), talk=chance.random() < 0.3)
        ):
            kiosk.saved[record] = None


@step
def leave(world: World, who: int, chance: random.Random) -> None:
    kiosk = world.kiosk(who)
    visit = kiosk.visit
    if not attempt(world, kiosk, chance, visit.end if visit else kiosk.notebook.end_without_name):
        return
    kiosk.visit = kiosk.nameless = kiosk.mentor = None
    check_begun(kiosk, world.ledger, nameless=True)
    kiosk.writings = {record: one for record, one in kiosk.writings.items() if one.mentor is not None}


@step
def look(world: World, who: int, chance: random.Random) -> None:
    kiosk = world.kiosk(who)
    if kiosk.nameless is not None:
        return
    _sit_down(world.ledger, kiosk, chance, named=True)
    look_as(world, kiosk)


def look_as(world: World, kiosk: Kiosk) -> dict[str, ReportState]:
    """Look at "My reports" as whoever is signed in, checking every word that is shown there."""
    ledger, name = world.ledger, kiosk.part.name
    codes = {report_code(record): record for record, mentor in kiosk.saved.items() if mentor == kiosk.mentor}
    lines = {line.code: line for line in kiosk.visit.reports()}
    concerns = {code: record for code, record in codes.items() if ledger.bodies_of(record, "concern")}
    hold(concerns.keys() <= lines.keys(), "I1", f"{name} does not list a report that it showed as saved")
    with kiosk.database.read() as connection:
        here = {bytes(one) for one in connection.exec_driver_sql("SELECT hash FROM entries WHERE lane = 1").scalars()}
        query = "SELECT hash, body_hash FROM entries WHERE lane = 0"
        hashes = connection.exec_driver_sql(query).all()
    for code, record in concerns.items():
        state = lines[code].state
        bodies = ledger.by_record[record]
        if state is ReportState.READ:
            read = ledger.acknowledged[record] & here
            hold(read, "I16", f"{name} shows a report as read that no adult has acknowledged")
        elif state is ReportState.SENT:
            taken = any(bytes(one) in ledger.taken | ledger.erased for one, body in hashes if bytes(body) in bodies)
            hold(taken, "I4", f"{name} shows a report as sent that no store has taken")
    kiosk.visit.home()
    return {record: lines[code].state for code, record in concerns.items()}


@step
def tend(world: World, who: int, chance: random.Random) -> None:
    kiosk = world.kiosk(who)
    kiosk.clock.advance(chance.choice(_WAITS))
    attempt(world, kiosk, chance, kiosk.notebook.tend)
    # What was struck by a full disk is done at the next tick.
    kiosk.notebook.tend()


@step
def wall(world: World, who: int, chance: random.Random) -> None:
    kiosk = world.kiosk(who)
    kiosk.clock.set_wall(chance.choice(_WALLS))
    kiosk.notebook.tend()


@step
def power(world: World, who: int, chance: random.Random) -> None:
    world.power_cut(world.kiosk(who), chance)


def attempt(world: World, kiosk: Kiosk, chance: random.Random, act: Callable[[], object]) -> bool:
    """Do something at a kiosk during which the power may fail or the disk be full; return whether it went well."""
    peril = chance.random()
    if peril < 0.2:
        kiosk.database.arm(chance.randrange(chance.choice([4, 12, 36])), full=peril < 0.07)
    database = kiosk.database
    try:
        return world.alive(kiosk, chance, act)
    except DiskFull:
        hold(database.struck, "I12", f"{kiosk.part.name} was refused for no reason")
        return False
    finally:
        database.disarm()


def _sit_down(ledger: Ledger, kiosk: Kiosk, chance: random.Random, *, named: bool = False) -> None:
    if kiosk.someone_is_there:
        return
    if not named and chance.random() < 0.3:
        kiosk.nameless = kiosk.notebook.without_name()
        return
    kiosk.mentor = chance.choice(MENTORS)
    kiosk.visit = kiosk.notebook.sign_in(kiosk.mentor, kiosk.part.kit.words[kiosk.mentor])
    # What the power cut off may have been sent or removed for all that: then it is not there to go on with.
    with kiosk.database.read() as connection:
        told = [ledger.sealed[body] for body in kiosk.content(connection) if body in ledger.sealed]
    over = {one["id"] for one in told if one["kind"] == "concern"}
    over |= {one["about"] for one in told if one["kind"] == "removed"}
    kiosk.writings = {record: one for record, one in kiosk.writings.items() if record not in over}


def _some_writing(world: World, kiosk: Kiosk, chance: random.Random) -> Writing:
    """Go on with a concern of whoever sits there, or begin one."""
    _sit_down(world.ledger, kiosk, chance)
    mine = [one for one in kiosk.writings.values() if one.mentor == kiosk.mentor]
    if mine and chance.random() < 0.6:
        return chance.choice(mine)
    writing = Writing(ConcernDraft(id=new_id(), told="no one", **_answers(chance)), kiosk.mentor)
    kiosk.writings[writing.draft.id] = writing
    return writing


def _answers(chance: random.Random) -> dict:
    return {
        "danger": chance.choice([None, Danger.NO, Danger.NO, Danger.NOT_SURE, Danger.YES]),
        "hurt": chance.choice([None, "pupil", "several", "me", "outside", "not sure"]),
        "adult": chance.choice([None, "no", "no", "no", "yes", "head", "not sure"]),
        "reader": chance.choice([None, "safeguarding", "head", "chair"]),
    }

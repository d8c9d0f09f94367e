"""Quiet points: everybody meets everybody, then all invariants are checked."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

from store.feeds.by_folder.folder import serve_folder
from store.feeds.exchange import exchange
from store.feeds.local import LocalPeer
from store.feeds.verify import walk
from store.notebook.common.facts import ReportState
from tests.simulation.casebooks import check_casebook, keeps_casebook
from tests.simulation.devices import Device, Kiosk, Part
from tests.simulation.exchanges import arrive, lanes_of
from tests.simulation.faults import PoisonedPeer
from tests.simulation.ledger import hold
from tests.simulation.letting_go import check_erased_everywhere
from tests.simulation.numbers import check_numbers, check_seals
from tests.simulation.observing import check_begun
from tests.simulation.pupils import MENTORS, look_as
from tests.simulation.schools import Kit
from tests.simulation.world import World, step

_MOST_ROUNDS = 8


@step
def quiet(world: World, who: int, chance: random.Random) -> None:
    """Let all lines and sticks be good for a while, though not clean, and look at everything."""
    drawer = world.folder / "drawer"
    if drawer.exists():
        drawer.rename(world.stick)
    for kiosk in world.kiosks:
        world.touch(kiosk)
        _leave(world, kiosk)
    world.look_at_touched()
    for name, run in world.traffic.late[::2]:
        arrive(world, name, run, chance)
    world.traffic.late.clear()
    world.look_at_touched()
    owed = {kit.name: _owed(world, kit) for kit in world.kits}
    ways = chance.choice([("line",), ("stick",), ("line", "stick"), ("stick", "line")])
    _meet(world, ways, chance)
    for device in world.devices:
        world.touch(device)
    world.look_at_touched()
    for kit in world.kits:
        _check_arrived(world, kit, owed[kit.name])
        _check_documents(list(world.parts(kit)))
        check_erased_everywhere(list(world.parts(kit)))
    for device in world.devices:
        for part in device.parts:
            _check_own(world, part, ways)
    for kiosk in world.kiosks:
        check_numbers(kiosk, world.ledger)
        _check_pupils(world, kiosk, ways)
    check_seals(world, chance)
    for desk in world.desks:
        if keeps_casebook(desk) and chance.random() < 0.5:
            check_casebook(world, desk)
    for part in (*world.store.parts, chance.choice(world.desks).part):
        unreadable = [state.sentence for state in walk(part.feeds) if state.unreadable]
        hold(not unreadable, "I3", f"{part.name} can't verify what it holds: {unreadable}")


def _leave(world: World, kiosk: Kiosk) -> None:
    if kiosk.visit is not None:
        kiosk.visit.end()
    else:
        kiosk.notebook.end_without_name()
    kiosk.visit = kiosk.nameless = kiosk.mentor = None
    check_begun(kiosk, world.ledger, nameless=True)
    kiosk.writings = {record: one for record, one in kiosk.writings.items() if one.mentor is not None}


def _meet(world: World, ways: Iterable[str], chance: random.Random) -> None:
    kind = chance.randrange(1000)
    for _round in range(_MOST_ROUNDS):
        before = [_state(part) for device in world.devices for part in device.parts]
        for way in ways:
            for device in [*world.kiosks, *world.desks]:
                _exchange(world, device, way, chance, kind)
            for part in world.store.parts:
                if way == "stick":
                    # Where some come by line and some by stick, the store leaves the reports there, too.
                    serve_folder(part.feeds, part.kit.store, world.stick)
                part.follow()
        if before == [_state(part) for device in world.devices for part in device.parts]:
            return
    hold(False, "I5", "exchanges go on and on, though nobody writes")


def _exchange(world: World, device: Device, way: str, chance: random.Random, kind: int) -> None:
    part = device.part
    if way == "line":
        store = world.at_store(part.kit)
        real = LocalPeer(store.feeds, part.kit.store)
        peer = PoisonedPeer(real, part, world.traffic, chance, kind=kind)
    else:
        peer = device.at_folder(world.stick)
    send, want = lanes_of(device)
    exchange(part.feeds, peer, send=send, want=want)
    part.follow()


def _state(part: Part) -> tuple:
    with part.device.database.read() as connection:
        query = """SELECT count(*), (SELECT count(*) FROM receipted), sum(quarantined), max(arrival), count(body)
        FROM entries WHERE school = ?"""
        return tuple(connection.exec_driver_sql(query, (part.kit.id,)).one())


def _hashes(part: Part, lanes: str) -> set[bytes]:
    query = f"SELECT hash FROM entries WHERE school = ? AND lane IN ({lanes}) AND body IS NOT NULL"  # noqa: S608
    with part.device.database.read() as connection:
        return {bytes(one) for one in connection.exec_driver_sql(query, (part.kit.id,)).scalars()}


def _settled(part: Part, lanes: str) -> set[bytes]:
    """Return what is here, or was let go of for good: it is as good as here."""
    query = f"""SELECT entries.hash FROM entries JOIN dropped_bodies AS gone
    ON gone.school = entries.school AND gone.hash = entries.hash
    WHERE entries.school = ? AND lane IN ({lanes}) AND why != 2"""  # noqa: S608
    with part.device.database.read() as connection:
        gone = {bytes(one) for one in connection.exec_driver_sql(query, (part.kit.id,)).scalars()}
    return _hashes(part, lanes) | gone


def _owed(world: World, kit: Kit) -> set[bytes]:
    """Return what the store must hold in the end: what is there, and what those still hold who send it."""
    found = _hashes(world.at_store(kit), "0, 1, 2")
    for part in world.parts(kit):
        if part.device is not world.store:
            found |= _hashes(part, ", ".join(map(str, lanes_of(part.device)[0])))
    return found


def _check_arrived(world: World, kit: Kit, owed: set[bytes]) -> None:
    store = world.at_store(kit)
    held = _settled(store, "0, 1, 2")
    hold(owed <= held, "I5", f"{len(owed - held)} entries of {kit.name} never arrived at the store")
    notices = _hashes(store, "1")
    for part in world.parts(kit):
        if isinstance(part.device, Kiosk):
            lacks = notices - _settled(part, "1")
            hold(not lacks, "I5", f"{len(lacks)} notices never arrived at {part.name}")
        elif part.device is not world.store:
            lacks = held - _settled(part, "0, 1, 2")
            hold(not lacks, "I5", f"{len(lacks)} entries never arrived at {part.name}")


def _check_documents(parts: list[Part]) -> None:
    for part in parts:
        hold(part.ranks == parts[0].ranks, "I11", f"{part.name} and {parts[0].name} go by other documents")


def _check_own(world: World, part: Part, ways: Sequence[str]) -> None:
    """Whatever an admitted device wrote is receipted; one that has a double goes on in an epoch of its own.

    By folders alone a copied disk learns nothing of what it had written before it was copied: a receipt that lies there
    ends in an entry of its double, which it does not hold.
    """
    own = part.device.own
    if own is None:
        return
    store = world.at_store(part.kit)
    lanes = ", ".join(map(str, lanes_of(part.device)[0]))
    query = f"""SELECT count(*) FROM entries WHERE school = ? AND device = ? AND lane IN ({lanes})
    AND hash NOT IN (SELECT hash FROM receipted)"""  # noqa: S608
    with part.device.database.read() as connection:
        unreceipted = connection.exec_driver_sql(query, (part.kit.id, own.id)).scalar()
        lanes_now = connection.exec_driver_sql("SELECT lane, epoch, renew FROM own_lanes").all()
    if store.school.standing(own.id) == "admitted" and (part.device.pristine or "line" in ways):
        hold(unreceipted == 0, "I5", f"{part.name} has {unreceipted} entries without a receipt, though all have met")
    here = part.hashes
    with store.device.database.read() as connection:
        for lane, epoch, renew in lanes_now:
            query = "SELECT hash FROM entries WHERE school = ? AND device = ? AND lane = ? AND epoch = ?"
            there = connection.exec_driver_sql(query, (part.kit.id, own.id, lane, epoch)).scalars()
            doubled = any(bytes(one) not in here for one in there)
            admitted = store.school.standing(own.id) == "admitted"
            hold(
                renew or not doubled or not admitted,
                "I9",
                f"{part.name} would go on in an epoch that its double writes in",
            )


def _check_pupils(world: World, kiosk: Kiosk, ways: Sequence[str]) -> None:
    admitted = world.at_store(kiosk.part.kit).school.standing(kiosk.own.id) == "admitted"
    with kiosk.database.read() as connection:
        here = {bytes(one) for one in connection.exec_driver_sql("SELECT hash FROM entries WHERE lane = 1").scalars()}
        waiting = connection.exec_driver_sql("SELECT count(*) FROM waiting_for_slots").scalar()
    for mentor in MENTORS:
        kiosk.mentor = mentor
        kiosk.visit = kiosk.notebook.sign_in(mentor, kiosk.part.kit.words[mentor])
        for record, state in look_as(world, kiosk).items():
            if world.ledger.acknowledged[record] & here:
                hold(state is ReportState.READ, "I5", f"{kiosk.part.name} does not show a report as read that was")
            elif admitted and not waiting and (kiosk.pristine or "line" in ways):
                hold(state is ReportState.SENT, "I5", f"{kiosk.part.name} shows {state} for a report that was sent")
        # Nobody writes now, so the visit has nothing to end.
        kiosk.visit = kiosk.mentor = None

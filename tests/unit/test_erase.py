"""What two people erase is gone everywhere for good; what one person asks for stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.database import Database
from store.errors import BadSignature, ConfigurationError, NotCanonical
from store.feeds.by_folder.folder import FolderPeer, serve_folder
from store.feeds.exchange import exchange
from store.feeds.local import LocalPeer
from store.feeds.verify import walk
from store.feeds.why import Why
from store.scheme import founding
from store.scheme.erase import make_erase, read_erase
from store.scheme.notices import KIND_ERASE, pack_notice
from store.scheme.publishing import publish_keys
from store.sealing.key_file import staff_signing_key
from store.signed.canonical import decode, encode
from store.signed.signing_key import SigningKey
from tests.founded_school import KIOSK, ROOT, STAFF, STORE, Device, bundle, device, found, seeded

PRICE, KHAN, OKAFOR, OWEN, EVANS = (staff_signing_key(seeded(40 + number)) for number in range(5))
WORDS = b"He said he would hurt her. " * 40


class Bryn:
    """A desk, the store, a kiosk that has written three reports and a pair of slots."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.desk = found(folder / "office")
        self.store = device(folder / "office", "store", STORE, keys=self.desk.school.keys.signed)
        self.kiosk = device(folder / "room", "kiosk", KIOSK, keys=self.desk.school.keys.signed)
        self.store.hear(self.desk)
        self.kiosk.hear(self.store)
        self.reports = [self.write(WORDS + b"%d" % number) for number in range(3)]
        self.slots = [self.write(b"slot %d" % number, slot=True) for number in range(4)]

    def write(self, body: bytes, *, slot: bool = False) -> bytes:
        with self.kiosk.database.write() as connection:
            return self.kiosk.feeds.append(connection, 0, body, slot=slot)

    def erase(self, entries: list[bytes], first: SigningKey = PRICE, second: SigningKey = OKAFOR) -> None:
        self.carry(make_erase(ROOT.id, entries, "kept for its time", first, second), self.desk)

    def carry(self, notice: bytes, by: Device) -> None:
        with by.database.write() as connection:
            by.feeds.append(connection, 1, pack_notice([(KIND_ERASE, notice)]))
            by.school.follow(connection, by.feeds)

    def meet(self, *, kiosk_first: bool = True) -> None:
        for one in [self.kiosk, self.desk] * 2 if kiosk_first else [self.desk, self.kiosk] * 2:
            lanes = ((0,), (1,)) if one is self.kiosk else ((0, 1, 2), (0, 1, 2))
            exchange(one.feeds, LocalPeer(self.store.feeds, STORE), send=lanes[0], want=lanes[1])
            for each in (one, self.store):
                with each.database.write() as connection:
                    each.school.follow(connection, each.feeds)

    @property
    def devices(self) -> tuple[Device, ...]:
        return self.desk, self.store, self.kiosk


@pytest.fixture
def bryn(tmp_path: Path) -> Iterator[Bryn]:
    made = Bryn(tmp_path)
    yield made
    for one in made.devices:
        one.database.close()


def with_bodies(one: Device) -> set[bytes]:
    with one.database.read() as connection:
        return {entry.hash for entry in one.feeds.entries(connection, lanes=(0,)) if entry.body is not None}


def lacking(one: Device) -> list[int]:
    with one.database.read() as connection:
        return [seq for each in one.feeds.held(connection, (0,)) for seq in each.without_body]


def on_disk(database: Database) -> bytes:
    files = [database.path, database.path.with_name(f"{database.path.name}-wal")]
    return b"".join(path.read_bytes() for path in files if path.exists())


def test_what_two_people_erase_is_gone_from_every_device(bryn: Bryn) -> None:
    bryn.meet()
    bryn.erase([bryn.reports[1]])
    bryn.meet()
    for one in bryn.devices:
        assert bryn.reports[1] not in with_bodies(one)
        assert {bryn.reports[0], bryn.reports[2]} <= with_bodies(one)


def test_an_erased_entry_counts_as_held_so_that_nobody_sends_it_again(bryn: Bryn) -> None:
    bryn.meet()
    bryn.erase([bryn.reports[0]])
    bryn.meet(kiosk_first=False)
    assert [lacking(one) for one in bryn.devices] == [[], [], []]
    moved = exchange(bryn.kiosk.feeds, LocalPeer(bryn.store.feeds, STORE), send=(0,), want=(1,))
    assert (moved.sent, moved.received) == (0, 0)


def test_the_chain_stays_whole_and_verify_says_who_erased(bryn: Bryn) -> None:
    bryn.meet()
    bryn.erase([bryn.reports[0]])
    bryn.meet()
    names = {bytes.fromhex(one.person): one.name for one in STAFF}
    states = [one for one in walk(bryn.store.feeds, lambda _: "Library", names.__getitem__) if one.lane == 0]
    assert [(one.complete, one.unreadable, one.erased) for one in states] == [(True, 0, 1)]
    assert states[0].sentence == "Library, reports: complete, 7 entries; 1 erased by Ms Okafor and Mrs Price."


def test_a_notice_that_comes_first_keeps_the_report_out(bryn: Bryn) -> None:
    bryn.erase([bryn.reports[0]])
    bryn.meet(kiosk_first=False)
    for one in bryn.devices:
        assert bryn.reports[0] not in with_bodies(one)
        assert bryn.reports[1] in with_bodies(one)
        assert lacking(one) == []


def test_an_old_stick_brings_nothing_back(bryn: Bryn) -> None:
    stick = bryn.folder / "stick"
    stick.mkdir()
    exchange(bryn.kiosk.feeds, FolderPeer(stick, bryn.kiosk.feeds), send=(0,), want=(1,))
    bryn.meet()
    bryn.erase([bryn.reports[0]])
    bryn.meet()
    serve_folder(bryn.store.feeds, STORE, stick)
    exchange(bryn.desk.feeds, FolderPeer(stick, bryn.desk.feeds), send=(0, 1, 2), want=(0, 1, 2))
    assert all(bryn.reports[0] not in with_bodies(one) for one in bryn.devices)


def test_nothing_of_an_erased_report_is_left_in_the_database_file(bryn: Bryn) -> None:
    bryn.meet()
    assert WORDS[:60] in on_disk(bryn.store.database)
    bryn.erase(bryn.reports)
    bryn.meet()
    for one in bryn.devices:
        assert WORDS[:60] not in on_disk(one.database)


@pytest.mark.parametrize(
    ("first", "second"),
    [(PRICE, PRICE), (PRICE, KHAN), (PRICE, EVANS), (OKAFOR, SigningKey(seeded(99)))],
    ids=["one person", "neither head nor chair", "nor coordinator", "a stranger"],
)
def test_it_takes_two_people_of_the_school_one_of_them_head_or_chair(
    bryn: Bryn, first: SigningKey, second: SigningKey
) -> None:
    bryn.meet()
    signed = decode(make_erase(ROOT.id, bryn.reports, "x", first, OWEN if first is second else second))
    # One person alone puts the same signature twice, for nobody else gives theirs.
    notice = encode([one for one in signed if one != _by(OWEN, bryn.reports)] * 2)[:] if first is second else None
    bryn.carry(notice or encode(signed), bryn.desk)
    assert set(bryn.reports) <= with_bodies(bryn.desk)


def _by(key: SigningKey, entries: list[bytes]) -> bytes:
    both = decode(make_erase(ROOT.id, entries, "x", key, SigningKey(seeded(98))))
    other = decode(make_erase(ROOT.id, entries, "x", key, SigningKey(seeded(97))))
    return next(one for one in both if one in other)


def test_one_person_with_two_keys_is_one_person(bryn: Bryn) -> None:
    keys = founding.add_staff(bundle(), bytes.fromhex(STAFF[2].person), seeded(96), ("head",))
    twice = [one for one in keys.staff if one.person.hex() == STAFF[2].person]
    both = [*twice, *(one for one in bundle().staff if one.person.hex() == STAFF[2].person)]
    keys = type(keys)(**{**keys.__dict__, "staff": tuple({one.ed: one for one in (*keys.staff, *both)}.values())})
    notice = make_erase(ROOT.id, [bytes(32)], "x", OKAFOR, staff_signing_key(seeded(96)))
    with pytest.raises(BadSignature):
        read_erase(notice, [keys])


def test_two_signatures_over_different_words_are_no_notice() -> None:
    one = decode(make_erase(ROOT.id, [bytes(32)], "x", PRICE, OKAFOR))
    other = decode(make_erase(ROOT.id, [b"1" * 32], "x", PRICE, OKAFOR))
    with pytest.raises(NotCanonical):
        read_erase(encode([one[0], other[1]]), [bundle()])


def test_nobody_erases_alone_by_mistake() -> None:
    with pytest.raises(ConfigurationError, match="Two different people"):
        make_erase(ROOT.id, [bytes(32)], "x", OKAFOR, OKAFOR)


def test_half_a_slot_pair_stays_and_a_whole_one_goes(bryn: Bryn) -> None:
    bryn.meet()
    bryn.erase([bryn.slots[0]])
    bryn.meet()
    assert bryn.slots[0] in with_bodies(bryn.store)
    bryn.erase(bryn.slots[:2])
    bryn.meet()
    assert with_bodies(bryn.store) == {*bryn.reports, *bryn.slots[2:]}


def test_a_slot_pair_named_before_it_comes_goes_when_both_halves_are_here(bryn: Bryn) -> None:
    bryn.erase(bryn.slots[:2])
    bryn.meet(kiosk_first=False)
    assert with_bodies(bryn.store) == {*bryn.reports, *bryn.slots[2:]}
    assert lacking(bryn.store) == []


def test_a_notice_names_no_notice(bryn: Bryn) -> None:
    with bryn.desk.database.read() as connection:
        notices = [one.hash for one in bryn.desk.feeds.entries(connection, lanes=(1,))]
    bryn.erase(notices)
    with bryn.desk.database.read() as connection:
        assert all(one.body is not None for one in bryn.desk.feeds.entries(connection, lanes=(1,)))


def test_a_notice_holds_after_one_of_the_two_has_left_also_at_a_device_that_joins_later(bryn: Bryn) -> None:
    bryn.meet()
    bryn.erase([bryn.reports[0]])
    keys = founding.remove_staff(bryn.desk.school.keys, bytes.fromhex(STAFF[2].person))
    with bryn.desk.database.write() as connection:
        publish_keys(connection, bryn.desk.feeds, bryn.desk.school, ROOT, keys)
    late = device(bryn.folder / "late", "store", STORE, keys=bryn.desk.school.keys.signed)
    for _ in range(2):
        # The first time it learns of the kiosk, the second time it takes what that wrote.
        late.hear(bryn.kiosk)
    assert bryn.reports[0] in with_bodies(late)
    late.hear(bryn.desk)
    assert bryn.reports[0] not in with_bodies(late)
    late.database.close()


def test_a_leaver_with_a_copied_key_erases_nothing_from_a_computer_of_their_own(bryn: Bryn) -> None:
    bryn.meet()
    keys = founding.remove_staff(bryn.desk.school.keys, bytes.fromhex(STAFF[2].person))
    with bryn.desk.database.write() as connection:
        publish_keys(connection, bryn.desk.feeds, bryn.desk.school, ROOT, keys)
    stranger = device(bryn.folder / "home", "desk", SigningKey(seeded(95)), keys=bryn.desk.school.keys.signed)
    bryn.carry(make_erase(ROOT.id, bryn.reports, "x", PRICE, OKAFOR), stranger)
    with bryn.desk.database.write() as connection:
        bryn.desk.feeds.introduce(connection, stranger.key.public)
    bryn.desk.hear(stranger)
    assert set(bryn.reports) <= with_bodies(bryn.desk)
    stranger.database.close()


def test_what_a_device_let_go_of_for_another_reason_is_erased_too(bryn: Bryn) -> None:
    with bryn.kiosk.database.write() as connection:
        bryn.kiosk.feeds.drop(connection, [bryn.reports[0]], Why.FORGOTTEN)
    assert lacking(bryn.kiosk) == [1]
    bryn.meet()
    bryn.erase([bryn.reports[0]])
    bryn.meet()
    assert lacking(bryn.kiosk) == []

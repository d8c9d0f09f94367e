"""A school's view on a device: what desks and roots said, never going back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection

from store.errors import ConfigurationError
from store.feeds.entry import LANE_NOTICES
from store.feeds.log import StoredEntry
from store.scheme import following, founding
from store.scheme.devices import DeviceEntry, DeviceKind, devices_content
from store.scheme.documents import make_document
from store.scheme.keys_bundle import sign_keys
from store.scheme.notices import KIND_DOCUMENT, KIND_KEYS, pack_notice
from store.scheme.people import staff_content
from store.scheme.policy import Policy, policy_content
from store.scheme.publications import Publisher
from store.scheme.publishing import publish, publish_keys
from store.scheme.school import School
from store.signed import cose
from store.signed.canonical import Plain, decode, encode
from store.signed.signing_key import SigningKey
from tests.founded_school import DESK, KIOSK, OTHER_DESK, ROOT, STAFF, STORE, Device, bundle, device, found, seeded


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Device]:
    made = device(tmp_path, "kiosk", KIOSK)
    yield made
    made.database.close()


def enrol(kiosk: Device, desk: Device) -> None:
    """Hand a device the keys in force, as its ticket does."""
    assert desk.school.keys is not None
    with kiosk.database.write() as connection:
        assert kiosk.school.take_keys(connection, desk.school.keys.signed)


def say(at: Device, *items: tuple[int, bytes]) -> int:
    """Put a notice into a device's own lane and let it follow."""
    with at.database.write() as connection:
        at.feeds.append(connection, LANE_NOTICES, pack_notice(items))
        return at.school.follow(connection, at.feeds)


def policy_document(school: School, counter: int, name: str, desk: SigningKey = DESK) -> bytes:
    content: Plain = policy_content(Policy(school=name))
    return make_document("policy", counter, content, desk, school.id)


def test_a_kiosk_that_was_enrolled_learns_the_whole_school_from_one_exchange(desk: Device, kiosk: Device) -> None:
    assert kiosk.school.keys is None
    enrol(kiosk, desk)
    kiosk.hear(desk)
    assert kiosk.school.name == "Ysgol y Bryn"
    assert [one.name for one in kiosk.school.holders("safeguarding")] == ["Mrs Price", "Mr Khan"]
    assert kiosk.school.standing(KIOSK.id) == "admitted"
    assert kiosk.school.device_name(KIOSK.id) == "Library"
    assert kiosk.school.store_key(STORE.id) == STORE.public
    assert kiosk.school.has_slots()


def test_a_view_is_the_same_after_the_program_starts_again(desk: Device) -> None:
    again = School(desk.database, ROOT.public)
    assert again.keys == desk.school.keys
    assert again.people() == desk.school.people()
    assert again.public_key(KIOSK.id) == KIOSK.public


def test_another_program_on_this_computer_is_noticed_at_the_next_look(desk: Device) -> None:
    second = School(desk.database, ROOT.public)
    with desk.database.write() as connection:
        Publisher(connection, desk.feeds, desk.school, DESK).policy(Policy(school="Newer name"))
    assert second.name == "Ysgol y Bryn"
    with desk.database.read() as connection:
        second.refresh(connection)
    assert second.name == "Newer name"


def test_a_transaction_that_was_not_kept_leaves_the_view_as_it_was(desk: Device) -> None:
    class PowerCut(Exception):
        pass

    with pytest.raises(PowerCut), desk.database.write() as connection:
        publisher = Publisher(connection, desk.feeds, desk.school, DESK)
        publisher.policy(Policy(school="One"))
        publisher.policy(Policy(school="Two"))
        raise PowerCut
    assert desk.school.name == "Ysgol y Bryn"
    with desk.database.write() as connection:
        assert desk.school.follow(connection, desk.feeds) == 0


def test_keys_that_no_root_of_this_school_signed_are_not_used(desk: Device) -> None:
    stranger = SigningKey(seeded(99))
    before = desk.school.keys
    say(desk, (KIND_KEYS, sign_keys(replace(bundle(), version=50), stranger)))
    assert desk.school.keys == before


def test_older_keys_never_come_back(desk: Device) -> None:
    with desk.database.write() as connection:
        newer = founding.remove_desk(bundle(), OTHER_DESK.public)
        publish_keys(connection, desk.feeds, desk.school, ROOT, newer)
    say(desk, (KIND_KEYS, sign_keys(replace(bundle(), version=1), ROOT)))
    assert desk.school.keys is not None
    assert desk.school.keys.version == 2
    assert desk.school.standing(OTHER_DESK.id) == "revoked"
    assert desk.school.public_key(OTHER_DESK.id) == OTHER_DESK.public


def test_a_new_root_may_sign_once_an_old_one_has_let_it_in_whatever_order_the_bundles_come_in(
    desk: Device, kiosk: Device
) -> None:
    second = SigningKey(seeded(98))
    with_second = replace(founding.add_root(bundle(), second.public), version=2)
    by_second = replace(with_second, version=3, roots=(second.public,), shown_until="2028-09-01")
    say(kiosk, (KIND_KEYS, sign_keys(by_second, second)))
    assert kiosk.school.keys is None
    say(kiosk, (KIND_KEYS, sign_keys(with_second, ROOT)))
    assert kiosk.school.keys is not None
    assert kiosk.school.keys.version == 3
    kiosk.hear(desk)
    assert kiosk.school.keys.shown_until == "2028-09-01"


def test_a_document_that_came_before_the_keys_that_allow_it_is_used_once_they_come(kiosk: Device) -> None:
    say(kiosk, (KIND_DOCUMENT, policy_document(kiosk.school, 1, "Early")))
    assert kiosk.school.name == ""
    say(kiosk, (KIND_KEYS, sign_keys(bundle(), ROOT)))
    assert kiosk.school.name == "Early"


def test_a_desk_without_the_right_is_not_heard(desk: Device) -> None:
    with desk.database.write() as connection:
        narrow = founding.add_desk(bundle(), OTHER_DESK.public, ["safeguarding"], ["guidance"])
        publish_keys(connection, desk.feeds, desk.school, ROOT, narrow)
    say(desk, (KIND_DOCUMENT, policy_document(desk.school, 9, "Not theirs to say", OTHER_DESK)))
    assert desk.school.name == "Ysgol y Bryn"
    with desk.database.write() as connection, pytest.raises(ConfigurationError, match="right"):
        publish(connection, desk.feeds, desk.school, OTHER_DESK, "policy", policy_content(Policy()))


def test_a_stranger_who_writes_a_desks_number_into_a_document_is_not_heard(desk: Device) -> None:
    class Posing(SigningKey):
        id = DESK.id  # type: ignore[assignment]  # a hostile signer claims what it likes

    say(desk, (KIND_DOCUMENT, policy_document(desk.school, 9, "Forged", Posing(seeded(97)))))
    assert desk.school.name == "Ysgol y Bryn"


def test_of_two_desks_that_publish_at_once_the_same_one_wins_everywhere(desk: Device, kiosk: Device) -> None:
    one = policy_document(desk.school, 2, "One", DESK)
    other = policy_document(desk.school, 2, "Other", OTHER_DESK)
    enrol(kiosk, desk)
    say(desk, (KIND_DOCUMENT, one), (KIND_DOCUMENT, other))
    say(kiosk, (KIND_DOCUMENT, other))
    say(kiosk, (KIND_DOCUMENT, one))
    assert desk.school.name == kiosk.school.name
    assert desk.school.name in ("One", "Other")


def test_a_desk_keeps_the_text_over_which_somebody_published_without_having_seen_it(desk: Device) -> None:
    say(desk, (KIND_DOCUMENT, policy_document(desk.school, 3, "Ours", DESK)))
    say(desk, (KIND_DOCUMENT, policy_document(desk.school, 4, "Theirs", OTHER_DESK)))
    with desk.database.write() as connection:
        (lost,) = desk.school.overtaken(connection)
        assert policy_content(Policy(school="Ours")) == lost.content
        desk.school.merged(connection, lost)
        assert desk.school.overtaken(connection) == ()


def test_a_desk_is_not_told_when_somebody_went_on_from_its_text(desk: Device) -> None:
    ours = policy_document(desk.school, 3, "Ours", DESK)
    say(desk, (KIND_DOCUMENT, ours))
    known = desk.school.document("policy")
    assert known is not None
    theirs = make_document("policy", 4, policy_content(Policy()), OTHER_DESK, desk.school.id, known.hash)
    say(desk, (KIND_DOCUMENT, theirs))
    with desk.database.read() as connection:
        assert desk.school.overtaken(connection) == ()


@pytest.mark.parametrize(
    ("content", "count"),
    [
        (staff_content(STAFF), len(STAFF) + 1),
        (staff_content(STAFF), None),
        ([["too", "short"]], 1),
        ({}, 0),
        (b"", 0),
        ([[b"short person", "a", "b", "c", [], "", ""]], 1),
    ],
    ids=["partial", "uncounted", "short line", "no list", "bytes", "bad person"],
)
def test_a_bad_or_partial_staff_list_leaves_the_last_one_active(
    desk: Device, content: Plain, count: int | None
) -> None:
    say(desk, (KIND_DOCUMENT, make_document("staff", 9, content, DESK, desk.school.id, None, count)))
    assert desk.school.staff() == STAFF


@pytest.mark.parametrize(
    "items",
    [
        [(KIND_DOCUMENT, b"")],
        [(KIND_KEYS, b"\xff" * 40)],
        [(77, b"of a newer version")],
        [],
    ],
    ids=["empty document", "noise for keys", "unknown kind", "nothing"],
)
def test_a_bad_notice_blocks_nothing_that_comes_after_it(desk: Device, items: list[tuple[int, bytes]]) -> None:
    say(desk, *items, (KIND_DOCUMENT, policy_document(desk.school, 5, "After")))
    assert desk.school.name == "After"


def test_a_document_of_a_newer_version_is_kept_and_not_used(desk: Device) -> None:
    payload = decode(cose.payload_of(policy_document(desk.school, 9, "From the future")))
    assert isinstance(payload, dict)
    newer = cose.sign("document", encode(payload | {1: 2, 9: "more"}), DESK)
    say(desk, (KIND_DOCUMENT, newer))
    assert desk.school.name == "Ysgol y Bryn"
    with desk.database.read() as connection:
        bodies = [one.body or b"" for one in desk.feeds.entries(connection, lanes=(LANE_NOTICES,))]
    assert any(newer in body for body in bodies)


def test_a_program_that_understands_more_looks_at_everything_kept_once_more(
    desk: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at: list[int] = []
    real = desk.feeds.entries

    def counting(connection: Connection, *, after: int, lanes: tuple[int, ...], limit: int) -> list[StoredEntry]:
        looked_at.append(after)
        return real(connection, after=after, lanes=lanes, limit=limit)

    monkeypatch.setattr(desk.feeds, "entries", counting)
    with desk.database.write() as connection:
        desk.school.follow(connection, desk.feeds)
    assert 0 not in looked_at
    monkeypatch.setattr(following, "RULES", following.RULES + 1)
    with desk.database.write() as connection:
        assert desk.school.follow(connection, desk.feeds) == 0
    assert 0 in looked_at


def test_a_kiosk_lets_go_of_every_document_that_was_overtaken_in_either_order(desk: Device, kiosk: Device) -> None:
    enrol(kiosk, desk)
    kiosk.hear(desk)
    dropped: list[bytes] = []

    def hear(document: bytes) -> bytes:
        with kiosk.database.write() as connection:
            entry = kiosk.feeds.append(connection, LANE_NOTICES, pack_notice([(KIND_DOCUMENT, document)]))
            kiosk.school.follow(connection, kiosk.feeds, drop=lambda _, gone: dropped.append(gone))
            return entry

    fourth = hear(policy_document(kiosk.school, 4, "Fourth"))
    assert len(dropped) == 1
    third = hear(policy_document(kiosk.school, 3, "Third"))
    assert dropped[1:] == [third]
    hear(policy_document(kiosk.school, 5, "Fifth"))
    assert dropped[2:] == [fourth]
    assert kiosk.school.name == "Fifth"


def test_a_kiosk_that_is_no_longer_listed_is_unknown_and_one_that_is_revoked_says_so(desk: Device) -> None:
    other = SigningKey(seeded(96))
    with desk.database.write() as connection:
        publisher = Publisher(connection, desk.feeds, desk.school, DESK)
        publisher.devices([DeviceEntry(other.public, "IT room", revoked=True), DeviceEntry(DESK.public, "Office", 1)])
    assert desk.school.standing(KIOSK.id) == "unknown"
    assert desk.school.public_key(KIOSK.id) == KIOSK.public
    assert desk.school.standing(other.id) == "revoked"
    assert desk.school.device_name(DESK.id) == "Office"
    assert desk.school.kiosks() == ()


def test_the_devices_document_can_not_admit_a_desk(desk: Device) -> None:
    stranger = SigningKey(seeded(95))
    content = devices_content([DeviceEntry(stranger.public, "Nice try", DeviceKind.DESK)])
    say(desk, (KIND_DOCUMENT, make_document("devices", 9, content, DESK, desk.school.id, None, 1)))
    assert desk.school.standing(stranger.id) == "unknown"


def test_a_role_whose_key_is_not_made_is_never_sealed_to_somebody_else_instead(tmp_path: Path) -> None:
    desk = found(tmp_path, staff=STAFF[:2], roles=["safeguarding", "recovery"])
    assert not desk.school.has_slots()
    assert len(desk.school.recipients(["safeguarding", "recovery"])) == 2
    with pytest.raises(ConfigurationError, match="head"):
        desk.school.recipients(["head", "recovery"])
    desk.database.close()


def test_keys_that_hold_one_that_nothing_can_be_sealed_to_are_not_used(desk: Device) -> None:
    assert desk.school.keys is not None
    broken = tuple(replace(one, xwing=b"\xff" * 1216) for one in desk.school.keys.roles)
    say(desk, (KIND_KEYS, sign_keys(replace(bundle(), version=9, roles=broken), ROOT)))
    assert desk.school.keys.version == 1


def test_the_keys_that_a_role_once_had_still_check_its_old_checkpoints(desk: Device) -> None:
    before = desk.school.role("head")
    with desk.database.write() as connection:
        publish_keys(connection, desk.feeds, desk.school, ROOT, founding.add_role(bundle(), "head", seeded(94)))
    now = desk.school.role("head")
    assert now != before
    assert desk.school.role_keys_ever("head") == (now, before)

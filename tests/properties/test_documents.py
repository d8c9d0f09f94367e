"""Documents never go back, whatever comes in whatever order; a bad or partial one leaves the last active (I11)."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.feeds.entry import LANE_NOTICES
from store.scheme import founding
from store.scheme.documents import Document, make_document, unverified
from store.scheme.keys_bundle import KeysBundle, read_keys, sign_keys
from store.scheme.notices import KIND_DOCUMENT, KIND_KEYS, pack_notice
from store.scheme.people import staff_content
from store.scheme.policy import Policy, policy_content
from store.signed.canonical import Plain
from store.signed.signing_key import SigningKey
from tests.examples import examples
from tests.founded_school import DESK, KIOSK, OTHER_DESK, ROOT, STAFF, Device, bundle, device, seeded

STRANGER = SigningKey(seeded(99))
SECOND_ROOT = SigningKey(seeded(98))
SCHOOL = ROOT.id

# Rights only grow here: the second desk may publish from the second bundle on, signed by a root from the first.
FIRST = replace(founding.remove_desk(bundle(roles=["safeguarding"]), OTHER_DESK.public), lookup=bytes(32), version=1)
SECOND = founding.add_desk(replace(FIRST, version=2), OTHER_DESK.public, [], ["policy", "staff"])
SECOND = founding.add_root(SECOND, SECOND_ROOT.public)
THIRD = replace(SECOND, version=3, shown_until="2030-01-01")
BUNDLES = (sign_keys(FIRST, ROOT), sign_keys(SECOND, ROOT), sign_keys(THIRD, SECOND_ROOT))
FORGED_KEYS = (sign_keys(replace(THIRD, version=9), STRANGER), sign_keys(replace(THIRD, school=bytes(16)), ROOT))


def _documents() -> tuple[list[bytes], list[bytes]]:
    good, bad = list[bytes](), list[bytes]()
    for desk in (DESK, OTHER_DESK):
        for counter in (1, 2, 3):
            policy: Plain = policy_content(Policy(school=f"{desk.id.hex()[:4]} {counter}"))
            good.append(make_document("policy", counter, policy, desk, SCHOOL))
            staff = STAFF[:counter]
            good.append(make_document("staff", counter, staff_content(staff), desk, SCHOOL, None, len(staff)))
    bad.append(make_document("policy", 50, policy_content(Policy(school="Stranger")), STRANGER, SCHOOL))
    bad.append(make_document("guidance", 50, [], OTHER_DESK, SCHOOL, None, 0))
    bad.append(make_document("policy", 50, policy_content(Policy(school="Elsewhere")), DESK, bytes(16)))
    bad.append(make_document("policy", 50, {"lock_minutes": 0}, DESK, SCHOOL))
    bad.append(make_document("staff", 50, staff_content(STAFF[:1]), DESK, SCHOOL, None, 5))
    bad.append(make_document("staff", 50, staff_content(STAFF[:1]), DESK, SCHOOL, None, None))
    bad.append(make_document("unheard of", 50, [], DESK, SCHOOL))
    bad.append(good[-1][:-1])
    bad.append(good[-1][:-1] + bytes([good[-1][-1] ^ 1]))
    return good, bad


GOOD, BAD = _documents()
Item = tuple[int, bytes]
everything: list[Item] = [
    *((KIND_DOCUMENT, one) for one in (*GOOD, *BAD)),
    *((KIND_KEYS, one) for one in (*BUNDLES, *FORGED_KEYS)),
    (KIND_KEYS, b"noise"),
    (77, b"of a newer version"),
]
notices = st.lists(st.lists(st.sampled_from(everything), max_size=4), max_size=12)


@contextmanager
def kiosk() -> Iterator[Device]:
    with tempfile.TemporaryDirectory() as folder:
        made = device(Path(folder), "kiosk", KIOSK)
        yield made
        made.database.close()


def hear(at: Device, items: list[Item]) -> None:
    with at.database.write() as connection:
        at.feeds.append(connection, LANE_NOTICES, pack_notice(items))
        at.school.follow(connection, at.feeds)


def in_force(heard: set[bytes]) -> KeysBundle | None:
    """Return the bundle that must be in force once all of these were heard."""
    keys, roots = None, (ROOT.public,)
    for signed, signer in zip(BUNDLES, (ROOT, ROOT, SECOND_ROOT), strict=True):
        if signed in heard and signer.public in roots:
            keys = read_keys(signed, [signer.public])
            roots = keys.roots
    return keys


def highest(name: str, heard: set[bytes]) -> Document | None:
    """Return the document that must be active once all of these were heard."""
    keys = in_force(heard)
    admitted = [
        found
        for found in map(unverified, (one for one in GOOD if one in heard))
        if found.name == name and keys is not None and keys.desk(found.desk) is not None
    ]
    return max(admitted, key=lambda one: one.rank, default=None)


def ranks(at: Device) -> list[tuple[int, bytes]]:
    found = [at.school.document(name) for name in ("policy", "staff")]
    return [(0, b"") if one is None else one.rank for one in found]


@settings(max_examples=examples(8), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(notices)
def test_what_is_active_never_goes_back_and_is_in_the_end_the_highest_of_all_that_was_heard(
    heard_in_turn: list[list[Item]],
) -> None:
    heard: set[bytes] = set()
    with kiosk() as at:
        before, version = ranks(at), 0
        for items in heard_in_turn:
            hear(at, items)
            heard |= {data for _, data in items}
            now, keys = ranks(at), at.school.keys
            assert all(later >= earlier for earlier, later in zip(before, now, strict=True))
            assert (keys.version if keys else 0) >= version
            assert keys == in_force(heard)
            before, version = now, keys.version if keys else 0
            for name in ("policy", "staff"):
                assert at.school.document(name) == highest(name, heard)
            assert at.school.document("guidance") is None


@settings(max_examples=examples(10), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.permutations(everything), st.permutations(everything), st.integers(1, 9))
def test_two_devices_that_heard_the_same_in_another_order_hold_the_same(
    one_order: list[Item], other_order: list[Item], together: int
) -> None:
    held = []
    for order in (one_order, other_order):
        with kiosk() as at:
            for start in range(0, len(order), together):
                hear(at, order[start : start + together])
            held.append((at.school.keys, at.school.name, at.school.staff(), ranks(at)))
    assert held[0] == held[1]
    assert held[0][0] is not None
    assert held[0][0].version == 3

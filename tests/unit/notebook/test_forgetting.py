"""A kiosk forgets what every reader has checkpointed and a store receipted, and not a moment sooner."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.feeds.entry import LANE_NOTICES, LANE_RECORDS
from store.feeds.exchange import exchange
from store.feeds.local import LocalPeer
from store.feeds.verify import walk
from store.notebook.common.facts import ReportState
from store.notebook.of_kiosk import forgetting
from store.scheme.notices import KIND_POST, pack_notice, pack_post
from store.scheme.policy import Policy
from store.scheme.publications import Publisher
from store.sealing.costs import FLOOR
from tests.classroom import draft
from tests.founded_school import DESK, STORE, device
from tests.unit.casebook.office import EVANS, OKAFOR, OWEN, PRICE, Office, office

EVERYBODY = (PRICE, EVANS, OKAFOR, OWEN)


@pytest.fixture
def school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setattr(forgetting, "LATER_PAIRS", 2)
    with office(tmp_path) as made:
        yield made


def checkpoint(school: Office, *people: str) -> None:
    """Let each of these unlock, then lock the desk, which writes a checkpoint for each of their roles."""
    for name in people:
        school.desk.unlock(name).lock()
        school.desk.exchange()


def visits(school: Office, count: int) -> None:
    for _ in range(count):
        school.room.sign_in().end()


def kept(school: Office) -> list[tuple[int, bool]]:
    """Return (number, whether it is a slot) of what the kiosk still holds the body of, in its own feed."""
    return [(one.seq, one.slot) for one in school.room.entries() if one.body is not None]


def forgotten(school: Office) -> list[tuple[int, bool]]:
    return [(one.seq, one.slot) for one in school.room.entries() if one.body is None]


def test_a_report_is_forgotten_when_all_have_it_and_many_visits_are_over(school: Office) -> None:
    school.report()
    visits(school, 3)
    school.room.notebook.send_now()
    checkpoint(school, *EVERYBODY)
    school.room.notebook.send_now()
    assert any(not slot for _, slot in forgotten(school))
    # The two newest pairs stay, with whatever was written after the first of them.
    assert [slot for _, slot in kept(school)] == [True] * 4


def test_the_chain_of_a_kiosk_that_forgot_is_whole(school: Office) -> None:
    school.report()
    visits(school, 3)
    school.room.notebook.send_now()
    checkpoint(school, *EVERYBODY)
    school.room.notebook.send_now()
    gone = [seq for seq, _ in forgotten(school)]
    kiosk = school.room.kiosk
    with kiosk.database.read() as connection:
        assert [list(one.without_body) for one in kiosk.feeds.held(connection, (LANE_RECORDS,))] == [gone]
    assert [(one.complete, one.let_go) for one in walk(kiosk.feeds) if one.lane == LANE_RECORDS] == [(True, len(gone))]
    assert exchange(kiosk.feeds, LocalPeer(school.room.store.feeds, STORE), send=(0,), want=(1,)).sent == 0


@pytest.mark.parametrize(
    "missing", [PRICE, OKAFOR, *(pytest.param(one, marks=pytest.mark.long) for one in (EVANS, OWEN))]
)
def test_nothing_of_theirs_is_forgotten_while_one_reader_has_not_checkpointed_it(school: Office, missing: str) -> None:
    school.report()
    visits(school, 3)
    school.room.notebook.send_now()
    checkpoint(school, *(one for one in EVERYBODY if one != missing))
    school.room.notebook.send_now()
    slots_stay = missing in (OKAFOR, OWEN)
    assert {slot for _, slot in forgotten(school)} == {not slots_stay}


def test_nothing_is_forgotten_without_a_receipt(school: Office) -> None:
    visit = school.room.sign_in()
    visit.concerns.send(draft())
    visit.end()
    visits(school, 3)
    school.room.store.hear(school.room.kiosk)
    checkpoint(school, *EVERYBODY)
    with school.room.kiosk.database.write() as connection:
        for run in list(_notices(school)):
            school.room.kiosk.feeds.take(connection, run)
        forgetting.follow(connection, school.room.kiosk.feeds, school.room.kiosk.school)
        assert forgetting.forget(connection, school.room.kiosk.feeds, school.room.kiosk.school) is False
    assert forgotten(school) == []


def _notices(school: Office) -> Iterator[bytes]:
    with school.room.store.database.read() as reading:
        yield from school.room.store.feeds.runs(reading, [], (LANE_NOTICES,))


def test_nothing_is_forgotten_before_enough_visits_are_over(school: Office) -> None:
    school.report()
    school.room.notebook.send_now()
    checkpoint(school, *EVERYBODY)
    school.room.notebook.send_now()
    assert forgotten(school) == []


def test_a_clock_that_jumps_makes_nothing_be_forgotten(school: Office) -> None:
    school.report()
    school.room.notebook.send_now()
    checkpoint(school, *EVERYBODY)
    school.clock.set_wall(school.clock.now().replace(year=2076))
    school.room.notebook.send_now()
    assert forgotten(school) == []


def test_my_reports_still_tells_what_became_of_a_forgotten_one(school: Office) -> None:
    school.report()
    visits(school, 3)
    school.room.notebook.send_now()
    checkpoint(school, *EVERYBODY)
    school.room.notebook.send_now()
    assert forgotten(school)
    assert [one.state for one in school.reports()] == [ReportState.SENT]


def test_a_store_put_back_to_before_the_report_gets_it_back_from_the_desk(school: Office, tmp_path: Path) -> None:
    before = device(tmp_path / "earlier", "store", STORE, keys=school.room.desk.school.keys.signed)
    before.hear(school.room.desk)
    school.report()
    visits(school, 3)
    school.room.notebook.send_now()
    checkpoint(school, *EVERYBODY)
    school.room.notebook.send_now()
    assert forgotten(school)
    school.room.store.database.close()
    school.room.store = before
    school.room.notebook.send_now()
    school.desk.exchange()
    with before.database.read() as connection:
        here = before.feeds.entries(connection, lanes=(LANE_RECORDS,), limit=1000)
    assert all(one.body is not None for one in here)
    assert len(here) == len(school.room.entries())


def test_a_kiosk_keeps_no_overtaken_document_and_is_not_sent_it_again(school: Office) -> None:
    room = school.room
    for number in range(3):
        with room.desk.database.write() as connection:
            publisher = Publisher(connection, room.desk.feeds, room.desk.school, DESK)
            publisher.policy(Policy(school=f"Ysgol y Bryn {number}", vault_costs=FLOOR))
        room.store.hear(room.desk)
    room.notebook.send_now()
    with room.kiosk.database.read() as connection:
        bodies = [one.body for one in room.kiosk.feeds.entries(connection, lanes=(LANE_NOTICES,))]
    assert sum(body is None for body in bodies) >= 2
    assert room.kiosk.school.name == "Ysgol y Bryn 2"
    assert exchange(room.kiosk.feeds, LocalPeer(room.store.feeds, STORE), send=(0,), want=(1,)).received == 0


def test_a_kiosk_keeps_the_newest_posts_alone(school: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forgetting, "KEPT_POSTS", 2)
    room = school.room
    with room.desk.database.write() as connection:
        posts = [
            room.desk.feeds.append(connection, 1, pack_notice([(KIND_POST, pack_post([b"%d" % number]))]))
            for number in range(5)
        ]
    room.store.hear(room.desk)
    room.notebook.send_now()
    room.notebook.send_now()
    with room.kiosk.database.read() as connection:
        notices = room.kiosk.feeds.entries(connection, lanes=(LANE_NOTICES,), limit=1000)
    assert [one.hash for one in notices if one.hash in posts and one.body is not None] == posts[-2:]
    assert exchange(room.kiosk.feeds, LocalPeer(room.store.feeds, STORE), send=(0,), want=(1,)).received == 0

"""What comes in one group ends as if each delivery had come by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.feeds.offer import Offer
from store.feeds.run import decode_run, encode_run
from store.scheme.school import School
from store.service.school_store import Asked, SchoolStore
from tests.founded_school import ROOT, STORE, Device
from tests.unit.test_erase import Bryn, with_bodies


@pytest.fixture
def bryn(tmp_path: Path) -> Iterator[Bryn]:
    made = Bryn(tmp_path)
    yield made
    for one in made.devices:
        one.database.close()


def service(bryn: Bryn) -> SchoolStore:
    database = bryn.store.database
    return SchoolStore(database, School(database, ROOT.public, own=STORE.id), STORE)


def handed_over(by: Device, to: SchoolStore, *, entries: int = 350) -> list[Asked]:
    """Return what a device hands over of all that the store lacks, so many entries at a time."""
    with to.database.read() as theirs, by.database.read() as connection:
        runs = list(by.feeds.runs(connection, to._feeds.held(theirs), (0, 1)))
    items = [decode_run(run) for run in runs]
    cut = [run[start : start + entries] for run in items for start in range(0, len(run), entries)]
    offer = Offer(ROOT.id, by.key.id, bytes(16), (), ())
    return [Asked(offer, bytes(32), by.key.public, to.read([encode_run(run)])) for run in cut]


@pytest.mark.parametrize("notice_first", [True, False])
def test_a_report_is_not_kept_that_a_notice_of_its_own_group_erases(bryn: Bryn, *, notice_first: bool) -> None:
    store = service(bryn)
    bryn.erase([bryn.reports[1]])
    notices, reports = handed_over(bryn.desk, store), handed_over(bryn.kiosk, store, entries=1)
    store.settle([*notices, *reports] if notice_first else [*reports, *notices])
    assert with_bodies(bryn.store) == with_bodies(bryn.kiosk) - {bryn.reports[1]}


def test_deliveries_of_one_feed_in_one_group_make_one_stretch(bryn: Bryn) -> None:
    store = service(bryn)
    one_by_one = handed_over(bryn.kiosk, store, entries=1)
    assert len(one_by_one) == len(bryn.reports) + len(bryn.slots)
    store.settle(one_by_one)
    with store.database.read() as connection:
        assert [(one.first, one.last) for one in store._feeds.held(connection, (0,))] == [(1, len(one_by_one))]
    assert with_bodies(bryn.store) == with_bodies(bryn.kiosk)

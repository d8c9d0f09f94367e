"""The simulation finds what was broken on purpose: a test of the simulation itself."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.simulation import planted
from tests.simulation.planted import Plant
from tests.simulation.running import run
from tests.simulation.script import draw

LENGTH = 40
PUPILS = {"save": 6, "send": 16, "leave": 6, "power": 5, "check_in": 2}
LINES = {"send": 10, "leave": 6, "contact": 16, "desk": 6, "late": 3}
REPORTS = {"find_me": 6, "contact": 8, "desk": 10}
Bug = tuple[Plant, str, Mapping[str, int]]
BUGS: tuple[Bug, ...] = (
    (planted.a_copied_disk_goes_on_in_its_old_epoch, "I9", LINES | {"clone": 3}),
    (planted.a_draft_is_dropped_before_the_transaction_that_sends_it, "I17", PUPILS),
    (planted.read_is_believed_from_any_device, "I16", LINES | {"impostor": 8}),
    (planted.what_was_begun_is_not_released_at_the_start, "I17", PUPILS),
    (planted.a_document_is_taken_whatever_its_rank, "I11", LINES | {"publish": 8}),
    (planted.another_schools_entries_are_let_in, "I3", LINES | {"foreign": 6}),
    (planted.one_person_erases_alone, "I19", REPORTS | {"erase_alone": 20}),
)
# These show only at a quiet point of the right kind, so they take longer.
SLOW_BUGS: tuple[Bug, ...] = (
    (planted.a_receipt_is_believed_without_its_last_hash, "I9", LINES | {"clone": 3}),
    (planted.a_number_is_taken_outside_of_the_transaction, "I2", PUPILS),
    (planted.an_erased_body_is_taken_again, "I19", REPORTS | {"erase": 14, "late": 14, "stick": 8}),
    (planted.a_receipt_is_given_before_the_commit, "I4", {"find_me": 8, "check_in": 8, "contact": 24}),
    (planted.taking_in_stops_at_the_first_bad_item, "I5", LINES),
    (planted.a_file_in_the_folder_is_done_with_by_its_name, "I5", LINES | {"stick": 16, "serve": 8, "vandal": 6}),
    (planted.a_body_is_not_compared_with_its_hash, "I3", LINES),
    (planted.quarantine_is_never_looked_at_again, "I5", LINES | {"publish": 8}),
    (planted.a_body_that_comes_later_is_left_out, "I5", LINES | {"casework": 4}),
    (planted.a_kiosk_forgets_what_one_reader_has, "I8", {"find_me": 2, "leave": 12, "unlock": 8, "contact": 14}),
    (
        planted.a_kiosk_forgets_without_a_receipt,
        "I8",
        {"send": 2, "find_me": 3, "leave": 12, "unlock": 14, "stick": 30, "serve": 1},
    ),
)


def assert_found(bug: Bug, monkeypatch: pytest.MonkeyPatch, episodes: int, length: int = LENGTH) -> None:
    plant, invariant, weights = bug
    plant(monkeypatch)
    for episode in range(episodes):
        failure = run(draw(11, episode, length, weights))
        if failure is not None:
            print(f"{failure.sentence}, after {episode * length + failure.after} steps")
            assert failure.name == invariant
            return
    pytest.fail(f"not found in {episodes * length} steps")


def name_of(bug: Bug) -> str:
    return bug[0].__name__


@pytest.mark.timeout(200)
@pytest.mark.parametrize("bug", BUGS, ids=name_of)
def test_a_planted_bug_is_found(monkeypatch: pytest.MonkeyPatch, bug: Bug) -> None:
    assert_found(bug, monkeypatch, 25)


@pytest.mark.long
@pytest.mark.timeout(2000)
@pytest.mark.parametrize("bug", SLOW_BUGS, ids=name_of)
def test_a_planted_bug_is_found_in_the_end(monkeypatch: pytest.MonkeyPatch, bug: Bug) -> None:
    assert_found(bug, monkeypatch, 40, 3 * LENGTH)

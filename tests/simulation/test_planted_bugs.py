"""The simulation finds what was broken on purpose: a test of the simulation itself."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.simulation import planted
from tests.simulation.planted import Plant
from tests.simulation.running import Failure, run
from tests.simulation.script import draw

EPISODES, LENGTH = 16, 40
PUPILS = {"save": 6, "send": 16, "leave": 6, "power": 5, "check_in": 2}
LINES = {"send": 10, "leave": 6, "contact": 16, "desk": 6, "late": 3}
FOUND: tuple[tuple[Plant, str, Mapping[str, int]], ...] = (
    (planted.a_receipt_is_given_before_the_commit, "I4", LINES),
    (planted.a_copied_disk_goes_on_in_its_old_epoch, "I9", LINES | {"clone": 3}),
    (planted.taking_in_stops_at_the_first_bad_item, "I5", LINES),
    (planted.a_file_in_the_folder_is_done_with_by_its_name, "I5", LINES | {"stick": 16, "serve": 8, "contact": 4, "vandal": 6}),
    (planted.a_draft_is_dropped_before_the_transaction_that_sends_it, "I17", PUPILS),
    (planted.read_is_believed_from_any_device, "I16", LINES | {"impostor": 8}),
    (planted.a_number_is_taken_outside_of_the_transaction, "I2", PUPILS),
    (planted.what_was_begun_is_not_released_at_the_start, "I17", PUPILS),
)
FOUND_FOR_LONG: tuple[tuple[Plant, str, Mapping[str, int]], ...] = (
    (planted.a_receipt_is_believed_without_its_last_hash, "I9", LINES | {"clone": 3}),
    (planted.a_document_is_taken_whatever_its_rank, "I11", LINES | {"publish": 8}),
    (planted.another_schools_entries_are_let_in, "I3", LINES | {"foreign": 6}),
    (planted.a_body_is_not_compared_with_its_hash, "I3", LINES),
    (planted.quarantine_is_never_looked_at_again, "I5", LINES | {"publish": 8}),
    (planted.a_body_that_comes_later_is_left_out, "I5", LINES | {"casework": 4}),
)


def found(weights: Mapping[str, int]) -> tuple[Failure, int] | None:
    """Return what the simulation finds first, with after how many steps."""
    steps = 0
    for episode in range(EPISODES):
        failure = run(draw(11, episode, LENGTH, weights))
        if failure is not None:
            return failure, steps + failure.after
        steps += LENGTH
    return None


@pytest.mark.timeout(200)
@pytest.mark.parametrize(("plant", "invariant", "weights"), FOUND, ids=[one[0].__name__ for one in FOUND])
def test_a_planted_bug_is_found(
    monkeypatch: pytest.MonkeyPatch, plant: Plant, invariant: str, weights: Mapping[str, int]
) -> None:
    plant(monkeypatch)
    failure = found(weights)
    print(failure)
    assert failure is not None
    assert failure[0].name == invariant


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize(("plant", "invariant", "weights"), FOUND_FOR_LONG, ids=[one[0].__name__ for one in FOUND_FOR_LONG])
def test_a_planted_bug_is_found_in_a_longer_time(
    monkeypatch: pytest.MonkeyPatch, plant: Plant, invariant: str, weights: Mapping[str, int]
) -> None:
    plant(monkeypatch)
    failure = found(weights)
    print(failure)
    assert failure is not None
    assert failure[0].name == invariant

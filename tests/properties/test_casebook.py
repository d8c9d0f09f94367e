"""Any order of arrival, any duplicates, any cuts give the same casebook, and rebuilding it gives it again (I2, I14)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.casebook.desk.casework import DeskCasework
from store.casebook.desk.unlocking import DeskUnlocking
from store.feeds.exchange import Moved
from store.feeds.run import decode_run, encode_run
from store.notebook.common.facts import Danger
from tests.examples import examples
from tests.founded_school import OTHER_DESK, Device, device
from tests.unit.casebook.office import KHAN, OKAFOR, WORDS, Office, office, picture

SERIES = "5e" * 16
NOBODY = Moved(0, 0, 0, ())


@dataclass
class Story:
    """A school in which much has happened: every entry alone, a desk without any of them, what it shows at last."""

    made: Office
    items: list[tuple[bytes, bytes | None]]
    empty: Path
    folder: Path
    expected: dict[str, Any]
    number: int = 0

    def desk(self) -> Device:
        """Open a copy of the empty desk."""
        self.number += 1
        folder = self.folder / f"desk {self.number}"
        folder.mkdir()
        shutil.copy(self.empty, folder / "desk.db")
        return device(folder, "desk", OTHER_DESK)

    def unlock(self, at: Device, name: str) -> DeskCasework:
        unlocking = DeskUnlocking(
            self.made.other_desk.folder / "keys",
            at.database.path.parent / "casebooks",
            at.database,
            at.feeds,
            at.school,
            self.made.room.sealer,
            self.made.clock,
            lambda: NOBODY,
            zone=UTC,
        )
        return unlocking.unlock(name, WORDS)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    folder = tmp_path_factory.mktemp("story")
    with office(folder / "school") as made:
        # The other desk knows the school, none of its reports.
        made.other_desk.unlocking.something_waits()
        stranger = made.stranger()
        made.others.database.close()
        empty = folder / "empty.db"
        shutil.copy(made.others.database.path, empty)
        _happen(made, stranger)
        store = made.room.store
        with store.database.read() as connection:
            runs = [decode_run(run) for run in store.feeds.runs(connection, [], (0, 2))]
        story = Story(made, [item for run in runs for item in run], empty, folder, {})
        straight = story.desk()
        with straight.database.write() as connection:
            for item in story.items:
                assert not [one for one in straight.feeds.take(connection, encode_run([item])) if one.refused]
        for name in (KHAN, OKAFOR):
            casework = story.unlock(straight, name)
            story.expected[name] = picture(casework)
            assert story.expected[name][0][0].total > 0
            casework.lock()
        straight.database.close()
        yield story


def _happen(made: Office, stranger: Device) -> None:
    first = made.report("He said pay me.", hurt="me")
    made.report("It was on the bus.", about_report=first, danger=Danger.YES)
    made.report("Mr Price shouted.", adult="yes")
    made.put(made.record(nth=[SERIES, 1]))
    made.put(made.record(nth=[SERIES, 3]))
    twin = made.record(text={"words": "One.", "level": "grey"}, about=first)
    made.put(twin)
    made.put(twin.model_copy(update={"text": {"words": "Other.", "level": "blue"}, "about": None}))
    made.put(made.record(device=stranger.key.id.hex(), text={"words": "He knows me."}), at=stranger, alarm=2)
    copied = made.record(text={"words": "Somebody copied this pay slip.", "level": "grey"})
    made.put(copied, at=stranger, alarm=2)
    made.put(copied)
    lead = made.desk.unlock()
    lead.acknowledge(first)
    lead.set_level(first, "blue", "talked to him")
    lead.act(first, "action", {"words": "Ring home.", "due": "3 days", "reason": "to tell them"})
    lead.act(first, "decision", {"decision": "not to refer", "words": "Not yet.", "reason": "he paid back"})
    lead.act(first, "link", {"name": "Jo Bell", "handles": "@jo"})
    entered = lead.enter({"words": "I saw him pay.", "level": "blue", "adult": "no"})
    lead.act(entered, "link", {"name": "Jo Bell", "year": "9"})
    lead.act(entered, "join", {"code": lead.case(first).line.code})
    lead.close(first, "Supported in school", "he paid back")
    lead.lock()
    deputy = made.desk.unlock(KHAN)
    deputy.act(entered, "recuse", {"head": "no", "reason": "my nephew"})
    deputy.lock()
    made.report("He did it again.", about_report=first)
    lead = made.desk.unlock()
    lead.acknowledge(first)
    lead.reopen(first, "it began again")
    lead.reply(first, "again", {})
    lead.lock()
    made.desk.unlock().lock()


@given(data=st.data())
@settings(
    max_examples=examples(3),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_order_of_arrival_gives_the_same_casebook(story: Story, data: st.DataObject) -> None:
    order = data.draw(st.permutations(story.items))
    twice = data.draw(st.lists(st.sampled_from(story.items), max_size=4))
    looks = data.draw(st.sets(st.integers(0, len(order)), max_size=2))
    name = data.draw(st.sampled_from([KHAN, OKAFOR]))
    at = story.desk()
    try:
        for place, item in enumerate([*order, *twice]):
            with at.database.write() as connection:
                at.feeds.take(connection, encode_run([item]))
            if place in looks:
                # Locking writes into this desk's own lanes as well: what it says of itself changes no case.
                story.unlock(at, name).lock()
        casework = story.unlock(at, name)
        assert picture(casework) == story.expected[name]
        casework.lock()
        for path in (at.database.path.parent / "casebooks").iterdir():
            path.unlink()
        again = story.unlock(at, name)
        assert picture(again) == story.expected[name]
        again.lock()
    finally:
        at.database.close()

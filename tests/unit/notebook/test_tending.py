"""What the kiosk does by itself, and that what it says of it is true."""

from __future__ import annotations

from dataclasses import replace

from store.errors import StorageError
from store.feeds.exchange import Moved
from store.notebook.of_kiosk.loop import NO_ANSWER, NO_PEER, OUT_OF_REACH
from store.scheme.devices import DeviceEntry
from store.scheme.policy import Policy
from store.scheme.publications import Publisher
from store.sealing.costs import FLOOR
from tests.classroom import Classroom, draft
from tests.founded_school import DESK, KIOSK


def test_a_stick_that_cant_be_written_to_still_brings_the_schools_news(room: Classroom) -> None:
    with room.desk.database.write() as connection:
        publisher = Publisher(connection, room.desk.feeds, room.desk.school, DESK)
        publisher.policy(Policy(school="Ysgol Newydd", vault_costs=FLOOR))
    room.store.hear(room.desk)
    room.sign_in().concerns.send(draft())

    def only_reads() -> Moved:
        room.exchange()
        raise StorageError("This stick can't be written to.")

    room.notebook._tending.loop._exchange = only_reads
    room.notebook.tend()
    assert room.notebook.welcome().school == "Ysgol Newydd"


def test_nothing_is_said_to_be_at_the_office_that_no_store_has_receipted(room: Classroom) -> None:
    room.sign_in().concerns.send(draft())
    assert "office has everything" in room.notebook.send_now()
    room.sign_in().concerns.send(draft("one more"))
    room.notebook._tending.loop._exchange = lambda: Moved(1, 0, 1, ())
    assert room.notebook.send_now() == NO_ANSWER
    room.notebook._tending.loop._exchange = lambda: Moved(0, 0, 0, ())
    assert room.notebook.send_now() == OUT_OF_REACH
    room.notebook._tending.loop._exchange = None
    assert room.notebook.send_now() == NO_PEER


def test_a_computer_that_was_revoked_does_not_say_that_all_has_arrived(room: Classroom) -> None:
    with room.desk.database.write() as connection:
        publisher = Publisher(connection, room.desk.feeds, room.desk.school, DESK)
        publisher.devices([DeviceEntry(KIOSK.public, "Library", revoked=True)])
    room.store.hear(room.desk)
    written = draft("nothing stops this")
    room.sign_in().concerns.send(written)
    assert room.notebook.send_now() == NO_ANSWER
    assert [one.text["words"] for one in room.records("safeguarding")] == [written.words]


def test_a_concern_that_is_typed_on_while_its_copy_is_due_is_released_once_for_each_copy(room: Classroom) -> None:
    visit, written = room.sign_in(), draft("begun")
    visit.concerns.save(written)
    for number in range(3):
        room.clock.advance(6 * 3600)
        room.notebook.tend()
        room.notebook.tend()
        visit.concerns.save(replace(written, words=f"begun, gone on {number}"))
    words = [one.text["words"] for one in room.records("safeguarding")]
    assert words == ["begun", "begun, gone on 0", "begun, gone on 1"]

"""Only an adult of the report's own role makes it look read, whatever else is posted."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from store.notebook.common.facts import ReportState
from store.records import Message, new_id, to_json
from store.scheme import founding
from store.scheme.notices import KIND_DOCUMENT, KIND_POST, pack_notice, pack_post
from store.scheme.publishing import publish_keys
from store.sealing.xwing import Identity
from store.signed.signing_key import SigningKey
from tests.classroom import PRIYA, Classroom, draft
from tests.founded_school import OTHER_DESK, ROOT, Device, device


def message(about: str, **said: object) -> Message:
    made = {"id": new_id(), "sender": "safeguarding", "about": about, "read": True, "created": "2026-11-24T10:00:00Z"}
    return Message.model_validate(made | said)


def state(room: Classroom) -> ReportState:
    [line] = room.sign_in().reports()
    return line.state


def sent_by(room: Classroom, **answers: object) -> str:
    written = draft(**answers)  # type: ignore[arg-type]
    visit = room.sign_in()
    visit.concerns.send(written)
    visit.end()
    room.notebook.send_now()
    return written.id


def other_desk(room: Classroom, key: SigningKey = OTHER_DESK) -> Device:
    keys = room.desk.school.keys
    assert keys is not None
    return device(room.folder / "office", "other", key, keys=keys.signed)


def give_other_desk(room: Classroom, roles: list[str] | None) -> None:
    """Publish keys in which the other desk has these roles, or is gone."""
    keys = room.desk.school.keys
    assert keys is not None
    keys = founding.remove_desk(keys, OTHER_DESK.public)
    if roles is not None:
        keys = founding.add_desk(keys, OTHER_DESK.public, roles)
    with room.desk.database.write() as connection:
        publish_keys(connection, room.desk.feeds, room.desk.school, ROOT, keys)
    room.store.hear(room.desk)


def post(room: Classroom, sender: Device, *bodies: bytes) -> None:
    with sender.database.write() as connection:
        for body in bodies:
            sender.feeds.append(connection, 1, body)
    room.store.hear(sender)
    room.notebook.send_now()


def posted(files: Sequence[bytes]) -> bytes:
    return pack_notice([(KIND_POST, pack_post(files))])


def test_the_usual_readers_cant_make_a_staff_report_look_read(room: Classroom) -> None:
    report = sent_by(room, adult="yes")
    room.read_by_adult(report)
    room.notebook.send_now()
    assert state(room) is ReportState.SENT


def test_a_message_that_another_desk_copied_first_is_believed_once_its_own_desk_sends_it(room: Classroom) -> None:
    report = sent_by(room)
    file = room.sealer.seal(to_json(message(report)), [room.vaults[PRIYA].private], padded=4096)
    give_other_desk(room, ["coordinator"])
    other = other_desk(room)
    post(room, other, posted([file]))
    assert state(room) is ReportState.SENT
    post(room, room.desk, posted([file]))
    assert state(room) is ReportState.READ
    other.database.close()


def test_a_message_that_came_before_its_desks_keys_is_believed_when_they_come(room: Classroom) -> None:
    report = sent_by(room)
    give_other_desk(room, ["coordinator"])
    other = other_desk(room)
    post(room, other, posted([room.sealer.seal(to_json(message(report)), [room.vaults[PRIYA].private], padded=4096)]))
    assert state(room) is ReportState.SENT
    give_other_desk(room, ["safeguarding"])
    room.notebook.send_now()
    assert state(room) is ReportState.READ
    other.database.close()


def test_what_was_read_stays_read_when_that_desk_is_gone(room: Classroom) -> None:
    report = sent_by(room)
    other = other_desk(room)
    post(room, other, posted([room.sealer.seal(to_json(message(report)), [room.vaults[PRIYA].private], padded=4096)]))
    assert state(room) is ReportState.READ
    give_other_desk(room, None)
    room.notebook.send_now()
    assert state(room) is ReportState.READ
    other.database.close()


HOSTILE = [
    b"",
    b"\xff" * 40,
    pack_notice([]),
    pack_notice([(KIND_POST, b""), (KIND_POST, b"\x81\x00"), (KIND_DOCUMENT, b"x"), (99, b"x")]),
    posted([b"", b"age-encryption.org/v1\n", b"x" * 3_000_000]),
]


def test_no_post_keeps_the_next_one_from_being_read(room: Classroom) -> None:
    report, private = sent_by(room), room.vaults[PRIYA].private
    texts = [
        b"{}",
        b"[]",
        b"\xff",
        b'{"v":' + b"9" * 4000 + b"}",
        b"[" * 4000,
        to_json(message("0" * 32, v=9, unknown=[[1]] * 50)),
        to_json(message("0" * 32, text="\x1b]0;x\x07\u202e" * 100, sender="x" * 500)),
    ]
    files = [room.sealer.seal(text, [private], padded=8192) for text in texts]
    post(room, room.desk, *HOSTILE, *(posted([file]) for file in files))
    post(room, room.desk, posted([room.sealer.seal(to_json(message(report)), [private], padded=4096)]))
    assert state(room) is ReportState.READ
    room.sign_in().home()


@pytest.mark.parametrize(
    "created",
    ["", "soon", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "1950-01-01", "3000-01-01T00:00:00Z"],
)
def test_a_date_that_no_computer_can_show_is_left_out(room: Classroom, created: str) -> None:
    report = sent_by(room)
    file = room.sealer.seal(
        to_json(message(report, created=created, text="Thank you.")), [room.vaults[PRIYA].private], padded=4096
    )
    post(room, room.desk, posted([file]))
    visit = room.sign_in()
    [line] = visit.reports()
    assert (line.state, line.read_at) == (ReportState.READ, None)
    assert visit.messages()[0].created.astimezone().year in (1969, 1970)


def test_dates_with_and_without_a_zone_are_compared(room: Classroom) -> None:
    report, private = sent_by(room), room.vaults[PRIYA].private
    for created in ("2026-11-24T11:00:00", "2026-11-24T10:30:00+01:00", "never"):
        file = room.sealer.seal(to_json(message(report, created=created)), [private], padded=4096)
        post(room, room.desk, posted([file]))
    [line] = room.sign_in().reports()
    assert line.read_at is not None
    assert line.read_at.isoformat() == "2026-11-24T09:30:00+00:00"


def test_home_looks_through_many_posts_a_part_at_a_time_and_my_reports_through_all(room: Classroom) -> None:
    report = sent_by(room)
    blank = room.sealer.seal(b"{}", [Identity.generate().recipient], padded=4096)
    post(room, room.desk, *[posted([blank])] * 60)
    file = room.sealer.seal(to_json(message(report, text="Hello.")), [room.vaults[PRIYA].private], padded=4096)
    post(room, room.desk, posted([file]))
    visit = room.sign_in()
    # Each look at the clock takes half a second: a slow computer.
    steady, room.clock.monotonic = room.clock.monotonic, Ticking(room.clock.monotonic())  # type: ignore[method-assign]
    assert visit.home().unread_messages == 0
    assert [one.state for one in visit.reports()] == [ReportState.READ]
    room.clock.monotonic = steady  # type: ignore[method-assign]


class Ticking:
    def __init__(self, at: float) -> None:
        self._at = at

    def __call__(self) -> float:
        self._at += 0.5
        return self._at

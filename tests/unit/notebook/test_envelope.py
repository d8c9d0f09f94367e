"""An envelope that was made ready seals as a Sealer does, once, for whom it was made."""

from __future__ import annotations

import pytest

from store.errors import BrokenFile, NotForThisKey, TooLong
from store.sealing.envelope import Envelope
from store.sealing.sealed import PADDED_BYTES, SEALED_BYTES, Sealer, open_sealed
from store.sealing.xwing import Identity
from tests.classroom import Classroom, draft

ONE, OTHER, STRANGER = (Identity(bytes([number]) * 32) for number in (1, 2, 3))
SEALER = Sealer.start()


def test_its_readers_open_it_and_nobody_else() -> None:
    sealed = Envelope(SEALER, [ONE.recipient, OTHER.recipient]).seal(b'{"a":1}')
    assert len(sealed) == SEALED_BYTES
    assert open_sealed(sealed, [ONE]) == open_sealed(sealed, [OTHER]) == b'{"a":1}'
    with pytest.raises(NotForThisKey):
        open_sealed(sealed, [STRANGER])


def test_it_serves_once() -> None:
    envelope = Envelope(SEALER, [ONE.recipient])
    assert envelope.fits([ONE.recipient])
    envelope.seal(b"{}")
    assert not envelope.fits([ONE.recipient])
    with pytest.raises(BrokenFile, match="used before"):
        envelope.seal(b"{}")


def test_it_fits_only_those_it_was_made_for() -> None:
    envelope = Envelope(SEALER, [ONE.recipient])
    assert not envelope.fits([OTHER.recipient])
    assert not envelope.fits([ONE.recipient, OTHER.recipient])


def test_a_text_that_is_too_long_is_refused_and_leaves_it_unused() -> None:
    envelope = Envelope(SEALER, [ONE.recipient])
    with pytest.raises(TooLong):
        envelope.seal(b"x" * PADDED_BYTES)
    assert len(envelope.seal(b"x" * (PADDED_BYTES - 1))) == SEALED_BYTES


@pytest.mark.parametrize("readers", [[], [ONE.recipient] * 2, [ONE.recipient] * 5])
def test_it_is_made_for_one_to_four_different_readers(readers: list[object]) -> None:
    with pytest.raises(BrokenFile):
        Envelope(SEALER, readers)  # type: ignore[arg-type]


def test_no_two_reports_of_a_visit_share_a_header(room: Classroom) -> None:
    concerns = room.sign_in().concerns
    for number in range(3):
        written = draft(f"report {number}")
        concerns.save(written)
        concerns.send(written)
    concerns.send(draft("sent without a save"))
    bodies = [entry.body or b"" for entry in room.entries() if not entry.slot]
    assert len({body[:5000] for body in bodies}) == len(bodies) == 4


def test_an_answer_that_changes_the_route_after_the_save_is_sealed_to_the_new_readers(room: Classroom) -> None:
    visit = room.sign_in()
    written = draft("about a teacher")
    visit.concerns.save(written)
    visit.concerns.send(draft(written.words, id=written.id, adult="yes"))
    visit.end()
    assert [one.text["words"] for one in room.records("head") if one.kind == "concern"] == ["about a teacher"]
    assert [one.kind for one in room.records("safeguarding")] == []

"""Records keep what they are given, say nothing of it, and never fail for what was typed."""

from __future__ import annotations

import json

import pytest

from store.errors import BrokenFile
from store.records import (
    Batch,
    Message,
    Record,
    batch_from_json,
    from_json,
    message_from_json,
    new_id,
    to_json,
    without_surrogates,
    written_at,
)
from tests.classroom import TEN


def record(**changes: object) -> Record:
    made = {"id": new_id(), "school": new_id(), "device": new_id(), "kind": "concern", "to": ["head"]}
    return Record.model_validate(made | {"created": written_at(TEN)} | changes)


def test_a_record_comes_back_as_it_was() -> None:
    made = record(nth=(new_id(), 7), author=new_id(), text={"words": "é \u0000 \U0001f52a", "danger": None})
    assert from_json(to_json(made)) == made
    assert b"\n" not in to_json(made)


def test_half_a_character_is_marked_and_all_the_rest_is_kept() -> None:
    made = record(nth=(new_id(), 1), text={"words": "before \ud83d after", "list": ["\udc00"]})
    back = from_json(to_json(made))
    assert back.text == {"words": "before \ufffd after", "list": ["\ufffd"]}
    assert back.nth == made.nth
    assert without_surrogates("plain é") == "plain é"


def test_what_a_newer_version_wrote_is_kept_and_said_to_be_newer() -> None:
    plain = json.loads(to_json(record())) | {"v": 2, "kind": "hologram", "extra": {"deep": [1]}}
    back = from_json(json.dumps(plain).encode())
    assert back.newer
    assert json.loads(to_json(back))["extra"] == {"deep": [1]}


@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b"\xff\xfe", b"{}", b'{"a":' * 3000 + b"1" + b"}" * 3000, b'{"v":' + b"9" * 5000 + b"}"],
)
def test_what_is_no_record_says_so(data: bytes) -> None:
    for read in (from_json, batch_from_json, message_from_json):
        with pytest.raises(BrokenFile, match="kept as it is"):
            read(data)


@pytest.mark.parametrize("number", [0, -1, 2**53])
def test_a_running_number_is_a_number_that_can_run(number: int) -> None:
    plain = json.loads(to_json(record())) | {"nth": [new_id(), number]}
    with pytest.raises(BrokenFile):
        from_json(json.dumps(plain).encode())


def test_neither_repr_nor_errors_tell_what_was_typed() -> None:
    made = record(text={"words": "a secret"})
    message = Message(id=new_id(), sender="head", about=new_id(), text="a secret", created=written_at(TEN))
    for one in (made, message, Batch(role="head", records=[made])):
        assert "secret" not in repr(one) + str(one)
    with pytest.raises(BrokenFile) as caught:
        from_json(to_json(made).replace(b'"kind":"concern"', b'"kind":["a secret"]'))
    assert "secret" not in str(caught.value)


def test_a_message_names_its_sender_as_the_format_does() -> None:
    message = Message(id=new_id(), sender="head", about=new_id(), created=written_at(TEN))
    assert json.loads(to_json(message))["from"] == "head"
    assert message_from_json(to_json(message)) == message

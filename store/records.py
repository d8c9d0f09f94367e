"""What people write, as records with a kind.

The shape of `text` for each kind, every key optional to a reader:

    lane 0, from a kiosk
    concern      {danger, hurt, adult, reader, words, told, level}   values of Danger, Hurt, AdultPart; told: a person
    unfinished   the same, as far as it was written; `about` is the concern's id, `nth` is null
    danger       {danger}              somebody is in danger now; `about` is the concern's id
    removed      {safe}                its author removed an unfinished report; `about` is the concern's id
    find-me      {name, place, adult}  a first name, where, the id of the adult who should come
    practice     {words, level}        the half-termly practice report, which nobody wrote; it goes as a concern does
    session      {who, topic, minutes, how, done, helped, see_again}
    session-added  {words}             what its mentor added to a session; `about` is the session's id
    check-in     {mood, talk, level}   1 (lowest) to 5; whether a talk with an adult is wanted
    training     {module, title, checked, on, until, right, of}   a module that a mentor has passed
    agreed       {page, title, checked, digest}   a mentor agrees to a page of guidance in this version
    review       {working, not_working, change}   the half-termly form
    vault        {vault, replaces, proof}   a vault made on a kiosk, all in hex: its CBOR without work copy and card,
                                       the digests of the words it may stand in for, an HMAC under the work key
    cover        {}                    a slot half with nothing in it

    lane 2, from a desk, in a Batch; `about` is the report's id, `author` the person at the desk
    concern      {words, level, adult, how, place}   what an adult saw or was told; it is about nothing
    read         {}                    this person had the report on the screen, then said so
    level        {level, reason}
    note         {words, reason}
    reply        {phrase, blanks, text}
    decision     {decision, words, reason}   one of "refer", "not to refer", "support in school", ...
    action       {words, due, who, who_name, reason}   something to do by a day, by a person
    notified     {whom, at, reference, reason}   who was told outside the case, when
    wait         {words, due}
    done         {item, words}         `item` is the id of the action, notified or wait that it ends
    assign       {who, who_name, reason}   answered by accept {assign} or reject {assign, reason}
    voice        {whose, words}        what the child wants, what changed for the child
    confirmed    {words, at}           an adult confirms to have been told
    talked       {words, at}           an adult talked the report over with its mentor
    correction   {words, reason}       moved {system, reference, reason}
    harm-test    {limbs, met, decided_by, reason}   about an adult, as low-level {words, context, decided_by, reason}
    child        {name, year, handles}   what a child is called; about the first such record of the same child
    link         {child, name, undone}   the case is about this child, or no more
    join         {case, code, undone}    the case is joined to this one, or no more
    hold         {hold, reason}        "on" or "off": legal hold
    recuse       {goes_to, reports}    its author stepped back; to the role it goes to {goes_to, reason} instead;
                                       same_key: who else holds the key of the chair goes on with it
    forwarded    {reports}             digests of what was added since then and sent on
    close        {outcome, reason}
    reopen       {reason}
    view         {}
    training     {module, title, checked, on, until, right, of}   a module that this person passed; about nothing
    tombstone    {entries, numbers, met, class}   of records that two people then erase; it is about nothing
    erase-asked  {what, class, reason, second, second_name, count, group, part, case, half, done}   asked of, or
                                       done by two people; `half`: what the first has signed, in hex; about nothing
    message      {mentor, phrase, blanks, text}   a phrase that went to a mentor about no report; it is about nothing
    transfer-address {address, name, compared, own}   a school's address as its root has signed it, in hex
    transfer-out {transfer, school, to, child, cases, digest, file, due}   about each case that went to another school
    transfer-answer {transfer, accepted, school, reason}   the other school's receipt, about each of those cases
    transfer-in  {transfer, from, child, cases, digest, words, accepted, reason}   what another school sent
    received     {from, transfer, child}   about each case that was taken in
    elsewhere    {by, words, reason}   what an adult did on it at the school from which it came
    erase-answer {answer, reason}      "refused" or "withdrawn"; about the first erase-asked of its group
"""

from __future__ import annotations

import json
import re
import secrets
from typing import TYPE_CHECKING, Final, TypeVar

from store.clock import written_at as written_at
from store.errors import BrokenFile

if TYPE_CHECKING:
    from store.record_models import Batch as Batch
    from store.record_models import Kept
    from store.record_models import Message as Message
    from store.record_models import Record as Record

    _Model = TypeVar("_Model", bound=Kept)

_MODELS: Final = ("Batch", "Message", "Record")
_SURROGATES: Final = re.compile("[\ud800-\udfff]")


def __getattr__(name: str) -> type[Kept]:
    """Return a model, imported when it is first used: pydantic takes a fifth of a second, and five megabytes."""
    if name not in _MODELS:
        raise AttributeError(name)
    from store import record_models

    model: type[Kept] = getattr(record_models, name)
    return model


def new_id() -> str:
    """Return 16 random bytes as 32 hex digits."""
    return secrets.token_hex(16)


def to_json(model: Record | Batch | Message) -> bytes:
    """Return the JSON object in UTF-8 on one line."""
    from pydantic_core import PydanticSerializationError

    try:
        return model.model_dump_json(by_alias=True).encode("utf-8")
    except PydanticSerializationError:
        plain = model.model_dump(by_alias=True)
        return without_surrogates(json.dumps(plain, ensure_ascii=False, separators=(",", ":"))).encode("utf-8")


def without_surrogates(text: str) -> str:
    """Return the text with U+FFFD for each half of a character, which UTF-8 can't hold and no report may fail for."""
    return _SURROGATES.sub("\ufffd", text)


def from_json(data: bytes) -> Record:
    """Read a record, or raise BrokenFile."""
    from store.record_models import Record

    return _read(Record, data)


def batch_from_json(data: bytes) -> Batch:
    """Read a batch of casework, or raise BrokenFile."""
    from store.record_models import Batch

    return _read(Batch, data)


def message_from_json(data: bytes) -> Message:
    """Read a message to a mentor, or raise BrokenFile."""
    from store.record_models import Message

    return _read(Message, data)


def _read(model: type[_Model], data: bytes) -> _Model:
    from pydantic import ValidationError

    try:
        return model.model_validate_json(data)
    except ValidationError:
        raise BrokenFile("This item is not a record that can be read. It was kept as it is.") from None

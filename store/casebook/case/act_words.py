"""What an act is called on a case's timeline."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from store.casebook.records import kinds
from store.casebook.records.opened_record import OpenedRecord

HELD: Final = "on"
DECISIONS: Final = {
    "refer": "Refer",
    "not to refer": "Not to refer",
    "support in school": "Support in school",
    "no further action": "No further action",
    "other": "Another decision",
}


def told_act(act: OpenedRecord) -> str:
    """Return what an adult did, in the words of the timeline."""
    if act.newer:
        return kinds.NEWER

    def text(name: str) -> str:
        return text_of(act, name)

    return {
        kinds.READ: "read the report",
        kinds.VIEW: "opened the report",
        kinds.NOTE: text("words"),
        kinds.LEVEL: f"set the level to {text('level')}",
        kinds.REPLY: f"replied: {text('text')}",
        kinds.CLOSE: f"closed: {text('outcome')}",
        kinds.REOPEN: "opened it again",
        kinds.DECISION: f"decided: {DECISIONS.get(text('decision'), text('decision'))}. {text('words')}",
        kinds.ACTION: f"to do by {_day(text('due'))}: {text('words')}{_for(act)}",
        kinds.DONE: f"done: {text('words')}",
        kinds.NOTIFIED: f"told {text('whom')} at {_time(text('at'))}{_reference(act)}",
        kinds.ASSIGN: f"asked {text('who_name')} to take the case",
        kinds.ACCEPT: "took the case",
        kinds.REJECT: "did not take the case",
        kinds.WAIT: f"waits until {_day(text('due'))} for: {text('words')}",
        kinds.VOICE: f"{text('whose')}: {text('words')}",
        kinds.CONFIRMED: f"confirmed that an adult was told at {_time(text('at'))}: {text('words')}",
        kinds.TALKED: f"talked it over with the mentor at {_time(text('at'))}: {text('words')}",
        kinds.CORRECTION: f"correction: {text('words')}",
        kinds.MOVED: f"moved to the main file: {text('system')}, {text('reference')}",
        kinds.HARM_TEST: f"harm test {text('met')}: {text('limbs')}{_decided(act)}",
        kinds.LOW_LEVEL: f"low-level concern ({text('context')}): {text('words')}{_decided(act)}",
        kinds.LINK: f"{_undone(act)} {text('name') or 'a child'}",
        kinds.JOIN: f"{_undone(act)} {text('code') or 'another report'}",
        kinds.HOLD: "put it under legal hold" if text("hold") == HELD else "ended the legal hold",
        kinds.EXPORT: f"made {text('what')} ({text('form')}): {text('file')}",
        kinds.RECUSE: "stepped back from this case",
        kinds.TRANSFER_OUT: f"made a file for {text('to')} with this case",
        kinds.TRANSFER_ANSWER: f"{text('school')} {'took' if act.said.get('accepted') is True else 'did not take'} it",
        kinds.RECEIVED: f"took this case in, from {text('from')}",
        kinds.ELSEWHERE: text("words"),
        kinds.FORWARDED: "this desk sent on what was added",
    }.get(act.kind, kinds.NEWER)


def text_of(record: OpenedRecord, name: str) -> str:
    """Return what a record says under a name, "" where that is no text."""
    value = record.said.get(name)
    return value if isinstance(value, str) else ""


def _for(act: OpenedRecord) -> str:
    name = text_of(act, "who_name")
    return f" ({name})" if name else ""


def _decided(act: OpenedRecord) -> str:
    who = text_of(act, "decided_by")
    return f" (decided by {who})" if who else ""


def _reference(act: OpenedRecord) -> str:
    reference = text_of(act, "reference")
    return f", reference {reference}" if reference else ""


def _undone(act: OpenedRecord) -> str:
    return "took away the link to" if act.said.get("undone") is True else "linked it to"


def _day(text: str) -> str:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    return f"{at:%a} {at.day} {at:%b} {at.year}"


def _time(text: str) -> str:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    return f"{at:%H:%M} on {at:%a} {at.day} {at:%b} {at.year}"

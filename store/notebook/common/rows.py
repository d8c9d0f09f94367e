"""What stands in a row of each table of the notebook: no name and no word in the clear."""

from __future__ import annotations

from sqlalchemy import Index
from sqlmodel import Field

from store.columns import WholeNumber
from store.rows import DeviceRow


class AccountRow(DeviceRow, table=True):
    """How often sign-in failed for the name behind a lookup since it last worked."""

    __tablename__ = "accounts"
    school: bytes = Field(primary_key=True)
    lookup: bytes = Field(primary_key=True)
    failures: int


class ToldWordsRow(DeviceRow, table=True):
    """What a mentor was told of their words here: digests of those words, of the keys that they opened."""

    __tablename__ = "told_words"
    school: bytes = Field(primary_key=True)
    person: bytes = Field(primary_key=True)
    words: bytes
    private: bytes
    work: bytes


class MailboxRow(DeviceRow, table=True):
    """The arrival up to which a mentor's messages were looked for."""

    __tablename__ = "mailboxes"
    school: bytes = Field(primary_key=True)
    person: bytes = Field(primary_key=True)
    arrival: int


class DraftRow(DeviceRow, table=True):
    """A concern that its author has not sent yet, sealed to the author's private key."""

    __tablename__ = "drafts"
    school: bytes = Field(primary_key=True)
    person: bytes = Field(primary_key=True)
    concern: bytes = Field(primary_key=True)
    saves: int
    sealed: bytes = Field(repr=False)


class HeldCopyRow(DeviceRow, table=True):
    """The same concern as far as it is written, sealed to its route, until it is sent, removed or released."""

    __tablename__ = "held_copies"
    school: bytes = Field(primary_key=True)
    concern: bytes = Field(primary_key=True)
    route: str
    alarm: int
    last_key: str
    body: bytes = Field(repr=False)


class WaitingRow(DeviceRow, table=True):
    """A sealed report that waits for the next slot of its route."""

    __tablename__ = "waiting_for_slots"
    __table_args__ = (Index("ix_waiting_for_slots_route", "school", "route", "place"),)
    school: bytes = Field(primary_key=True)
    place: int = Field(primary_key=True)
    route: str
    body: bytes = Field(repr=False)


class SeriesRow(DeviceRow, table=True):
    """The running number of one set of roles in one epoch."""

    __tablename__ = "series"
    school: bytes = Field(primary_key=True)
    roles: str = Field(primary_key=True)
    epoch: bytes
    series: bytes
    number: int


class ReportRow(DeviceRow, table=True):
    """A report of a mentor, sealed to the mentor's private key: id, body hash, time, urgency."""

    __tablename__ = "reports"
    school: bytes = Field(primary_key=True)
    person: bytes = Field(primary_key=True)
    record: bytes = Field(primary_key=True)
    visit_open: bool
    sealed: bytes = Field(repr=False)


class SessionRow(DeviceRow, table=True):
    """A logged session for its mentor's history, sealed to the mentor's work key."""

    __tablename__ = "sessions"
    school: bytes = Field(primary_key=True)
    person: bytes = Field(primary_key=True)
    record: bytes = Field(primary_key=True)
    sealed: bytes = Field(repr=False)


class SessionDraftRow(DeviceRow, table=True):
    """The session that a mentor began and did not log, sealed to the mentor's private key."""

    __tablename__ = "session_drafts"
    school: bytes = Field(primary_key=True)
    person: bytes = Field(primary_key=True)
    sealed: bytes = Field(repr=False)


class CheckInRow(DeviceRow, table=True):
    """The newest check-in of a mentor, sealed to the mentor's work key."""

    __tablename__ = "check_ins"
    school: bytes = Field(primary_key=True)
    person: bytes = Field(primary_key=True)
    record: bytes
    sealed: bytes = Field(repr=False)


class ReviewRow(DeviceRow, table=True):
    """When a mentor sent the newest half-termly form, sealed to the mentor's work key."""

    __tablename__ = "reviews"
    school: bytes = Field(primary_key=True)
    person: bytes = Field(primary_key=True)
    record: bytes
    sealed: bytes = Field(repr=False)


class TrainingRow(DeviceRow, table=True):
    """A training that a mentor has passed on this computer, sealed to the mentor's work key."""

    __tablename__ = "trainings"
    school: bytes = Field(primary_key=True)
    person: bytes = Field(primary_key=True)
    record: bytes = Field(primary_key=True)
    sealed: bytes = Field(repr=False)


class OwnNoteRow(DeviceRow, table=True):
    """A small thing that a mentor's notebook keeps, sealed to one of the mentor's keys: a form half written, a fact."""

    __tablename__ = "own_notes"
    school: bytes = Field(primary_key=True)
    person: bytes = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    record: bytes = Field(primary_key=True)
    sealed: bytes = Field(repr=False)


class MessageRow(DeviceRow, table=True):
    """A message to a mentor, sealed again to the mentor's private key alone."""

    __tablename__ = "messages"
    school: bytes = Field(primary_key=True)
    person: bytes = Field(primary_key=True)
    message: bytes = Field(primary_key=True)
    seen: bool
    sealed: bytes = Field(repr=False)


class VisitRow(DeviceRow, table=True):
    """A visit has begun whose end was not yet written."""

    __tablename__ = "open_visits"
    school: bytes = Field(primary_key=True)


class ContactRow(DeviceRow, table=True):
    """When a store's receipt last came, as this computer's clock had it."""

    __tablename__ = "contacts"
    school: bytes = Field(primary_key=True)
    at: str


class PostRow(DeviceRow, table=True):
    """An entry with a desk's post whose body this kiosk still keeps."""

    __tablename__ = "kept_posts"
    __table_args__ = (Index("ix_kept_posts_arrival", "school", "arrival"),)
    school: bytes = Field(primary_key=True)
    hash: bytes = Field(primary_key=True)
    arrival: int = Field(sa_type=WholeNumber)

"""Plain facts that the notebook hands to the kiosk's screens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from store.notebook.common.public_facts import Adult as Adult
from store.notebook.common.public_facts import WelcomeFacts as WelcomeFacts

if TYPE_CHECKING:
    # Only named here: the screens that need these facts first must not wait for what reads signed documents.
    from store.scheme.guidance import GuidancePage


class ReportState(StrEnum):
    """How far a report has come, as a pupil is told."""

    SAVED = "saved"
    SENT = "sent"
    READ = "read"


class Danger(StrEnum):
    """The answer to "Is anyone in danger now?"."""

    YES = "yes"
    NO = "no"
    NOT_SURE = "not sure"


@dataclass(frozen=True)
class WordsNews:
    """What is new about the words of a sign-in: who gave them, "" where that is not known, and when.

    `lost_reports`: drafts, reports, messages kept here under the words before can't be opened any more;
    `lost_sessions`: nor can the sessions.
    """

    by: str
    given: datetime | None
    lost_reports: bool = False
    lost_sessions: bool = False


@dataclass(frozen=True)
class Mentee:
    """A pupil whom this mentor meets."""

    id: str = field(repr=False)
    label: str = field(repr=False)


@dataclass(frozen=True)
class SessionForm:
    """One mentoring session as the mentor logged it; topic is a strand's key."""

    who: str = field(repr=False)
    topic: str
    minutes: int
    worried: Danger
    how: str = field(default="", repr=False)
    done: str = field(default="", repr=False)
    helped: str = field(default="", repr=False)
    see_again: date | None = None


@dataclass(frozen=True)
class SessionDraft:
    """A session that is not logged yet, each answer as it stands in the form; "" is "not answered yet".

    `id` is the id of the record that it becomes; `who` a mentee's id or "else", then `other` says who; `see_again`
    counts weeks; `started` is when its timer was started, ISO 8601 in UTC.
    """

    id: str
    who: str = field(default="", repr=False)
    other: str = field(default="", repr=False)
    topic: str = field(default="", repr=False)
    minutes: str = field(default="", repr=False)
    worried: str = field(default="", repr=False)
    how: str = field(default="", repr=False)
    done: str = field(default="", repr=False)
    helped: str = field(default="", repr=False)
    see_again: str = field(default="", repr=False)
    started: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is answered."""
        return self == SessionDraft(self.id)


@dataclass(frozen=True)
class SessionLine:
    """A past session in "My history"; `added` is when it was added to."""

    on: datetime
    who: str = field(repr=False)
    topic: str
    minutes: int
    see_again: date | None
    id: str = ""
    added: tuple[datetime, ...] = ()


@dataclass(frozen=True)
class ConcernDraft:
    """Everything that a mentor has answered so far; None is "not answered yet".

    `hurt` and `adult` hold values of store.scheme.routes.Hurt and AdultPart; `reader` is the role that a pupil picked
    after "Not sure"; `told` is "no one", a person's id or "another adult".
    """

    id: str
    page: int = 0
    danger: Danger | None = None
    hurt: str | None = None
    adult: str | None = None
    reader: str | None = None
    words: str = field(default="", repr=False)
    told: str | None = None
    about_report: str | None = None


@dataclass(frozen=True)
class Readers:
    """Who will read a report, by name: the sentence is true for this school today."""

    route: str
    sentence: str
    reachable: bool


@dataclass(frozen=True)
class SentReport:
    """What a mentor sees after Send: the code, the state, the adults to tell now; `id` is that of the record."""

    code: str
    state: ReportState
    tell_now: tuple[Adult, ...]
    urgent: bool
    id: str = ""


@dataclass(frozen=True)
class ReportLine:
    """One line of "My reports": never its words, names or route."""

    code: str
    created: datetime
    state: ReportState
    read_at: datetime | None
    urgent: bool
    tell_now: tuple[Adult, ...]


@dataclass(frozen=True)
class MessageLine:
    """A message from an adult; `sender` is a role's title in a child's words."""

    id: str
    created: datetime
    sender: str
    text: str = field(repr=False)
    code: str | None
    seen: bool


@dataclass(frozen=True)
class ReviewForm:
    """The half-termly form, any part of which may be empty."""

    working: str = field(default="", repr=False)
    not_working: str = field(default="", repr=False)
    change: str = field(default="", repr=False)


@dataclass(frozen=True)
class FormDraft:
    """A form of several boxes that is not sent yet, by box; `about` is the id of the session that it adds to, else "".

    `id` is the id of the record that it becomes.
    """

    id: str
    about: str = ""
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written."""
        return not any(text.strip() for text in self.texts.values())


@dataclass(frozen=True)
class TrainingLine:
    """A training module with when this mentor passed it on this computer, and until when that is valid."""

    page: GuidancePage
    passed_on: date | None
    valid_until: date | None
    is_due: bool


@dataclass(frozen=True)
class AgreementLine:
    """The school's "What we agreed" with when this mentor agreed to it as it is, and when last to any version of it.

    `digest` stands for this version; both days are as this computer knows them.
    """

    page: GuidancePage
    digest: str
    agreed_on: date | None
    agreed_before: date | None


@dataclass(frozen=True)
class CareFacts:
    """What the school asks of a mentor so that it does not become too much; 0 or None where it asks for nothing.

    `rest_until`: the first day of sessions after a pause; `talk_by`: until when a report is to be talked over;
    `waits`: whether session logs wait for the first two.
    """

    school: str = ""
    sessions_this_week: int = 0
    sessions_a_week: int = 0
    rest_until: date | None = None
    talk_by: date | None = None
    waits: bool = False

    @property
    def is_full(self) -> bool:
        """Whether one more session this week is more than the school asks for."""
        return 0 < self.sessions_a_week <= self.sessions_this_week


@dataclass(frozen=True)
class HomeFacts:
    """What waits for a mentor who has just signed in.

    `reports_to_read`: urgent reports that no adult has read yet; `newly_read`: reports that an adult has read since
    "My reports" was last opened; `unfinished_session`: a session was begun and not logged;
    `training_due`: modules that are not passed, or no longer; `agreement`: "new" or "changed" where "What we agreed"
    waits for a yes, else "".
    """

    name: str = field(repr=False)
    unread_messages: int
    unfinished: bool
    reports_to_read: int
    see_again_today: tuple[str, ...] = field(repr=False)
    newly_read: int = 0
    unfinished_session: bool = False
    review_due: bool = False
    training_due: int = 0
    unfinished_review: bool = False
    agreement: str = ""
    care: CareFacts = CareFacts()

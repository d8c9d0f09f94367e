"""What the scheme does: sessions by topic, how soon reports are read and acted on, what is working."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median
from typing import Final

from store.casebook.acts.desk import Desk
from store.casebook.case.act_words import text_of
from store.casebook.case.case_facts import CaseFacts, read_at
from store.casebook.pages.scheme_actions import SchemeAction, actions_of
from store.casebook.records import kinds
from store.casebook.records.opened_record import EPOCH, date_of
from store.casebook.role.shelf import Shelf
from store.scheme.checkpoints import checkpoints_of
from store.scheme.ladder import Level
from store.scheme.practised import last_marked
from store.scheme.routes import ROUTES

SPAN: Final = timedelta(days=365)
MOST_CASES: Final = 500
MOST_FORMS: Final = 50
MOST_TOPICS: Final = 40
MOST_PRACTICES: Final = 30
NOT_SAID: Final = "not said"
_ACTED: Final = (kinds.STEPS | kinds.STAFF_MATTERS | {kinds.NOTE, kinds.REPLY, kinds.CLOSE}) - {kinds.ASSIGN}


@dataclass(frozen=True)
class Speed:
    """Of the cases of one level: how many, how many were read in time, the median times to reading and to acting.

    `read` and `acted` are of how many cases those times are the middle.
    """

    level: str
    cases: int
    in_time: int
    to_read: timedelta | None
    to_act: timedelta | None
    read: int = 0
    acted: int = 0


@dataclass(frozen=True)
class ReviewLine:
    """One half-termly form, without its author's name."""

    at: datetime
    working: str = field(repr=False)
    not_working: str = field(repr=False)
    change: str = field(repr=False)


@dataclass(frozen=True)
class Practice:
    """A practice report that came to a role, with how long it took until somebody acknowledged it."""

    role: str
    at: datetime
    to_read: timedelta | None


@dataclass(frozen=True)
class RoutePractice:
    """The newest practice report of a route as far as it is known here, None where none is; `since` is the half-term's.

    Of a route that is not read here only what somebody acknowledged is known, by its day.
    """

    role: str
    since: date
    day: date | None
    acknowledged: bool

    @property
    def is_due(self) -> bool:
        """Whether none of this half-term is known."""
        return self.day is None or self.day < self.since


@dataclass(frozen=True)
class SchemeFigures:
    """The last twelve months: sessions and minutes by topic, times by level, the newest forms.

    `actions` are what is to change in the scheme: what is open from any time on, with what was done in this time.
    """

    sessions: int
    minutes: int
    weeks: int
    topics: tuple[tuple[str, int], ...]
    speeds: tuple[Speed, ...]
    reviews: tuple[ReviewLine, ...]
    actions: tuple[SchemeAction, ...] = ()
    practices: tuple[Practice, ...] = ()
    practice_routes: tuple[RoutePractice, ...] = ()


@dataclass(frozen=True)
class Figures:
    """Counts what the open casebooks hold."""

    desk: Desk
    shelf: Shelf

    def scheme(self) -> SchemeFigures:
        """Return the figures of the last twelve months, times from the newest cases alone."""
        now = self.desk.showing("").now
        since = int((now - SPAN - EPOCH).total_seconds())
        # What is sealed to two roles is in both casebooks, and counts once.
        found = [book.topics(kinds.SESSION, since) for book in self.shelf.casebooks.values()]
        topics, weeks = max(found, key=lambda one: sum(count for _, count, _ in one[0]))
        ordered = sorted(((topic or NOT_SAID, count) for topic, count, _ in topics), key=lambda one: (-one[1], one[0]))
        reviews = self.shelf.newest(kinds.REVIEW, now - SPAN, MOST_FORMS)[::-1]
        return SchemeFigures(
            sessions=sum(count for _, count, _ in topics),
            minutes=sum(minutes for _, _, minutes in topics),
            weeks=weeks,
            topics=tuple(ordered[:MOST_TOPICS]),
            speeds=self.speeds(now - SPAN),
            reviews=tuple(
                ReviewLine(date_of(one.at), *(text_of(one, name) for name in ("working", "not_working", "change")))
                for one in reviews
            ),
            actions=tuple(one for one in self.actions() if one.done is None or one.done >= now - SPAN),
            practices=(practices := self.practices(now - SPAN)),
            practice_routes=self._routes(practices),
        )

    def actions(self) -> tuple[SchemeAction, ...]:
        """Return every action that was ever planned for the scheme."""
        planned, ended = (self.shelf.of_kind(kind, EPOCH) for kind in (kinds.SCHEME_ACTION, kinds.SCHEME_DONE))
        return actions_of(planned, ended)

    def practices(self, since: datetime) -> tuple[Practice, ...]:
        """Return the newest practice reports of each role that is open here, the newest first."""
        newest = self.shelf.of_kind(kinds.PRACTICE, since)[-MOST_PRACTICES:]
        found = self.shelf.cases(list({one.id: None for one in newest}))
        told = [Practice(one.role, date_of(one.facts.main.at), _read_after(one.facts)) for one in found.values()]
        return tuple(sorted(told, key=lambda one: (one.at, one.role), reverse=True))

    def practice_routes(self) -> tuple[RoutePractice, ...]:
        """Return for each route of the school how far its practice report of this half-term is."""
        return self._routes(self.practices(self.desk.showing("").now - SPAN))

    def _routes(self, practices: tuple[Practice, ...]) -> tuple[RoutePractice, ...]:
        showing, school = self.desk.showing(""), self.desk.school
        today = showing.hours.local(showing.now).date()
        since = showing.hours.half_term_of(today)
        newest = {one.role: one for one in reversed(practices)}
        told = []
        for role in (one for one in ROUTES if school.has_role(one)):
            if role in self.shelf.casebooks:
                one = newest.get(role)
                day = None if one is None else showing.hours.local(one.at).date()
                told.append(RoutePractice(role, since, day, one is not None and one.to_read is not None))
            else:
                day = self._marked(role, today)
                told.append(RoutePractice(role, since, day, day is not None))
        return tuple(told)

    def _marked(self, role: str, today: date) -> date | None:
        school = self.desk.school.id
        with self.desk.feeds.database.read() as connection:
            met = {one for each in checkpoints_of(connection, school, role) for one in each.met}
        return last_marked(met, school, role, today)

    def speeds(self, since: datetime) -> tuple[Speed, ...]:
        """Return by level how fast the newest concerns since a time were read and acted on."""
        newest = self.shelf.newest(kinds.CONCERN, since, MOST_CASES)
        found = self.shelf.cases(list({one.about or one.id: None for one in newest}))
        speeds = []
        for level in Level:
            cases = [each for each in found.values() if each.facts.main.level == level]
            if not cases:
                continue
            reads = [read for each in cases if (read := _read_after(each.facts)) is not None]
            acts = [act for each in cases if (act := _acted_after(each.facts)) is not None]
            hours = self.desk.showing("").hours
            in_time = sum(
                read is not None and date_of(each.facts.main.at) + read <= each.facts.due(each.role, hours)
                for each in cases
                for read in [_read_after(each.facts)]
            )
            speeds.append(Speed(str(level), len(cases), in_time, _middle(reads), _middle(acts), len(reads), len(acts)))
        return tuple(speeds)


def _read_after(facts: CaseFacts) -> timedelta | None:
    return _after(facts, read_at(facts))


def _acted_after(facts: CaseFacts) -> timedelta | None:
    return _after(facts, min((act.at for act in facts.acts if act.kind in _ACTED), default=None))


def _after(facts: CaseFacts, at: int | None) -> timedelta | None:
    # Kiosk and desk have clocks of their own: one that is behind must not make a time negative.
    return None if at is None else timedelta(seconds=max(0, at - facts.main.at))


def _middle(times: list[timedelta]) -> timedelta | None:
    return timedelta(seconds=median(one.total_seconds() for one in times)) if times else None

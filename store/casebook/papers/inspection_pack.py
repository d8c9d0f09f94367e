"""The inspection pack: what the scheme needs, point by point, with what the school holds; no names, no small counts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from store.casebook.pages.scheme_figures import Practice
from store.casebook.papers.dates import told_day, told_span
from store.casebook.papers.inspection_facts import PackFacts
from store.casebook.papers.making import Making
from store.casebook.papers.paper import Block, Heading, Paper, Table, Words
from store.casebook.papers.small_counts import FEWER, LEAST, is_small, told_count, told_counts, told_share
from store.scheme.guidance import CARDS, MENTOR, STAFF, GuidancePage
from store.scheme.ladder import Level

TITLE: Final = "Peer mentoring in online safety: inspection pack"
HOW_TOLD: Final = (
    f"No name stands in this. A number from 1 to 4 is told as “{FEWER}”, and no total or share is told from which it "
    "could be found. Nothing in it comes from reports about staff: ask the head and the chair of governors for those."
)
AS_OF: Final = (
    "The figures are those of the end of a month, and change on the first of the next one alone: two packs of one "
    "month tell the same, so that nobody finds one child by comparing them."
)
NOT_HERE: Final = "Whoever made this pack does not hold this. Ask whoever keeps pupils safe, or the coordinator."
TOO_FEW: Final = "too few to tell"
STRAND_NAMES: Final = {
    "self-image": "Self-image and identity",
    "relationships": "Online relationships",
    "reputation": "Online reputation",
    "bullying": "Online bullying",
    "information": "Managing online information",
    "health": "Health, wellbeing and lifestyle",
    "privacy": "Privacy and security",
    "copyright": "Copyright and ownership",
}
_CLOCKS: Final = {
    Level.RED: "15 minutes",
    Level.AMBER: "60 minutes of the school day",
    Level.BLUE: "the same or the next school day",
    Level.GREY: "5 school days",
}
_ROUTES: Final = {
    "safeguarding": "those who keep pupils safe",
    "head": "the head teacher (reports about staff)",
    "chair": "the chair of governors (reports about the head)",
}
_MINUTES: Final = 60
_MOST_PRACTICES: Final = 6


def inspection_pack(facts: PackFacts, making: Making) -> Paper:
    """Return the pack."""
    blocks: list[Block] = [
        making.facts(
            ("Figures from", f"{told_day(facts.since)} to {told_day(facts.until)}"), ("Guidance edition", facts.edition)
        ),
        Words(HOW_TOLD),
        Words(AS_OF),
    ]
    for number, (need, answer) in enumerate(_NEEDS, 1):
        blocks.append(Heading(f"{number}. {need}"))
        blocks += answer(facts)
    return Paper(TITLE, tuple(blocks))


def _strategy(facts: PackFacts) -> Iterable[Block]:
    if facts.agreement is None:
        yield Words("“What we agreed” is not published yet.")
        return
    page = facts.agreement
    yield Words(f"“{page.title}” is published; checked on {_day(page.checked)}. Mentors accept it on the kiosk.")
    yield Words(f"Accepted as it is now, by mentors: {_share(facts.agreed)}.")


def _sessions(facts: PackFacts) -> Iterable[Block]:
    yield Words(
        "Each session is logged by the mentor: topic, with whom (a first name at most), minutes, what was covered, "
        "when to meet again. Those who run the scheme read them."
    )
    if not facts.topics:
        yield Words(NOT_HERE)
        return
    told = told_counts({STRAND_NAMES.get(name, name.capitalize()): count for name, (count, _) in facts.topics.items()})
    yield Table(("Topic (UKCIS strand)", "Sessions in twelve months"), told.rows, (3, 2))
    minutes = sum(one for count, one in facts.topics.values() if not is_small(count))
    apart = f" Topics told as “{FEWER}” are not counted in." if told.held_back else ""
    yield Words(f"Told here: {told.total} sessions, about {minutes // _MINUTES} hours.{apart}")


def _guidance(facts: PackFacts) -> Iterable[Block]:
    pages = [one for one in facts.guidance if one.quiz is None]
    if not pages:
        yield Words("No guidance is published yet.")
        return
    yield Words(
        f"{len(pages)} pages, readable offline on every kiosk, each with its source and the day it was checked."
    )
    yield Table(("Page", "Source", "Checked on"), tuple(map(_page, pages)), (3, 4, 2))


def _training(facts: PackFacts) -> Iterable[Block]:
    modules = [one for one in facts.guidance if one.quiz is not None]
    rows = tuple((one.title, _audience(one), _months(one), _day(one.checked)) for one in modules)
    if rows:
        yield Table(("Training", "For", "Valid", "Checked on"), rows, (4, 2, 2, 2))
    else:
        yield Words("No training is published yet.")
    yield Words(f"Mentors with valid training: {_share(facts.trained)}.")
    yield Words(f"Staff of the scheme with valid training: {_share(facts.staff_trained)}.")
    yield Words("Training can be asked for before a session is logged; it never stands before a report.")


def _expected(facts: PackFacts) -> Iterable[Block]:
    cards = [one for one in facts.guidance if one.topic == CARDS and one.audience == MENTOR and one.quiz is None]
    yield Words("On the kiosk at the moment they are needed, with F1 and beside a report:")
    if cards:
        yield Table(("Card", "Checked on"), tuple((one.title, _day(one.checked)) for one in cards), (4, 2))
    yield Words("A report can be made in two minutes, without sign-in too; nothing stands before it.")


def _escalation(facts: PackFacts) -> Iterable[Block]:
    there = [told for route, told in _ROUTES.items() if route in facts.named_routes]
    yield Words(f"Named to read reports: {', '.join(there) or 'nobody yet'}.")
    if not facts.counts_concerns:
        yield Words(NOT_HERE)
        return
    yield Table(
        ("Level", "To be read within", "Reports", "Read in time", "Middle time to read", "Middle time to act"),
        tuple(_level(facts, level) for level in Level),
        (2, 4, 3, 4, 3, 3),
    )
    yield Words(
        "Reports to those who keep pupils safe, the newest 500 of the twelve months. Times run from sending to the "
        f"first person's reading and first act; a middle time stands where it is of {LEAST} reports or more."
    )
    yield Words(_practised(facts.practices))


def _practised(practices: tuple[Practice, ...]) -> str:
    # Nobody's report: one is sent each half-term to try the way.
    newest = [f"{told_day(one.at.date())}: {told_span(one.to_read)}" for one in practices[:_MOST_PRACTICES]]
    return f"Practice reports, sent to try the way, read after: {'; '.join(newest) or 'none was sent yet'}."


def _wellbeing(facts: PackFacts) -> Iterable[Block]:
    yield Words("After each session two keys say how the mentor is; “I want to talk” reaches an adult the same day.")
    yield Words(f"Check-ins: {told_count(facts.check_ins)}. Mentors who checked in: {_share(facts.checked_in)}.")
    waiting = told_count(facts.waiting_talks) if facts.waiting_talks else "nobody"
    yield Words(f"Waiting for a talk with an adult now: {waiting}.")


def _reviews(facts: PackFacts) -> Iterable[Block]:
    yield Words(f"Half-termly forms from mentors: {told_count(facts.reviews)}. Their words are kept at the desk.")
    done = [one for one in facts.actions if one.done is not None]
    still = [one for one in facts.actions if one.done is None]
    late = sum(one.is_late(facts.until) for one in still)
    yield Words(f"Changes made since: {len(done)}. Carried over: {len(still)}, of which {late} past their day.")


_NEEDS: Final = (
    ("A clear strategy and understanding of how the scheme works", _strategy),
    ("How mentoring is delivered, tracked and monitored", _sessions),
    ("Guidance of national organisations, fitted to the school", _guidance),
    ("Support and training for mentors and for staff", _training),
    ("What is expected of mentors, and what to do if a child is at risk", _expected),
    ("A clear way to the teacher or safeguarding lead", _escalation),
    ("Mentors' own wellbeing, watched all the time", _wellbeing),
    ("Regular looks at what is and is not working", _reviews),
)


def _level(facts: PackFacts, level: Level) -> tuple[str, ...]:
    speed = next((one for one in facts.speeds if one.level == level), None)
    if speed is None:
        return (str(level), _CLOCKS[level], "0", "", "", "")
    read = told_span(speed.to_read) if speed.read >= LEAST else TOO_FEW
    acted = told_span(speed.to_act) if speed.acted >= LEAST else TOO_FEW
    if is_small(speed.cases):
        return (str(level), _CLOCKS[level], FEWER, TOO_FEW, TOO_FEW, TOO_FEW)
    return (str(level), _CLOCKS[level], str(speed.cases), told_share(speed.in_time, speed.cases), read, acted)


def _share(share: tuple[int, int] | None) -> str:
    return "not known to whoever made this pack" if share is None else told_share(*share)


def _page(page: GuidancePage) -> tuple[str, str, str]:
    return page.title, page.source, _day(page.checked)


def _day(told: str) -> str:
    try:
        return told_day(date.fromisoformat(told))
    except ValueError:
        return told or "not told"


def _audience(page: GuidancePage) -> str:
    return "staff" if page.audience == STAFF else "mentors"


def _months(page: GuidancePage) -> str:
    return "" if page.quiz is None else f"{page.quiz.months} months"

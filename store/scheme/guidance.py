"""The guidance document: pages with training modules that a school tweaks, readable offline."""

from __future__ import annotations

import calendar
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from store.language import ENGLISH, LANGUAGES
from store.scheme.shape import each
from store.signed.canonical import Plain
from store.signed.shape import a_list, a_number, a_truth, at_least, some_text, wrong_shape

CARDS: Final = "cards"
SCHEME: Final = "scheme"
# The eight strands of UKCIS Education for a Connected World, as session logs name them.
STRANDS: Final = (
    "self-image",
    "relationships",
    "reputation",
    "bullying",
    "information",
    "health",
    "privacy",
    "copyright",
)
TOPICS: Final = (CARDS, *STRANDS, SCHEME)
# The page that mentors agree to, by its name.
AGREEMENT: Final = "what-we-agreed"
MENTOR: Final = "mentor"
STAFF: Final = "staff"
AUDIENCES: Final = (MENTOR, STAFF)
ADULTS_HERE: Final = "{adults}"
CONTACTS_HERE: Final = "{contacts}"

_FIRST_PARTS: Final = 5
_ALL_PARTS: Final = 8
_MOST_MONTHS: Final = 120
_YEAR_MONTHS: Final = 12


@dataclass(frozen=True)
class Answer:
    """One answer to a scenario, with why it is right or wrong."""

    text: str
    is_right: bool
    why: str


@dataclass(frozen=True)
class Scenario:
    """A made-up moment with the answers to choose from."""

    story: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Quiz:
    """What makes a page a training module: so many right are a pass, which is valid for so many months."""

    pass_mark: int
    months: int
    scenarios: tuple[Scenario, ...] = field(repr=False)


@dataclass(frozen=True)
class GuidancePage:
    """One page with where it comes from and when somebody last checked it; with a quiz it is a training module."""

    slug: str
    title: str
    text: str = field(repr=False)
    source: str
    checked: str
    topic: str = CARDS
    audience: str = MENTOR
    quiz: Quiz | None = None
    language: str = ENGLISH

    @property
    def digest(self) -> str:
        """What stands for this version of a page: SHA-256 of its title, a newline, its text as published, in hex."""
        return hashlib.sha256(f"{self.title}\n{self.text}".encode("utf-8", "surrogatepass")).hexdigest()


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later, the month's last where it has no such day."""
    place = day.year * _YEAR_MONTHS + day.month - 1 + months
    year, month = divmod(place, _YEAR_MONTHS)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def guidance_content(pages: Iterable[GuidancePage]) -> list[Plain]:
    """Return the content of a guidance document.

    The first five parts of a page are what every version reads: to an older one a module is the page before its quiz.
    A ninth is there where a page is in another language than English.
    """
    return [
        [
            one.slug,
            one.title,
            one.text,
            one.source,
            one.checked,
            one.topic,
            one.audience,
            None if one.quiz is None else _quiz_content(one.quiz),
            *([] if one.language == ENGLISH else [one.language]),
        ]
        for one in pages
    ]


def guidance_from_content(content: Plain) -> tuple[GuidancePage, ...]:
    """Read the content of a guidance document, or raise NotCanonical."""
    return each(content, _page)


def _page(value: Plain) -> GuidancePage:
    slug, title, text, source, checked = (some_text(part) for part in at_least(value, _FIRST_PARTS))
    if len(a_list(value)) < _ALL_PARTS:
        return GuidancePage(slug, title, text, source, checked)
    topic, audience, quiz = at_least(value, _ALL_PARTS)[_FIRST_PARTS:]
    read = None if quiz is None else _quiz(quiz)
    further = a_list(value)[_ALL_PARTS:]
    language = next((one for one in LANGUAGES if one in further[:1]), ENGLISH)
    return GuidancePage(slug, title, text, source, checked, some_text(topic), some_text(audience), read, language)


def _quiz_content(quiz: Quiz) -> list[Plain]:
    scenarios: list[Plain] = [
        [one.story, [[answer.text, answer.is_right, answer.why] for answer in one.answers]] for one in quiz.scenarios
    ]
    return [quiz.pass_mark, quiz.months, scenarios]


def _quiz(value: Plain) -> Quiz:
    pass_mark, months, scenarios = at_least(value, 3)
    read = each(scenarios, _scenario)
    if not read:
        raise wrong_shape()
    return Quiz(a_number(pass_mark, len(read), 1), a_number(months, _MOST_MONTHS, 1), read)


def _scenario(value: Plain) -> Scenario:
    story, answers = at_least(value, 2)
    read = each(answers, _answer)
    if not any(one.is_right for one in read):
        raise wrong_shape()
    return Scenario(some_text(story), read)


def _answer(value: Plain) -> Answer:
    text, is_right, why = at_least(value, 3)
    return Answer(some_text(text), a_truth(is_right), some_text(why))

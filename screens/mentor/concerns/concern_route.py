"""The order of a concern's pages."""

from __future__ import annotations

from screens.mentor.concerns.check_page import CheckPage
from screens.mentor.concerns.concern_page import ConcernPage
from screens.mentor.concerns.danger_page import DangerPage
from screens.mentor.concerns.now_page import NowPage
from screens.mentor.concerns.question_pages import AdultPage, HurtPage
from screens.mentor.concerns.told_page import ToldPage
from screens.mentor.concerns.words_page import WordsPage
from store.language import say
from store.notebook.common.facts import ConcernDraft, Danger

PAGES: tuple[type[ConcernPage], ...] = (DangerPage, NowPage, HurtPage, AdultPage, WordsPage, ToldPage, CheckPage)
NOW, HURT, ADULT, LAST = 1, 2, 3, 6


PLACE = "page {number} of {count}"


def is_on_route(number: int, draft: ConcernDraft, *, skips_hurt: bool) -> bool:
    """Whether this page is shown for these answers; "Something happened to me" has answered who was hurt.

    What adds to a report goes where that went, so nothing asks again.
    """
    if number == NOW:
        return draft.danger is Danger.YES
    if number in (HURT, ADULT) and draft.about_report is not None:
        return False
    return number != HURT or not skips_hurt


def page_after(number: int, step: int, draft: ConcernDraft, *, skips_hurt: bool) -> int:
    """Return the page that follows, or the one before for a step of -1."""
    number += step
    while 0 < number < LAST and not is_on_route(number, draft, skips_hurt=skips_hurt):
        number += step
    return min(max(number, 0), LAST)


def told_place(number: int, draft: ConcernDraft, *, skips_hurt: bool) -> str:
    """Return e.g. "page 2 of 6"."""
    route = [at for at in range(len(PAGES)) if at == number or is_on_route(at, draft, skips_hurt=skips_hurt)]
    return say(PLACE, number=route.index(number) + 1, count=len(route))

"""The training of staff at the terminal: taken there, told there."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from kiosk.asking import asking
from kiosk.desk_wiring import start_desk
from kiosk.home import Home
from kiosk.syncing.sync import sync_home
from kiosk.telling import say
from store.casebook.desk.casework import DeskCasework
from store.casebook.pages.staff_training import StaffPass
from store.errors import ConfigurationError
from store.scheme.guidance import STAFF, GuidancePage, Scenario

NO_NAME: Final = "Say who you are with --as NAME. Nothing was recorded."
NO_MODULE: Final = "There is no training {module} for staff. `kiosk guidance list --staff` names what there is."
NO_TERMINAL: Final = "There is no terminal to answer on. Nothing was recorded. Start this in a terminal."
STOPPED: Final = "Stopped. Nothing was recorded."
AGAIN: Final = (
    "{right} of {count} right at the first try; {needed} are a pass. Nothing was recorded. Begin again any time."
)
PASSED: Final = "Passed: {title}, valid until {until}. Whoever holds your role sees it at the desk."


def run(given: argparse.Namespace) -> int:
    """Ask, record; or list."""
    if len(given.openers or ()) != 1:
        raise ConfigurationError(NO_NAME)
    with _unlocked(given) as (casework, pages):
        return _take(casework, pages, given.page) if given.act == "take" else _list(casework)


@contextmanager
def _unlocked(given: argparse.Namespace) -> Iterator[tuple[DeskCasework, tuple[GuidancePage, ...]]]:
    home = Home.found_at(given.home)
    [name] = given.openers
    desk = start_desk(home, home.desk(given.desk))
    try:
        casework = desk.unlocking.unlock(name, asking(given.words_from)(name))
        try:
            casework.refresh()
            yield casework, desk.parts.school.guidance()
        finally:
            casework.lock()
    finally:
        desk.close()
    sync_home(home)


def _take(casework: DeskCasework, pages: tuple[GuidancePage, ...], module: str) -> int:
    page = next((one for one in pages if one.slug == module and one.audience == STAFF), None)
    if page is None or page.quiz is None:
        raise ConfigurationError(NO_MODULE.format(module=module))
    quiz = page.quiz
    say(page.title)
    say("")
    for line in page.text.split("\n"):
        say(line)
    try:
        right = sum(_is_right(number, one) for number, one in enumerate(quiz.scenarios, 1))
    except EOFError:
        raise ConfigurationError(NO_TERMINAL) from None
    except KeyboardInterrupt:
        say(STOPPED)
        return 1
    if right < quiz.pass_mark:
        say(AGAIN.format(right=right, count=len(quiz.scenarios), needed=quiz.pass_mark))
        return 1
    done = casework.pass_training(module, right)
    say(PASSED.format(title=done.title, until=done.until.isoformat()))
    return 0


def _is_right(number: int, scenario: Scenario) -> bool:
    """Ask until the answer is right, return whether the first one was."""
    say("")
    say(f"{number}. {scenario.story}")
    for at, answer in enumerate(scenario.answers, 1):
        say(f"   {at}  {answer.text}")
    tries = 0
    while True:
        typed = input("> ").strip()
        if not typed.isdecimal() or not 1 <= int(typed) <= len(scenario.answers):
            say(f"Type a number from 1 to {len(scenario.answers)}.")
            continue
        tries += 1
        answer = scenario.answers[int(typed) - 1]
        say(f"   {'Right' if answer.is_right else 'Not this one'}. {answer.why}")
        if answer.is_right:
            return tries == 1


def _list(casework: DeskCasework) -> int:
    found = casework.staff_trainings()
    for one in found:
        say(_told(one))
    if not found:
        say("Nobody whose records you can open has passed a training for staff yet.")
    return 0


def _told(one: StaffPass) -> str:
    return f"{one.by}: {one.title}, passed on {one.on.isoformat()}, valid until {one.until.isoformat()}."

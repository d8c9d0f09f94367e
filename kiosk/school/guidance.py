"""Publishes, writes out, lists a school's guidance from the command line."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final

from kiosk.asking import asking
from kiosk.home import Home
from kiosk.parts import open_device
from kiosk.school.office import office
from kiosk.telling import say
from store.errors import ConfigurationError, ReadOnly
from store.language import WELSH
from store.scheme.guidance import MENTOR, STAFF, TOPICS, GuidancePage, Quiz
from store.scheme.guidance_default import default_files, default_pack
from store.scheme.guidance_pack import read_pack
from store.scheme.policy import Policy
from store.scheme.publications import Publisher

_OLD: Final = timedelta(days=365)


def run(given: argparse.Namespace) -> int:
    """Do one act."""
    acts: dict[str, Callable[[argparse.Namespace], int]] = {
        "publish": _publish,
        "write": _write,
        "list": _list,
        "show": _show,
        "gate": _gate,
        "language": _language,
    }
    return acts[given.act](given)


def _publish(given: argparse.Namespace) -> int:
    """Publish a folder, or the pack that comes with the program."""
    # Before anything is opened: a folder with one bad file changes nothing.
    pages = default_pack() if given.folder is None else _read(given.folder)
    with office(Home.found_at(given.home), given.desk, asking(None)) as there:
        before = there.parts.school.guidance()
        there.publish([partial(_put_guidance, pages)])
    say(f"Published: {_counted(pages)}. {_changes(before, pages)} Kiosks show them after their next exchange.")
    for topic in TOPICS:
        if not any(one.topic == topic and one.audience == MENTOR and one.quiz is None for one in pages):
            say(f"For mentors there is no page on {topic}.")
    for one in pages:
        if age := _age(one):
            say(f"{one.slug}: {age}")
    return 0


def _put_guidance(pages: tuple[GuidancePage, ...], publisher: Publisher) -> None:
    publisher.guidance(pages)


def put_policy(policy: Policy, publisher: Publisher) -> None:
    """Publish a policy."""
    publisher.policy(policy)


def _read(folder: Path) -> tuple[GuidancePage, ...]:
    try:
        files = list(folder.iterdir())
    except OSError:
        raise ConfigurationError(
            f"There is no folder {folder} that can be read. Nothing was published. Name the folder with the pages."
        ) from None
    return read_pack(files)


def _counted(pages: Sequence[GuidancePage]) -> str:
    modules = sum(one.quiz is not None for one in pages)
    return f"{len(pages) - modules} pages, {modules} training modules"


def _changes(before: Sequence[GuidancePage], after: Sequence[GuidancePage]) -> str:
    old, new = {one.slug: one for one in before}, {one.slug: one for one in after}
    changed = sum(slug in old and old[slug] != one for slug, one in new.items())
    return f"{len(new.keys() - old.keys())} new, {changed} changed, {len(old.keys() - new.keys())} gone."


def _write(given: argparse.Namespace) -> int:
    """Put the pack that comes with the program into a folder."""
    folder: Path = given.folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise ConfigurationError(f"{folder} is not empty. Nothing was written. Choose a new folder.")
        for one in default_files():
            (folder / one.name).write_bytes(one.read_bytes())
    except OSError:
        raise ReadOnly(f"{folder} can't be written. Choose another folder, or one with more room.") from None
    say(f"Written to {folder}: {_counted(default_pack())}. Change them with any text editor; each file is one page.")
    say("Leave pages out by deleting their files. Then `kiosk guidance publish` with this folder.")
    return 0


def _list(given: argparse.Namespace) -> int:
    """Say what is published, one line a page."""
    pages, policy = _published(given)
    for one in pages:
        if given.staff and one.audience != STAFF:
            continue
        told = f"{one.slug}: {one.title} ({one.topic}, for {'staff' if one.audience == STAFF else 'mentors'})."
        if one.quiz is not None:
            told += f" Training: {_told_quiz(one.quiz)}."
        say(f"{told} {_told_source(one)}")
        if age := _age(one):
            say(f"    ! {age}")
    if not given.staff:
        say(
            "A mentor without valid training can't log a session; reports are always open."
            if policy.training_gate
            else "Nothing waits for training. `kiosk guidance gate on` changes that for session logs."
        )
        if policy.agreement_gate:
            say("A mentor who has not agreed to the newest `what-we-agreed` can't log a session.")
    return 0


def _show(given: argparse.Namespace) -> int:
    """Print one page, a module with its answers."""
    pages, _policy = _published(given)
    page = next((one for one in pages if one.slug == given.page), None)
    if page is None:
        raise ConfigurationError(f"There is no page {given.page}. `kiosk guidance list` names them all.")
    say(page.title)
    say("")
    for line in page.text.split("\n"):
        say(line)
    say("")
    for number, scenario in enumerate(page.quiz.scenarios if page.quiz else (), 1):
        say(f"{number}. {scenario.story}")
        for answer in scenario.answers:
            say(f"   {'right' if answer.is_right else 'wrong'}: {answer.text}")
            say(f"          {answer.why}")
        say("")
    if page.quiz is not None:
        say(f"Training: {_told_quiz(page.quiz)}.")
    say(_told_source(page))
    return 0


def _gate(given: argparse.Namespace) -> int:
    """Let session logs wait for training or for a yes to what was agreed, or not."""
    is_on, is_training = given.state == "on", given.what == "training"
    with office(Home.found_at(given.home), given.desk, asking(None)) as there:
        setting = {"training_gate" if is_training else "agreement_gate": is_on}
        there.publish([partial(put_policy, replace(there.parts.school.policy(), **setting))])
    if not is_on:
        say(f"Session logs no longer wait for {'training' if is_training else 'a yes to what was agreed'}.")
    elif is_training:
        say("From a kiosk's next exchange on, a mentor without valid training can't log a session there.")
        say("Training counts on the computer on which it was passed. Reports never wait for it.")
    else:
        say(
            "From a kiosk's next exchange on, a mentor who has not agreed to the newest page can't log a session there."
        )
        say("A yes counts on the computer on which it was said. Reports never wait for it.")
    return 0


def _language(given: argparse.Namespace) -> int:
    """Set the language that kiosks come up in."""
    with office(Home.found_at(given.home), given.desk, asking(None)) as there:
        policy = replace(there.parts.school.policy(), language=given.language)
        there.publish([partial(put_policy, policy)])
    told = "Welsh" if given.language == WELSH else "English"
    say(f"From a kiosk's next exchange on, its welcome comes up in {told}. F7 there changes it for one visit.")
    return 0


def _published(given: argparse.Namespace) -> tuple[tuple[GuidancePage, ...], Policy]:
    home = Home.found_at(given.home)
    device = home.desk(given.desk) if home.desks or given.desk else home.kiosk(given.kiosk)
    parts = open_device(home, device)
    try:
        parts.follow()
        return parts.school.guidance(), parts.school.policy()
    finally:
        parts.close()


def _told_quiz(quiz: Quiz) -> str:
    return f"{quiz.pass_mark} of {len(quiz.scenarios)} right, valid for {quiz.months} months"


def _told_source(page: GuidancePage) -> str:
    return f"Source: {page.source}. Checked on {page.checked}."


def _age(page: GuidancePage) -> str:
    """Return a sentence for a page that nobody has compared with its source for a year."""
    try:
        checked = date.fromisoformat(page.checked)
    except ValueError:
        return "it does not say when it was last checked."
    is_old = datetime.now().astimezone().date() - checked > _OLD
    return "checked over a year ago. Compare it with its source, then put the new date in." if is_old else ""

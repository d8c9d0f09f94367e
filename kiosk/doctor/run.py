"""Looks everything over, saying one line for each thing that is wrong."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from kiosk.doctor import backups, devices, machine, papers, reboot, rings, school
from kiosk.doctor.answer import Answer, State
from kiosk.doctor.computer import Computer
from kiosk.doctor.surroundings import look
from kiosk.home import Home
from kiosk.telling import say
from store.clock import SystemClock
from store.errors import KioskError

Check = Callable[[], Iterable[str]]


def run(given: argparse.Namespace) -> int:
    """Say the summary, each finding, then what can't be told; exit code 1 if there is a finding."""
    home = Home.found_at(given.home)
    if given.before_reboot or given.after_reboot:
        return _restart(home, is_over=given.after_reboot)
    answers = around(home)
    findings = examine(home, answers)
    if findings:
        say("1 thing needs doing:" if len(findings) == 1 else f"{len(findings)} things need doing:")
        for finding in findings:
            say(f"! {finding}")
    else:
        say("All is well on this computer.")
    unknown = [one.sentence for one in answers if one.state is State.CANNOT_TELL]
    if unknown:
        say(
            "1 thing can't be told from here:"
            if len(unknown) == 1
            else f"{len(unknown)} things can't be told from here:"
        )
        for sentence in unknown:
            say(f"? {sentence}")
    if given.all:
        for one in answers:
            if one.state is State.GOOD:
                say(f"+ {one.sentence}")
    return 1 if findings else 0


def around(home: Home) -> tuple[Answer, ...]:
    """Return what the surroundings of a kiosk come to, nothing where no kiosk is here."""
    try:
        return look(home, Computer.this()) if home.kiosks else ()
    except KioskError:
        # A configuration that can't be read is a finding of its own.
        return ()


def _restart(home: Home, *, is_over: bool) -> int:
    """Leave marks before a restart, or say what it did to them; exit code 1 if reports would not outlive it."""
    problems = list(reboot.missing(home)) if is_over else []
    for problem in problems:
        say(f"! {problem}")
    for sentence in reboot.after(home) if is_over else reboot.mark(home):
        say(sentence)
    return 1 if problems else 0


def examine(home: Home, answers: Sequence[Answer] = ()) -> list[str]:
    """Return every finding with the warnings among `answers`, the gravest kinds first.

    A check that can't go on is a finding itself.
    """
    now = SystemClock().now()
    checks: list[Check] = [
        machine.sealing,
        partial(machine.clock, now),
        partial(machine.room, home.folder),
        partial(machine.writing, home.folder),
        machine.swap,
        machine.terminal,
    ]
    findings = [finding for check in checks for finding in _of(check)]
    try:
        config, folders = home.config, home.folders
    except KioskError as error:
        return [*findings, str(error)]
    if config.costs == "floor":
        findings.append("This school is for trying out only: its key files are quick to guess. Found a real one anew.")
    for folder in folders:
        findings += _of(partial(devices.folder, folder))
    if home.kiosks:
        findings += _of(machine.walls)
    findings += [one.sentence for one in answers if one.state is State.WARNING]
    store = home.store
    if store is not None:
        findings += _of(partial(devices.store, home))
    for device in (*home.desks, *home.kiosks):
        findings += _of(partial(devices.device, home, device, now))
    findings += _of(partial(school.keys, home, now))
    findings += _of(partial(rings.rings, home))
    findings += _of(partial(backups.backups, home, now))
    findings += _of(partial(papers.papers, home))
    return list(dict.fromkeys(findings))


def _of(check: Check) -> list[str]:
    try:
        return list(check())
    except KioskError as error:
        return [str(error)]

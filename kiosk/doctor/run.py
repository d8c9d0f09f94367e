"""Looks everything over, saying one line for each thing that is wrong."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from functools import partial

from kiosk.doctor import backups, devices, machine, reboot, school
from kiosk.home import Home
from kiosk.telling import say
from store.clock import SystemClock
from store.errors import KioskError

Check = Callable[[], Iterable[str]]


def run(given: argparse.Namespace) -> int:
    """Say the summary, then each finding; exit code 1 if there is one."""
    home = Home.found_at(given.home)
    if given.before_reboot or given.after_reboot:
        return _restart(home, is_over=given.after_reboot)
    findings = examine(home)
    if not findings:
        say("All is well on this computer.")
        return 0
    say("1 thing needs doing:" if len(findings) == 1 else f"{len(findings)} things need doing:")
    for finding in findings:
        say(f"! {finding}")
    return 1


def _restart(home: Home, *, is_over: bool) -> int:
    """Leave marks before a restart, or say what it did to them; exit code 1 if reports would not outlive it."""
    problems = list(reboot.missing(home)) if is_over else []
    for problem in problems:
        say(f"! {problem}")
    for sentence in reboot.after(home) if is_over else reboot.mark(home):
        say(sentence)
    return 1 if problems else 0


def examine(home: Home) -> list[str]:
    """Return every finding, the gravest kinds first; a check that can't go on is a finding itself."""
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
    store = home.store
    if store is not None:
        findings += _of(partial(devices.store, home))
    for device in (*home.desks, *home.kiosks):
        findings += _of(partial(devices.device, home, device, now))
    findings += _of(partial(school.keys, home, now))
    findings += _of(partial(backups.backups, home, now))
    return list(dict.fromkeys(findings))


def _of(check: Check) -> list[str]:
    try:
        return list(check())
    except KioskError as error:
        return [str(error)]

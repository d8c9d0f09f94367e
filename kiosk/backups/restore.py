"""Puts a backup back, or rehearses that."""

from __future__ import annotations

import argparse
from pathlib import Path

from kiosk.backups.making import place_of
from kiosk.backups.place import Backup
from kiosk.backups.put_back import find_backup, restore_backup
from kiosk.backups.rehearsal import note_rehearsal, rehearse
from kiosk.home import Home
from kiosk.telling import say
from store.clock import SystemClock
from store.errors import ConfigurationError


def run(given: argparse.Namespace) -> int:
    """Restore into a folder, or rehearse; exit code 1 where a rehearsal finds what can't be used."""
    if given.rehearse:
        return _rehearse(find_backup(_place(given)))
    if given.start is None or given.at is None:
        raise ConfigurationError(
            "Name the backup with the folder it goes to: kiosk restore FROM --at DIR. Nothing was changed."
        )
    backup = find_backup(given.start)
    restored = restore_backup(backup, given.at)
    say(f"Backup {backup.number} of {backup.made.date()} is put back in {restored.home.folder}.")
    for line in restored.told:
        say(line)
    say(
        "Now run `kiosk sync` there, or start the store: computers send again what it lacks by themselves. "
        "`kiosk doctor` says the rest."
    )
    return 0


def _place(given: argparse.Namespace) -> Path:
    if given.start is not None:
        return Path(given.start)
    home = Home.found_at(given.home)
    to = home.backup_to
    if to is None:
        raise ConfigurationError("No place for backups is named here. Nothing was changed. Name one: --rehearse FROM.")
    return place_of(home, to)


def _rehearse(backup: Backup) -> int:
    found = rehearse(backup)
    say(f"Backup {backup.number} of {backup.made.date()} was put back for trial, read through, taken away again.")
    for line in found.told:
        say(line)
    if not found.is_good:
        say("Some of it can't be read. Make a new backup, then rehearse that one.")
        return 1
    note_rehearsal(backup, SystemClock().now())
    say("It can be restored. That is noted beside the backups for this school year.")
    return 0

"""Makes a backup of this computer's store and desks now."""

from __future__ import annotations

import argparse

from kiosk.backups.making import SHARED, is_shared, make_backup
from kiosk.backups.state import BackupState, write_state
from kiosk.config import REFUSED
from kiosk.home import Home
from kiosk.telling import say
from store.clock import SystemClock
from store.errors import ConfigurationError

_LEFT_OUT = (
    "Left out: the root's key (keep it offline, in two places), kiosks (each is made anew with `kiosk invite`), "
    "casebooks (rebuilt from the feeds)."
)


def run(given: argparse.Namespace) -> int:
    """Make the backup, saying where it is and what is in it."""
    home = Home.found_at(given.home)
    to = home.backup_to if given.to is None else given.to.absolute()
    if to is None:
        refused = home.config.backup_to == REFUSED
        raise ConfigurationError(
            f"{'A second place for backups was refused' if refused else 'No second place for backups is named'}, "
            "so none was made. Name a folder on another disk: kiosk backup --to DIR, or backup_to in kiosk.toml."
        )
    backup = make_backup(home, to, SystemClock().now())
    write_state(home, BackupState())
    size = sum(one.size for one in backup.files.values())
    say(f"Backup {backup.number} is in {backup.folder}: {len(backup.files)} files, {_size(size)}, read back and whole.")
    if is_shared(home):
        say(SHARED)
    say("Whoever can read that place gets sealed reports, and the keys by which this computer's store and desks sign.")
    say(_LEFT_OUT)
    return 0


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"

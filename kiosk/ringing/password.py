"""Keeps the password of the mail account where only this account of the computer reads it."""

from __future__ import annotations

import argparse

from kiosk.asking import asking
from kiosk.home import Home
from kiosk.ringing.settings import password_file
from kiosk.telling import say
from store.errors import ConfigurationError
from store.private_file import replace_private


def run(given: argparse.Namespace) -> int:
    """Ask for it without showing it, then write it down; it is in force at the next ring."""
    home = Home.found_at(given.home)
    part = home.config.rings
    if part is None or part.mail_account is None:
        raise ConfigurationError(
            "kiosk.toml names no mail_account under [rings], so no password is needed. Nothing was changed. "
            "Name the account first."
        )
    typed = asking(given.words_from)(f"the mail account {part.mail_account}")
    if not typed or "\n" in typed:
        raise ConfigurationError("No password was typed. Nothing was changed. Try again.")
    path = password_file(home, part)
    replace_private(path, f"{typed}\n".encode())
    say(f"The password is in {path}. Try it: kiosk rings test.")
    return 0

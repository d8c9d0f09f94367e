"""The arguments of the commands that are about rings, without importing what they start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.command_line import add_words_from, new_command

if TYPE_CHECKING:
    import argparse

    from kiosk.command_line import Commands


def add_rings(commands: Commands) -> None:
    """Add rings to the command line."""
    new_command(
        commands, "practice-report", "kiosk.ringing.practice", "send the half-termly practice report from a kiosk here"
    )
    rings = new_command(commands, "rings", "kiosk.ringing.show", "say who is rung for what, or settle it")
    acts = rings.add_subparsers(dest="act", metavar="ACT")
    new_command(acts, "show", "kiosk.ringing.show", "say who would be rung, by what, and what is missing")
    test = new_command(acts, "test", "kiosk.ringing.trial", "ring people with words that say that nothing has happened")
    test.add_argument("--to", metavar="NAME", help="this person alone (default: everybody)")
    password = new_command(
        acts, "password", "kiosk.ringing.password", "keep the password of the mail account in a file of its own"
    )
    add_words_from(password)
    listed = new_command(
        acts,
        "out-of-hours",
        "kiosk.ringing.people",
        "show the out-of-hours list, put somebody on it, take them off",
    )
    listed.add_argument("name", nargs="?", metavar="NAME")
    _add_emails(listed)
    listed.add_argument("--remove", action="store_true", help="take this person off the list")
    silent = new_command(
        acts, "silent-after", "kiosk.ringing.people", "settle after how many silent school days a kiosk rings"
    )
    silent.add_argument("days", type=int, metavar="DAYS", help="0 for never")
    for act, what in ((listed, "out-of-hours"), (silent, "silent-after")):
        act.set_defaults(what=what)
        _add_desk(act)


def add_ring_of_person(acts: Commands) -> None:
    """Add how a member of staff is rung to the command about people."""
    ring = new_command(acts, "ring", "kiosk.ringing.people", "settle at which addresses a member of staff is rung")
    ring.add_argument("name", metavar="NAME")
    _add_emails(ring)
    ring.add_argument("--none", action="store_true", help="ring this person no more")
    ring.set_defaults(what="ring")
    _add_desk(ring)


def _add_emails(to: argparse.ArgumentParser) -> None:
    to.add_argument("--email", action="append", dest="emails", metavar="ADDRESS", help="may be repeated")


def _add_desk(to: argparse.ArgumentParser) -> None:
    to.add_argument("--desk", metavar="NAME", help="the desk that publishes it (default: the first)")

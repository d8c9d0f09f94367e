"""The arguments of every command, without importing what they start."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.network_commands import add_network

if TYPE_CHECKING:
    _Commands = argparse._SubParsersAction[argparse.ArgumentParser]

_WITHOUT_HOME = frozenset({"init", "demo", "open"})
ROLE_NAMES = ("safeguarding", "head", "chair", "coordinator", "recovery", "chair-recovery")


def add_commands(root: argparse.ArgumentParser) -> None:
    """Add every command to the command line."""
    commands = root.add_subparsers(title="commands", metavar="COMMAND")
    _add_programs(commands)
    _add_setting_up(commands)
    _add_people(commands)
    _add_keys(commands)
    _add_backups(commands)
    add_network(commands, _command)


def _command(commands: _Commands, name: str, module: str, told: str) -> argparse.ArgumentParser:
    made = commands.add_parser(name, help=told, description=told[0].upper() + told[1:] + ".", allow_abbrev=False)
    made.set_defaults(module=module)
    if name not in _WITHOUT_HOME:
        # Suppressed, so that leaving it out here does not undo what stood before the command.
        made.add_argument("--home", type=Path, metavar="DIR", default=argparse.SUPPRESS, help="the school's folder")
    return made


def _add_programs(commands: _Commands) -> None:
    demo = _command(commands, "demo", "kiosk.demo.run", "found a made-up school, then be a mentor or the lead in it")
    demo.add_argument(
        "--at", type=Path, metavar="DIR", help="keep the school in this new folder (default: a temporary one)"
    )
    demo.add_argument("--setup-only", action="store_true", help="found the school, open nothing")
    desk = _command(commands, "desk", "kiosk.run_desk", "open the desk on which reports are read")
    desk.add_argument("--desk", metavar="NAME", help="which desk of this folder (default: the first)")
    _command(commands, "sync", "kiosk.sync", "exchange once with the store and the folders, say what moved")
    verify = _command(commands, "verify", "kiosk.verify", "check every feed from its bytes, one line each")
    verify.add_argument("--against", metavar="LINE", help="say what is still there of a line on paper, in quotes")
    head = _command(commands, "head", "kiosk.head", "print the line for paper that stands for everything a desk holds")
    head.add_argument("--desk", metavar="NAME", help="which desk of this folder (default: the first)")
    _command(
        commands, "doctor", "kiosk.doctor.run", "say what is wrong on this computer with what to do, one line each"
    )


def _add_setting_up(commands: _Commands) -> None:
    init = _command(commands, "init", "kiosk.init", "found a school in a new folder")
    init.add_argument("--at", type=Path, required=True, metavar="DIR", help="the new folder")
    init.add_argument("--school", required=True, metavar="NAME", help="the school's name")
    init.add_argument("--founder", default="Founder", metavar="NAME", help="who founds it, and keeps pupils safe")
    init.add_argument("--room", default="", help="the founder's room, as a pupil would look for it")
    init.add_argument("--title", default="", help="the founder's title in a child's words")
    init.add_argument("--kiosk", action="append", dest="kiosks", metavar="NAME", help="a kiosk; may be repeated")
    init.add_argument("--desk", action="append", dest="desks", metavar="NAME", help="a desk; may be repeated")
    init.add_argument(
        "--folder",
        action="append",
        type=Path,
        dest="folders",
        metavar="PATH",
        help="a share or stick that carries entries; may be repeated",
    )
    init.add_argument(
        "--backup-to",
        metavar="DIR",
        help="a folder on another disk for the daily backup; no to go without (default: it is asked for)",
    )
    init.add_argument(
        "--costs",
        choices=("standard", "floor"),
        default="standard",
        help="what opening a key file costs; floor is for trying out only",
    )
    _add_words_to(init)


def _add_people(commands: _Commands) -> None:
    role = _command(commands, "role", "kiosk.role", "make the key of a role")
    acts = role.add_subparsers(required=True, metavar="ACT")
    make = _command(acts, "make", "kiosk.role", "make a role's key, or hand it to a further holder")
    make.add_argument("role", choices=ROLE_NAMES, metavar="ROLE", help=", ".join(ROLE_NAMES))
    make.add_argument(
        "--holder",
        action="append",
        dest="holders",
        metavar="NAME",
        help="who holds it; a recovery role has two or three holders, of whom two open together",
    )
    make.add_argument("--title", default="", help="a new holder's title in a child's words")
    make.add_argument("--room", default="", help="a new holder's room")
    make.add_argument("--desk", metavar="NAME", help="the desk that keeps a new holder's key file (default: the first)")
    _add_words(make)
    people = _command(commands, "people", "kiosk.people", "add mentors and staff")
    acts = people.add_subparsers(required=True, metavar="ACT")
    add = _command(acts, "add", "kiosk.people", "add one person")
    add.add_argument("name", metavar="NAME", help="the name; a mentor signs in with it")
    kind = add.add_mutually_exclusive_group(required=True)
    kind.add_argument("--mentor", action="store_true", help="a pupil who mentors")
    kind.add_argument("--staff", action="store_true", help="an adult whom pupils can go to")
    kind.add_argument(
        "--role",
        choices=ROLE_NAMES,
        metavar="ROLE",
        help="an adult with this role, whose key is made as by `role make`",
    )
    add.add_argument(
        "--mentee",
        action="append",
        dest="mentees",
        metavar="NAME",
        help="a pupil whom this mentor meets; may be repeated",
    )
    add.add_argument("--title", default="", help="an adult's title in a child's words")
    add.add_argument("--room", default="", help="an adult's room")
    add.add_argument("--hours", default="", help="when an adult is there")
    add.add_argument("--desk", metavar="NAME", help="the desk that publishes it (default: the first)")
    _add_opening(add)
    _add_words(add)
    load = _command(acts, "import", "kiosk.people", "add everybody in a list saved as CSV")
    load.add_argument(
        "file", type=Path, metavar="FILE.csv", help="columns kind, name, roles, title, room, hours, contact, mentees"
    )
    load.add_argument("--desk", metavar="NAME", help="the desk that publishes it (default: the first)")
    _add_opening(load)
    _add_words(load)


def _add_keys(commands: _Commands) -> None:
    opening = _command(
        commands, "open", "kiosk.open_sealed", "open one sealed file from standard input to standard output"
    )
    opening.add_argument(
        "--identity", type=Path, required=True, metavar="FILE", help="holds AGE-SECRET-KEY-PQ-1... lines"
    )
    identity = _command(commands, "identity", "kiosk.identity", "print a role's private key, for breaking glass")
    identity.add_argument("role", choices=ROLE_NAMES, metavar="ROLE", help=", ".join(ROLE_NAMES))
    _add_opening(identity)
    _add_words_from(identity)
    erase = _command(commands, "erase", "kiosk.erase", "erase a closed case, or a year of slots, as two people sign it")
    erase.add_argument("case", nargs="?", metavar="CODE", help='a closed case by its code, in quotes: "MAPLE RIVER 17"')
    erase.add_argument("--slots-of", metavar="KIOSK", help="the slots of this kiosk, reports about staff among them")
    erase.add_argument("--year", type=int, metavar="YEAR", help="the school year of the slots that begins in this year")
    erase.add_argument("--class", dest="class_", required=True, metavar="TEXT", help="why it may go, such as a class")
    erase.add_argument("--desk", metavar="NAME", help="the desk at which both people are (default: the first)")
    _add_opening(erase)
    _add_words_from(erase)


def _add_backups(commands: _Commands) -> None:
    backup = _command(commands, "backup", "kiosk.backup", "back up this computer's store and desks now")
    backup.add_argument("--to", type=Path, metavar="DIR", help="a folder on another disk (default: as kiosk.toml says)")
    restore = _command(commands, "restore", "kiosk.restore", "put a backup back, or rehearse that")
    restore.add_argument(
        "start",
        type=Path,
        nargs="?",
        metavar="FROM",
        help="a backup, or the folder that holds them (then the newest); may be left out to rehearse",
    )
    restore.add_argument("--at", type=Path, metavar="DIR", help="a new folder, or this school's own")
    restore.add_argument(
        "--rehearse",
        action="store_true",
        help="put it back in a folder for trial, check every feed, delete that again",
    )


def _add_opening(to: argparse.ArgumentParser) -> None:
    to.add_argument(
        "--as",
        action="append",
        dest="openers",
        metavar="NAME",
        help="whose key file to open (default: the first that has the role)",
    )


def _add_words(to: argparse.ArgumentParser) -> None:
    _add_words_from(to)
    _add_words_to(to)


def _add_words_from(to: argparse.ArgumentParser) -> None:
    to.add_argument(
        "--words-from",
        metavar="FILE",
        help="read the words that are asked for from this file, a line each; - is standard input",
    )


def _add_words_to(to: argparse.ArgumentParser) -> None:
    to.add_argument(
        "--words-to",
        metavar="FILE",
        help="write new words into this new file instead of on the terminal; - is standard output",
    )

"""The arguments of every command, without importing what they start."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.command_line import add_opening, add_words, add_words_from, add_words_to, new_command
from kiosk.network_commands import add_network
from kiosk.ring_commands import add_ring_of_person, add_rings

if TYPE_CHECKING:
    from kiosk.command_line import Commands

ROLE_NAMES = ("safeguarding", "head", "chair", "coordinator", "recovery", "chair-recovery")


def add_commands(root: argparse.ArgumentParser) -> None:
    """Add every command to the command line."""
    commands = root.add_subparsers(title="commands", metavar="COMMAND")
    _add_programs(commands)
    _add_setting_up(commands)
    _add_people(commands)
    _add_guidance(commands)
    _add_hours(commands)
    _add_keys(commands)
    _add_transfer(commands)
    _add_backups(commands)
    add_network(commands)
    add_rings(commands)


def _add_programs(commands: Commands) -> None:
    demo = new_command(commands, "demo", "kiosk.demo.run", "found a made-up school, then be a mentor or the lead in it")
    demo.add_argument(
        "--at", type=Path, metavar="DIR", help="keep the school in this new folder (default: a temporary one)"
    )
    demo.add_argument("--setup-only", action="store_true", help="found the school, open nothing")
    desk = new_command(commands, "desk", "kiosk.run_desk", "open the desk on which reports are read")
    desk.add_argument("--desk", metavar="NAME", help="which desk of this folder (default: the first)")
    desk.add_argument(
        "act", nargs="?", choices=("rebuild",), help="rebuild: make a person's casebooks anew from what is here"
    )
    add_opening(desk)
    add_words_from(desk)
    new_command(commands, "sync", "kiosk.syncing.sync", "exchange once with the store and the folders, say what moved")
    verify = new_command(commands, "verify", "kiosk.proof.verify", "check every feed from its bytes, one line each")
    verify.add_argument("--against", metavar="LINE", help="say what is still there of a line on paper, in quotes")
    head = new_command(
        commands, "head", "kiosk.proof.head", "print the line for paper that stands for everything a desk holds"
    )
    head.add_argument("--desk", metavar="NAME", help="which desk of this folder (default: the first)")
    doctor = new_command(
        commands, "doctor", "kiosk.doctor.run", "say what is wrong on this computer with what to do, one line each"
    )
    restart = doctor.add_mutually_exclusive_group()
    restart.add_argument("--before-reboot", action="store_true", help="leave marks, for after a restart")
    restart.add_argument("--after-reboot", action="store_true", help="say whether a restart leaves what is saved here")
    doctor.add_argument("--all", action="store_true", help="also say what is well")
    install = new_command(
        commands, "install", "kiosk.installing.install", "write files for IT that make a computer nothing but a kiosk"
    )
    install.add_argument("--out", type=Path, required=True, metavar="DIR", help="the new folder for these files")


def _add_setting_up(commands: Commands) -> None:
    init = new_command(commands, "init", "kiosk.school.init", "found a school in a new folder")
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
    add_words_to(init)


def _add_people(commands: Commands) -> None:
    role = new_command(commands, "role", "kiosk.school.role", "make the key of a role")
    acts = role.add_subparsers(required=True, metavar="ACT")
    make = new_command(acts, "make", "kiosk.school.role", "make a role's key, or hand it to a further holder")
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
    add_words(make)
    people = new_command(commands, "people", "kiosk.school.people", "add mentors and staff")
    acts = people.add_subparsers(required=True, metavar="ACT")
    add = new_command(acts, "add", "kiosk.school.people", "add one person")
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
    add_opening(add)
    add_words(add)
    anew = new_command(acts, "new-words", "kiosk.school.new_words", "give a mentor who forgot their words new ones")
    anew.add_argument("name", metavar="NAME", help="the mentor's name, as on the card")
    anew.add_argument("--stick", type=Path, metavar="DIR", help="carry them to a kiosk without a network, too")
    anew.add_argument("--desk", metavar="NAME", help="the desk that publishes it (default: the first)")
    add_opening(anew)
    add_words(anew)
    load = new_command(acts, "import", "kiosk.school.people", "add everybody in a list saved as CSV")
    load.add_argument(
        "file", type=Path, metavar="FILE.csv", help="columns kind, name, roles, title, room, hours, contact, mentees"
    )
    load.add_argument("--desk", metavar="NAME", help="the desk that publishes it (default: the first)")
    add_opening(load)
    add_words(load)
    add_ring_of_person(acts)


def _add_guidance(commands: Commands) -> None:
    module = "kiosk.school.guidance"
    guidance = new_command(commands, "guidance", module, "publish the pages and training that kiosks show")
    acts = guidance.add_subparsers(required=True, dest="act", metavar="ACT")
    publish = new_command(acts, "publish", module, "publish a folder of pages, all of it or nothing")
    publish.add_argument(
        "folder", type=Path, nargs="?", metavar="FOLDER", help="(default: the pages that come with the program)"
    )
    write = new_command(acts, "write", module, "put the pages that come with the program into a folder, to change them")
    write.add_argument("folder", type=Path, metavar="DIR", help="a new folder")
    listing = new_command(acts, "list", module, "say which pages and modules are published")
    listing.add_argument("--staff", action="store_true", help="only those for staff")
    show = new_command(acts, "show", module, "print one page, a module with its answers")
    show.add_argument("page", metavar="PAGE", help="its name, as the list gives it")
    gate = new_command(acts, "gate", module, "let session logs wait for training or a yes, or not; reports never wait")
    gate.add_argument("state", choices=("on", "off"))
    gate.add_argument(
        "what", nargs="?", choices=("training", "agreement"), default="training", help="(default: training)"
    )
    limits = new_command(
        acts, "limits", "kiosk.school.limits", "ask mentors to stop, pause or talk; reports never wait"
    )
    limits.add_argument("--sessions", type=int, metavar="N", help="sessions a week, 0 for as many as they like")
    limits.add_argument(
        "--rest", type=int, metavar="DAYS", help="a pause from sessions after an urgent report, 0 for none"
    )
    limits.add_argument(
        "--talk", type=int, metavar="DAYS", help="until a report is talked over with an adult, 0 for never"
    )
    limits.add_argument("--wait", choices=("on", "off"), help="whether session logs wait for the first two")
    take = new_command(acts, "take", "kiosk.school.staff_track", "take a training for staff here, in the terminal")
    take.add_argument("page", metavar="MODULE", help="its name, as `kiosk guidance list --staff` gives it")
    passed = new_command(acts, "passed", "kiosk.school.staff_track", "say who of the staff has passed what")
    for one in (take, passed):
        add_opening(one)
        add_words_from(one)
    language = new_command(acts, "language", module, "let kiosks come up in English or in Welsh")
    language.add_argument("language", choices=("en", "cy"))
    for one in (publish, listing, show, gate, limits, take, passed, language):
        one.add_argument("--desk", metavar="NAME", help="which desk of this folder (default: the first)")


def _add_hours(commands: Commands) -> None:
    hours = new_command(
        commands, "hours", "kiosk.school.hours", "show or set when the school is open, by which all clocks go"
    )
    hours.add_argument("--starts", metavar="HH:MM", help="when the school day begins")
    hours.add_argument("--ends", metavar="HH:MM", help="when it ends, at which unfinished reports are released")
    hours.add_argument(
        "--closed",
        action="append",
        metavar="FIRST..LAST",
        help="closed days, e.g. 2026-12-19..2027-01-04; one for each holiday, all of them replace what was set before",
    )
    hours.add_argument("--main-record", metavar="NAME", help="where the school's main record is; no if it is this one")
    hours.add_argument("--desk", metavar="NAME", help="the desk that publishes it (default: the first)")


def _add_keys(commands: Commands) -> None:
    opening = new_command(
        commands, "open", "kiosk.open_sealed", "open one sealed file from standard input to standard output"
    )
    opening.add_argument(
        "--identity", type=Path, required=True, metavar="FILE", help="holds AGE-SECRET-KEY-PQ-1... lines"
    )
    identity = new_command(commands, "identity", "kiosk.identity", "print a role's private key, for breaking glass")
    identity.add_argument("role", choices=ROLE_NAMES, metavar="ROLE", help=", ".join(ROLE_NAMES))
    add_opening(identity)
    add_words_from(identity)
    erase = new_command(
        commands, "erase", "kiosk.school.erase", "erase a closed case, or a year of slots, as two people sign it"
    )
    erase.add_argument("case", nargs="?", metavar="CODE", help='a closed case by its code, in quotes: "MAPLE RIVER 17"')
    erase.add_argument("--slots-of", metavar="KIOSK", help="the slots of this kiosk, reports about staff among them")
    erase.add_argument("--year", type=int, metavar="YEAR", help="the school year of the slots that begins in this year")
    erase.add_argument("--class", dest="class_", required=True, metavar="TEXT", help="why it may go, such as a class")
    erase.add_argument("--desk", metavar="NAME", help="the desk at which both people are (default: the first)")
    add_opening(erase)
    add_words_from(erase)


def _add_transfer(commands: Commands) -> None:
    module = "kiosk.school.transfer"
    transfer = new_command(commands, "transfer", module, "let other schools send children's records here")
    acts = transfer.add_subparsers(required=True, dest="act", metavar="ACT")
    address = new_command(acts, "address", module, "make the address that they send to, signed by the school's root")
    address.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder for the address")
    address.add_argument("--desk", metavar="NAME", help="which desk of this folder (default: the first)")
    add_opening(address)
    add_words_from(address)


def _add_backups(commands: Commands) -> None:
    backup = new_command(commands, "backup", "kiosk.backups.backup", "back up this computer's store and desks now")
    backup.add_argument("--to", type=Path, metavar="DIR", help="a folder on another disk (default: as kiosk.toml says)")
    restore = new_command(commands, "restore", "kiosk.backups.restore", "put a backup back, or rehearse that")
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

"""The arguments of the commands that are about the network, without importing what they start."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.command_line import new_command

if TYPE_CHECKING:
    from kiosk.command_line import Commands

DEFAULT_PORT = 8443


def add_network(commands: Commands) -> None:
    """Add serve, invite, enrol, devices and courier to the command line."""
    _add_serve(commands)
    _add_invite(commands)
    _add_enrol(commands)
    _add_devices(commands)
    _add_courier(commands)


def _add_serve(commands: Commands) -> None:
    serve = new_command(commands, "serve", "kiosk.serving.serve", "run the school's store as a service on the network")
    serve.add_argument(
        "--also", action="append", type=Path, metavar="DIR", help="the folder of a further school; may be repeated"
    )
    serve.add_argument(
        "--host", default="127.0.0.1", help="the address to be reached at (default: by this computer alone)"
    )
    serve.add_argument("--port", type=int, default=DEFAULT_PORT, help=f"default: {DEFAULT_PORT}")
    serve.add_argument(
        "--address", metavar="URL", help="what tickets say, where devices reach it by a name: https://NAME:PORT"
    )
    database = serve.add_mutually_exclusive_group()
    database.add_argument(
        "--database",
        metavar="URL",
        help="a PostgreSQL that several servers share: postgresql://ACCOUNT@HOST/DATABASE (default: a file)",
    )
    database.add_argument(
        "--database-file", type=Path, metavar="FILE", help="the same, its address with the password in this file"
    )
    serve.add_argument(
        "--tls-cert", type=Path, metavar="FILE", help="private key with certificate in PEM (default: self-made)"
    )
    serve.add_argument("--pin", action="store_true", help="have devices pin it although an authority signed it")


def _add_invite(commands: Commands) -> None:
    invite = new_command(commands, "invite", "kiosk.joining.invite", "make the ticket for a new kiosk")
    acts = invite.add_subparsers(required=True, dest="what", metavar="WHAT")
    one = new_command(acts, "kiosk", "kiosk.joining.invite", "make one ticket, as text and as a QR code")
    one.add_argument("name", metavar="NAME", help="what the kiosk will be called")
    many = new_command(acts, "kiosks", "kiosk.joining.invite", "make a ticket for each room of a list")
    many.add_argument("file", type=Path, metavar="ROOMS.csv", help="one room a line, its name first")
    for each in (one, many):
        each.add_argument(
            "--out", type=Path, required=each is many, metavar="DIR", help="write each ticket into a file here"
        )
        each.add_argument("--print", action="store_true", help="print it although this is no terminal")
        each.add_argument("--desk", metavar="NAME", help="the desk that admits it (default: the first)")
        each.add_argument("--address", metavar="URL", help="where the store is (default: where it was last served)")
        each.add_argument("--pin", metavar="HEX", help="the pin of the certificate there")


def _add_enrol(commands: Commands) -> None:
    enrol = new_command(
        commands, "enrol", "kiosk.joining.enrol", "make this computer a kiosk of the school that a ticket is for"
    )
    enrol.add_argument("ticket", metavar="TICKET", help="the ticket, in quotes; - reads it from standard input")
    enrol.add_argument("--at", type=Path, metavar="DIR", help="the new folder (default: as --home)")
    enrol.add_argument("--name", default="Kiosk", help="what it is called until its desk has named it")
    enrol.add_argument(
        "--folder",
        action="append",
        type=Path,
        dest="folders",
        metavar="PATH",
        help="a share or stick that carries entries; may be repeated",
    )


def _add_devices(commands: Commands) -> None:
    devices = new_command(
        commands, "devices", "kiosk.joining.devices", "show, rename or revoke the devices of the school"
    )
    acts = devices.add_subparsers(dest="act", metavar="ACT")
    devices.set_defaults(act="list", desk=None, opener=None, words_from=None)
    listing = new_command(acts, "list", "kiosk.joining.devices", "show every device, a line each")
    listing.add_argument(
        "--as",
        dest="opener",
        metavar="NAME",
        help="whoever runs the scheme: with their words also version, last contact, what the kiosk's doctor finds",
    )
    listing.add_argument("--words-from", metavar="FILE", help="read the words from this file; - is standard input")
    new_command(
        acts,
        "admit",
        "kiosk.joining.devices",
        "admit the kiosks whose requests are in this computer's store or folders",
    )
    rename = new_command(acts, "rename", "kiosk.joining.devices", "give a device another name")
    rename.add_argument("name", metavar="NAME")
    rename.add_argument("new_name", metavar="NEW-NAME")
    revoke = new_command(
        acts, "revoke", "kiosk.joining.devices", "take a kiosk, or a ticket that was not used, out of the school"
    )
    revoke.add_argument("name", metavar="NAME")
    store = new_command(
        acts, "store", "kiosk.serving.store_move", "tell every device where the store is, or its new certificate"
    )
    store.add_argument("--address", metavar="URL", help="default: where the store of this folder was last served")
    store.add_argument("--pin", metavar="HEX", help="of the certificate there; left out: trusted as the web is")
    store.add_argument("--only", action="store_true", help="forget the way before, which is kept beside it otherwise")
    store.add_argument("--words-from", metavar="FILE", help="read the root's words from this file; - is standard input")
    for act in acts.choices.values():
        act.add_argument("--desk", metavar="NAME", help="the desk to do it at (default: the first)")


def _add_courier(commands: Commands) -> None:
    courier = new_command(
        commands, "courier", "kiosk.syncing.courier", "carry sealed items by hand, on a stick or a share"
    )
    ways = courier.add_subparsers(required=True, dest="way", metavar="WAY")
    out = new_command(ways, "out", "kiosk.syncing.courier", "put there what is to leave this computer")
    back = new_command(ways, "in", "kiosk.syncing.courier", "take from there what is for this computer")
    for way in (out, back):
        way.add_argument("folder", type=Path, metavar="DIR", help="the stick or the share")

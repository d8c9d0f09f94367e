"""Founding a school in a new folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, Literal

from kiosk.config import FILE, Config, DevicePart, FolderPart, StorePart, write_config
from kiosk.device_key import write_device_key
from kiosk.home import Device, Home, slug
from kiosk.new_folder import new_folder
from kiosk.parts import open_device
from kiosk.school.key_ring import ROOT_NAME, key_path
from kiosk.telling import NewWords, Tell, untold
from store import words
from store.errors import ConfigurationError
from store.private_file import write_private
from store.scheme import founding
from store.scheme.devices import DeviceEntry, DeviceKind
from store.scheme.guidance_default import default_pack
from store.scheme.keys_bundle import KeysBundle
from store.scheme.people import StaffMember
from store.scheme.policy import Policy
from store.scheme.publications import Publisher
from store.scheme.publishing import publish_keys
from store.scheme.routes import SAFEGUARDING
from store.sealing.key_file import KeyFileContent, make_key_file
from store.signed.signing_key import SigningKey

STAFF_WORDS: Final = 6
STORE: Final = "store"
FOUNDER_TITLE: Final = "keeps pupils safe"
_SHOWN_FOR: Final = timedelta(days=2 * 365)
_ROOT: Final = bytes(16)


@dataclass(frozen=True)
class Plan:
    """What a school is to be at its founding; `policy` without its school's name, `backup_to` as in kiosk.toml."""

    school: str
    founder: str
    title: str = FOUNDER_TITLE
    room: str = ""
    desks: tuple[str, ...] = ("Office",)
    kiosks: tuple[str, ...] = ("Classroom",)
    folders: tuple[Path, ...] = ()
    backup_to: str | None = None
    costs: Literal["standard", "floor"] = "standard"
    policy: Policy = field(default_factory=Policy)


@dataclass(frozen=True)
class _Made:
    root: SigningKey = field(repr=False)
    person: bytes
    staff_seed: bytes = field(repr=False)
    safeguarding: bytes = field(repr=False)


def found_school(folder: Path, plan: Plan, tell: Tell = untold) -> tuple[NewWords, ...]:
    """Found the school, all of it or nothing, returning the founder's words with the root's once they are told."""
    folder = folder.absolute()
    _check_free(folder)
    with new_folder(folder) as made:
        new = _found_in(made, plan)
        tell(new)
    return new


def _check_free(folder: Path) -> None:
    if (folder / FILE).exists():
        raise ConfigurationError(
            f"There is a school in {folder} already. Nothing in it was changed. Choose another folder."
        )
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ConfigurationError(f"{folder} is not an empty folder. Nothing was changed. Choose a new one.")


def _found_in(folder: Path, plan: Plan) -> tuple[NewWords, ...]:
    made = _Made(founding.make_root(), founding.make_person(), founding.make_seed(), founding.make_seed())
    config = _config(plan, made.root.public)
    write_config(folder / FILE, config)
    home = Home(folder)
    store = SigningKey.generate()
    write_device_key(folder / STORE / "store.key", store)
    new = _key_files(home, plan, made)
    entries = [DeviceEntry(store.public, "the school's store", DeviceKind.STORE)]
    for kind, devices in ((DeviceKind.DESK, home.desks), (DeviceKind.KIOSK, home.kiosks)):
        entries += [DeviceEntry(_new_device(device), device.name, kind) for device in devices]
    _publish(home, plan, made, entries)
    return new


def _config(plan: Plan, root: bytes) -> Config:
    desks = tuple(
        DevicePart(name=name, folder="desk" if number == 0 else f"desks/{slug(name)}")
        for number, name in enumerate(plan.desks)
    )
    return Config(
        school=plan.school,
        root=root.hex(),
        costs=plan.costs,
        backup_to=plan.backup_to,
        store=StorePart(folder=STORE),
        desks=desks,
        kiosks=tuple(DevicePart(name=name, folder=f"kiosks/{slug(name)}") for name in plan.kiosks),
        folders=tuple(FolderPart(path=str(path.absolute())) for path in plan.folders),
    )


def _new_device(device: Device) -> bytes:
    key = SigningKey.generate()
    write_device_key(device.key, key)
    return key.public


def _key_files(home: Home, plan: Plan, made: _Made) -> tuple[NewWords, ...]:
    """Write the founder's key file, and the root's."""
    school, costs = made.root.id, home.config.key_file_costs
    founder, root = words.generate(STAFF_WORDS), words.generate(STAFF_WORDS)
    own = KeyFileContent(made.staff_seed, {SAFEGUARDING: made.safeguarding})
    kept = KeyFileContent(founding.make_seed(), {}, made.root.seed)
    write_private(key_path(home.desks[0], made.person), make_key_file(school, made.person, own, founder, costs))
    write_private(home.root_key, make_key_file(school, _ROOT, kept, root, costs))
    return (
        NewWords(plan.founder, "opens the desk", founder),
        NewWords(ROOT_NAME, "changes who holds which role; keep root.key offline, in two places", root),
    )


def _publish(home: Home, plan: Plan, made: _Made, devices: Sequence[DeviceEntry]) -> None:
    desk = open_device(home, home.desks[0])
    try:
        with desk.database.write() as connection:
            publish_keys(connection, desk.feeds, desk.school, made.root, _bundle(made, devices))
            publisher = Publisher(connection, desk.feeds, desk.school, desk.key)
            publisher.policy(replace(plan.policy, school=plan.school))
            publisher.guidance(default_pack())
            publisher.staff([StaffMember(made.person.hex(), plan.founder, plan.title, plan.room, (SAFEGUARDING,))])
            publisher.devices(devices)
    finally:
        desk.close()


def _bundle(made: _Made, devices: Sequence[DeviceEntry]) -> KeysBundle:
    until = (datetime.now(UTC) + _SHOWN_FOR).date().isoformat()
    bundle = founding.first_keys_bundle(made.root, shown_until=until)
    bundle = founding.add_role(bundle, SAFEGUARDING, made.safeguarding)
    bundle = founding.add_staff(bundle, made.person, made.staff_seed, (SAFEGUARDING,))
    for device in devices:
        if device.kind == DeviceKind.DESK:
            bundle = founding.add_desk(bundle, device.ed, (SAFEGUARDING,))
        elif device.kind == DeviceKind.STORE:
            bundle = founding.add_store(bundle, device.ed)
    return bundle

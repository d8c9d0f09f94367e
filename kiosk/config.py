"""The one configuration file of a home: kiosk.toml, in which unknown keys are errors."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from kiosk.home import REFUSED as REFUSED
from store.errors import ConfigurationError, NewerVersion
from store.sealing.costs import FLOOR, STAFF, Costs
from store.service.rings.mail_address import is_mail_address

FILE: Final = "kiosk.toml"
VERSION: Final = 1
_NAME: Final = Field(min_length=1, max_length=60)
_LARGEST: Final = 1 << 20
_INSIDE: Final = Field(pattern=r"^[a-z0-9][a-z0-9_-]*(/[a-z0-9][a-z0-9_-]*)*$", max_length=120)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class StorePart(_Part):
    """The school's store on this computer; `folder` is inside the home."""

    folder: str = _INSIDE


class DevicePart(_Part):
    """A desk or a kiosk on this computer; `folder` is inside the home."""

    name: str = _NAME
    folder: str = _INSIDE


class FolderPart(_Part):
    """A folder that carries entries: a share or a stick."""

    path: str = Field(min_length=1, max_length=1000)


class RingsPart(_Part):
    """How adults are rung; files are named inside the home or with their whole path.

    `mail_port` None is the usual one for `mail_security`; `mail_authority` is a certificate in PEM to trust beside the
    operating system's; `zone` is the school's time zone where this computer has another one.
    """

    mail_server: str | None = Field(default=None, pattern=r"^[A-Za-z0-9.:-]+$", max_length=253)
    mail_port: int | None = Field(default=None, ge=1, le=65535)
    mail_security: Literal["starttls", "tls", "none"] = "starttls"
    mail_from: str | None = Field(default=None, max_length=254)
    mail_account: str | None = Field(default=None, min_length=1, max_length=254)
    password_file: str = Field(default="store/rings.password", min_length=1, max_length=1000)
    mail_authority: str | None = Field(default=None, min_length=1, max_length=1000)
    apprise_file: str | None = Field(default=None, min_length=1, max_length=1000)
    zone: str | None = Field(default=None, min_length=1, max_length=60)

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if self.mail_server is not None and not is_mail_address(self.mail_from or ""):
            raise ValueError("mail_from has to be the address that rings come from")
        if self.mail_account is not None and self.mail_security == "none":
            raise ValueError("a password is not sent without encryption: mail_security starttls or tls")
        return self


class Config(_Part):
    """What stands in kiosk.toml; `root` is the public key of the school's first root in hex.

    `backup_to` is the place for backups, REFUSED where somebody typed that, None where nobody was asked; `watchers` are
    programs of the school's own that show screens to others, beside those that are known; `high_contrast` is how kiosks
    here begin.
    """

    version: Literal[1] = VERSION
    school: str = Field(min_length=1, max_length=120)
    root: str = Field(pattern=r"^[0-9a-f]{64}$")
    costs: Literal["standard", "floor"] = "standard"
    backup_to: str | None = Field(default=None, min_length=1, max_length=1000)
    watchers: tuple[Annotated[str, _NAME], ...] = Field(default=(), max_length=200, strict=False)
    high_contrast: bool = False
    store: StorePart | None = None
    desks: tuple[DevicePart, ...] = Field(default=(), strict=False)
    kiosks: tuple[DevicePart, ...] = Field(default=(), strict=False)
    folders: tuple[FolderPart, ...] = Field(default=(), strict=False)
    rings: RingsPart | None = None

    @field_validator("desks", "kiosks")
    @classmethod
    def _named_once(cls, parts: tuple[DevicePart, ...]) -> tuple[DevicePart, ...]:
        if len({part.name.casefold() for part in parts}) < len(parts) or len({part.folder for part in parts}) < len(
            parts
        ):
            raise ValueError("two of them have the same name or the same folder")
        return parts

    @property
    def key_file_costs(self) -> Costs:
        """What opening a person's key file costs."""
        return STAFF if self.costs == "standard" else FLOOR


def read_config(path: Path) -> Config:
    """Read kiosk.toml, raising ConfigurationError with the key that is wrong, or NewerVersion."""
    return _config(read_toml(path))


def read_toml(path: Path) -> dict[str, Any]:
    """Read kiosk.toml as it stands, with the standard library alone."""
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except FileNotFoundError:
        raise ConfigurationError(
            f"There is no school in {path.parent}: it has no {FILE}. Nothing was changed. "
            "Name its folder with --home DIR, or found one with `kiosk init --at DIR --school NAME`."
        ) from None
    except OSError:
        raise ConfigurationError(
            f"{path} can't be read. Nothing was changed. Ask IT for the right to read it."
        ) from None
    found = _parsed(data)
    version = found.get("version")
    if isinstance(version, int) and version > VERSION:
        raise NewerVersion(
            "This school's folder was made by a newer version of the program. Nothing in it was changed. "
            "Update the program on this computer."
        )
    return found


def _parsed(data: bytes) -> dict[str, Any]:
    try:
        # Nobody writes so long a one: it is read as one that says nothing.
        return tomllib.loads(data.decode("utf-8")) if len(data) <= _LARGEST else {}
    except (ValueError, RecursionError) as error:
        raise ConfigurationError(
            f"{FILE} can't be read: {_place(error)}. Nothing was changed. Put that right, then start again."
        ) from None


def write_config(path: Path, config: Config) -> None:
    """Write a new kiosk.toml; an existing one is never overwritten."""
    try:
        file = path.open("x", encoding="utf-8", newline="\n")
        try:
            with file:
                file.write(_as_toml(config))
        except OSError:
            path.unlink()
            raise
    except FileExistsError:
        raise ConfigurationError(f"{path} exists already. Nothing was changed. Choose another folder.") from None
    except OSError as error:
        from store.database import disk_error

        raise disk_error(error) from error


def _config(found: dict[str, Any]) -> Config:
    version = found.get("version")
    if type(version) is not int:
        raise _not_usable(f"the key 'version' is {'missing' if version is None else 'wrong (it should be 1)'}")
    try:
        return Config.model_validate(found)
    except ValidationError as error:
        raise _not_usable(_told(error)) from None


def _not_usable(why: str) -> ConfigurationError:
    return ConfigurationError(f"{FILE} is not usable: {why}. Nothing was changed. Put it right, then start again.")


def _told(error: ValidationError) -> str:
    """Return which key is wrong and why, for the first thing that is wrong."""
    first = error.errors(include_url=False, include_input=False)[0]
    key = ".".join(str(part + 1) if isinstance(part, int) else part for part in first["loc"])
    if first["type"] == "extra_forbidden":
        return f"it has a key {key!r} that this program does not know"
    if first["type"] == "missing":
        return f"the key {key!r} is missing"
    return f"the key {key!r} is wrong ({first['msg'][0].lower()}{first['msg'][1:]})"


def _place(error: ValueError | RecursionError) -> str:
    # Without the text: only where, for a config may be pasted into a mail to IT.
    if isinstance(error, tomllib.TOMLDecodeError):
        return str(error)
    return "it is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else "it is no configuration of a school"


def _as_toml(config: Config) -> str:
    lines = [
        "# The mentor kiosk. `kiosk doctor` says what is wrong; unknown keys are errors.",
        f"version = {config.version}",
        f"school = {_string(config.school)}",
        f"root = {_string(config.root)}",
        f"costs = {_string(config.costs)}",
    ]
    if config.backup_to is not None:
        lines.append(f"backup_to = {_string(config.backup_to)}")
    if config.high_contrast:
        lines.append("high_contrast = true")
    if config.watchers:
        lines.append(f"watchers = [{', '.join(map(_string, config.watchers))}]")
    if config.store is not None:
        lines += ["", "[store]", f"folder = {_string(config.store.folder)}"]
    for heading, parts in (("desks", config.desks), ("kiosks", config.kiosks)):
        for part in parts:
            lines += ["", f"[[{heading}]]", f"name = {_string(part.name)}", f"folder = {_string(part.folder)}"]
    for folder in config.folders:
        lines += ["", "[[folders]]", f"path = {_string(folder.path)}"]
    if config.rings is not None:
        lines += ["", "[rings]"]
        for name, value in config.rings.model_dump(exclude_defaults=True).items():
            lines.append(f"{name} = {value if isinstance(value, int) else _string(value)}")
    return "\n".join(lines) + "\n"


def _string(text: str) -> str:
    # A JSON string is a TOML basic string, but for DEL, which JSON leaves as it is.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")

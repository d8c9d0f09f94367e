"""An implementation by other people opens our sealed files, and we open theirs."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest

from store.errors import NotForThisKey
from store.sealing import age_file
from store.sealing.sealed import PADDED_BYTES, Sealer
from store.sealing.xwing import Identity

PACKAGE = "age-encryption@0.3.1"
SECONDS = 90
SCRIPT = """
import { readFileSync, writeFileSync } from "node:fs"
import * as age from "age-encryption"
const [what, key, from, to] = process.argv.slice(2)
const data = readFileSync(from)
if (what === "open") {
  const opener = new age.Decrypter()
  opener.addIdentity(key)
  writeFileSync(to, await opener.decrypt(data))
} else if (what === "seal") {
  const sealer = new age.Encrypter()
  sealer.addRecipient(key)
  writeFileSync(to, await sealer.encrypt(data))
} else {
  writeFileSync(to, await age.identityToRecipient(key))
}
"""
ROLE, OTHER = Identity(bytes([1]) * 32), Identity(bytes([2]) * 32)
RECORD = '{"text":"Łucja says he keeps asking"}'.encode()


class Typage:
    """The npm package, run by node in a folder of its own."""

    def __init__(self, folder: Path, node: str) -> None:
        self._folder = folder
        self._node = node

    def run(self, what: str, key: str, data: bytes = b"") -> bytes | None:
        """Return what it made of `data`, None where it refused."""
        given, made = self._folder / "given", self._folder / "made"
        given.write_bytes(data)
        made.unlink(missing_ok=True)
        command = [self._node, str(self._folder / "script.mjs"), what, key, str(given), str(made)]
        subprocess.run(command, cwd=self._folder, capture_output=True, timeout=SECONDS, check=False)
        return made.read_bytes() if made.exists() else None


SIZES = pytest.mark.parametrize("size", [*(pytest.param(one, marks=pytest.mark.long) for one in (0, 65_536)), 200_000])


@pytest.fixture(scope="module")
def typage(tmp_path_factory: pytest.TempPathFactory) -> Typage:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.skip("node and npm are not both installed, so nobody else's implementation can be asked")
    folder = tmp_path_factory.mktemp("typage")
    (folder / "package.json").write_text('{"private": true, "type": "module"}', "utf-8")
    (folder / "script.mjs").write_text(SCRIPT, "utf-8")
    install = [
        npm,
        "install",
        "--prefer-offline",
        "--no-audit",
        "--no-fund",
        "--ignore-scripts",
        "--save-exact",
        PACKAGE,
    ]
    try:
        subprocess.run(install, cwd=folder, capture_output=True, timeout=SECONDS, check=True)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired, OSError):
        pytest.skip(f"npm could not install {PACKAGE} here (no network and not in its cache?)")
    return Typage(folder, node)


@pytest.mark.parametrize(
    "readers",
    [
        *(pytest.param(one, marks=pytest.mark.long) for one in ([ROLE], [ROLE, OTHER])),
        [OTHER, ROLE, Identity.generate(), Identity.generate()],
    ],
)
def test_a_sealed_record_opens_with_the_roles_key_in_another_tool(typage: Typage, readers: list[Identity]) -> None:
    sealed = Sealer.start().seal(RECORD, [one.recipient for one in readers])
    opened = typage.run("open", ROLE.to_text(), sealed)
    assert opened == (RECORD + b"\n").ljust(PADDED_BYTES, b" ")


def test_another_key_opens_nothing_there_either(typage: Typage) -> None:
    assert typage.run("open", OTHER.to_text(), Sealer.start().seal(RECORD, [ROLE.recipient])) is None


def test_a_changed_file_opens_nothing_there_either(typage: Typage) -> None:
    sealed = bytearray(Sealer.start().seal(RECORD, [ROLE.recipient]))
    sealed[-1] ^= 1
    assert typage.run("open", ROLE.to_text(), bytes(sealed)) is None


@SIZES
def test_plain_age_files_of_ours_open_there(typage: Typage, size: int) -> None:
    text = hashlib.shake_256(b"text").digest(size)
    assert typage.run("open", ROLE.to_text(), age_file.seal(text, [OTHER.recipient, ROLE.recipient])) == text


@SIZES
def test_their_files_open_here_for_the_right_key_alone(typage: Typage, size: int) -> None:
    text = hashlib.shake_256(b"text").digest(size)
    sealed = typage.run("seal", ROLE.recipient.to_text(), text)
    assert sealed is not None
    assert age_file.open_file(sealed, [OTHER, ROLE]) == text
    with pytest.raises(NotForThisKey):
        age_file.open_file(sealed, [OTHER])


def test_both_name_the_same_public_key_for_an_identity(typage: Typage) -> None:
    assert typage.run("name", ROLE.to_text()) == ROLE.recipient.to_text().encode("ascii")

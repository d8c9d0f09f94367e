"""Breaking glass: any age v1 file with hybrid recipients, opened whole or not at all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from store.sealing import age_file
from store.sealing.sealed import Sealer
from store.sealing.xwing import Identity


def opened(sealed: bytes, identity: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "kiosk", "open", "--identity", str(identity)],
        input=sealed,
        capture_output=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def identity() -> Identity:
    return Identity.generate()


@pytest.fixture
def file(tmp_path: Path, identity: Identity) -> Path:
    path = tmp_path / "role.key"
    path.write_text(f"# the head's key\n\n{Identity.generate().to_text()}\n{identity.to_text()}\r\n")
    return path


def test_a_sealed_record_comes_out_as_it_was(file: Path, identity: Identity) -> None:
    told = opened(Sealer.start().seal(b'{"v":1}', [identity.recipient]), file)
    assert (told.returncode, told.stdout.rstrip(b" "), told.stderr) == (0, b'{"v":1}\n', b"")


def test_a_file_of_many_chunks_comes_out_whole(file: Path, identity: Identity) -> None:
    plain = bytes(range(256)) * 700
    assert opened(age_file.seal(plain, [identity.recipient]), file).stdout == plain


@pytest.mark.parametrize("cut", [1, 70_000])
def test_nothing_of_a_damaged_file_is_written(file: Path, identity: Identity, cut: int) -> None:
    sealed = age_file.seal(b"secret words " * 20_000, [identity.recipient])
    told = opened(sealed[:-cut], file)
    assert (told.returncode, told.stdout) == (1, b"")
    assert len(told.stderr.splitlines()) == 1


def test_a_file_for_somebody_else_says_so_in_one_line(file: Path) -> None:
    told = opened(age_file.seal(b"secret", [Identity.generate().recipient]), file)
    assert (told.returncode, told.stdout) == (1, b"")
    assert b"None of these keys opens this file" in told.stderr


@pytest.mark.parametrize("text", ["", "# nothing\n", "AGE-SECRET-KEY-PQ-1QQQ\n", "AGE-SECRET-KEY-1XYZ\n", "\x00\xff\n"])
def test_a_file_without_a_usable_key_is_one_sentence(tmp_path: Path, text: str) -> None:
    path = tmp_path / "role.key"
    path.write_text(text, "latin-1")
    told = opened(b"", path)
    assert (told.returncode, told.stdout, len(told.stderr.splitlines())) == (1, b"", 1)


def test_a_missing_key_file_is_one_sentence(tmp_path: Path) -> None:
    told = opened(b"", tmp_path / "none")
    assert (told.returncode, len(told.stderr.splitlines())) == (1, 1)

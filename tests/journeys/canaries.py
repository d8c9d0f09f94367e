"""Words to look for, in every shape in which a program could leave them behind."""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_CODECS = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
# Fewer letters than this turn up in random bytes by chance.
_SHORTEST_IN_BASE64 = 8
# By their hash the bytes of files in which none of some secrets stood: most files are looked at again and again.
_clean: set[tuple[bytes, tuple[str, ...]]] = set()
_PLACES = ("/dev/pts/", "/dev/tty", "/dev/null", "/dev/urandom", "anon_inode:", "pipe:", "socket:", "/proc/", "/sys/")


def shapes(secret: str) -> Iterator[bytes]:
    """Yield the secret as bytes in every encoding that is looked for."""
    for text in {secret, secret.casefold(), secret.upper()}:
        for codec in _CODECS:
            yield text.encode(codec)
    plain = secret.encode()
    yield plain[::-1]
    yield plain.hex().encode()
    yield plain.hex().upper().encode()
    if len(secret) >= _SHORTEST_IN_BASE64:
        for shift in range(3):
            # Without the letters that depend on what stands beside it: each letter holds six bits.
            first, end = -(-8 * shift // 6), 8 * (shift + len(plain)) // 6
            inner = base64.b64encode(bytes(shift) + plain)[first:end]
            yield inner
            yield inner.replace(b"+", b"-").replace(b"/", b"_")


@cache
def _shapes(secret: str) -> tuple[bytes, ...]:
    return tuple(dict.fromkeys(shapes(secret)))


def found_in(data: bytes, secrets: list[str]) -> list[str]:
    """Return the secrets that stand in the bytes in whatever shape."""
    looked_at = (hashlib.sha256(data).digest(), tuple(secrets))
    if looked_at in _clean:
        return []
    found = [secret for secret in secrets if any(shape in data for shape in _shapes(secret))]
    if not found:
        _clean.add(looked_at)
    return found


def found_below(folder: Path, secrets: list[str]) -> list[tuple[str, str]]:
    """Return (file, secret) for every file below a folder that holds one, or bears one as its name."""
    return [
        (str(path), secret)
        for path in sorted(folder.rglob("*"))
        for secret in found_in(str(path.name).encode() + (path.read_bytes() if path.is_file() else b""), secrets)
    ]


def of_process(pid: int) -> bytes:
    """What any other program of this account can see of a process: its arguments, its environment, its threads."""
    place = Path(f"/proc/{pid}")
    if not place.exists():
        return b""
    seen = [place / "cmdline", place / "environ", *place.glob("task/*/comm")]
    return b"\n".join(map(_read, seen))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        # The thread or the process has ended while we looked.
        return b""


def strange_files(pid: int, *watched: Path) -> list[str]:
    """Return what a process may write to beyond its terminal, its own plumbing and what lies below the watched folders.

    What it only reads, as a library its settings while it is loaded, takes no word away.
    """
    opened = []
    for link in Path(f"/proc/{pid}/fd").glob("*"):
        try:
            flags = int(_told(Path(f"/proc/{pid}/fdinfo") / link.name, "flags:"), 8)
            if flags & os.O_ACCMODE != os.O_RDONLY:
                opened.append(str(link.readlink()))
        except FileNotFoundError:
            continue
    return [one for one in opened if not one.startswith((*_PLACES, *map(str, watched)))]


def _told(path: Path, name: str) -> str:
    return next(line for line in path.read_text("ascii").splitlines() if line.startswith(name)).removeprefix(name)

"""Writes tickets into files, all of them or none."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Mapping
from pathlib import Path

from kiosk.home import slug
from store.errors import ConfigurationError, KioskError
from store.private_file import write_private


def write_tickets(folder: Path, tickets: Mapping[str, tuple[str, str]], keep: Callable[[], None]) -> None:
    """Write what is to be read, as text, with the QR code, as a drawing, for each name; `keep` puts them into force.

    The files come first: an invitation whose ticket nobody has would only stand in the way of its name.
    """
    planned: dict[Path, bytes] = {}
    for name, (told, text) in tickets.items():
        place = _place(folder, name, planned)
        planned[place.with_suffix(".txt")] = told.encode("utf-8")
        planned[place.with_suffix(".svg")] = qr_drawing(text)
    there = next((path for path in planned if path.exists() or path.is_symlink()), None)
    if there is not None:
        raise ConfigurationError(
            f"{there} exists already, and was left as it is. Nothing was changed. Name an empty folder with --out."
        )
    written = list[Path]()
    try:
        for path, data in planned.items():
            write_private(path, data)
            written.append(path)
        keep()
    except KioskError:
        for path in written:
            with contextlib.suppress(OSError):
                path.unlink()
        raise


def qr_drawing(text: str) -> bytes:
    """Return a QR code for paper, as SVG."""
    import segno

    drawn = io.BytesIO()
    segno.make_qr(text, error="m").save(drawn, kind="svg", scale=6, border=4, light="white")
    return drawn.getvalue()


def _place(folder: Path, name: str, planned: Mapping[Path, bytes]) -> Path:
    """Return where a name's files go, with a number where two names come to the same letters."""
    place, number = folder / slug(name), 2
    while place.with_suffix(".txt") in planned:
        place, number = folder / f"{slug(name)}-{number}", number + 1
    return place

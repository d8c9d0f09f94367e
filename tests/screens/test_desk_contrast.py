"""Every letter on the desk can be told from what is behind it (WCAG 2.2, 1.4.3: 4.5 to 1)."""

from __future__ import annotations

from collections.abc import Iterable

from rich.color import Color
from rich.segment import Segment

from screens.theme import THEMES
from tests.screens.desk_harness import sitting
from tests.screens.test_desk_pictures import TO_INBOX, Typed, desk, walk


def luminance(color: Color) -> float:
    parts = [part / 255 for part in color.get_truecolor()]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Color, other: Color) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def faint(rows: Iterable[Iterable[Segment]], least: float) -> set[str]:
    """Return what has letters that stand out less."""
    return {
        f"{part.text.strip()!r} {contrast(part.style.color, part.style.bgcolor):.1f}"
        for row in rows
        for part in row
        if any(letter.isalnum() for letter in part.text) and part.style and part.style.color and part.style.bgcolor
        if contrast(part.style.color, part.style.bgcolor) < least
    }


async def test_every_letter_stands_out_from_its_ground() -> None:
    told = []
    async with sitting(desk()) as sitter:
        for screen, steps in (
            ("unlock-wrong", ("enter", "1", "1", "x", "enter")),
            ("inbox", (Typed("maple"), "enter", "enter")),
            ("kiosks", ("k",)),
            ("case", ("escape", "enter")),
            ("note", ("n", Typed("Rang home"), "f2")),
            ("level", ("escape", "l", "3")),
            ("reply", ("escape", "r", "2", Typed("Room 4"), "f2")),
        ):
            await walk(sitter, *steps)
            for theme in reversed(THEMES):
                sitter.app.theme = theme.name
                await sitter.settle()
                told += [f"{screen}, {theme.name}: {one}" for one in faint(sitter.segments(), 4.5)]
    assert not told, told


async def test_what_is_said_in_small_stands_back_behind_what_matters() -> None:
    async with sitting(desk()) as sitter:
        await walk(sitter, *TO_INBOX)
        rows = [list(row) for row in sitter.segments()]
        at = next(at for at, row in enumerate(rows) if any("MAPLE RIVER 01" in part.text for part in row))
        (code,) = (part.style.color for part in rows[at] if "MAPLE RIVER" in part.text)
        (detail,) = {part.style.color for part in rows[at + 1] if "Priya" in part.text}
        assert luminance(detail) < luminance(code)

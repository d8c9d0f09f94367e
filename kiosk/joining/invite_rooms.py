"""Reads the list of rooms that are each to have a kiosk."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

from kiosk.school.names import checked_name
from screens.text import clean
from store.errors import ConfigurationError

_MOST: Final = 500
_MOST_TOLD: Final = 20
_LARGEST: Final = 1 << 20
_HEADINGS: Final = ("name", "room", "kiosk", "computer")
_FORMULA: Final = ("=", "+", "-", "@")


def read_rooms(path: Path, taken: Collection[str]) -> tuple[str, ...]:
    """Return the name of each room, or raise ConfigurationError that tells of every bad line, repeating none."""
    seen: dict[str, int] = {}
    names, problems = list[str](), list[str]()
    for line, cell in _cells(_text(path)):
        try:
            name = _checked(cell)
        except ConfigurationError as error:
            problems.append(f"Line {line} {error}")
            continue
        folded = name.casefold()
        if folded in seen:
            problems.append(f"Line {line} has the same name as line {seen[folded]}.")
        elif folded in taken:
            problems.append(f"Line {line} has the name of a device or of an invitation that there is already.")
        seen.setdefault(folded, line)
        names.append(name)
    if problems:
        more = f" There are {len(problems) - _MOST_TOLD} more." if len(problems) > _MOST_TOLD else ""
        raise ConfigurationError(
            f"The list was not taken and nothing was changed. {' '.join(problems[:_MOST_TOLD])}{more} "
            "Put these lines right, then start again."
        )
    if not 1 <= len(names) <= _MOST:
        raise ConfigurationError(
            f"The list has no room in it, or more than {_MOST}. Nothing was changed. One room a line is needed."
        )
    return tuple(names)


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
        if len(data) <= _LARGEST:
            return data.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        pass
    raise ConfigurationError("The list of rooms can't be read. Nothing was changed. Save it as CSV, UTF-8.")


def _cells(text: str) -> Iterator[tuple[int, str]]:
    """Yield the number of each line that holds anything, with its first cell; the headings are left out."""
    lines = text.splitlines()
    # Where a comma divides whole numbers from tenths, spreadsheets write semicolons between cells.
    first = next((line for line in lines if line.strip()), "")
    reader = csv.reader(lines, delimiter=";" if first.count(";") > first.count(",") else ",", strict=True)
    is_first = True
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise ConfigurationError(
                f"Line {reader.line_num} of the list is no line of a CSV file. Nothing was changed. "
                "Save the list as CSV again."
            ) from None
        if any(cell.strip() for cell in row):
            if not (is_first and row[0].strip().casefold() in _HEADINGS):
                yield reader.line_num, row[0].strip()
            is_first = False


def _checked(cell: str) -> str:
    if not cell:
        raise ConfigurationError("has no name in its first column.")
    if cell.startswith(_FORMULA):
        # A spreadsheet that later shows this name would work it out.
        raise ConfigurationError("begins with a sign that a spreadsheet takes for a formula.")
    if clean(cell) != cell:
        raise ConfigurationError("has letters in it that can't be seen.")
    try:
        return checked_name(cell)
    except ConfigurationError:
        raise ConfigurationError("has a name that is too long.") from None

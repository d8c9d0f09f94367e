"""Reading a school's list of mentors with staff from a spreadsheet saved as CSV."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from store import words
from store.errors import ConfigurationError, TooLarge
from store.scheme.routes import ROLES

MENTOR: Final = "mentor"
STAFF: Final = "staff"
COLUMNS: Final = ("kind", "name", "roles", "title", "room", "hours", "contact", "mentees")
_NEEDED: Final = ("kind", "name")
_LARGEST: Final = 1 << 20
_LONGEST: Final = 120
_BETWEEN: Final = re.compile(r"\s*[;|\n]\s*")
_FORMULA: Final = ("=", "+", "-", "@")


@dataclass(frozen=True)
class RosterLine:
    """One person of the list; `line` counts as the spreadsheet does, the headings being line 1."""

    line: int
    kind: str
    name: str = field(repr=False)
    roles: tuple[str, ...] = ()
    title: str = ""
    room: str = ""
    hours: str = ""
    contact: str = ""
    mentees: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class BadLine:
    """A line that was not taken, with a sentence that tells why and repeats nothing of it."""

    line: int
    sentence: str


@dataclass(frozen=True)
class Roster:
    """What a list holds: the people that can be added, the lines that can't."""

    lines: tuple[RosterLine, ...] = field(repr=False)
    problems: tuple[BadLine, ...]


class _BadCell(ValueError):
    """Why a line can't be taken."""


def read_roster(data: bytes) -> Roster:
    """Return everybody in the list with every line that is wrong, raising ConfigurationError where it is no such list.

    The columns are kind ("mentor" or "staff"), name, and where needed roles, title, room, hours, contact, mentees;
    several roles or mentees in one cell are parted by semicolons or bars.
    """
    if len(data) > _LARGEST:
        raise TooLarge("This list is larger than any school's. It was not read. Choose the right file.")
    rows = _rows(_text(data))
    headings = [words.normalise(one) for one in next(rows, (0, []))[1]]
    if not set(_NEEDED) <= set(headings):
        raise ConfigurationError(
            f"The first line of the list must name its columns: {', '.join(COLUMNS)} (the first two are needed). "
            "Nothing was changed. Add that line, save as CSV, then try again."
        )
    lines, problems, seen = list[RosterLine](), list[BadLine](), dict[tuple[str, str], int]()
    for number, row in rows:
        if not any(cell.strip() for cell in row):
            continue
        try:
            found = _line(number, headings, row)
            _check_new(found, seen)
            lines.append(found)
        except _BadCell as reason:
            problems.append(BadLine(number, f"Line {number} was left out: {reason}."))
    return Roster(tuple(lines), tuple(problems))


def _check_new(found: RosterLine, seen: dict[tuple[str, str], int]) -> None:
    earlier = seen.setdefault((found.kind, words.normalise(found.name)), found.line)
    if earlier != found.line:
        raise _BadCell(f"the same name stands in line {earlier}; a sign-in name is used once in a school")


def _line(number: int, headings: list[str], row: list[str]) -> RosterLine:
    if len(row) > len(headings) and any(cell.strip() for cell in row[len(headings) :]):
        raise _BadCell("it has more cells than there are columns; put quotes round a cell that holds a comma")
    cells = {heading: _cell(cell, heading) for heading, cell in zip(headings, row, strict=False)}
    kind, name = words.normalise(cells.get("kind", "")), cells.get("name", "")
    if kind not in (MENTOR, STAFF):
        raise _BadCell('its kind must be "mentor" or "staff"')
    if not words.normalise(name):
        raise _BadCell("it has no name")
    roles = tuple(words.normalise(one).replace(" ", "-") for one in _parts(cells.get("roles", "")))
    if not set(roles) <= set(ROLES):
        raise _BadCell(f"it has a role that does not exist; the roles are {', '.join(ROLES)}")
    mentees = _parts(cells.get("mentees", ""))
    if kind == MENTOR and roles:
        raise _BadCell("a mentor can't hold a role; roles are for staff")
    if kind == STAFF and mentees:
        raise _BadCell("staff have no mentees; the cell belongs to a mentor")
    title, room, hours, contact = (cells.get(key, "") for key in ("title", "room", "hours", "contact"))
    return RosterLine(number, kind, name, roles, title, room, hours, contact, mentees)


def _cell(cell: str, heading: str) -> str:
    text = unicodedata.normalize("NFC", cell).strip()
    if heading != "mentees" and len(text) > _LONGEST:
        raise _BadCell(f"its {_known(heading)} is longer than {_LONGEST} letters")
    if any(unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Cn") and letter != "\n" for letter in text):
        raise _BadCell(f"its {_known(heading)} holds a character that can't be shown")
    # A telephone number may begin with a plus.
    if heading != "contact" and text.startswith(_FORMULA):
        raise _BadCell(f"its {_known(heading)} begins like a formula")
    return re.sub(r"[^\S\n]+", " ", text) if heading == "mentees" else re.sub(r"\s+", " ", text)


def _known(heading: str) -> str:
    """Return a heading only where it is one of ours, so that nothing typed is repeated."""
    return heading if heading in COLUMNS else "further column"


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part for part in _BETWEEN.split(cell.strip()) if part)


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        number = reader.line_num + 1
        try:
            yield number, next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise ConfigurationError(
                f"The list can't be read from line {number} on: a quotation mark is out of place. Nothing was changed. "
                "Save it again as CSV from the spreadsheet."
            ) from None


def _text(data: bytes) -> str:
    """Decode as spreadsheets save: UTF-8 with or without a mark, UTF-16 with one, else Windows-1252."""
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise ConfigurationError("This file is not a list saved as CSV. Nothing was changed. Save it again as CSV (UTF-8).")

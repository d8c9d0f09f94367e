"""How the desk puts a paper into rows of text."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from textual.content import Content

from screens.text import clean
from store.casebook.papers.paper import Heading, Paper, Table

_WIDTH = 76
_ROW_LINES = 8


def paper_rows(paper: Paper) -> list[Content]:
    """Return a paper as rows of a list, each of as many lines as it needs at 80 columns."""
    return list(_rows(paper))


def _rows(paper: Paper) -> Iterator[Content]:
    for block in paper.blocks:
        if isinstance(block, Heading):
            yield Content.assemble("\n" if block.level == 1 else "", (wrapped(block.text), "bold $primary"))
        elif isinstance(block, Table):
            for row in block.rows:
                yield from _parts(wrapped(_row(block.head, row), indent="    "))
        else:
            yield from _parts(wrapped(block.text))


def _parts(text: str) -> Iterator[Content]:
    # A row that is higher than the window could not be read to its end.
    lines = text.split("\n")
    for at in range(0, len(lines), _ROW_LINES):
        yield Content("\n".join(lines[at : at + _ROW_LINES]))


def _row(head: tuple[str, ...], row: tuple[str, ...]) -> str:
    if len(row) == 2:
        return f"{row[0]}: {row[1]}"
    told = [f"{name}: {cell}" for name, cell in zip(head[1:], row[1:], strict=True) if cell.strip()]
    return "; ".join([row[0], *told])


def wrapped(text: str, indent: str = "") -> str:
    """Return a text with its lines broken so that each fits, every word kept."""
    lines = [line for one in clean(text, multiline=True).split("\n") for line in _broken(one, len(indent))]
    return f"\n{indent}".join(lines)


def _broken(line: str, indent: int) -> Iterator[str]:
    room, told = _WIDTH - indent, ""
    for word in line.split(" "):
        joined = f"{told} {word}" if told else word
        if cell_len(joined) <= room:
            told = joined
            continue
        if told:
            yield told
        told = word
        while cell_len(told) > room:
            part = told[: room // 2]
            yield part
            told = told[len(part) :]
    yield told

"""A document before it is a PDF, a table or a screen: headings, words, tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

Told = Callable[[str], str]
"""What is put between a typed text and the paper: the text as it is, or with names masked."""


@dataclass(frozen=True)
class Heading:
    """The name of a part; level 1 stands below the title, level 2 below that."""

    text: str = field(repr=False)
    level: int = 1


@dataclass(frozen=True)
class Words:
    """A text with the lines and spaces that it was written with."""

    text: str = field(repr=False)


@dataclass(frozen=True)
class Table:
    """Rows under named columns; `widths` are their shares of the page."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = field(repr=False)
    widths: tuple[int, ...] = ()


Block = Heading | Words | Table


@dataclass(frozen=True)
class Paper:
    """A document with its title."""

    title: str = field(repr=False)
    blocks: tuple[Block, ...] = field(repr=False)


def as_written(text: str) -> str:
    """Return a text as it is."""
    return text

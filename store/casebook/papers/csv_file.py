"""A paper as a table for spreadsheets, in which nothing typed can act as a formula."""

from __future__ import annotations

import csv
import io
import re
from typing import Final

from store.casebook.papers.paper import Heading, Paper, Table, Words
from store.casebook.papers.plain_text import plain

# Spreadsheets skip quotes and spaces of any kind before a formula, and some take full-width signs for plain ones.
_FORMULA: Final = re.compile(
    "[\\s\"'\u2018\u2019\u201c\u201d\u00ab\u00bb`\u00b4]*"
    "[=+\\-@|%\uff1d\uff0b\uff0d\uff20\u2212\ufe62\ufe63\ufe66\ufe6b\u207a\u207b\u208a\u208b]"
)
_PART: Final = "Part"
_WORDS: Final = "Words"


def safe(text: str) -> str:
    """Return a cell that a spreadsheet shows as text: where it could be taken for a formula, an apostrophe first."""
    told = plain(text)
    # Judged before control characters are gone as well: a tab or a line's end may stand before the sign.
    return f"'{told}" if _FORMULA.match(told) or text[:1] in ("\t", "\r", "\n") else told


def csv_bytes(paper: Paper) -> bytes:
    """Return a paper as CSV in UTF-8 with a byte order mark: a row for each text or row, under its part's name."""
    columns = list(dict.fromkeys([_PART, *(name for one in paper.blocks for name in _columns(one))]))
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow([safe(one) for one in columns])
    part = paper.title
    for block in paper.blocks:
        if isinstance(block, Heading):
            part = block.text
            continue
        rows = block.rows if isinstance(block, Table) else ((block.text,),)
        for row in rows:
            cells = dict(zip(_columns(block), row, strict=True)) | {_PART: part}
            writer.writerow([safe(cells.get(name, "")) for name in columns])
    return out.getvalue().encode("utf-8-sig")


def _columns(block: Heading | Words | Table) -> tuple[str, ...]:
    if isinstance(block, Heading):
        return ()
    return block.head if isinstance(block, Table) else (_WORDS,)

"""A paper as an accessible PDF (PDF/UA-1) that only its words open (AES-256).

Everything happens in memory: typst is given bytes and gives bytes, what people typed reaches it as data, never as its
language. It reads no network and no file but, where its own fonts lack a letter, the fonts of this computer.
"""

from __future__ import annotations

import io
import json
import re
import secrets
import tempfile
import unicodedata
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final

from store.casebook.papers.paper import Block, Heading, Paper, Table, Words
from store.casebook.papers.plain_text import in_words, named, plain
from store.errors import KioskError

NEEDED: Final = ("typst", "pikepdf")
LACKS: Final = (
    "This computer can't make PDF files yet: ask IT to install mentor-kiosk[export] on it. The screen and CSV work."
)
NOT_MADE: Final = "The PDF could not be made. Nothing was written. Make a CSV instead, and please tell IT."
_LANGUAGE: Final = "en"
_REGION: Final = "GB"
_STANDARD: Final = "ua-1"
# Where a word is longer than a line it may be broken there; what reads the file aloud or copies from it sees nothing.
_BREAK: Final = "\u200b"
_LONGEST_RUN: Final = 28
_LONG: Final = re.compile(rf"\S{{{_LONGEST_RUN + 1},}}")
# The standard wants a title and headings of at least a letter.
_NO_NAME: Final = "-"
_NO_GLYPH: Final = re.compile(r'the text `"((?:[^"\\]|\\.)+)"` could not be displayed')
_CODE: Final = re.compile(r"\\u\{([0-9a-f]+)\}")
_TEMPLATE: Final = r"""
#let paper = json(bytes(sys.inputs.paper))
#set document(title: paper.title)
#set page(paper: "a4", margin: 2cm, numbering: "1 / 1")
#set text(
  lang: paper.language, region: paper.region, size: 10.5pt, hyphenate: false,
  font: ("Libertinus Serif", "DejaVu Sans Mono"),
)
#set table(stroke: 0.5pt + luma(110), inset: 5pt)
#show table.cell.where(y: 0): strong
#let typed(lines) = for (place, line) in lines.enumerate() {
  if place > 0 { linebreak() }
  text(line)
}
#title()
#for block in paper.blocks {
  if block.kind == "heading" { heading(level: block.level, text(block.text)) }
  if block.kind == "words" { par(typed(block.lines)) }
  if block.kind == "table" {
    table(
      columns: block.widths.map(share => share * 1fr),
      table.header(..block.head.map(typed)),
      ..block.rows.map(row => row.map(typed)).flatten(),
    )
  }
}
"""


def lacks() -> str:
    """Return what to install before a PDF can be made, "" where everything is here."""
    # Looked for, not imported: only the process that makes a PDF needs the memory.
    return "" if all(find_spec(name) is not None for name in NEEDED) else LACKS


@dataclass(frozen=True)
class MadePdf:
    """A PDF that is not locked yet: never written anywhere."""

    data: bytes

    def __repr__(self) -> str:
        return "MadePdf()"

    @property
    def pages(self) -> int:
        """How many pages it has."""
        with import_module("pikepdf").open(io.BytesIO(self.data)) as pdf:
            return len(pdf.pages)

    def locked(self, words: str) -> bytes:
        """Return it as only these words open it: AES-256, its title among what is hidden, its tags among what is kept.

        Nobody has the words that would lift the limits; reading it aloud, copying and printing are not limited.
        """
        pikepdf = import_module("pikepdf")
        allowed = pikepdf.Permissions(
            accessibility=True,
            extract=True,
            print_lowres=True,
            print_highres=True,
            modify_annotation=False,
            modify_assembly=False,
            modify_form=False,
            modify_other=False,
        )
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(self.data)) as pdf:
            locked = pikepdf.Encryption(
                owner=secrets.token_hex(32), user=words, R=6, aes=True, metadata=True, allow=allowed
            )
            pdf.save(out, encryption=locked)
        return out.getvalue()


def make_pdf(paper: Paper) -> MadePdf:
    """Return a paper as a PDF, or raise KioskError; a letter that no font has is written by its name."""
    if sentence := lacks():
        raise KioskError(sentence)
    told = json.dumps(_told(paper), ensure_ascii=False)
    made = _compiled(told, own_fonts=True)
    if made and isinstance(made, set):
        # The fonts of this computer may have what those that come with the program lack.
        made = _compiled(told, own_fonts=False)
    unknown: dict[int, str] = {}
    while isinstance(made, set):
        new = {ord(letter): named(letter) for letter in made if ord(letter) not in unknown}
        if not new:
            raise KioskError(NOT_MADE)
        unknown |= new
        made = _compiled(told.translate(unknown), own_fonts=False)
    return MadePdf(made)


def _compiled(told: str, *, own_fonts: bool) -> bytes | set[str]:
    """Return the PDF, or else the letters that no font has: none where it failed otherwise."""
    typst: Any = import_module("typst")
    try:
        # An empty folder is all that it could see.
        with tempfile.TemporaryDirectory() as empty:
            made = typst.compile(
                _TEMPLATE.encode(),
                root=empty,
                ignore_system_fonts=own_fonts,
                package_path=empty,
                package_cache_path=empty,
                format="pdf",
                pdf_standards=[_STANDARD],
                sys_inputs={"paper": told},
            )
    except OSError:
        return set()
    except typst.TypstError as error:
        # What it says of the failure may quote what people typed: nothing of it goes further than this.
        return {letter for text in _NO_GLYPH.findall(error.diagnostic) for letter in _to_name(_unquoted(text))}
    return bytes(made)


def _to_name(cluster: str) -> str:
    """Return the letters of a cluster that is not drawn which are to be named: marks alone where it has some."""
    strange = "".join(one for one in cluster if not one.isascii())
    return "".join(one for one in strange if unicodedata.category(one).startswith("M")) or strange


def _unquoted(quoted: str) -> str:
    return _CODE.sub(lambda found: chr(int(found[1], 16)), quoted).replace("\\", "")


def _told(paper: Paper) -> dict[str, Any]:
    return {
        "title": " ".join(_lines(paper.title)) or _NO_NAME,
        "language": _LANGUAGE,
        "region": _REGION,
        "blocks": [_block(one) for one in paper.blocks],
    }


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"kind": "heading", "level": block.level, "text": " ".join(_lines(block.text)) or _NO_NAME}
    if isinstance(block, Words):
        return {"kind": "words", "lines": _lines(block.text)}
    assert isinstance(block, Table)  # noqa: S101 - for the type checker
    return {
        "kind": "table",
        "widths": block.widths or (1,) * len(block.head),
        "head": [_lines(one) for one in block.head],
        "rows": [[_lines(one) for one in row] for row in block.rows],
    }


def _lines(text: str) -> list[str]:
    return [_LONG.sub(_breakable, line) for line in in_words(plain(text)).split("\n")]


def _breakable(run: re.Match[str]) -> str:
    text = run.group()
    return _BREAK.join(text[at : at + _LONGEST_RUN] for at in range(0, len(text), _LONGEST_RUN))

"""Reading a PDF's text through its fonts' maps, as a reader's copy-and-paste or a screen reader would."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pikepdf

_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


def text_of(pdf: pikepdf.Pdf) -> str:
    """Return the text of all pages, a line for each piece that was set at a place of its own."""
    return "\n".join("".join(_page(page)) for page in pdf.pages)


def tags_of(pdf: pikepdf.Pdf) -> list[str]:
    """Return the kinds of structure elements in the order in which they are read."""
    return list(_kinds(pdf.Root.StructTreeRoot))


def _kinds(node: pikepdf.Object) -> Iterator[str]:
    if isinstance(node, pikepdf.Array):
        for one in node:
            yield from _kinds(one)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield str(node.S)
        if "/K" in node:
            yield from _kinds(node.K)


def _page(page: pikepdf.Page) -> Iterator[str]:
    maps = {name: _map(font) for name, font in page.Resources.get("/Font", {}).items()}
    current: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "Tf":
                current = maps[str(operands[0])]
            case "Tj" | "'":
                yield _told(bytes(operands[-1]), current)
            case "TJ":
                yield "".join(_told(bytes(one), current) for one in operands[0] if isinstance(one, pikepdf.String))
            case "Tm" | "ET":
                yield "\n"


def _told(codes: bytes, named: dict[int, str]) -> str:
    return "".join(named.get(int.from_bytes(codes[at : at + 2]), "?") for at in range(0, len(codes), 2))


def _map(font: pikepdf.Object) -> dict[int, str]:
    stream = font.ToUnicode.read_bytes()
    named: dict[int, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", stream, re.S):
        named |= {int(code, 16): _letters(text) for code, text in _PAIR.findall(block)}
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", stream, re.S):
        for first, last, text in _RANGE.findall(block):
            for place in range(int(last, 16) - int(first, 16) + 1):
                named[int(first, 16) + place] = chr(ord(_letters(text)) + place)
    return named


def _letters(told: bytes) -> str:
    return bytes.fromhex(told.decode()).decode("utf-16-be")

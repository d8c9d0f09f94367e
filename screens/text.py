"""The one door for text that people wrote.

Text passes it on the way in, after opening, and on the way to the screen: no control, bidi or zero-width character
gets through, no markup is interpreted, no word is lost.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

if TYPE_CHECKING:
    from rich.text import Text
    from textual.content import Content

# Unicode's categories Cc, Cf, Cs, Zl, Zp with the default-ignorable characters (DerivedCoreProperties.txt), spelt out:
# looking all of Unicode up at import would cost more than the first paint has. A test compares the two.
FORBIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]",
)
_NEW_LINES = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")

_IMAGE_MARKS = r"(?i:\bdata:\s*(?:image|video|audio|application)/|;\s*base64\s*,|\x1b(?:P|_G|\]1337;)|<img\b|<svg\b)"
_IMAGE_STARTS = r"(?:iVBORw0KGgo|/9j/4AA|R0lGOD[dl]h|UklGR|Qk0)[A-Za-z0-9+/]{40,}"
_LONG_RUN = r"[A-Za-z0-9+/_-]{200,}|(?:[A-Za-z0-9+/_-]{40,}={0,2}\s+){2,}[A-Za-z0-9+/_=-]+"


def clean(text: str, *, multiline: bool = False) -> str:
    """Return the text in NFC without what a terminal would act on, each emoji whole or as "[picture: name]"."""
    if text.isascii() and text.isprintable():
        return text
    if FORBIDDEN.search(text) is None:
        return unicodedata.normalize("NFC", text)
    # Joined emoji hold a forbidden character; importing what names them takes time before the first paint.
    from store.pictures import joined_in_words

    between = "\n" if multiline else " "
    text = _NEW_LINES.sub(between, joined_in_words(text)).replace("\t", "    " if multiline else " ")
    text = _SURROGATES.sub("\ufffd", text)
    text = "\n".join(FORBIDDEN.sub("", line) for line in text.split("\n"))
    return unicodedata.normalize("NFC", text)


def content(text: str) -> Content:
    """Return the text for Textual's widgets, as many lines as it has, with no markup interpreted."""
    from textual.content import Content

    return Content(clean(text, multiline=True))


def cell(text: str) -> Text:
    """Return the text on one line for a DataTable's cell, with no markup interpreted."""
    from rich.text import Text

    return Text(clean(text), no_wrap=True, end="")


def one_line(text: str, width: int) -> str:
    """Return the text on one line of at most `width` cells, ending in "…" where something is left out."""
    line = " ".join(clean(text).split())
    if cell_len(line) <= width:
        return line
    if width < 1:
        return ""
    return set_cell_size(line, width - 1).rstrip() + "…"


def looks_like_image(text: str) -> bool:
    """Tell whether the text carries a picture or another file: a data URI, terminal graphics or long base64."""
    marks, long_run = _image_patterns()
    return bool(marks.search(text)) or any(_is_mixed(found.group()) for found in long_run.finditer(text))


@cache
def _image_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    # Compiled at the first paste, not before the first paint.
    return re.compile(f"{_IMAGE_MARKS}|{_IMAGE_STARTS}"), re.compile(_LONG_RUN)


def json_bytes(text: str) -> int:
    """Return how many bytes the text takes as a JSON string in UTF-8, quotes included."""
    import json

    return len(json.dumps(text, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def too_long(text: str, limit_bytes: int) -> bool:
    """Tell whether the text's JSON string in UTF-8 is longer than the limit in bytes."""
    return json_bytes(text) > limit_bytes


def _is_mixed(run: str) -> bool:
    # A scream ("AAAA...") is long, too; base64 of a file always mixes capitals, small letters and digits.
    return any(c.isupper() for c in run) and any(c.islower() for c in run) and any(c.isdigit() for c in run)

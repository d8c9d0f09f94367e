"""The sentences of one language, as its gettext file (.po) has them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from store.errors import ConfigurationError

ABOUT: Final = "\x04"
"""What gettext puts between what a text is about (msgctxt) and the text."""
_LINE: Final = re.compile(r'(?:(msgctxt|msgid|msgid_plural|msgstr|msgstr\[\d\]) )?("(?:[^"\\]|\\[nt"\\])*")')
_PLURAL: Final = re.compile(r"nplurals=\d+; plural=(.+);")


@dataclass(frozen=True)
class Catalogue:
    """Sentences by their English; `form` returns which of the plural forms a number takes."""

    sentences: dict[str, str]
    numbers: dict[str, tuple[str, ...]]
    form: Callable[[int], int]

    def sentence(self, english: str) -> str:
        """Return the sentence, in English where there is none."""
        return self.sentences.get(english, english)

    def number(self, one: str, many: str, number: int) -> str:
        """Return the sentence about this many, in English where there is none."""
        forms = self.numbers.get(one)
        return forms[self.form(number)] if forms else (one if number == 1 else many)


def read_catalogue(path: Path) -> Catalogue:
    """Read a .po file strictly; raise ConfigurationError naming the line that is wrong."""
    # Only here: whoever reads English never needs it.
    from gettext import c2py

    sentences: dict[str, str] = {}
    numbers: dict[str, tuple[str, ...]] = {}
    for entry in _entries(path):
        forms = tuple(told for part, told in entry.items() if part.startswith("msgstr"))
        if not all(forms):
            # Not translated yet.
            continue
        english = entry["msgid"]
        if "msgctxt" in entry:
            english = f"{entry['msgctxt']}{ABOUT}{english}"
        if "msgid_plural" in entry:
            numbers[english] = forms
        else:
            sentences[english] = forms[0]
    plural = _PLURAL.search(sentences.pop("", ""))
    if plural is None:
        raise _wrong(path, 1)
    return Catalogue(sentences, numbers, c2py(plural[1]))


def _entries(path: Path) -> Iterator[dict[str, str]]:
    """Yield each entry's parts in their order."""
    entry: dict[str, str] = {}
    part = ""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        found = _LINE.fullmatch(line)
        if found is None or not (found[1] or part):
            raise _wrong(path, number)
        if entry and (found[1] == "msgctxt" or (found[1] == "msgid" and part != "msgctxt")):
            yield entry
            entry = {}
        part = found[1] or part
        if found[1] and part in entry:
            raise _wrong(path, number)
        entry[part] = entry.get(part, "") + json.loads(found[2])
    if entry:
        yield entry


def _wrong(path: Path, number: int) -> ConfigurationError:
    return ConfigurationError(f"Line {number} of {path.name} can't be read. Nothing was changed. Put that line right.")

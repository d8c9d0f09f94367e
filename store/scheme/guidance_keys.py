"""The keys of one table in a guidance pack, each taken once, checked by hand so that every refusal is a sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from store.errors import ConfigurationError

_NOT_TEXT: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_NOT_PLAIN: Final = (
    (re.compile(r"!\["), "a picture; pages are words alone"),
    (re.compile(r"\]\("), "a link; write the address as words"),
    (re.compile(r"</?[a-zA-Z!]"), "HTML; pages are plain words"),
    (re.compile(r"^```", re.MULTILINE), "a code fence; pages are plain words"),
    (re.compile(r"^\|", re.MULTILINE), "a table; write a line for each row"),
)
_KINDS: Final[Mapping[type[Any], str]] = {
    str: 'text in quotes, such as "Childnet"',
    int: "a whole number",
    bool: "true or false",
    date: "a date without quotes, such as 2026-11-01",
}


class Keys:
    """The keys of one table, each taken once and checked."""

    def __init__(self, name: str, table: Mapping[str, Any], place: str = "") -> None:
        self._name = name
        self._left = dict(table)
        self._of = f" of {place}" if place else ""

    def has(self, key: str) -> bool:
        """Return whether a key that may be left out is there."""
        return key in self._left

    def take(self, key: str, kind: type[Any]) -> Any:  # noqa: ANN401 - of the kind asked for
        """Return a value of exactly this kind."""
        if key not in self._left:
            raise bad_file(self._name, f"{key}{self._of} is missing")
        value = self._left.pop(key)
        if type(value) is not kind:
            raise bad_file(self._name, f"{key}{self._of} must be {_KINDS[kind]}")
        return value

    def line(self, key: str, most: int) -> str:
        """Return one line of text."""
        text = checked_text(self._name, key + self._of, self.take(key, str), most)
        if "\n" in text:
            raise bad_file(self._name, f"{key}{self._of} must be one line")
        return text

    def number(self, key: str, largest: int) -> int:
        """Return a whole number from 1."""
        value: int = self.take(key, int)
        if not 1 <= value <= largest:
            raise bad_file(self._name, f"{key}{self._of} must be from 1 to {largest}")
        return value

    def day(self, key: str) -> date:
        """Return a date."""
        value: date = self.take(key, date)
        return value

    def one_of(self, key: str, allowed: tuple[str, ...]) -> str:
        """Return one of the allowed words."""
        value: str = self.take(key, str)
        if value not in allowed:
            raise bad_file(self._name, f"{key}{self._of} must be one of: {', '.join(allowed)}")
        return value

    def tables(self, key: str) -> list[Mapping[str, Any]]:
        """Return the tables of a [[name]]."""
        value = self._left.pop(key, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise bad_file(self._name, f"{key}{self._of} must be written as [[{key}]] tables")
        return value

    def done(self) -> None:
        """Refuse what nothing asked for: most often a misspelt key."""
        if self._left:
            raise bad_file(self._name, f"nobody knows the key {_shown(min(self._left))}{self._of}; check its spelling")


def checked_text(name: str, what: str, text: str, most: int) -> str:
    """Return the text without the space around it, refusing what a page can't show."""
    text = text.strip()
    if not text:
        raise bad_file(name, f"{what} is empty")
    if len(text) > most:
        raise bad_file(name, f"{what} has {len(text)} characters, {most} fit")
    if found := _NOT_TEXT.search(text):
        raise bad_file(name, f"{what} holds a character that no screen can show (U+{ord(found[0]):04X}); type it anew")
    for pattern, told in _NOT_PLAIN:
        if pattern.search(text):
            raise bad_file(name, f"{what} holds {told}")
    return text


def bad_file(name: str, why: str) -> ConfigurationError:
    """Return the error for a file that keeps the whole pack from being published."""
    return ConfigurationError(f"{_shown(name)}: {why}. Nothing was published. Put this file right, then try again.")


def _shown(name: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in name)[:80]

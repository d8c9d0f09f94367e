"""Words for emoji that a terminal or a page can't be trusted to draw whole."""

from __future__ import annotations

import re
import unicodedata

_JOINER = "\u200d"
_PICTURE = "[\u00a9\u00ae\u203c\u2049\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
_ONE = f"{_PICTURE}[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]*"
_FLAG_OF_A_PART = "\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f?"
_JOINED = re.compile(f"{_FLAG_OF_A_PART}|{_ONE}(?:{_JOINER}{_ONE})+")
_ANY = re.compile(
    f"{_FLAG_OF_A_PART}|[\U0001f1e6-\U0001f1ff]{{2}}|{_ONE}(?:{_JOINER}{_ONE})*|[\ufe0f\u20e3]",
)

_TONES = {"\U0001f3fb": "light", "\U0001f3fc": "medium light", "\U0001f3fd": "medium", "\U0001f3fe": "medium dark"}
_TONES["\U0001f3ff"] = "dark"
_PARTS = {"gbeng": "England", "gbsct": "Scotland", "gbwls": "Wales"}
_PLAINER = {
    "\U0001f52a": "knife",
    "\U0001f5e1": "dagger",
    "\u2764": "heart",
    "\u2640": "female",
    "\u2642": "male",
    "\U0001f346": "aubergine",
    "\U0001f351": "peach",
}


def joined_in_words(text: str) -> str:
    """Return the text with each emoji that needs invisible characters in words: "[picture: man, heart]"."""
    return _JOINED.sub(lambda found: picture_name(found.group()), text)


def all_in_words(text: str) -> str:
    """Return the text with every emoji told in words, for a terminal or a printer that has no emoji."""
    return _ANY.sub(lambda found: picture_name(found.group()) if found.group() not in "\ufe0f\u20e3" else "", text)


def picture_name(picture: str) -> str:
    """Return "[picture: knife]" for an emoji of one or several characters."""
    tags = "".join(chr(ord(c) - 0xE0000) for c in picture if 0xE0020 <= ord(c) <= 0xE007E)
    if tags:
        return f"[picture: flag of {_PARTS[tags]}]" if tags in _PARTS else "[picture: flag]"
    if all("\U0001f1e6" <= c <= "\U0001f1ff" for c in picture):
        return "[picture: flag " + "".join(chr(ord(c) - 0x1F1E6 + ord("A")) for c in picture) + "]"
    names = [_name(c) for c in picture if c not in (_JOINER, "\ufe0e", "\ufe0f")]
    return f"[picture: {', '.join(names)}]"


def _name(character: str) -> str:
    if character in _TONES:
        return f"{_TONES[character]} skin"
    return _PLAINER.get(character) or unicodedata.name(character, "unknown").lower()

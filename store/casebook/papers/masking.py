"""Putting something else where a known person's name stands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

OTHER: Final = "[another person {n}]"
PERSON: Final = "[person {n}]"
_LEAST_PART: Final = 2
# In brackets stands what the record itself says beside a name, e.g. "(not signed in)".
# Names that are words of every day: masked only where they are written with a capital.
_ALSO_WORDS: Final = frozenset(
    re.findall(
        r"\w+",
        """abide amber april art ash august autumn bay bill bob brook chance cliff daisy dale dawn dean dot drew faith
        fern forest frank grace grant guy hope iris ivy jack jade jay joy june king lane lily long love mark max may
        mike mist nick olive page pat penny piper poppy rain ray reed rich rob robin rose ruby rusty scarlet sky star
        stone sue summer sunny violet wade ward will willow winter wood young""",
    )
)
_BETWEEN: Final = re.compile(r"[\s_.-]+")
_PARTS: Final = re.compile(r"[^\W\d_][\w'\u2019-]*")


@dataclass(frozen=True)
class Masking:
    """Masks the names of people, each by a number in the order in which they are met; what is in `kept` stays."""

    people: Mapping[str, int] = field(repr=False)
    pattern: re.Pattern[str] | None = field(repr=False)
    words: str = OTHER
    numbers: dict[int, int] = field(default_factory=dict, repr=False)

    @classmethod
    def of(
        cls,
        people: Iterable[tuple[str, ...]],
        *,
        kept: Iterable[str] = (),
        also: Iterable[str] = (),
        words: str = OTHER,
    ) -> Masking:
        """Make the masks of people, each given as their names, online ones among them.

        They are found whatever their case, parts of a name as well; those that are words of every day ("will") alone
        only with a capital. `also` are names that somebody typed for this paper: found as they are, in any case.
        """
        stay = {_plain(part) for name in kept for part in (name, *_parts(name))}
        masks: dict[str, int] = {}
        typed = {one: -1 - number for number, name in enumerate(also) if (one := _plain(name)) and one not in stay}
        for number, names in enumerate(people):
            for name in (*names, *(part for one in names for part in _parts(one))):
                if _plain(name) and _plain(name) not in stay:
                    masks.setdefault(_plain(name), number)
        # A nickname that is known, too, is that person's.
        return cls(typed | masks, _pattern({*typed, *masks}, typed), words)

    def __call__(self, text: str) -> str:
        """Return a text with the names masked."""
        text = unicodedata.normalize("NFC", text)
        return text if self.pattern is None else self.pattern.sub(self._mask, text)

    def _mask(self, found: re.Match[str]) -> str:
        spelt = _plain(found.group())
        person = self.people.get(spelt, self.people.get(" ".join(_BETWEEN.split(spelt))))
        # A number by the list of names would tell where in the alphabet somebody stands.
        number = len(self.numbers) + 1 if person is None else self.numbers.setdefault(person, len(self.numbers) + 1)
        return self.words.format(n=number)


def _pattern(names: Iterable[str], typed: Collection[str]) -> re.Pattern[str] | None:
    # The longest first, so that a part of a name never splits a longer one.
    ordered = sorted(names, key=lambda one: (-len(one), one))
    told = [_capital(one) if one in _ALSO_WORDS and one not in typed else _spaced(one) for one in ordered]
    return re.compile(rf"(?<![\w\[])(?:{'|'.join(told)})(?!\w)") if told else None


def _spaced(name: str) -> str:
    return "(?i:" + r"[\s_.-]+".join(_accented(part) for part in name.split()) + ")"


def _capital(name: str) -> str:
    return f"{name[0].upper()}(?i:{name[1:]})"


def _accented(text: str) -> str:
    return "".join(map(_letter, text))


def _letter(letter: str) -> str:
    """Return a pattern for a letter with or without accents."""
    return _SAME.get(letter, re.escape(letter))


def _with_accents() -> dict[str, str]:
    found: dict[str, str] = {}
    for code in range(0xC0, 0x250):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base != chr(code):
            found[base] = found.get(base, "") + chr(code)
    return {base: f"[{base}{others}]" for base, others in found.items()}


_SAME: Final = _with_accents()


def _parts(name: str) -> list[str]:
    found = _PARTS.findall(name)
    return [one for one in found if len(one) >= _LEAST_PART] if len(found) > 1 else []


def _plain(name: str) -> str:
    bare = "".join(one for one in unicodedata.normalize("NFD", name.casefold()) if not unicodedata.combining(one))
    return " ".join(bare.replace("\u2019", "'").split())

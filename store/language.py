"""The language in which a mentor is spoken to.

English is written in the code, a constant for each sentence; another language is a gettext file under locale/. Nothing
but the program's own sentences may be looked up here: what people wrote, and their names, stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final, Protocol, TypeVar, cast

from store.errors import KioskError

Option = TypeVar("Option", bound=tuple[str, ...])

ENGLISH: Final = "en"
WELSH: Final = "cy"
LANGUAGES: Final = (ENGLISH, WELSH)
_LOCALE: Final = Path(__file__).with_name("locale")


class Sentences(Protocol):
    """The sentences of a language other than English."""

    def sentence(self, english: str) -> str:
        """Return a sentence by its English."""
        ...

    def number(self, one: str, many: str, number: int) -> str:
        """Return the sentence about this many by its English for one, for many."""
        ...


class _Speech:
    """What this process speaks: a visit ends with its process, so nobody else is spoken to meanwhile."""

    language: str = ENGLISH
    sentences: Sentences | None = None
    read: Final[dict[str, Sentences]] = {}


def speak(language: str) -> None:
    """Speak this language from now on, English where it is not known."""
    if language not in LANGUAGES or language == ENGLISH:
        _Speech.language, _Speech.sentences = ENGLISH, None
        return
    if language not in _Speech.read:
        from store.catalogue import read_catalogue

        _Speech.read[language] = read_catalogue(_LOCALE / language / "LC_MESSAGES" / "kiosk.po")
    speak_as(language, _Speech.read[language])


def speak_as(language: str, sentences: Sentences) -> None:
    """Speak these sentences under the name of this language."""
    _Speech.language, _Speech.sentences = language, sentences


def language() -> str:
    """Return the language that is spoken now."""
    return _Speech.language


def other_language() -> str:
    """Return the language that a key switches to."""
    return WELSH if _Speech.language == ENGLISH else ENGLISH


def say(sentence: str, /, **values: object) -> str:
    """Return one of the program's sentences as it is said now, with what stands in its {places}."""
    told = sentence if _Speech.sentences is None else _Speech.sentences.sentence(sentence)
    return told.format(**values) if values else told


def say_error(error: KioskError) -> str:
    """Return what an error says, in English where it comes from farther away than the program's own sentences."""
    return say(str(error))


def say_number(one: str, many: str, n: int, /, **values: object) -> str:
    """Return the sentence about `n` things, which stands in its place {n}."""
    english = one if n == 1 else many
    told = english if _Speech.sentences is None else _Speech.sentences.number(one, many, n)
    return told.format(n=n, **values)


def say_each(options: Iterable[Option]) -> list[Option]:
    """Return answers to choose from, a value before its words, with their words said."""
    return [cast("Option", (value, *map(say, words))) for value, *words in options]

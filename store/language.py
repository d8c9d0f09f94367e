"""The language in which a mentor is spoken to.

English is written in the code, a constant for each sentence; another language is a gettext file under locale/. Nothing
but the program's own sentences may be looked up here: what people wrote, and their names, stay as they are.
"""

from __future__ import annotations

import contextlib
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
    """Speak this language from now on, English where it is not known or its file can't be read."""
    _Speech.language, _Speech.sentences = ENGLISH, None
    if language in LANGUAGES and language != ENGLISH:
        # Nobody who needs help is kept from it by a file that somebody put right wrongly.
        with contextlib.suppress(KioskError, OSError, ValueError):
            speak_as(language, _read(language))


def _read(language: str) -> Sentences:
    if language not in _Speech.read:
        from store.catalogue import read_catalogue

        _Speech.read[language] = read_catalogue(_LOCALE / language / "LC_MESSAGES" / "kiosk.po")
    return _Speech.read[language]


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
    return _filled(told, sentence, values) if values else told


def say_error(error: KioskError) -> str:
    """Return what an error says, in English where it comes from farther away than the program's own sentences."""
    return say(str(error))


def say_number(one: str, many: str, n: int, /, **values: object) -> str:
    """Return the sentence about `n` things, which stands in its place {n}."""
    english = one if n == 1 else many
    told = english if _Speech.sentences is None else _Speech.sentences.number(one, many, n)
    return _filled(told, english, {"n": n} | values)


def _filled(told: str, english: str, values: dict[str, object]) -> str:
    try:
        return told.format(**values)
    except (LookupError, ValueError):
        # Its places were not kept.
        return english.format(**values)


def say_each(options: Iterable[Option], *, about: str = "") -> list[Option]:
    """Return answers to choose from, a value before its words, with their words said.

    `about` is the question, where they are yes and no: in Welsh these depend on it.
    """
    return [cast("Option", (value, *(_say_about(about, one) for one in words))) for value, *words in options]


def _say_about(about: str, words: str) -> str:
    if about and _Speech.sentences is not None:
        asked = f"{about}\x04{words}"
        if (told := _Speech.sentences.sentence(asked)) != asked:
            return told
    return say(words)

"""Reading a guidance pack: a folder of pages (.md) with training modules (.toml), all of it or none.

A page is TOML between two lines of `+++`, then its text:

    +++
    title = "Who to go to"
    topic = "cards"            # cards, scheme, or a strand of the session log
    source = "The school"
    checked = 2026-11-01       # the day on which somebody last compared it with its source
    audience = "mentor"        # mentor or staff
    order = 2                  # where it stands in its topic
    language = "cy"            # may be left out: en
    +++
    # A heading
    A line. An empty line begins a new paragraph.
    - a point

A line {adults} becomes the school's adults, a line {contacts} the helplines of its settings.
A module is one TOML file with the same keys, `text`, `pass_mark`, `valid_months` and [[scenario]] tables.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple, Protocol

from store.errors import ConfigurationError
from store.language import ENGLISH, LANGUAGES
from store.scheme.guidance import AUDIENCES, TOPICS, Answer, GuidancePage, Quiz, Scenario
from store.scheme.guidance_keys import Keys, bad_file, checked_text

PAGE_ENDING: Final = ".md"
MODULE_ENDING: Final = ".toml"
MOST_FILES: Final = 120
LARGEST_FILE: Final = 64 * 1024

_FENCE: Final = "+++"
_SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_HIDDEN: Final = frozenset({"thumbs.db", "desktop.ini"})
# In characters; a title is one line, a scenario with its answers one screen of 80x24.
_TITLE, _SOURCE, _TEXT, _STORY, _ANSWER, _WHY = 50, 160, 12_000, 260, 110, 200
_MOST_SCENARIOS, _FEWEST_ANSWERS, _MOST_ANSWERS, _MOST_MONTHS, _LARGEST_ORDER = 20, 2, 4, 60, 999


class PackFile(Protocol):
    """A file as a folder or a package gives it."""

    @property
    def name(self) -> str:
        """The name without its folder."""
        ...

    def is_file(self) -> bool:
        """Return whether it is a file."""
        ...

    def read_bytes(self) -> bytes:
        """Return what is in it."""
        ...


class _Placed(NamedTuple):
    topic: int
    order: int
    slug: str
    page: GuidancePage


def read_pack(files: Iterable[PackFile]) -> tuple[GuidancePage, ...]:
    """Return the pages of a pack in their order, or raise ConfigurationError with the file that is not right."""
    found = sorted((one for one in files if not _is_hidden(one.name)), key=lambda one: one.name)
    if not any(one.name.endswith((PAGE_ENDING, MODULE_ENDING)) for one in found):
        raise ConfigurationError(
            "There is no page (.md) and no module (.toml) in that folder. Nothing was published. "
            "`kiosk guidance write DIR` puts the pages that come with the program into a folder."
        )
    if len(found) > MOST_FILES:
        raise ConfigurationError(
            f"A pack has {MOST_FILES} files at most, this one has {len(found)}. Nothing was published. "
            "Choose the right folder, or take some pages out."
        )
    placed = sorted((_read_file(one) for one in found), key=lambda one: one[:3])
    slugs = [one.slug for one in placed]
    for slug in slugs:
        if slugs.count(slug) > 1:
            raise bad_file(slug + PAGE_ENDING, f"{slug}{MODULE_ENDING} has the same name; give one of them another")
    return tuple(one.page for one in placed)


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "__")) or name.casefold() in _HIDDEN


def _read_file(file: PackFile) -> _Placed:
    name = file.name
    slug, dot, ending = name.rpartition(".")
    if not file.is_file() or dot + ending not in (PAGE_ENDING, MODULE_ENDING):
        raise bad_file(name, "it is no page (.md) and no module (.toml); move it elsewhere")
    if not _SLUG.fullmatch(slug):
        raise bad_file(name, "a file's name is of small letters, digits and single hyphens, such as who-to-go-to.md")
    text = _text_of(file)
    if dot + ending == MODULE_ENDING:
        return _module(name, slug, Keys(name, _toml(name, text)))
    head, body = _divided(name, text)
    keys = Keys(name, _toml(name, head))
    return _placed(slug, keys, checked_text(name, "the text below the +++", body.strip("\n"), _TEXT), None)


def _text_of(file: PackFile) -> str:
    try:
        data = file.read_bytes()
    except OSError:
        raise bad_file(file.name, "it can't be read; check that you may read it") from None
    if len(data) > LARGEST_FILE:
        raise bad_file(file.name, f"it is larger than {LARGEST_FILE // 1024} KB; divide it into several pages")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise bad_file(file.name, "it is not UTF-8 text; save it as UTF-8 in a text editor") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _divided(name: str, text: str) -> tuple[str, str]:
    lines = text.split("\n")
    fences = [at for at, line in enumerate(lines) if line.rstrip() == _FENCE]
    if len(fences) < 2 or any(line.strip() for line in lines[: fences[0]]):
        raise bad_file(name, "it must begin with a line +++, then title, topic and so on, then a line +++")
    return "\n".join(lines[fences[0] + 1 : fences[1]]), "\n".join(lines[fences[1] + 1 :])


def _toml(name: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        # The parser's own message names the place and never more of the file than one character.
        raise bad_file(name, f"its settings can't be read: {error}") from None
    except (ValueError, RecursionError):
        raise bad_file(
            name, "its settings can't be read: a number, a date or a nesting that nothing can hold"
        ) from None


def _module(name: str, slug: str, keys: Keys) -> _Placed:
    text = checked_text(name, "text", keys.take("text", str), _TEXT)
    scenarios = tuple(_scenario(name, number, one) for number, one in enumerate(keys.tables("scenario"), 1))
    if not 1 <= len(scenarios) <= _MOST_SCENARIOS:
        raise bad_file(name, f"it needs 1 to {_MOST_SCENARIOS} [[scenario]] tables, and has {len(scenarios)}")
    pass_mark = keys.number("pass_mark", len(scenarios))
    months = keys.number("valid_months", _MOST_MONTHS)
    return _placed(slug, keys, text, Quiz(pass_mark, months, scenarios))


def _scenario(name: str, number: int, table: Mapping[str, Any]) -> Scenario:
    place = f"scenario {number}"
    keys = Keys(name, table, place)
    story = checked_text(name, f"story of {place}", keys.take("story", str), _STORY)
    answers = tuple(_answer(name, f"answer {at} of {place}", one) for at, one in enumerate(keys.tables("answer"), 1))
    keys.done()
    if not _FEWEST_ANSWERS <= len(answers) <= _MOST_ANSWERS:
        raise bad_file(name, f"{place} needs {_FEWEST_ANSWERS} to {_MOST_ANSWERS} answers, and has {len(answers)}")
    if not 0 < sum(one.is_right for one in answers) < len(answers):
        raise bad_file(name, f"{place} needs an answer with right = true and one with right = false")
    return Scenario(story, answers)


def _answer(name: str, place: str, table: Mapping[str, Any]) -> Answer:
    keys = Keys(name, table, place)
    text = checked_text(name, place, keys.take("text", str), _ANSWER)
    why = checked_text(name, f"why of {place}", keys.take("why", str), _WHY)
    answer = Answer(text, keys.take("right", bool), why)
    keys.done()
    return answer


def _placed(slug: str, keys: Keys, text: str, quiz: Quiz | None) -> _Placed:
    title, source, topic = keys.line("title", _TITLE), keys.line("source", _SOURCE), keys.one_of("topic", TOPICS)
    checked, audience = keys.day("checked"), keys.one_of("audience", AUDIENCES)
    order = keys.number("order", _LARGEST_ORDER)
    language = keys.one_of("language", LANGUAGES) if keys.has("language") else ENGLISH
    keys.done()
    page = GuidancePage(slug, title, text, source, checked.isoformat(), topic, audience, quiz, language)
    return _Placed(TOPICS.index(topic), order, slug, page)

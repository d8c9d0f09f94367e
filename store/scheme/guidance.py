"""The guidance document: pages that a school tweaks, readable offline."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from store.scheme.shape import each
from store.signed.canonical import Plain
from store.signed.shape import at_least, some_text


@dataclass(frozen=True)
class GuidancePage:
    """One page with where it comes from and when somebody last checked it."""

    slug: str
    title: str
    text: str
    source: str
    checked: str


PAGES: Final = (
    GuidancePage(
        "told",
        "If somebody tells you something",
        "Listen. Don't judge. You don't need to know everything.\n"
        "Don't promise to keep it secret. Say: you were right to tell me.\n"
        "Tell an adult you trust straight away.\n"
        "Write down what you remember, in their words if you can. Don't ask them again.\n"
        "Don't look into it yourself, and don't talk to anybody it is about.\n"
        "Then you have done your part.",
        "Thinkuknow, NSPCC",
        "2026-11-01",
    ),
    GuidancePage(
        "danger",
        "If somebody is in danger now",
        "Stop typing. Go to the nearest adult you trust, or ring 999.\nWriting it down can wait.",
        "NSPCC",
        "2026-11-01",
    ),
    GuidancePage(
        "pictures",
        "Nude pictures",
        "Never look at, copy, send, print or save one, and never ask anybody to.\n"
        "Tell an adult at once. Report Remove can help to take a picture of a child off the internet.",
        "UKCIS, March 2024",
        "2026-11-01",
    ),
    GuidancePage(
        "part",
        "What mentors do",
        "You listen, you share what you know about being safe online, and you tell an adult when you are worried.\n"
        "You don't fix it, you don't keep watch, and you don't have to be sure.\n"
        "You can always talk to an adult about how this feels for you.",
        "Childnet",
        "2026-11-01",
    ),
)


def guidance_content(pages: Iterable[GuidancePage]) -> list[Plain]:
    """Return the content of a guidance document."""
    return [[one.slug, one.title, one.text, one.source, one.checked] for one in pages]


def guidance_from_content(content: Plain) -> tuple[GuidancePage, ...]:
    """Read the content of a guidance document, or raise NotCanonical."""
    return each(content, lambda value: GuidancePage(*(some_text(part) for part in at_least(value, 5))))

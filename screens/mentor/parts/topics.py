"""The topics of a session: UKCIS Education for a Connected World's eight strands in a child's words."""

from __future__ import annotations

from screens.text import one_line
from store.language import say

TOPICS = (
    ("self-image", "How I look and who I am online"),
    ("relationships", "Friends and talking online"),
    ("reputation", "What others find about me"),
    ("bullying", "Being mean online"),
    ("information", "True or not true"),
    ("health", "Screen time, sleep, feeling well"),
    ("privacy", "Passwords and keeping private"),
    ("copyright", "Using what others made"),
)
_WORDS = dict(TOPICS)


def topic_words(topic: str) -> str:
    """Return a strand's words, its key where this version does not know it."""
    return say(_WORDS[topic]) if topic in _WORDS else one_line(topic, 40)

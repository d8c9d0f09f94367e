"""The screens' sentences as they are said aloud."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from screens.mentor.contacts import ANYONE, CARD
from screens.mentor.help_now import GO_TO, NO_ADULTS, WORRIED
from screens.mentor.telling import told_adult_in_full
from screens.widgets.status_line import GLYPHS
from store.notebook.public_facts import Adult

_GLYPHS: Final = "".join(sorted({glyph for glyph, _word in GLYPHS.values()}))
_AT_START: Final = re.compile(rf"^[{re.escape(_GLYPHS)}] +")


def aloud(sentence: str) -> str:
    """Return the sentence without the glyph before it, which would be read out as "black star"."""
    return _AT_START.sub("", sentence)


def help_now(adults: Sequence[Adult]) -> list[str]:
    """Return whom to go to, whom to ring."""
    named = [f"  {told_adult_in_full(adult)}" for adult in adults[:2]]
    told = [f"{GO_TO}:", *named] if named else [NO_ADULTS]
    if len(named) > 1:
        told.append(WORRIED)
    return [*told, "", "Ring or text", CARD, "", ANYONE]

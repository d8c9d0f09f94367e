"""The screens' sentences as they are said aloud."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from screens.mentor.entering.help_now import GO_TO, NO_ADULTS, RING, WORRIED
from screens.mentor.parts.contacts import ANYONE, CARD
from screens.mentor.parts.telling import ANY_ADULT, told_adult_in_full
from screens.widgets.status_line import GLYPHS
from store.language import say
from store.notebook.common.public_facts import Adult

_GLYPHS: Final = "".join(sorted({glyph for glyph, _word in GLYPHS.values()}))
_AT_START: Final = re.compile(rf"^[{re.escape(_GLYPHS)}] +")


def aloud(sentence: str) -> str:
    """Return the sentence without the glyph before it, which would be read out as "black star"."""
    return _AT_START.sub("", sentence)


def help_now(adults: Sequence[Adult]) -> list[str]:
    """Return whom to go to, whom to ring."""
    named = [f"  {told_adult_in_full(adult)}" for adult in adults[:2]]
    told = [f"{say(GO_TO)}:", *named] if named else [say(NO_ADULTS, adults=say(ANY_ADULT))]
    if len(named) > 1:
        told.append(say(WORRIED))
    return [*told, "", say(RING), say(CARD), "", say(ANYONE)]

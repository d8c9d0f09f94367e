"""What can be said instead of an answer."""

from __future__ import annotations

from typing import Final

from screens.plain.keys import Key
from store.language import say

TOLD: Final = "Instead of an answer you can always type: back, help, hide or sign out."
TOLD_DOTTED: Final = "While you write words, these work with a full stop before: .back .help .hide .sign out"
EVERYWHERE: Final = f"""\
Type the number of an answer, then press Enter. Enter alone says the question again. {TOLD}
  help      this help, then the question again (or F1)
  hide      clear the screen now; what you wrote is kept safe (or F9)
  sign out  end your visit, clear the screen (or F10)
  back      the question before (or Esc)
{TOLD_DOTTED}
What you write in a report is locked away on this computer as you type. Nobody can read it here without your words."""

_SAID: Final = {
    "back": Key.BACK,
    "help": Key.HELP,
    "hide": Key.HIDE,
    "sign out": Key.SIGN_OUT,
    "signout": Key.SIGN_OUT,
}
COMMANDS: Final = ("back", "help", "hide", "sign out")


def command_of(text: str, *, dotted: bool) -> Key | None:
    """Return the key that a line stands for, None for an answer; `dotted` where words alone may be an answer."""
    said = " ".join(text.casefold().split())
    if said.startswith("."):
        return _key(said[1:].strip())
    return None if dotted else _key(said)


def _key(said: str) -> Key | None:
    # The English words hold in every language, beside its own.
    return _SAID.get(said) or next((_SAID[word] for word in COMMANDS if say(word) == said), None)

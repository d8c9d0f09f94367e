"""Whether this computer keeps what was copied before."""

from __future__ import annotations

from typing import Final

from kiosk.doctor import running
from kiosk.doctor.answer import Answer, State
from kiosk.doctor.computer import Computer

_SETTING: Final = (r"HKCU\Software\Microsoft\Clipboard", "EnableClipboardHistory")
_POLICY: Final = (r"HKLM\SOFTWARE\Policies\Microsoft\Windows\System", "AllowClipboardHistory")
# Programs that keep a list of what was copied; Plasma's desktop has one built in.
_KEEPERS: Final[dict[str, tuple[str, ...]]] = {
    "CopyQ": ("copyq",),
    "Klipper": ("klipper", "plasmashell"),
    "GPaste": ("gpaste-daemon",),
    "clipman": ("clipman", "xfce4-clipman"),
    "cliphist": ("cliphist",),
    "another keeper of the clipboard": ("clipmenud", "greenclip", "diodon", "parcellite", "clipit", "wl-clip-persist"),
}
_WHAT_TO_DO: Final = "Switch its history off."


def clipboard(computer: Computer) -> Answer:
    """Look for a history of the clipboard."""
    keeper = _keeper(computer)
    if keeper is None:
        return Answer(
            "clipboard",
            State.CANNOT_TELL,
            "Whether this computer keeps what was copied can't be told. The kiosk itself copies nothing. "
            "Switch every history of the clipboard off.",
        )
    if keeper:
        return Answer(
            "clipboard",
            State.WARNING,
            f"{keeper} keeps what was copied. The kiosk copies nothing, but what a pupil copies elsewhere could be "
            f"read, or pasted into a report, by the next one. {_WHAT_TO_DO}",
        )
    return Answer(
        "clipboard",
        State.GOOD,
        "No history of the clipboard is kept. What one person copied is not there for the next. Leave it so.",
    )


def _keeper(computer: Computer) -> str | None:
    """Return who keeps a history, "" for nobody, None where it can't be told."""
    if computer.system == "win32":
        allowed = computer.value(*_POLICY) != 0
        return "Windows" if allowed and computer.value(*_SETTING) == 1 else ""
    if computer.system == "darwin":
        return None
    names = running.programs(computer)
    return None if names is None else ", ".join(running.found(names, _KEEPERS))

"""The kiosk of the demonstration, which can be left."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from screens.mentor.visit.app import KioskApp


class DemoKioskApp(KioskApp):
    """A kiosk with one more key on its welcome."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+x", "leave_kiosk", "Back to the choice", key_display="^X", priority=True),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to leave where nobody is signed in."""
        if action == "leave_kiosk":
            return self.is_at_welcome
        return super().check_action(action, parameters)

    def action_leave_kiosk(self) -> None:
        """Go back to the choice."""
        self.exit()

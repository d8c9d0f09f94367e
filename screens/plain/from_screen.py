"""The dialogue in the place of the full screen, for one visit."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from screens.plain.own_terminal import open_terminal
from screens.plain.program import PlainKiosk
from screens.plain.tender import Tender
from screens.plain.terminal import TerminalGone

if TYPE_CHECKING:
    from screens.mentor.visit.visited_app import VisitedApp


def talk_instead(app: VisitedApp) -> str:
    """Talk on the terminal that the app has let go of, tending the kiosk meanwhile; return what went wrong last."""
    tender = Tender(app.loading, app.facts, loads=False)
    tender.start()
    problem = ""
    try:
        # A terminal that is gone ends the app, too, by a signal of its own.
        with contextlib.suppress(TerminalGone), open_terminal() as terminal:
            problem = PlainKiosk(terminal, app.seat, tender, clock=app.clock, now=app.now, from_screen=True).run()
    finally:
        tender.close()
        app.facts = tender.facts
        app.welcome.show(tender.facts, problem or tender.problem)
    return problem

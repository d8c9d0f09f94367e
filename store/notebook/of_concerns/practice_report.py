"""The half-termly practice report, which goes down each route as a real one does."""

from __future__ import annotations

from typing import Final

from store.notebook.common import outbox, people
from store.notebook.common.parts import Parts
from store.notebook.common.recording import new_record, roles_of
from store.scheme.ladder import Level
from store.scheme.routes import ROUTES

KIND: Final = "practice"
WORDS: Final = (
    "PRACTICE. Nobody wrote this and nothing has happened. It is the half-termly practice report: please acknowledge "
    "it as you would a real one, then close it. How long that took is kept and shown on the page Scheme."
)


def send_practice(parts: Parts) -> tuple[tuple[str, bool], ...]:
    """Queue one for each route, amber as most reports are, returning each route with whether it can be used today."""
    routes = [(route, people.is_open(parts, route)) for route in ROUTES]
    text = {"words": WORDS, "level": str(Level.AMBER)}
    with parts.database.write() as connection:
        for route, is_open in routes:
            if is_open:
                record = new_record(parts, KIND, roles_of(parts, route), text)
                outbox.queue(connection, parts, record, Level.AMBER, route=route)
    return tuple(routes)

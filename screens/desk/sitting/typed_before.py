"""The words in which a person is offered what an earlier run of the program left half-typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from screens.desk.parts.drafts import NEW
from screens.desk.parts.step_forms import STEADY
from screens.desk.parts.telling import told_number
from screens.text import one_line
from store.casebook.desk.half_typed import TypedForm

LATER: Final = "later"
AWAY: Final = "away"
HEADING: Final = "You typed this, but did not record it before the program ended"
HELP: Final = (
    "The desk ended while you were typing: its power went, say. What you had typed was kept for you alone, locked with "
    "your own key. Go on with it, leave it in its form until you open that again, or throw it away. It is gone from "
    "the disk as soon as it is recorded or thrown away."
)
SURE: Final = "Throw away all that you typed and did not record?"
SURE_HELP: Final = "What is thrown away can't be brought back. What you recorded stays recorded."
ANSWERS: Final = (("no", "No, keep it"), ("yes", "Yes, throw it away"))
LEFT: Final = "What you typed stays in its form, for you alone."
THROWN: Final = "Thrown away. What you recorded stays recorded."
_NAMES: Final = {
    NEW: "a new concern",
    "note": "a note",
    "level": "another level",
    "reply": "a reply",
    "close": "closing",
    "reopen": "opening again",
} | {one.kind: one.heading[:1].lower() + one.heading[1:] for one in STEADY}

_PAGES: Final = {
    "mentor": ("a message to a mentor", "mentors"),
    "plan": ("something that is to change", "scheme"),
    "child": ("what a child is called", "children"),
    "send": ("what goes to another school", "children"),
    "erasure": ("an erasure", "erasures"),
    "erase": ("why a case may go", "retention"),
    "transfer": ("an answer to another school", "transfers"),
}


def page_of(form: TypedForm) -> str:
    """Return the name of the page on which a form of no case is opened again."""
    return _PAGES[_kind(form)][1]


def is_known(form: TypedForm) -> bool:
    """Return whether there is a way back to a form: a newer version may have others."""
    return bool(form.code) if form.about else form.form == NEW or _kind(form) in _PAGES


def entries(forms: Sequence[TypedForm]) -> list[tuple[str, str]]:
    """Return what is offered: each form by its place in the list, later, away."""
    listed = [(str(place), f"Go on with {_told(one)}") for place, one in enumerate(forms)]
    return [*listed, (LATER, "Not now: leave it in its form"), (AWAY, "Throw it away")]


def _kind(form: TypedForm) -> str:
    return form.form.partition("/")[0]


def _told(form: TypedForm) -> str:
    name = _NAMES.get(form.form, "a step") if form.about or form.form == NEW else _PAGES[_kind(form)][0]
    case = f" on {one_line(form.code, 24)}" if form.code else ""
    words = sum(len(value.split()) for value in form.fields.values())
    return f"{name}{case} ({told_number(words, 'word', 'words')})"

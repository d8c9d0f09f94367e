"""How the desk puts facts into lines of text."""

from __future__ import annotations

import contextlib
from datetime import date, datetime

from rich.cells import cell_len
from textual.content import Content

from screens.desk.parts.lazy_row import Piece
from screens.text import clean, content, one_line
from screens.widgets.status_line import glyph_and_word
from store.casebook.case.facts import (
    Answer,
    Behind,
    Completeness,
    DuePage,
    FeedLine,
    InboxLine,
    InboxPage,
    ItemLine,
    TimelineLine,
)
from store.casebook.pages.device_states import state_words
from store.casebook.records import kinds

MUTED = "$foreground 70%"  # "$text-muted" comes out brighter than the text in a Content
_STYLES = {"red": "bold $error", "amber": "bold $warning"}
_LEVEL_CELLS = 8
_STATE_CELLS = 13
_CODE_CELLS = 20
_LATE_CELLS = 9
_DAY_CELLS = 16
_DETAIL_CELLS = 240
_RANGES = 20
_LANES = {0: "reports", 1: "notices", 2: "casework"}


def told_time(at: datetime) -> str:
    """Return e.g. "Tue 24 Nov 2026 10:40" in the time of this computer, the time as given where it has no such date."""
    with contextlib.suppress(OverflowError, OSError, ValueError):
        at = at.astimezone()
    return f"{at:%a} {at.day} {at:%b} {at.year} {at:%H:%M}"


def told_number(number: int, one: str, many: str) -> str:
    """Return "1 case" or "3 cases"."""
    return f"{number} {one if number == 1 else many}"


def behind_words(behind: Behind) -> str:
    """Return how far the desk has come in opening what came."""
    told = f"Opening what came: {behind.opened:,} of {behind.of:,}."
    return f"{told} Lock any time: it goes on from here."


def level_words(level: str) -> Content:
    """Return a level as glyph with word, coloured where it is urgent."""
    return Content.assemble((_padded(glyph_and_word(level), _LEVEL_CELLS), _STYLES.get(level, "")))


def inbox_row(line: InboxLine) -> list[list[Piece]]:
    """Return a case as two lines: what it is, then who it is from."""
    first = [
        (_padded(glyph_and_word(line.level), _LEVEL_CELLS), _STYLES.get(line.level, "")),
        (" ", ""),
        (_padded(glyph_and_word(line.state), _STATE_CELLS), "bold" if line.state == "new" else ""),
        (" ", ""),
        (_padded(line.code, _CODE_CELLS), "bold"),
        (f" {told_time(line.created)}", ""),
        ("  ! overdue" if line.overdue else "", "bold $error"),
    ]
    who = f"{one_line(line.author, 40)}, {one_line(line.kind, 20)}, {holder_words(line)}"
    detail = f"         {who}: {one_line(line.summary, _DETAIL_CELLS)}"
    return [first, [(clean(detail), MUTED)]]


def holder_words(line: InboxLine) -> str:
    """Return who has the case."""
    return f"with {one_line(line.holder, 40)}" if line.holder else "nobody has it yet"


def page_words(page: InboxPage, *, closed: bool = False) -> str:
    """Return how many cases there are, with the part of them that is on this page."""
    kind = "closed case" if closed else "case"
    told = told_number(page.total, kind, kind + "s")
    if page.unread:
        told += f", {page.unread} not yet read"
    if page.total > len(page.ids) and page.ids:
        told += f". Shown: {page.offset + 1} to {page.offset + len(page.ids)}"
    return told + "."


def timeline_text(line: TimelineLine) -> Content:
    """Return one act: when, by whom, what, why."""
    told = f"{told_time(line.at)}  {one_line(line.by, 60)}\n{_indented(line.act)}"
    if line.reason.strip():
        told += f"\n{_indented('Why: ' + line.reason)}"
    return content(told)


def told_day(day: date) -> str:
    """Return e.g. "Tue 24 Nov 2026"."""
    return f"{day:%a} {day.day} {day:%b} {day.year}"


def item_text(item: ItemLine) -> Content:
    """Return something to do on its case's page: by when, what, who."""
    late = ("! overdue  ", "bold $error") if item.overdue else ""
    told = f"by {told_day(item.due)}: {_item_words(item)} ({one_line(item.who, 40)})"
    return Content.assemble(late, content(told))


def item_row(item: ItemLine) -> Content:
    """Return something to do as two lines of a list: when with its case, then what with who."""
    first = Content.assemble(
        (_padded("! overdue" if item.overdue else "", _LATE_CELLS), "bold $error"),
        " ",
        (_padded(told_day(item.due), _DAY_CELLS), "bold"),
        " ",
        level_words(item.level),
        " ",
        one_line(item.code, _CODE_CELLS),
    )
    told = f"          {one_line(item.who, 40)}: {one_line(_item_words(item), _DETAIL_CELLS)}"
    return Content.assemble(first, "\n", (clean(told), MUTED))


def due_words(page: DuePage) -> str:
    """Return how much there is to do, how much of it is overdue."""
    if not page.total:
        return "Nothing is to do."
    return f"{told_number(page.total, 'thing', 'things')} to do, {page.late} overdue."


def late_words(late: int) -> str:
    """Return what the inbox says of what is overdue on all cases, "" where nothing is."""
    return f" To do: {told_number(late, 'thing', 'things')} overdue (d)." if late else ""


def _item_words(item: ItemLine) -> str:
    if item.kind == kinds.NOTIFIED:
        return f"an answer from {item.words}"
    return f"wait for {item.words}" if item.kind == kinds.WAIT else item.words


def answer_text(answer: Answer) -> Content:
    """Return a question of the form with its answer."""
    return Content.assemble((clean(answer.question), MUTED), "\n", content(_indented(answer.answer)))


def is_unbroken(feed: FeedLine) -> bool:
    """Tell whether a feed is here without a gap, a fork or another problem."""
    return not (feed.missing or feed.forks or feed.problem)


def is_whole(facts: Completeness) -> bool:
    """Tell whether all feeds are unbroken, with nothing kept apart or still to be opened."""
    return not (facts.quarantined or facts.unreadable or facts.unopened) and all(map(is_unbroken, facts.feeds))


def strangers_words(number: int) -> str:
    """Return how many reports came from computers that the school does not know."""
    told = told_number(number, "report", "reports")
    return f"! {told} came from a computer that the school does not know. A child may have written {_them(number)}."


def strangers_key_words(number: int) -> str:
    """Return the same for the inbox, with the key that shows them."""
    return f"{strangers_words(number)} Press k to read {_them(number)}."


def _them(number: int) -> str:
    return "it" if number == 1 else "them"


def feed_text(feed: FeedLine) -> Content:
    """Return one feed: how much was written, is here, is confirmed, is missing, whether it split, its last contact."""
    whole = is_unbroken(feed)
    if feed.bare:
        name = f"{one_line(feed.device, 30)}, a desk of other roles"
        return Content.styled(f"✓ {name}: complete", "bold") if whole else _not_whole(f"! {name}: not complete")
    lane = _LANES.get(feed.lane, f"kind {feed.lane}")
    first = f"{'✓' if whole else '!'} {one_line(feed.device, 30)}, {lane}"
    counts = f"Written: {told_number(feed.written, 'item', 'items')}. Here: {feed.here}."
    told = [f"{counts} Confirmed by desks: {feed.checkpointed}. Missing: {missing_words(feed.missing)}."]
    told += [f"Erased by {one_line(people, 80)}: {count}." for count, people in feed.erased]
    if feed.forks:
        times = "once" if feed.forks == 1 else f"{feed.forks} times"
        told.append(f"Its history split {times}: both sides are kept. Was this computer copied or restored?")
    seen = "never" if feed.last_contact is None else told_time(feed.last_contact)
    told.append(f"Last contact: {seen}. Series {one_line(feed.epoch, 8)}.")
    if feed.state is not None:
        told.append(f"{clean(state_words(feed.state))}.")
    if feed.problem:
        told.append(clean(feed.problem))
    return Content.assemble((first, "bold" if whole else "bold $warning"), "\n    ", clean(" ".join(told)))


def _not_whole(words: str) -> Content:
    return Content.styled(words, "bold $warning")


def missing_words(missing: tuple[tuple[int, int], ...]) -> str:
    """Return the numbers that are missing, e.g. "4 to 7, 9 (5 in all)"."""
    if not missing:
        return "nothing"
    told = ", ".join(str(first) if first == last else f"{first} to {last}" for first, last in missing[:_RANGES])
    if len(missing) > _RANGES:
        told += f" and {told_number(len(missing) - _RANGES, 'more gap', 'more gaps')}"
    return f"{told} ({sum(last - first + 1 for first, last in missing)} in all)"


def _indented(text: str) -> str:
    return "\n".join("    " + line for line in clean(text, multiline=True).split("\n"))


def _padded(text: str, cells: int) -> str:
    text = one_line(text, cells)
    return text + " " * (cells - cell_len(text))

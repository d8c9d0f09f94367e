"""How the desk puts what it knows of a child into lines of text."""

from __future__ import annotations

from textual.content import Content

from screens.desk.parts.telling import MUTED, told_number, told_time
from screens.text import clean, one_line
from store.casebook.case.facts import ChildLine, ChildPage, ChildrenPage, Happening

NOT_WHOLE = "This is not the whole record: the main one is in {system}."
_NAME_LETTERS = 60
_DETAIL_LETTERS = 240


def child_row(child: ChildLine) -> Content:
    """Return a child as two lines: name with year, then how many cases and which names online."""
    told = [told_number(child.cases, "case", "cases"), one_line(child.handles, _DETAIL_LETTERS)]
    first = Content.assemble((one_line(child.name, _NAME_LETTERS), "bold"), f"  {one_line(child.year, 40)}")
    return Content.assemble(first, "\n", ("    " + ", ".join(one for one in told if one), MUTED))


def children_words(page: ChildrenPage) -> str:
    """Return how many children there are, which of them are on this page."""
    told = told_number(page.total, "child", "children")
    if page.total > len(page.lines) and page.lines:
        told += f". Shown: {page.offset + 1} to {page.offset + len(page.lines)}"
    return told + "."


def child_heading(child: ChildLine) -> str:
    """Return name with year."""
    return f"{one_line(child.name, _NAME_LETTERS)}  {one_line(child.year, 40)}".rstrip()


def child_facts(page: ChildPage) -> Content:
    """Return names online, the other children, what recurs, who mentions the child, each on a line."""
    lines: list[Content] = []
    if page.elsewhere:
        told = NOT_WHOLE.format(system=one_line(page.elsewhere, _NAME_LETTERS))
        lines.append(Content.assemble((f"! {told}", "bold $warning")))
    if page.line.handles:
        lines.append(_fact("Names online", clean(page.line.handles)))
    if page.people:
        people = (
            f"{one_line(one.name, _NAME_LETTERS)} ({told_number(count, 'case', 'cases')})" for one, count in page.people
        )
        lines.append(_fact("In the same cases", ", ".join(people)))
    if page.recurring:
        words = (f"{one_line(word, _NAME_LETTERS)} (in {count} cases)" for word, count in page.recurring)
        lines.append(_fact("Recurs", ", ".join(words)))
    if page.mentions:
        codes = (one_line(one.code, 24) for one in page.mentions)
        lines.append(_fact("Not linked, but told of in", ", ".join(codes)))
    return Content("\n").join(lines or [Content("Nobody else is in these cases, nothing recurs in them.")])


def happened_words(page: ChildPage) -> str:
    """Return how much there is in the chronology, over how many cases, which part is on this page."""
    cases = told_number(page.line.cases, "case", "cases")
    told = f"{told_number(page.total, 'line', 'lines')} from {cases}, the oldest first"
    if page.total > len(page.lines) and page.lines:
        told += f". Shown: {page.offset + 1} to {page.offset + len(page.lines)}"
    return told + "."


def happening_row(happening: Happening) -> Content:
    """Return what happened as two lines: when, in which case, by whom; then what and why."""
    told = happening.told
    first = f"{told_time(told.at)}  {one_line(happening.code, 24)}  {one_line(told.by, 40)}"
    why = f" · Why: {told.reason}" if told.reason.strip() else ""
    return Content.assemble(first, "\n", ("    " + one_line(told.act + why, _DETAIL_LETTERS), MUTED))


def _fact(label: str, told: str) -> Content:
    return Content.assemble((f"{label}: ", MUTED), clean(told))

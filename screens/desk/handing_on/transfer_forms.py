"""The forms of a transfer: to which school, which file came, whether it is taken in."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.widgets import Static

from screens.desk.parts.drafts import Draft
from screens.desk.parts.form import FormModal
from screens.desk.parts.telling import told_number
from screens.text import clean, content
from store.casebook.transfer.pages import KnownSchool, Offered

_FOLDER = "Folder, with its whole path (empty: this desk's own)"
PATH_CELLS = 300
TAKE = "Take it in, linked to a new page of this child"
TAKE_BESIDE = "Take it in, not linked: a child of this name has a page"


class FileModal(FormModal[str]):
    """Which file came."""

    HEADING = "Take in a file"
    SAVE = "Look at it"
    HELP = (
        "Write the whole path of a file from another school: its address (.address), a child's records (.transfer), or "
        "the receipt for what you sent (.receipt). Nothing is taken in before you have seen what it is."
    )

    def fields(self) -> ComposeResult:
        """Return the path."""
        yield from self.line_field("path", "The file, with its whole path", limit=PATH_CELLS)

    def action_save(self) -> None:
        """Take the path."""
        if not self.value("path"):
            self.refuse("path", "Write where the file is.")
        else:
            self.dismiss(self.value("path"))


class AddressModal(FormModal[bool]):
    """Whose address it is, with the words that are compared by phone."""

    HEADING = "The address of a school"
    SAVE = "We compared the words: keep it"
    HELP = (
        "Ring the other school by a number that you know already, not one from its mail. Let them read their twelve "
        "words from their own paper. Only where all are the same is this address theirs."
    )

    def __init__(self, school: KnownSchool) -> None:
        super().__init__({})
        self._school = school

    def fields(self) -> ComposeResult:
        """Return the name with the words."""
        yield Static(content(f"It says: {clean(self._school.name)}"), markup=False)
        yield Static(content("Compare these words by phone before you keep it:"), classes="label", markup=False)
        yield Static(content(clean(self._school.words)), markup=False)
        yield from self.choice_field(
            "same", "Are they the same", [("yes", "Yes, all twelve"), ("no", "No, or not yet")]
        )

    def action_save(self) -> None:
        """Keep it where the words are the same."""
        if self.value("same") != "yes":
            self.refuse("same", "Without the words it may be anybody's. Compare them by phone first.")
        else:
            self.dismiss(True)


class OfferModal(FormModal[dict[str, str]]):
    """What another school sends, to take in or not."""

    HEADING = "A child's records from another school"
    HELP = (
        "Taking it in makes cases of your own from these records: their first texts stay as they are, with the other "
        "school's name. Somebody here must still read them. They are linked to a page of the child "
        "(m on a case takes the link away), unless a child of that name has one: two children may bear one name. "
        "Either way a receipt is made: send it back, for the other school waits for it. What a school sends whose "
        "address you don't know may be anybody's: ring them first."
    )

    def __init__(self, draft: Draft, offered: Offered) -> None:
        super().__init__(draft)
        self._offered = offered

    def fields(self) -> ComposeResult:
        """Return what it is, then the answer."""
        one = self._offered
        known = "whose address you keep" if one.is_known else f"NOT KNOWN HERE: compare {clean(one.words)}"
        size = f"{told_number(one.cases, 'case', 'cases')}, {told_number(one.records, 'record', 'records')}"
        told = f"From {clean(one.school)} ({known}).\nAbout {clean(one.child)}: {size}"
        answered = f" You answered before: {clean(one.answered)}." if one.answered else ""
        yield Static(content(f"{told}, made {clean(one.created)[:10]}.{answered}"), classes="note", markup=False)
        options = [("yes", TAKE_BESIDE if one.child_is_known else TAKE), ("no", "Do not take it in")]
        yield from self.choice_field("answer", "What is it to be", options)
        yield from self.words_field("reason", "If not: why (the other school reads it)")
        yield from self.line_field("folder", f"Where the receipt goes. {_FOLDER}", limit=PATH_CELLS)

    def action_save(self) -> None:
        """Take the answer."""
        answer = self.value("answer")
        if not answer:
            self.refuse("answer", "Choose one.")
        elif answer == "no" and not self.value("reason"):
            self.refuse("reason", "Write why.")
        elif not self.refused_words("reason"):
            self.dismiss({name: self.value(name) for name in ("answer", "reason", "folder")})


class SendModal(FormModal[dict[str, str]]):
    """To which school a child goes."""

    HEADING = "Send this child's cases to another school"
    SAVE = "Make the file"
    HELP = (
        "All cases linked to this child that those who keep pupils safe may read go into one sealed file; nothing "
        "about staff does, and nothing from which somebody stepped back. Only the other school opens it. Carry it over "
        "or send it; their receipt is due by the fifth school day, and stands under what is to do until it is here."
    )

    def __init__(self, draft: Draft, schools: Sequence[KnownSchool]) -> None:
        draft.setdefault("starts", "today")
        super().__init__(draft)
        self._schools = {one.school: clean(one.name) for one in schools}

    def fields(self) -> ComposeResult:
        """Return school, day, folder."""
        yield from self.choice_field("school", "To which school", list(self._schools.items()))
        yield from self.line_field("starts", "On which day the child starts there (today, 4 Jan)", limit=40)
        yield from self.line_field("folder", _FOLDER, limit=PATH_CELLS)

    def action_save(self) -> None:
        """Take it if school and day are there."""
        if self.value("school") not in self._schools:
            self.refuse("school", "Choose the school.")
        elif not self.value("starts"):
            self.refuse("starts", "Write the day.")
        else:
            self.dismiss({name: self.value(name) for name in ("school", "starts", "folder")})

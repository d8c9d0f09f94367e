"""The forms by which two people erase: what, of which class, why, both their words."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.widgets import Input, Static

from screens.desk.parts.drafts import Draft
from screens.desk.parts.form import FormModal
from screens.text import clean, content
from store.casebook.erasing.erase_wanted import LOGS, SLOTS

CLASSES = (
    "pupil case, its time is over",
    "staff matter, its time is over",
    "session logs, the school year is over",
    "entered by mistake",
    "another class, said under why",
)
_NOTE = (
    "Two people erase together, one of them head or chair. What they erase is gone from every computer of the school "
    "for good; that it was erased, by whom, of which class, stays."
)
_LATER = "Their words, if they are here. Leave it empty and they sign later, at their own desk"


class WordsForm(FormModal[dict[str, str]]):
    """A form with fields for people's words, which no draft keeps."""

    def secret_field(self, name: str, label: str) -> ComposeResult:
        """Return a field whose letters nobody sees."""
        yield Static(content(label), id=f"{name}-label", classes="label", markup=False)
        yield Input(password=True, max_length=200, id=name)
        yield Static(id=f"{name}-error", classes="error", markup=False)

    def secret(self, name: str) -> str:
        """Return what such a field holds."""
        return self.query_one(f"#{name}", Input).value

    def on_input_changed(self, message: Input.Changed) -> None:
        """Keep what is typed, but nobody's words."""
        if not message.input.password:
            super().on_input_changed(message)
            return
        message.stop()
        if message.input.id:
            self.accept(message.input.id)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Go to the next field."""
        message.stop()
        self.focus_next()


class EraseModal(WordsForm):
    """What two people sign for: the class, why, who the second is, both their words."""

    SAVE = "Erase"
    HELP = (
        "Choose the class of the record and write why it may go. Then type your words, choose the second person, and "
        "let them type theirs here; or leave that empty, and they find it on their own desk under More, 'Records: "
        "what is erased'. A case under legal hold, an open one, one that nobody has read is never erased. Sticks and "
        "backups that hold a copy are to be emptied by hand."
    )

    def __init__(self, draft: Draft, people: Sequence[tuple[str, str]], heading: str) -> None:
        self.HEADING = heading  # type: ignore[misc]  # one class for all that is erased
        super().__init__(draft)
        self._people = tuple(people)

    def fields(self) -> ComposeResult:
        """Return the fields in their order."""
        yield Static(content(_NOTE), classes="note", markup=False)
        yield from self.what_fields()
        yield from self.choice_field("class", "Of which class is it", [(one, one) for one in CLASSES])
        yield from self.words_field("reason", "Why it may go")
        yield from self.secret_field("mine", "Your own words")
        yield from self.choice_field("second", "Who signs with you", [(one, clean(name)) for one, name in self._people])
        yield from self.secret_field("theirs", _LATER)

    def what_fields(self) -> ComposeResult:
        """Return the fields that say what is to go, where the heading does not."""
        yield from ()

    def action_save(self) -> None:
        """Take it if everything is there."""
        if not self.value("class"):
            self.refuse("class", "Choose the class.")
        elif not self.value("reason"):
            self.refuse("reason", "Write why: nothing is erased without a reason.")
        elif self.refused_words("reason"):
            return
        elif not self.secret("mine").strip():
            self.refuse("mine", "Type your words.")
        elif self.value("second") not in dict(self._people):
            self.refuse("second", "Choose the second person.")
        else:
            given = {name: self.value(name) for name in ("what", "year", "class", "reason", "second")}
            self.dismiss({**given, "mine": self.secret("mine"), "theirs": self.secret("theirs")})


class EraseYearModal(EraseModal):
    """The same for a school year: its session logs, or the slots of one kiosk."""

    def __init__(
        self, draft: Draft, people: Sequence[tuple[str, str]], kiosks: Sequence[str], years: Sequence[int]
    ) -> None:
        super().__init__(draft, people, "Erase a school year")
        self._what = [(LOGS, "Session logs, check-ins and forms of all kiosks")]
        self._what += [(f"{SLOTS}:{one}", f"Slots of {clean(one)}: reports about staff and blanks") for one in kiosks]
        self._years = [(str(one), f"{one}/{(one + 1) % 100:02}") for one in years]

    def what_fields(self) -> ComposeResult:
        """Return what goes, of which year."""
        yield from self.choice_field("what", "What", self._what)
        yield from self.choice_field("year", "The school year", self._years)

    def action_save(self) -> None:
        """Take it if everything is there."""
        for name, sentence in (("what", "Choose what is to go."), ("year", "Choose the school year.")):
            if not self.value(name):
                self.refuse(name, sentence)
                return
        super().action_save()


class SignModal(WordsForm):
    """The second person's words, or why they do not sign."""

    HEADING = "Sign for what is to be erased"
    SAVE = "Sign, and erase it"
    HELP = (
        "Read what it is and why it may go. Type your words to sign: it is erased then, for good. Or choose not to "
        "sign and write why: whoever asked will see it."
    )

    def __init__(self, draft: Draft, told: str) -> None:
        super().__init__(draft)
        self._told = told

    def fields(self) -> ComposeResult:
        """Return what it is, then the answer."""
        yield Static(content(self._told), classes="note", markup=False)
        yield from self.choice_field("answer", "Do you sign", [("yes", "Yes, erase it"), ("no", "No")])
        yield from self.secret_field("mine", "If yes: your own words")
        yield from self.words_field("reason", "If no: why")

    def action_save(self) -> None:
        """Take the answer with what belongs to it."""
        answer = self.value("answer")
        if not answer:
            self.refuse("answer", "Choose yes or no.")
        elif answer == "yes" and not self.secret("mine").strip():
            self.refuse("mine", "Type your words.")
        elif answer == "no" and not self.value("reason"):
            self.refuse("reason", "Write why.")
        elif not self.refused_words("reason"):
            self.dismiss({"answer": answer, "mine": self.secret("mine"), "reason": self.value("reason")})


class WithdrawModal(FormModal[str]):
    """Why what this person asked is not to be erased."""

    HEADING = "Withdraw what you asked"
    HELP = "Write why. Nothing is erased, and the second person is not asked any more."

    def fields(self) -> ComposeResult:
        """Return the reason."""
        yield from self.words_field("reason", "Why")

    def action_save(self) -> None:
        """Take the reason."""
        if not self.value("reason"):
            self.refuse("reason", "Write why.")
        elif not self.refused_words("reason"):
            self.dismiss(self.value("reason"))

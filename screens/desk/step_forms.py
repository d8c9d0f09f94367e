"""The forms of the steps on a case, as data: which fields each has, in which words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from store.casebook import kinds
from store.casebook.act_rules import MET
from store.casebook.act_words import DECISIONS
from store.casebook.facts import Case, CaseState, Colleague
from store.scheme.routes import CHAIR, HEAD

_WHY = "Why"
_NEEDS_WHY = "Write why: each step is recorded with its reason."
_DAYS = "By which day (4 Dec, fri, tomorrow, 3 days)"
_TIMES = "When (now, 10:40, yesterday 15:00, 4 Dec 10:40)"
OUTSIDE = ("children's services", "police", "LADO", "parents or carers", "another service")
LIMBS = (
    "harmed a child, or may have",
    "possible criminal offence against or related to a child",
    "may pose a risk of harm to children",
    "behaved in a way that may make them unsuitable to work with children",
    "none of the four",
)


@dataclass(frozen=True)
class Field:
    """One field: a choice where it has options, a box, or a line.

    `refusal` is said where it is needed and empty, `first` is what it holds at first.
    """

    name: str
    label: str
    refusal: str = ""
    options: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    is_box: bool = False
    limit: int = 200
    first: str = ""


@dataclass(frozen=True)
class StepForm:
    """A step: its entry in the list, heading, note and fields of its form, what is said once it is recorded."""

    kind: str
    entry: str
    heading: str
    told: str
    fields: tuple[Field, ...] = ()
    help: str = ""
    note: str = ""


def _box(name: str, label: str, refusal: str) -> Field:
    return Field(name, label, refusal, is_box=True, limit=4_000)


def _why() -> Field:
    return _box("reason", _WHY, _NEEDS_WHY)


def _pairs(*told: str) -> tuple[tuple[str, str], ...]:
    return tuple((one, one[:1].upper() + one[1:]) for one in told)


_STEADY = (
    StepForm(
        kinds.DECISION,
        "Decide: to refer, not to refer, another decision",
        "A decision",
        "Your decision is recorded.",
        (
            Field("decision", "What is decided", "Choose what is decided.", tuple(DECISIONS.items())),
            _box("words", "In words", "Write what is decided."),
            _box("reason", _WHY, "Write why, also when you decide not to refer."),
        ),
        "Record every decision with its reason, also the decision not to refer. It is never changed later.",
    ),
    StepForm(
        kinds.NOTIFIED,
        "Told somebody outside: children's services, police, parents",
        "Told somebody outside",
        "It is recorded. What must be answered stands in the list of what is to do.",
        (
            Field("whom", "Who was told", "Choose who was told.", _pairs(*OUTSIDE)),
            Field("at", _TIMES, "Write when."),
            Field("reference", "Their reference or name (may be left empty)"),
            _why(),
        ),
        "Children's services, police and the LADO should say within one working day what they will do: until you "
        "record their answer, it stands in the list of what is to do (d in the inbox).",
    ),
    StepForm(
        kinds.WAIT,
        "Wait for somebody until a day",
        "Wait",
        "The case waits.",
        (_box("words", "For what, or whom", "Write what is waited for."), Field("due", _DAYS, "Write a day.")),
        "The case is called waiting, and stands in the list of what is to do until you end it there.",
    ),
    StepForm(
        kinds.VOICE,
        "What the child wants, what changed for the child",
        "The child's voice",
        "It is recorded.",
        (
            Field("whose", "Which of them", "Choose one.", _pairs("the child wants", "what changed for the child")),
            _box("words", "In the child's words where you can", "Write it down."),
        ),
        "What the child wants to happen, and later what changed for the child. Inspectors look for both.",
    ),
    StepForm(
        kinds.CONFIRMED,
        "Confirm that an adult was told",
        "Confirm that an adult was told",
        "It is recorded. Level and clock stay as they are.",
        (
            Field("at", _TIMES, "Write when that adult was told."),
            _box("words", "By whom, and what they were told", "Write who was told, and what."),
        ),
        "The pupil says that an adult was told. Ask that adult, then record it here. No level, no clock changes by it.",
    ),
    StepForm(
        kinds.TALKED,
        "Talked it over with the mentor",
        "Talked it over with the mentor",
        "It is recorded. The list of mentors does not ask for it any more.",
        (
            Field("at", _TIMES, "Write when you talked."),
            _box("words", "How the mentor is, what they need", "Write how the mentor is."),
        ),
        "Whoever passes on something hard should be asked how they are, by an adult, soon. Ask about them, not about "
        "what they reported.",
    ),
    StepForm(
        kinds.CORRECTION,
        "Correct something that was recorded",
        "Correction",
        "Your correction is recorded. What it corrects stays as it was.",
        (_box("words", "What is right", "Write what is right."), _why()),
        "Nothing recorded is changed. A correction stands after it, with your name.",
    ),
    StepForm(
        kinds.MOVED,
        "Moved to the main file",
        "Moved to the main file",
        "It is recorded. The case says from now on that this is not the whole record.",
        (
            Field("system", "Which record (CPOMS, MyConcern, paper)", "Write which record it went to."),
            Field("reference", "Its reference there", "Write its reference there."),
            _why(),
        ),
        "Where the school keeps its main record elsewhere. The case stays here, too, whole.",
    ),
)
_HOLD = StepForm(
    kinds.HOLD,
    "Legal hold: keep this case whatever its age, or end that",
    "Legal hold",
    "It is recorded.",
    (Field("hold", "What is it to be", "Choose one.", (("on", "Keep it"), ("off", "End the hold"))), _why()),
    "For an inquiry, a court, an insurer. While it is held, not even two people erase it.",
)
CHILD_FIELDS = (
    Field("name", "Name, as the register has it", "Write the child's name.", limit=120),
    Field("year", "Year group (may be left empty)", limit=40),
    Field("handles", "Names used online, with commas between (may be left empty)"),
)
_LINKS = (
    StepForm(
        kinds.LINK,
        "Link it to a child",
        "Link this case to a child",
        "The case is linked: c in the inbox shows the child with every linked case.",
        CHILD_FIELDS,
        "A child of this name is taken from those who are known here, else it is a new one. Its page shows what "
        "happened in all linked cases in the order of time.",
    ),
    StepForm(
        kinds.JOIN,
        "Join it to another report",
        "Join this case to another report",
        "The two are joined: each page names the other.",
        (Field("code", "The other's code, e.g. MAPLE RIVER 17", "Write the other's code.", limit=60),),
        "Both stay as they are, with their own timelines; each page names the other.",
    ),
)
RECUSAL = StepForm(
    kinds.RECUSE,
    "I am the subject or too close: step back from this case",
    "Step back from this case",
    "You have stepped back: the case is gone from your screens.",
    (
        Field("head", "Is the head part of it, or too close as well?", "Choose one.", _pairs("no", "yes")),
        _box("reason", "Why (only those who take over read it)", "Write why."),
    ),
    "The case so far goes to the head, or to the chair of governors where the head is part of it, and so does all "
    "that is recorded on it from now on. It goes from your screens, also what the mentor adds. It can't be undone.",
    "Your role's key can still open what was sealed to it.",
)
_CHAIRS_RECUSAL = replace(
    RECUSAL,
    fields=(_box("reason", "Why (whoever takes over reads it)", "Write why."),),
    help="The case goes from your screens; whoever else holds the chair's key, such as the second reader, goes on with "
    "it. It can't be undone.",
    note="You hold the same key as whoever takes over: it can still open what is recorded on this case.",
)
UNLINK = "unlink"
_DECIDED_BY = Field("decided_by", "Who decided (name, role)", "Write who decided.", limit=120)
_STAFF_MATTERS = (
    StepForm(
        kinds.HARM_TEST,
        "Harm test (an allegation against an adult)",
        "The harm test",
        "The harm test is recorded. Where it is met, telling the LADO stands in the list of what is to do.",
        (
            Field("limbs", "Which limb", "Choose one.", tuple((one, one) for one in LIMBS)),
            Field("met", "Is it met?", "Choose one.", _pairs(MET, "not met", "not clear: ask the LADO")),
            _DECIDED_BY,
            _box("reason", _WHY, "Write why: what you know, what you do not know."),
        ),
        "The four limbs of Keeping children safe in education, part four. Met: the LADO is told within one working "
        "day, which stands in the list of what is to do (d in the inbox) until you record it under 'Told somebody "
        "outside'. Not met: record a low-level concern.",
    ),
    StepForm(
        kinds.LOW_LEVEL,
        "Low-level concern about an adult",
        "A low-level concern",
        "The low-level concern is recorded.",
        (
            Field("context", "In which context (lesson, trip, online)", "Write in which context."),
            _DECIDED_BY,
            _box("words", "What the adult did, as it was told", "Write what was done."),
            _box("reason", "What you decided, and why", "Write what you decided, and why."),
        ),
        "Conduct below the harm test that is not as the code of conduct has it. It is kept, so that a pattern shows.",
    ),
)


def steps_of(case: Case, roles: Sequence[str], colleagues: Sequence[Colleague]) -> tuple[StepForm, ...]:
    """Return the steps that this case allows, those first that somebody waits for."""
    people = tuple((one.person, one.name) for one in colleagues)
    steps: list[StepForm] = []
    if case.asked is not None:
        steps += [
            StepForm(kinds.ACCEPT, "Take this case: you are asked to", "Take this case", "You have the case."),
            StepForm(
                kinds.REJECT,
                "Do not take this case",
                "Do not take this case",
                "It is recorded: the case goes back to who asked.",
                (_why(),),
            ),
        ]
    if case.items:
        options = tuple((one.id, f"{one.due:%d %b}: {one.words}"[:70]) for one in case.items)
        steps.append(
            StepForm(
                kinds.DONE,
                "Done: end something that was to do",
                "Done",
                "It is recorded as done.",
                (
                    Field("item", "What is done, answered or not needed any more", "Choose what is done.", options),
                    _box("words", "What came of it", "Write what came of it."),
                ),
                "Choose what is done, then write what came of it, also where it is not needed any more.",
            )
        )
    steps.append(
        StepForm(
            kinds.ACTION,
            "Something to do, by a day, by a person",
            "Something to do",
            "It stands in the list of what is to do.",
            (
                _box("words", "What is to do", "Write what is to do."),
                Field("due", _DAYS, "Write a day."),
                Field("who", "Who does it", "Choose who does it.", people, first=people[0][0] if people else ""),
                _why(),
            ),
            "It stands in the list of what is to do (d in the inbox), overdue from the day after.",
        )
    )
    others = people[1:]
    if others and case.line.state != CaseState.CLOSED:
        steps.append(
            StepForm(
                kinds.ASSIGN,
                "Ask a colleague to take this case",
                "Ask a colleague",
                "They are asked. Until they take it, the case says so.",
                (Field("who", "Who should take it", "Choose who.", others), _why()),
                "They see that they are asked when they open the case, and take it or not.",
            )
        )
    steps += _STEADY
    steps += _LINKS
    steps.append(_HOLD)
    if CHAIR not in roles:
        steps.append(RECUSAL)
    elif others:
        steps.append(_CHAIRS_RECUSAL)
    if case.links:
        options = tuple((f"{one.kind}:{one.target}", one.name or one.kind) for one in case.links)
        fields = (Field("undone", "Which link", "Choose which link.", options),)
        steps.append(StepForm(UNLINK, "Take away a link", "Take away a link", "The link is taken away.", fields))
    if {HEAD, CHAIR} & set(roles):
        steps += _STAFF_MATTERS
    return tuple(steps)

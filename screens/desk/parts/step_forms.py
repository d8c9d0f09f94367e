"""The forms of the steps that are the same for every case, as data: which fields each has, in which words."""

from __future__ import annotations

from dataclasses import replace

from screens.desk.parts.step_form import DAYS, WHY, Field, StepForm, box, pairs, why
from store.casebook.case.act_rules import MET
from store.casebook.case.act_words import DECISIONS
from store.casebook.records import kinds

_TIMES = "When (now, 10:40, yesterday 15:00, 4 Dec 10:40)"
OUTSIDE = ("children's services", "police", "LADO", "parents or carers", "another service")
LIMBS = (
    "harmed a child, or may have",
    "possible criminal offence against or related to a child",
    "may pose a risk of harm to children",
    "behaved in a way that may make them unsuitable to work with children",
    "none of the four",
)


STEADY = (
    StepForm(
        kinds.DECISION,
        "Decide: to refer, not to refer, another decision",
        "A decision",
        "Your decision is recorded.",
        (
            Field("decision", "What is decided", "Choose what is decided.", tuple(DECISIONS.items())),
            box("words", "In words", "Write what is decided."),
            box("reason", WHY, "Write why, also when you decide not to refer."),
        ),
        "Record every decision with its reason, also the decision not to refer. It is never changed later.",
    ),
    StepForm(
        kinds.NOTIFIED,
        "Told somebody outside: children's services, police, parents",
        "Told somebody outside",
        "It is recorded. What must be answered stands in the list of what is to do.",
        (
            Field("whom", "Who was told", "Choose who was told.", pairs(*OUTSIDE)),
            Field("at", _TIMES, "Write when."),
            Field("reference", "Their reference or name (may be left empty)"),
            why(),
        ),
        "Children's services, police and the LADO should say within one working day what they will do: until you "
        "record their answer, it stands in the list of what is to do (d in the inbox).",
    ),
    StepForm(
        kinds.WAIT,
        "Wait for somebody until a day",
        "Wait",
        "The case waits.",
        (box("words", "For what, or whom", "Write what is waited for."), Field("due", DAYS, "Write a day.")),
        "The case is called waiting, and stands in the list of what is to do until you end it there.",
    ),
    StepForm(
        kinds.VOICE,
        "What the child wants, what changed for the child",
        "The child's voice",
        "It is recorded.",
        (
            Field("whose", "Which of them", "Choose one.", pairs("the child wants", "what changed for the child")),
            box("words", "In the child's words where you can", "Write it down."),
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
            box("words", "By whom, and what they were told", "Write who was told, and what."),
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
            box("words", "How the mentor is, what they need", "Write how the mentor is."),
        ),
        "Whoever passes on something hard should be asked how they are, by an adult, soon. Ask about them, not about "
        "what they reported.",
    ),
    StepForm(
        kinds.CORRECTION,
        "Correct something that was recorded",
        "Correction",
        "Your correction is recorded. What it corrects stays as it was.",
        (box("words", "What is right", "Write what is right."), why()),
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
            why(),
        ),
        "Where the school keeps its main record elsewhere. The case stays here, too, whole.",
    ),
)
HOLD = StepForm(
    kinds.HOLD,
    "Legal hold: keep this case whatever its age, or end that",
    "Legal hold",
    "It is recorded.",
    (Field("hold", "What is it to be", "Choose one.", (("on", "Keep it"), ("off", "End the hold"))), why()),
    "For an inquiry, a court, an insurer. While it is held, not even two people erase it.",
)
CHILD_FIELDS = (
    Field("name", "Name, as the register has it", "Write the child's name.", limit=120),
    Field("year", "Year group (may be left empty)", limit=40),
    Field("handles", "Names used online, with commas between (may be left empty)"),
)
LINKS = (
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
        Field("head", "Is the head part of it, or too close as well?", "Choose one.", pairs("no", "yes")),
        box("reason", "Why (only those who take over read it)", "Write why."),
    ),
    "The case so far goes to the head, or to the chair of governors where the head is part of it, and so does all "
    "that is recorded on it from now on. It goes from your screens, also what the mentor adds. It can't be undone.",
    "Your role's key can still open what was sealed to it.",
)
CHAIRS_RECUSAL = replace(
    RECUSAL,
    fields=(box("reason", "Why (whoever takes over reads it)", "Write why."),),
    help="The case goes from your screens; whoever else holds the chair's key, such as the second reader, goes on with "
    "it. It can't be undone.",
    note="You hold the same key as whoever takes over: it can still open what is recorded on this case.",
)
UNLINK = "unlink"
_DECIDED_BY = Field("decided_by", "Who decided (name, role)", "Write who decided.", limit=120)
STAFF_MATTERS = (
    StepForm(
        kinds.HARM_TEST,
        "Harm test (an allegation against an adult)",
        "The harm test",
        "The harm test is recorded. Where it is met, telling the LADO stands in the list of what is to do.",
        (
            Field("limbs", "Which limb", "Choose one.", tuple((one, one) for one in LIMBS)),
            Field("met", "Is it met?", "Choose one.", pairs(MET, "not met", "not clear: ask the LADO")),
            _DECIDED_BY,
            box("reason", WHY, "Write why: what you know, what you do not know."),
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
            box("words", "What the adult did, as it was told", "Write what was done."),
            box("reason", "What you decided, and why", "Write what you decided, and why."),
        ),
        "Conduct below the harm test that is not as the code of conduct has it. It is kept, so that a pattern shows.",
    ),
)

"""Which steps a case allows whom."""

from __future__ import annotations

from collections.abc import Sequence

from screens.desk.parts.step_form import DAYS, Field, StepForm, box, why
from screens.desk.parts.step_forms import CHAIRS_RECUSAL, HOLD, LINKS, RECUSAL, STAFF_MATTERS, STEADY, UNLINK
from store.casebook.case.facts import Case, CaseState, Colleague
from store.casebook.records import kinds
from store.scheme.routes import CHAIR, HEAD


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
                (why(),),
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
                    box("words", "What came of it", "Write what came of it."),
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
                box("words", "What is to do", "Write what is to do."),
                Field("due", DAYS, "Write a day."),
                Field("who", "Who does it", "Choose who does it.", people, first=people[0][0] if people else ""),
                why(),
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
                (Field("who", "Who should take it", "Choose who.", others), why()),
                "They see that they are asked when they open the case, and take it or not.",
            )
        )
    steps += STEADY
    steps += LINKS
    steps.append(HOLD)
    if CHAIR not in roles:
        steps.append(RECUSAL)
    elif others:
        steps.append(CHAIRS_RECUSAL)
    if case.links:
        options = tuple((f"{one.kind}:{one.target}", one.name or one.kind) for one in case.links)
        fields = (Field("undone", "Which link", "Choose which link.", options),)
        steps.append(StepForm(UNLINK, "Take away a link", "Take away a link", "The link is taken away.", fields))
    if {HEAD, CHAIR} & set(roles):
        steps += STAFF_MATTERS
    return tuple(steps)

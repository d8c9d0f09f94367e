"""A report about staff changes nothing on any screen of the lead: no list, count, badge, search, completeness line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from screens.desk.sitting.app import DeskApp
from tests.keyboard import Typist
from tests.screens.sizes import SMALL
from tests.unit.casebook.office import OKAFOR, PRICE, WORDS, Office, office

WALK = (
    ("v",),
    ("v", "d"),
    ("escape", "m", "4"),
    ("escape", "m", "5"),
    ("end",),
    ("i",),
    ("pagedown",),
    ("end",),
    ("s", "2", "f2"),
    ("escape", "escape", "escape", "m", "6"),
    ("escape", "m", "7"),
    ("escape", "m", "8"),
    ("escape", "m", "9"),
    ("escape", "c"),
    (*"smith", "escape", "k"),
    ("end",),
    ("escape", "slash", *"shouted"),
    ("enter", "escape", "enter"),
    ("end",),
    ("m",),
    ("escape", "f10"),
)


def happen(school: Office, *, about_staff: bool) -> None:
    school.report("She is sad.")
    for adult in ("yes", "head", "not sure"):
        if about_staff:
            school.report("Mr Smith shouted at Kit.", adult=adult)
        else:
            school.room.sign_in().end()
            school.send()
    school.clock.advance(1)


async def walk(school: Office, name: str) -> list[str]:
    """Return what each screen of the desk shows to a person, codes and series put aside."""
    pages: list[str] = []
    app = DeskApp(school.desk.unlocking, clock=school.clock.monotonic, leave=lambda _: None)
    async with app.run_test(size=SMALL, notifications=True, tooltips=True) as pilot:
        typist = Typist(pilot)
        await typist.settle()
        place = school.desk.unlocking.people().index(name) + 1
        await typist.press("enter", "1", str(place))
        await typist.type(WORDS)
        await typist.press("enter", "enter")
        pages.append(typist.text())
        for keys in WALK:
            await typist.press(*keys)
            await typist.soon(lambda: not getattr(app.screen, "waits", False))
            await typist.settle()
            pages.append(typist.text())
    masked = (re.sub(r"Series \w+|[A-Z]{3,} [A-Z]{3,} \d\d", "...", page) for page in pages)
    return [" ".join(page.split()) for page in masked]


@pytest.mark.long
async def test_every_screen_of_the_lead_is_letter_for_letter_the_same(tmp_path: Path) -> None:
    seen = []
    for about_staff in (True, False):
        with office(tmp_path / str(about_staff)) as made:
            happen(made, about_staff=about_staff)
            seen.append(await walk(made, PRICE))
            if about_staff:
                assert "Mr Smith shouted at Kit." in "".join(await walk(made, OKAFOR))
    assert seen[0] == seen[1]
    assert "She is sad." in "".join(seen[0])
    for page in ("Mentors", "Scheme", "Inspection pack", "Sample of cases", "Who read what", "Records"):
        assert any(page in one for one in seen[0])
    assert "Mr Smith" not in "".join(seen[0])

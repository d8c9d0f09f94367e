"""The chooser of the demonstration, by keys alone."""

from __future__ import annotations

import pytest

from screens.demo.chooser import LEAD, LEAVE, MENTOR, ChooserApp, Person
from tests.snapshots import assert_snapshot

BACK = "To come back here: sign out (F10), then Ctrl+X."
PEOPLE = (
    Person(MENTOR, "a mentor at the kiosk", "Aisha K", "four short plain words", BACK),
    Person(LEAD, "the safeguarding lead at the desk", "Ms Okafor [/] x", "six words", BACK),
)
TOLD = "Everybody's words are in /tmp/demo/demo-credentials.txt. The school is removed when you leave."


def chooser() -> ChooserApp:
    return ChooserApp("Harbour Bridge School", PEOPLE, TOLD, leave=lambda _: None)


@pytest.mark.parametrize(("key", "chosen"), [("1", MENTOR), ("2", LEAD), ("3", LEAVE), ("escape", LEAVE)])
async def test_one_key_chooses(key: str, chosen: str) -> None:
    app = chooser()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(key)
    assert app.return_value == chosen


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_it_shows_who_one_can_be_with_their_words(size: tuple[int, int]) -> None:
    app = chooser()
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        rows = ["".join(part.text for part in strip) for strip in app.screen._compositor.render_strips()]
        shown = "\n".join(rows)
        for words in ("Aisha K", "four short plain words", "Ms Okafor [/] x", "Leave", "demo-credentials.txt"):
            assert words in shown
        assert_snapshot(app, f"demo_chooser_{size[0]}x{size[1]}")

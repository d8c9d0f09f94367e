"""A lead makes a case file by keys: the words on the screen open what lies on the disk, nothing else does."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pytest

from screens.desk.one_case.case import CaseScreen
from screens.desk.sitting.app import DeskApp
from tests.keyboard import Typist
from tests.pdf_text import tags_of, text_of
from tests.screens.sizes import SMALL
from tests.unit.casebook.office import PRICE, WORDS, office


async def test_the_six_words_on_the_screen_open_the_case_file_on_the_disk(tmp_path: Path) -> None:
    with office(tmp_path) as school:
        school.report("He said: =1+1 #strong[x]")
        app = DeskApp(school.desk.unlocking, clock=school.clock.monotonic, leave=lambda _: None)
        async with app.run_test(size=SMALL, notifications=True, tooltips=True) as pilot:
            typist = Typist(pilot)
            await typist.settle()
            await typist.press("enter", "1", str(school.desk.unlocking.people().index(PRICE) + 1))
            await typist.type(WORDS)
            await typist.press("enter", "enter", "enter", "p", "1")
            shown = [" ".join(row.strip(" │").split()) for row in typist.rows()]
            (words,) = [row for row in shown if re.fullmatch(r"([a-z]{3,8} ){5}[a-z]{3,8}", row)]
            await typist.press("f2")
            await typist.soon(lambda: "Made case-" in typist.text())
            assert isinstance(app.screen, CaseScreen)
            assert words not in " ".join(typist.text().split())
        (path,) = (school.desk.folder / "papers").iterdir()
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(path)
        with pikepdf.open(path, password=words) as pdf:
            assert "He said: =1+1 #strong[x]" in " ".join(text_of(pdf).split())
            assert "/H1" in tags_of(pdf)
        everywhere = b"".join(one.read_bytes() for one in tmp_path.rglob("*") if one.is_file())
        assert words.encode() not in everywhere
        assert b"#strong[x]" not in everywhere

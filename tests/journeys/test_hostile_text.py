"""Hostile text at the real screens, in names, in lists."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from textual import events

from tests.journeys.bad_input import TYPED, Programs
from tests.journeys.brook_field import LEAD, MENTOR, Somebody, at_desk, at_kiosk

DATA_URI = "data:image/png;base64," + "iVBORw0KGgo" * 30
MARKUP = "[b]bold[/b] [@click=app.quit]x[/] [/]"
PASTED = f"{MARKUP} \x1b[31mred\x1b]52;c;aGk=\x07 a\u202eb\u2066c n\0ul s\udc80r"
AS_SHOWN = f"{MARKUP} [31mred]52;c;aGk= abc nul s\ufffdr"


async def paste(somebody: Somebody, text: str) -> str:
    somebody.app.post_message(events.Paste(text))
    await somebody.settle()
    return somebody.text()


@pytest.mark.long
async def test_whatever_is_pasted_is_taken_as_text_or_refused_whole_with_a_sentence(programs: Programs) -> None:
    async with at_kiosk(programs.home) as pupil:
        await pupil.press("1")
        assert "too long for this line" in await paste(pupil, "x" * 1_000_000)
        assert "Pictures can't go here" in await paste(pupil, DATA_URI)
        await pupil.type(MENTOR)
        await pupil.press("enter")
        assert "too long for this line" in await paste(pupil, "z " * 500_000)
        await pupil.type(programs.words[MENTOR])
        await pupil.press("enter")
        await pupil.press("2", "1")
        await pupil.press("1")
        await pupil.press("1")
        await pupil.press("enter")
        for large in ("x y " * 250_000, "\n" * 1_000_000):
            assert "too long to paste here" in await paste(pupil, large)
        for picture in (DATA_URI, "iVBORw0KGgoAAAANSUhEUgAA" + "Ab3/" * 300, "<img src=x>"):
            assert "Pictures can't go here" in await paste(pupil, picture)
        assert AS_SHOWN in await paste(pupil, PASTED)
        await pupil.press("f2")
        await pupil.press("1")
        await pupil.press("enter")
        assert "Thank you for telling us" in pupil.text()
        await pupil.press("escape")
        await pupil.sign_out()
    assert programs.run("sync").code == 0
    async with at_desk(programs.home, "Office") as lead:
        await lead.unlock(programs.words[LEAD])
        await lead.press("enter")
        assert AS_SHOWN in lead.text()
        await lead.lock()


@pytest.mark.long
def test_hostile_names_are_cleaned_or_refused_and_every_screen_still_opens(programs: Programs) -> None:
    for name in (PASTED[:58], "two\nlines \U0001f469\u200d\U0001f469\u200d\U0001f467"):
        told = programs.run("people", "add", name, "--staff", "--title", name, "--room", name, typed=())
        told.check_clean()
        assert told.code == 0
        assert programs.run("people", "add", name, "--mentor", "--mentee", name, typed=(LEAD,)).code == 0
    for name in ("x" * 1_000_000, "", "\u200b\u202e", DATA_URI):
        assert "letters" in programs.run("people", "add", name, "--mentor", typed=(LEAD,)).sentence
    programs.is_whole()


HEADINGS = "kind,name,roles,title,room,hours,contact,mentees\n"


@pytest.mark.long
def test_a_list_full_of_hostile_cells_is_taken_line_by_line_or_not_at_all(programs: Programs, tmp_path: Path) -> None:
    hostile = (
        "mentor,=cmd|calc,,,,,,\nmentor,\x1b[31mzebra,,,,,,\nmentor,\u202ezebra,,,,,,\ndragon,zebra,,,,,,\n"
        f"mentor,{'zebra' * 100},,,,,,\n"
        'mentor,[b]Ada[/b],,,,,,"[x];[/]"\nmentor,"Bo\nLee",,,,,,"Jo 7A\nBo 7B"\n'
    )
    for data, code in (
        ((HEADINGS + hostile).encode(), 1),
        (b"\xef\xbb\xbf" + (HEADINGS + "mentor,Zoë B,,,,,,Jö 7A\n").encode(), 0),
        ((HEADINGS + "mentor,Zoë L,,,,,,Jö 7A\n").encode("latin-1"), 0),
        ((HEADINGS + "mentor,Zoë U,,,,,,\n").encode("utf-16"), 0),
    ):
        told = load(programs, tmp_path, data, LEAD)
        told.check_clean()
        assert (told.code, told.err) == (code, "")
    for data in (
        (HEADINGS + "mentor,a\0b,,,,,,\n").encode(),
        (HEADINGS + 'mentor,"zebra,,,,,,\n').encode(),
        b"",
        b"PK\x03\x04" + bytes(3000),
        os.urandom(3000),
        b"mentor,zebra\n",
        (HEADINGS + "x" * (3 << 20)).encode(),
        (HEADINGS + "".join(f"staff,Zebra {number},,,,,,\n" for number in range(10_000))).encode(),
    ):
        assert load(programs, tmp_path, data, LEAD).sentence
    programs.is_whole()


def load(programs: Programs, folder: Path, data: bytes, whose: str) -> Any:
    (folder / "list.csv").write_bytes(data)
    return programs.run("people", "import", str(folder / "list.csv"), typed=(whose,))


@pytest.mark.long
def test_ten_thousand_bad_lines_are_told_in_a_few(programs: Programs, tmp_path: Path) -> None:
    told = load(programs, tmp_path, (HEADINGS + "dragon,zebra,,,,,,\n" * 10_000).encode(), LEAD)
    told.check_clean()
    assert len(told.out.splitlines()) < 30
    assert "9980 more lines were left out" in told.out


def test_where_the_words_for_the_pupils_are_wrong_no_adult_of_the_list_was_added_either(
    programs: Programs, tmp_path: Path
) -> None:
    data = (HEADINGS + "staff,Miss Reed,,t,L1,,,\nmentor,Ada L,,,,,,\n").encode()
    assert "Nothing was changed" in load(programs, tmp_path, data, TYPED).sentence
    assert b"Miss Reed" not in programs.home.desk(None).database.read_bytes()
    assert load(programs, tmp_path, data, LEAD).code == 0
    assert b"Miss Reed" in programs.home.desk(None).database.read_bytes()

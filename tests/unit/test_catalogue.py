"""A language's file is read whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.catalogue import Catalogue, read_catalogue
from store.errors import ConfigurationError
from store.language import ENGLISH, WELSH, language, say, say_each, say_number, speak, speak_as
from tests.messages import HEADER

SOME = f"""{HEADER}
#: somewhere.py
msgid "Good morning."
msgstr "Bore da."

msgid ""
"One line,\\n"
"then \\"another\\"."
msgstr ""
"Un llinell,\\n"
"wedyn \\"un arall\\"."

msgctxt "Is it?"
msgid "Yes"
msgstr "Ydy"

msgctxt "Was it?"
msgid "Yes"
msgstr "Oedd"

msgid "Not translated."
msgstr ""

msgid "{{n}} dog"
msgid_plural "{{n}} dogs"
msgstr[0] "{{n}} cŵn"
msgstr[1] "{{n}} ci"
msgstr[2] "{{n}} gi"
msgstr[3] "{{n}} chi"
msgstr[4] "{{n}} chi gyda'i gilydd"
msgstr[5] "{{n}} o gŵn"
"""


def test_sentences_are_found_by_their_english_and_numbers_take_the_six_forms_of_welsh(tmp_path: Path) -> None:
    (tmp_path / "kiosk.po").write_text(SOME, "utf-8")
    welsh = read_catalogue(tmp_path / "kiosk.po")
    assert welsh.sentence("Good morning.") == "Bore da."
    assert welsh.sentence('One line,\nthen "another".') == 'Un llinell,\nwedyn "un arall".'
    assert welsh.sentence("Not translated.") == "Not translated."
    assert welsh.sentence("Nowhere.") == "Nowhere."
    speak_as(WELSH, welsh)
    assert say_each([("yes", "Yes"), ("no", "No")], about="Was it?") == [("yes", "Oedd"), ("no", "No")]
    assert say_each([("yes", "Yes")], about="Is it?") == [("yes", "Ydy")]
    assert say_each([("yes", "Yes")]) == [("yes", "Yes")]
    forms = [welsh.number("{n} dog", "{n} dogs", number) for number in (0, 1, 2, 3, 4, 6, 7, 22)]
    assert [form.removeprefix("{n} ") for form in forms] == [
        *("cŵn", "ci", "gi", "chi", "o gŵn", "chi gyda'i gilydd", "o gŵn", "o gŵn"),
    ]
    assert welsh.number("{n} cat", "{n} cats", 2) == "{n} cats"


@pytest.mark.parametrize("wrong", ['msgid "a', "msgid a", 'msgstr[x] "a"', 'msgid "\\x"', '"alone"', "msgctxt c"])
def test_a_line_that_is_wrong_is_named(tmp_path: Path, wrong: str) -> None:
    (tmp_path / "kiosk.po").write_text(f"{wrong}\n{HEADER}", "utf-8")
    with pytest.raises(ConfigurationError, match=r"Line 1 of kiosk\.po"):
        read_catalogue(tmp_path / "kiosk.po")


@pytest.mark.parametrize("wrong", ["msgid a", "\xff", ""])
def test_a_file_that_is_wrong_leaves_the_kiosk_in_english(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    place = tmp_path / "cy" / "LC_MESSAGES"
    place.mkdir(parents=True)
    if wrong:
        (place / "kiosk.po").write_bytes(wrong.encode("latin-1"))
    monkeypatch.setattr("store.language._LOCALE", tmp_path)
    monkeypatch.setattr("store.language._Speech.read", {})
    speak(WELSH)
    assert (language(), say("Help")) == (ENGLISH, "Help")


def test_a_sentence_whose_places_were_not_kept_is_said_in_english() -> None:
    speak_as(WELSH, Catalogue({"By {name}.": "Gan {enw}."}, {"{n} dog": ("{n",) * 6}, lambda _number: 0))
    assert say("By {name}.", name="Priya") == "By Priya."
    assert say_number("{n} dog", "{n} dogs", 2) == "2 dogs"

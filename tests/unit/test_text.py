"""The one door for text: nothing that a terminal acts on gets through, no word is lost."""

from __future__ import annotations

import sys
import unicodedata

import pytest

from screens.text import FORBIDDEN, cell, clean, content, json_bytes, looks_like_image, one_line, too_long
from store.pictures import all_in_words


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("meet [at] gate", "meet [at] gate"),
        ("a [/] b [@click=app.quit]x[/]", "a [/] b [@click=app.quit]x[/]"),
        ("\x1b]52;c;aGk=\x07hi", "]52;c;aGk=hi"),
        ("\x9b31mred", "31mred"),
        ("evil\u202etxt.exe", "eviltxt.exe"),
        ("a\u200bb\u200cc\ufeffd\u00ade", "abcde"),
        ("e\u0301", "é"),
        ("e\u200b\u0301", "é"),
        ("tab\there", "tab here"),
        ("one\r\ntwo\u2028three\x85four", "one two three four"),
        ("\ud800", "\ufffd"),
        ("日本 ελληνικά عربي", "日本 ελληνικά عربي"),
    ],
)
def test_text_comes_through_the_door_without_what_a_terminal_would_act_on(typed: str, kept: str) -> None:
    assert clean(typed) == kept


def test_lines_stay_lines_where_there_may_be_several() -> None:
    assert clean("one\r\ntwo\rthree\u2029four\tx", multiline=True) == "one\ntwo\nthree\nfour    x"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("🔪", "🔪"),
        ("👍🏽", "👍🏽"),
        ("🇬🇧", "🇬🇧"),
        ("I ❤\ufe0f you", "I ❤ you"),
        ("👩\u200d👧", "[picture: woman, girl]"),
        ("👩🏽\u200d🚀 up", "[picture: woman, medium skin, rocket] up"),
        ("🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f", "[picture: flag of Wales]"),
    ],
)
def test_an_emoji_stays_whole_or_is_told_in_words_but_is_never_dropped(typed: str, kept: str) -> None:
    assert clean(typed) == kept


def test_where_there_are_no_emoji_each_is_told_in_words() -> None:
    assert all_in_words("he has a 🔪 at 🇬🇧 1\ufe0f\u20e3") == "he has a [picture: knife] at [picture: flag GB] 1"


def test_the_list_of_forbidden_characters_holds_all_that_unicode_calls_control_format_or_separator() -> None:
    missed = [
        f"{code:x}"
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code)) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and not FORBIDDEN.match(chr(code))
    ]
    assert missed == []


def test_no_letter_digit_or_sign_is_on_the_list_but_for_the_blank_fillers() -> None:
    caught = [
        chr(code)
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code))[0] in "LNPS" and FORBIDDEN.match(chr(code))
    ]
    assert caught == ["\u115f", "\u1160", "\u3164", "\uffa0"]


def test_content_interprets_no_markup() -> None:
    assert str(content("[b]not bold[/b] [/]")) == "[b]not bold[/b] [/]"
    assert cell("[b]x\ny[/]").plain == "[b]x y[/]"
    assert cell("[b]x[/b]").spans == []


@pytest.mark.parametrize(
    ("text", "width", "line"),
    [
        ("short", 10, "short"),
        ("a  b\n c", 10, "a b c"),
        ("abcdefgh", 5, "abcd…"),
        ("日本日本", 4, "日…"),
        ("abc", 0, ""),
    ],
)
def test_one_line_fits_its_width(text: str, width: int, line: str) -> None:
    assert one_line(text, width) == line


_BASE64 = "aGVsbG8gd29ybGQgMTIzNDU2Nzg5MCBBQkNERUZHSElKS0xNTk9QUVJTVFVWV1hZWmFi" * 4


@pytest.mark.parametrize(
    "pasted",
    [
        "data:image/png;base64,iVBORw0KGgo=",
        "DATA: image/jpeg,xx",
        "look ;base64,AAAA",
        _BASE64,
        "\n".join(_BASE64[at : at + 76] for at in range(0, len(_BASE64), 76)),
        "\x1b_Gf=100;AAAA\x1b\\",
        "_Gf=100,a=T;" + _BASE64,
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkS",
        "<img src=x>",
    ],
)
def test_a_picture_as_text_is_seen(pasted: str) -> None:
    assert looks_like_image(pasted)


@pytest.mark.parametrize(
    "written",
    [
        "He sent a data: image of me, I think",
        "A" * 5_000,
        "ha" * 2_000,
        "He said 3 things. " * 400,
        "https://example.org/watch?v=dQw4w9WgXcQ",
        "",
    ],
)
def test_what_a_child_writes_is_not_taken_for_a_picture(written: str) -> None:
    assert not looks_like_image(written)


def test_length_is_measured_in_bytes_of_the_json_string() -> None:
    assert json_bytes('é"\n') == len('"é\\"\\n"'.encode())
    assert not too_long("a" * 98, 100)
    assert too_long("a" * 99, 100)
    assert too_long("é" * 50, 100)
    assert too_long("\ud800" * 40, 100)

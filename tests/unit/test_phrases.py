"""A safe reply is whole: every blank filled, nothing else changed."""

from __future__ import annotations

import pytest

from store.errors import KioskError
from store.language import WELSH, speak
from store.phrases import ALWAYS, LARGEST_BLANK, blanks_of, filled, said
from store.scheme.policy import PHRASES, Policy

PLEASE = "Please come to ROOM at TIME. I am in ROOM until TIME."


def test_the_blanks_are_named_once_each_in_their_order() -> None:
    assert blanks_of(PLEASE) == ("room", "time")
    assert blanks_of("Thank you for the ROOMS and your TIMELY help.") == ()


def test_every_blank_is_filled_wherever_it_stands() -> None:
    assert filled(PLEASE, {"room": " R12\n", "time": "10:40"}) == (
        "Please come to R12 at 10:40. I am in R12 until 10:40."
    )


def test_what_is_filled_in_is_never_taken_for_a_blank() -> None:
    assert filled("See NAME in ROOM.", {"name": "ROOM", "room": "NAME"}) == "See ROOM in NAME."


@pytest.mark.parametrize("blanks", [{}, {"room": "R12"}, {"room": "R12", "time": " \t"}])
def test_an_empty_blank_is_refused(blanks: dict[str, str]) -> None:
    with pytest.raises(KioskError, match="Nothing was sent"):
        filled(PLEASE, blanks)


def test_a_blank_is_short_and_its_refusal_does_not_repeat_it() -> None:
    assert filled("ROOM", {"room": "x" * LARGEST_BLANK}) == "x" * LARGEST_BLANK
    with pytest.raises(KioskError) as caught:
        filled("ROOM", {"room": "y" * (LARGEST_BLANK + 1)})
    assert "yy" not in str(caught.value)


def test_the_schools_own_replies_have_only_blanks_that_can_be_filled() -> None:
    for phrase in Policy().phrases:
        assert filled(phrase.text, dict.fromkeys(blanks_of(phrase.text), "here"))
    assert "999" in ALWAYS


def test_a_reply_of_the_program_is_said_in_welsh_and_any_other_stays_as_it_was_written() -> None:
    replies = [one.text for one in PHRASES]
    given = {"room": "the library", "time": "12:40"}
    speak(WELSH)
    told = filled("Please come to ROOM at TIME.", given)
    assert said(told, replies) == "Dere i the library am 12:40, os gweli di'n dda."
    assert said("Please come to me now.", replies) == "Please come to me now."
    assert said(f"{told} Bring nobody.", replies) == f"{told} Bring nobody."

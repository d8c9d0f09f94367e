"""Every sentence that a mentor may be told has its Welsh, and nothing else has."""

from __future__ import annotations

import re
from functools import cache

from store.catalogue import ABOUT, Catalogue, read_catalogue
from tests.messages import PO, Messages, found

_PLACES = re.compile(r"\{\w+\}|\b(?:ROOM|TIME|NAME)\b")
_GLYPHS = "★●○◐▲◆!"
# Calls that say what was found elsewhere: a class's own texts, what a key does, a title, a tip, a problem said before.
ELSEWHERE = {
    *("self.HEADING", "self.HELP", "self.EMPTY", "page.HELP", "what", "word", "card", "reply"),
    *("adult.title", "one.title", "message.sender", "one.sender", "line.sender", "facts.tip", "self._problem"),
    *("problem", "label"),
}


@cache
def told() -> tuple[Messages, Catalogue]:
    return found(), read_catalogue(PO)


def test_the_welsh_file_has_every_sentence_of_the_source_and_no_other() -> None:
    messages, welsh = told()
    assert len(messages.sentences) > 400
    assert set(messages.sentences) - set(welsh.sentences) == set(), "run `python -m tests.messages`, then translate"
    assert set(welsh.sentences) - set(messages.sentences) == set(), "run `python -m tests.messages`"
    assert set(messages.numbers) == set(welsh.numbers)


def test_it_can_be_told_of_each_call_which_sentence_it_says() -> None:
    messages, _welsh = told()
    unknown = [call for call in messages.unknown if call.partition("say(")[2].removesuffix(")") not in ELSEWHERE]
    assert unknown == []


def test_a_sentence_in_welsh_has_the_same_places_spaces_and_signs() -> None:
    _messages, welsh = told()
    for looked_up, said in welsh.sentences.items():
        english = looked_up.rpartition(ABOUT)[2]
        assert sorted(_PLACES.findall(english)) == sorted(_PLACES.findall(said)), said
        assert (english[:1] in _GLYPHS or None) == (said[:1] in _GLYPHS or None), said
        assert english[:1].isspace() == said[:1].isspace(), said
        assert english[-1:].isspace() == said[-1:].isspace(), said
        # Keys and numbers to ring are the same in every language.
        for kept in re.findall(r"\bF\d+\b|\bCtrl\+\w|\d{3,}|\bEsc\b|Childline|SHOUT", english):
            assert kept in said, (kept, said)


def test_a_number_has_six_forms_with_the_same_places() -> None:
    messages, welsh = told()
    for one, forms in welsh.numbers.items():
        many, _where = messages.numbers[one]
        assert "{n}" in one
        assert sorted(_PLACES.findall(one)) == sorted(_PLACES.findall(many))
        assert len(forms) == 6
        for form in forms:
            assert sorted(_PLACES.findall(form)) == sorted(_PLACES.findall(one)), form

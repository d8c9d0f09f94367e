"""Words stand for bytes, and typed words are forgiven what people do to them."""

from __future__ import annotations

import secrets
import subprocess
import sys

import pytest

from store import words
from store.errors import ConfigurationError


@pytest.mark.parametrize(
    "typed",
    [
        "maple river stone",
        "  Maple-River  STONE ",
        "maple,river.stone",
        "maple\u2013river\u00a0stone",
        "\uff4d\uff41\uff50\uff4c\uff45 river\tstone",
    ],
)
def test_words_compare_however_they_are_typed(typed: str) -> None:
    assert words.normalise(typed) == "maple river stone"


def test_a_name_with_a_sharp_s_compares_with_its_capitals() -> None:
    assert words.normalise("Strauß") == words.normalise("STRAUSS")


def test_normalising_twice_is_normalising_once() -> None:
    odd = "\u0345\u1e9e\ufb01-K\u212b"
    assert words.normalise(words.normalise(odd)) == words.normalise(odd)


def test_generated_words_are_of_the_list_and_differ() -> None:
    made = words.generate(6)
    assert len(made.split(" ")) == 6
    assert made == words.normalise(made)
    assert words.generate(6) != made


def test_a_report_has_one_code_of_two_words_and_two_digits() -> None:
    code = words.report_code("00" * 16)
    assert code == "DANCE DEBATE 25"
    assert words.report_code("00" * 15 + "01") != code


@pytest.mark.parametrize("number", range(40))
def test_a_code_always_has_two_digits(number: int) -> None:
    first, second, digits = words.report_code(f"{number:032x}").split(" ")
    assert first.isupper()
    assert second.isupper()
    assert len(digits) == 2
    assert digits.isdigit()


def test_a_fingerprint_is_five_words_that_change_with_the_key() -> None:
    assert words.fingerprint(b"x") == "coin master mouse hour help"
    assert len(words.fingerprint(b"x").split(" ")) == 5
    assert words.fingerprint(b"x") != words.fingerprint(b"y")


def test_the_words_of_a_head_give_back_its_first_128_bits() -> None:
    digest = secrets.token_bytes(32)
    on_paper = words.head_words(digest)
    assert len(on_paper.split(" ")) == 12
    assert words.head_bytes(on_paper.upper().replace(" ", "-")) == digest[:16]


@pytest.mark.parametrize(
    "on_paper",
    ["", "abandon", "abandon " * 12, "abandon " * 11 + "zebra", "abandon " * 11 + "notaword", "abandon " * 23 + "art"],
)
def test_words_that_were_copied_wrongly_are_refused_without_being_repeated(on_paper: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        words.head_bytes(on_paper)
    assert "abandon" not in str(refused.value)


def test_the_list_is_not_loaded_before_a_word_is_needed() -> None:
    loaded = "import sys, store.words; sys.exit('mnemonic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", loaded], check=False).returncode == 0

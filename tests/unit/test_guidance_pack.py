"""A guidance pack is read whole or refused with the name of the file that is not right."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from screens.mentor.parts.topics import TOPICS as SESSION_TOPICS
from store.errors import ConfigurationError
from store.scheme.guidance import CARDS, MENTOR, SCHEME, STAFF, GuidancePage, guidance_content, guidance_from_content
from store.scheme.guidance_default import default_pack
from store.scheme.guidance_pack import read_pack
from store.signed.canonical import decode, encode

PAGE = """+++
title = "Ours"
topic = "privacy"
source = "Us"
checked = 2026-11-24
audience = "mentor"
order = 1
+++
# A heading
Our words.
"""
MODULE = """title = "Quiz"
topic = "cards"
source = "Us"
checked = 2026-11-24
audience = "mentor"
order = 2
pass_mark = 1
valid_months = 12
text = "Read this."
[[scenario]]
story = "Jo asks."
[[scenario.answer]]
text = "Yes"
right = true
why = "It helps."
[[scenario.answer]]
text = "No"
right = false
why = "It hurts."
"""


@dataclass(frozen=True)
class File:
    name: str
    data: bytes = field(repr=False)

    def is_file(self) -> bool:
        return True

    def read_bytes(self) -> bytes:
        return self.data


def read(name: str, text: str) -> tuple[GuidancePage, ...]:
    return read_pack([File(name, text.encode())])


def test_the_pack_that_comes_with_the_program_has_a_page_for_each_topic_and_training_for_all() -> None:
    pack = default_pack()
    for topic in (CARDS, SCHEME, *(key for key, _ in SESSION_TOPICS)):
        assert any(one.topic == topic and one.audience == MENTOR and one.quiz is None for one in pack), topic
    assert sum(one.quiz is not None and one.audience == MENTOR for one in pack) >= 2
    assert any(one.quiz is not None and one.audience == STAFF for one in pack)
    assert {"told", "who-to-go-to", "what-mentors-do", "pictures", "what-we-agreed", "privacy-notice"} <= {
        one.slug for one in pack
    }
    assert {"dpia", "letter-to-parents", "who-reads-what"} <= {one.slug for one in pack}
    assert all(one.source and one.checked for one in pack)


def test_a_pack_comes_out_of_a_signed_document_as_it_went_in() -> None:
    pack = default_pack()
    assert guidance_from_content(decode(encode(guidance_content(pack)))) == pack


def test_pages_of_an_earlier_version_are_read_and_a_newer_one_may_say_more() -> None:
    [old] = guidance_from_content([["told", "Told", "Listen.", "Us", "2026-11-01"]])
    assert (old.topic, old.audience, old.quiz) == (CARDS, MENTOR, None)
    [page] = read("ours.md", PAGE)
    assert guidance_from_content([[*guidance_content([page])[0], "something newer"]]) == (page,)


def test_a_page_in_welsh_says_so_also_in_the_document() -> None:
    [page] = read("ours.md", PAGE.replace('audience = "mentor"', 'audience = "mentor"\nlanguage = "cy"'))
    assert page.language == "cy"
    assert guidance_from_content(decode(encode(guidance_content([page])))) == (page,)


def test_what_a_windows_editor_leaves_is_read_the_same_and_its_own_files_are_passed_over() -> None:
    windows = File("ours.md", b"\xef\xbb\xbf" + PAGE.replace("\n", "\r\n").encode())
    assert read_pack([windows, File("Thumbs.db", b"\x00"), File(".DS_Store", b"\x00")]) == read("ours.md", PAGE)


def test_pages_stand_in_the_order_of_their_topics_then_their_own() -> None:
    later, first = PAGE.replace("order = 1", "order = 9"), PAGE.replace("privacy", "cards")
    names = [one.slug for one in read_pack([File("a.md", later.encode()), File("b.md", PAGE.encode())])]
    assert names == ["b", "a"]
    assert [one.slug for one in read_pack([File("a.md", PAGE.encode()), File("z.md", first.encode())])] == ["z", "a"]


BAD = {
    "no head": ("a.md", "Our words."),
    "no end of the head": ("a.md", PAGE.replace("order = 1\n+++\n", "order = 1\n")),
    "no text": ("a.md", PAGE.partition("# A")[0]),
    "no title": ("a.md", PAGE.replace('title = "Ours"\n', "")),
    "a misspelt key": ("a.md", PAGE.replace("source", "sauce")),
    "a key too many": ("a.md", PAGE.replace("order = 1", "order = 1\ncolour = 3")),
    "an unknown topic": ("a.md", PAGE.replace("privacy", "football")),
    "nobody to read it": ("a.md", PAGE.replace('"mentor"', '"parents"')),
    "a date in quotes": ("a.md", PAGE.replace("2026-11-24", '"2026-11-24"')),
    "a date that is none": ("a.md", PAGE.replace("2026-11-24", "2026-13-24")),
    "true for a number": ("a.md", PAGE.replace("order = 1", "order = true")),
    "a title of two lines": ("a.md", PAGE.replace('"Ours"', '"Ours\\nand yours"')),
    "a title too long": ("a.md", PAGE.replace("Ours", "Ours" * 30)),
    "a link": ("a.md", PAGE + "[here](https://example.org)"),
    "a picture": ("a.md", PAGE + "![x](x.png)"),
    "HTML": ("a.md", PAGE + "<b>x</b>"),
    "an escape sequence": ("a.md", PAGE + "\x1b]52;c;aGk=\x07"),
    "text that turns round": ("a.md", PAGE + "\u202eevil"),
    "a capital in its name": ("Ours.md", PAGE),
    "a document": ("letter.docx", PAGE),
    "no quiz": ("a.toml", MODULE.partition("[[")[0]),
    "a pass that nobody reaches": ("a.toml", MODULE.replace("pass_mark = 1", "pass_mark = 2")),
    "no right answer": ("a.toml", MODULE.replace("true", "false")),
    "no wrong answer": ("a.toml", MODULE.replace("false", "true")),
    "no why": ("a.toml", MODULE.replace('why = "It hurts."', "")),
    "one scenario without brackets": ("a.toml", MODULE.replace("[[scenario]]", "[scenario]")),
    "a story that no screen holds": ("a.toml", MODULE.replace("Jo asks.", "Jo asks. " * 90)),
}


@pytest.mark.parametrize("what", BAD)
def test_a_file_that_is_not_right_is_named_and_nothing_is_published(what: str) -> None:
    name, text = BAD[what]
    with pytest.raises(ConfigurationError) as refused:
        read_pack([File("good.md", PAGE.encode()), File(name, text.encode())])
    assert str(refused.value).startswith(f"{name}: ")
    assert "Nothing was published." in str(refused.value)


def test_an_empty_folder_a_file_that_is_no_text_and_one_name_twice_are_refused() -> None:
    for files in (
        [],
        [File("a.md", b"\xff\xfe")],
        [File("a.md", b"x" * 10**6)],
        [File("a.md", PAGE.encode()), File("a.toml", MODULE.encode())],
        [File(f"a{number}.md", PAGE.encode()) for number in range(500)],
    ):
        with pytest.raises(ConfigurationError, match="Nothing was published"):
            read_pack(files)


@settings(max_examples=150, deadline=None)
@given(some.data())
def test_whatever_is_in_a_file_it_is_read_or_refused_with_a_sentence(data: some.DataObject) -> None:
    name, good = data.draw(some.sampled_from([("a.md", PAGE), ("a.toml", MODULE)]))
    at = data.draw(some.integers(0, len(good)))
    cut = data.draw(some.integers(0, 40))
    put = data.draw(some.binary(max_size=20) | some.text(max_size=20).map(lambda text: text.encode("utf-8", "replace")))
    mixed = good[:at].encode() + put + good[at + cut :].encode()
    try:
        pages = read_pack([File(name, mixed)])
    except ConfigurationError as refused:
        assert str(refused).startswith(f"{name}: ")
    else:
        assert guidance_from_content(decode(encode(guidance_content(pages)))) == pages


def test_a_document_whose_quiz_nobody_could_pass_is_not_taken() -> None:
    from store.errors import NotCanonical

    [module] = read("a.toml", MODULE)
    assert module.quiz is not None
    for quiz in (
        replace(module.quiz, pass_mark=2),
        replace(module.quiz, scenarios=()),
        replace(module.quiz, months=0),
        replace(module.quiz, scenarios=(replace(module.quiz.scenarios[0], answers=()),)),
    ):
        with pytest.raises(NotCanonical):
            guidance_from_content(guidance_content([replace(module, quiz=quiz)]))

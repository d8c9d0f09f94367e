"""Staff are published in the clear, pupils sealed to three roles."""

from __future__ import annotations

import pytest

from store.errors import BrokenFile, NotCanonical, NotForThisKey
from store.scheme.people import Mentor, open_pupils, seal_pupils, staff_content, staff_from_content
from store.sealing import age_file
from store.sealing.xwing import Identity
from store.signed.canonical import Plain, decode, encode
from tests.founded_school import STAFF, mentors, role_identities

READERS = ("coordinator", "safeguarding", "recovery")


def sealed(people: list[Mentor]) -> bytes:
    return seal_pupils(people, [role_identities()[role].recipient for role in READERS])


def test_staff_come_out_as_they_went_in() -> None:
    assert staff_from_content(decode(encode(staff_content(STAFF)))) == STAFF


def test_what_a_newer_version_adds_about_staff_is_passed_over() -> None:
    content: list[Plain] = [[*line, "pronouns"] for line in staff_content(STAFF) if isinstance(line, list)]
    assert staff_from_content(content) == STAFF


@pytest.mark.parametrize("content", [None, b"", {}, [[]], [[bytes(16), "a", "b", "c", "head", "", ""]], [["x"] * 7]])
def test_another_shape_of_staff_is_refused(content: Plain) -> None:
    with pytest.raises(NotCanonical):
        staff_from_content(content)


@pytest.mark.parametrize("role", READERS)
def test_each_of_three_roles_reads_the_pupils(role: str) -> None:
    assert open_pupils(sealed(mentors(3)), [role_identities()[role]]) == tuple(mentors(3))


@pytest.mark.parametrize("role", ["head", "chair", "chair-recovery"])
def test_no_other_role_reads_the_pupils(role: str) -> None:
    with pytest.raises(NotForThisKey):
        open_pupils(sealed(mentors(3)), [role_identities()[role]])


def test_one_pupil_more_does_not_show_in_the_size() -> None:
    assert len(sealed(mentors(3))) == len(sealed(mentors(40)))


@pytest.mark.parametrize("content", ["text", b"no age file", None, []])
def test_what_is_no_sealed_list_is_broken(content: Plain) -> None:
    with pytest.raises(BrokenFile):
        open_pupils(content, [role_identities()["coordinator"]])


@pytest.mark.parametrize("text", [b"", b"[]", b"{}", b'{"mentors":[{}]}', b'{"mentors":[{"person":"a"}]}', b"\xff"])
def test_a_sealed_list_of_another_shape_is_broken(text: bytes) -> None:
    reader = Identity.generate()
    with pytest.raises(BrokenFile):
        open_pupils(age_file.seal(text, [reader.recipient]), [reader])


def test_no_pupil_is_printed() -> None:
    assert "Mentor 1" not in repr(mentors(3))
    assert "Sam" not in repr(mentors(3))

"""A list from a spreadsheet is read line by line, and each line that is wrong says why."""

from __future__ import annotations

import pytest

from store.errors import ConfigurationError, TooLarge
from store.scheme.roster_import import Roster, RosterLine, read_roster

HEAD = "kind,name,roles,title,room,hours,contact,mentees\n"


def read(*lines: str, head: str = HEAD) -> Roster:
    return read_roster((head + "\n".join(lines)).encode())


def test_mentors_and_staff_are_read() -> None:
    roster = read(
        'mentor,Ffion Rhys,,,,,,"Sam, Y7; Łucja, Y8"',
        "staff,Mrs Price,safeguarding; coordinator,keeps pupils safe,R12,8-4,+44 1970 000000,",
    )
    assert roster.problems == ()
    assert roster.lines == (
        RosterLine(2, "mentor", "Ffion Rhys", mentees=("Sam, Y7", "Łucja, Y8")),
        RosterLine(
            3,
            "staff",
            "Mrs Price",
            ("safeguarding", "coordinator"),
            "keeps pupils safe",
            "R12",
            "8-4",
            "+44 1970 000000",
        ),
    )


@pytest.mark.parametrize(
    "data",
    [
        "kind,name\nmentor,Zoë\n".encode(),
        "\ufeffkind,name\r\nmentor,Zoë\r\n".encode(),
        "kind;name\nmentor;Zoë\n".encode("cp1252"),
        "kind\tname\nmentor\tZoë\n".encode("utf-16"),
        "Name , KIND\nZoë,Mentor\n\n,\n".encode(),
        "kind,name\nmentor,Zoe\u0308\n".encode(),
    ],
    ids=["utf-8", "Excel's utf-8", "cp1252 with semicolons", "utf-16 with tabs", "other order", "decomposed"],
)
def test_it_is_read_however_a_spreadsheet_saved_it(data: bytes) -> None:
    (line,) = read_roster(data).lines
    assert line.name == "Zoë"
    assert line.kind == "mentor"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("pupil,Secretname", "kind must be"),
        ("mentor,", "no name"),
        ("mentor, - ,", "begins like a formula"),
        ("mentor,=HYPERLINK(1)", "begins like a formula"),
        ("mentor,Secretname,head", "can't hold a role"),
        ("staff,Secretname,janitor", "does not exist"),
        ("staff,Secretname,,,,,,Sam", "have no mentees"),
        ("mentor," + "Secretname" * 13, "longer than"),
        ("mentor,Secret\u202ename", "can't be shown"),
        ("mentor,Secret\x1bname", "can't be shown"),
        ("mentor,Secretname,,,,,,Sam,Y7,Alex", "more cells"),
    ],
)
def test_a_line_that_is_wrong_says_why_without_repeating_it(line: str, reason: str) -> None:
    roster = read("mentor,First", line, "mentor,Last")
    assert [one.name for one in roster.lines] == ["First", "Last"]
    (problem,) = roster.problems
    assert problem.line == 3
    assert problem.sentence.startswith("Line 3 was left out: ")
    assert reason in problem.sentence
    assert "Secret" not in problem.sentence
    assert "janitor" not in problem.sentence


def test_a_name_that_stands_twice_points_to_the_first() -> None:
    roster = read("mentor,Ffion Rhys", "mentor,Other", "mentor,ffion-rhys")
    assert len(roster.lines) == 2
    assert "line 2" in roster.problems[0].sentence


def test_a_name_may_be_both_a_mentors_and_a_member_of_staffs() -> None:
    assert read("mentor,Sam Lee", "staff,Sam Lee").problems == ()


def test_a_cell_over_two_lines_keeps_the_count_of_lines() -> None:
    roster = read('mentor,Ffion,,,,,,"Sam\nAlex"', "pupil,Wrong")
    assert roster.lines[0].mentees == ("Sam", "Alex")
    assert roster.problems[0].line == 4


@pytest.mark.parametrize("data", [b"", b"who,what\n1,2\n", b"\x00\x01\x02", b"name\nSam\n", b"PK\x03\x04\0\0"])
def test_a_file_that_is_no_such_list_is_refused(data: bytes) -> None:
    with pytest.raises(ConfigurationError, match="CSV"):
        read_roster(data)


def test_a_quotation_mark_out_of_place_is_named_by_its_line() -> None:
    with pytest.raises(ConfigurationError, match="line 2"):
        read('mentor,"Ffion"x,')


def test_a_file_that_is_far_too_large_is_not_read() -> None:
    with pytest.raises(TooLarge):
        read_roster(b"x" * ((1 << 20) + 1))


def test_a_list_without_people_is_empty() -> None:
    assert read() == Roster((), ())


def test_no_pupil_is_printed() -> None:
    assert "Ffion" not in repr(read("mentor,Ffion"))

"""What happens between two steps: a cut before the first word, a school half set up, a disk that refuses once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from store.errors import ConfigurationError, StorageError
from store.feeds.by_folder.folder import FolderPeer
from store.feeds.exchange import exchange
from store.notebook.common.facts import Danger, ReportState
from tests.classroom import PRIYA, Classroom, classroom, draft
from tests.founded_school import STAFF

HALF_SET_UP = ("safeguarding", "coordinator")
HEAD = next(one for one in STAFF if "head" in one.roles)


def kinds(room: Classroom, role: str) -> list[str]:
    return [record.kind for record in room.records(role)]


def rows_after_a_cut(folder: Path, *, nameless: bool, with_report: bool) -> list[tuple[int, int, int, bool]]:
    with classroom(folder) as room:
        concerns = room.notebook.without_name() if nameless else room.sign_in().concerns
        if with_report:
            concerns.send(draft("about a coach", adult="yes"))
        room.cut_power()
        return [(entry.lane, entry.size, entry.alarm, entry.slot) for entry in room.entries()]


@pytest.mark.parametrize("nameless", [False, True])
def test_a_visit_cut_short_before_its_first_word_has_the_rows_of_one_with_a_staff_report(
    tmp_path: Path, nameless: bool
) -> None:
    without = rows_after_a_cut(tmp_path / "without", nameless=nameless, with_report=False)
    assert rows_after_a_cut(tmp_path / "with", nameless=nameless, with_report=True) == without


def test_a_red_answer_reaches_an_adult_though_not_a_word_was_typed(room: Classroom) -> None:
    room.sign_in().concerns.save(draft("", danger=Danger.YES))
    room.cut_power()
    [record] = room.records("safeguarding")
    assert (record.kind, record.text["danger"], record.text["level"]) == ("unfinished", "yes", "red")


def test_only_a_role_of_the_reports_route_can_say_that_it_was_read(room: Classroom) -> None:
    visit = room.sign_in()
    written = draft("about a coach", adult="yes")
    visit.concerns.send(written)
    visit.end()
    room.read_by_adult(written.id, sender="safeguarding")
    room.notebook.send_now()
    [line] = room.sign_in().reports()
    assert line.state is ReportState.SENT
    assert line.read_at is None


def test_without_a_name_nothing_is_said_to_be_kept_that_is_not(tmp_path: Path) -> None:
    with classroom(tmp_path, roles=HALF_SET_UP) as room:
        written = draft("about the coach", adult="yes")
        concerns = room.notebook.without_name()
        concerns.save(written)
        with pytest.raises(ConfigurationError, match="still on this page"):
            concerns.send(written)


def test_asking_for_a_head_whose_key_is_not_made_reaches_those_who_keep_pupils_safe(tmp_path: Path) -> None:
    with classroom(tmp_path, roles=HALF_SET_UP) as room:
        room.notebook.find_me("Ana", "by the bike shed", HEAD.person)
        [record] = room.records("safeguarding")
        assert (record.kind, record.text["adult"]) == ("find-me", HEAD.person)


def test_an_end_that_the_disk_refused_releases_at_the_next_try(
    room: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.notebook.without_name().save(draft("left behind"))

    def refuse() -> None:
        raise StorageError("There is no room left on the disk.")

    with monkeypatch.context() as patched:
        patched.setattr(room.kiosk.database, "write", refuse)
        with pytest.raises(StorageError):
            room.notebook.end_without_name()
    room.notebook.end_without_name()
    assert kinds(room, "safeguarding") == ["unfinished"]


def test_removing_a_red_answer_without_words_leaves_a_record(room: Classroom) -> None:
    visit = room.sign_in()
    written = draft("", danger=Danger.YES)
    visit.concerns.save(written)
    visit.concerns.remove(written, everyone_safe=True)
    room.cut_power()
    assert kinds(room, "safeguarding") == ["removed"]


def test_words_that_were_deleted_again_are_still_held_until_their_author_removes_them(room: Classroom) -> None:
    visit = room.sign_in()
    written = draft("something happened")
    visit.concerns.save(written)
    visit.concerns.save(replace(written, words=""))
    room.cut_power()
    assert kinds(room, "safeguarding") == ["unfinished"]


def test_asking_for_an_adult_leaves_nothing_unfinished_behind(room: Classroom) -> None:
    room.notebook.without_name().save(draft("then asked for an adult"))
    room.notebook.find_me("Ana", "by the bike shed", STAFF[0].person)
    room.notebook.end_without_name()
    assert sorted(kinds(room, "safeguarding")) == ["find-me", "unfinished"]


def test_an_answer_about_the_head_never_leaves_a_copy_with_the_readers_of_before(tmp_path: Path) -> None:
    with classroom(tmp_path) as room:
        visit = room.sign_in()
        written = draft("about somebody")
        visit.concerns.save(written)
        visit.concerns.save(replace(written, adult="head"))
        room.cut_power()
        assert kinds(room, "safeguarding") == []
        assert kinds(room, "chair").count("unfinished") == 1


def test_a_stick_that_took_everything_is_not_called_out_of_reach(room: Classroom, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    peer = FolderPeer(stick, room.kiosk.feeds)
    room.exchange = lambda: exchange(room.kiosk.feeds, peer, send=(0,), want=(1,))  # type: ignore[method-assign]
    notebook = room.start()
    visit = notebook.sign_in(PRIYA, room.words[PRIYA])
    visit.concerns.send(draft())
    visit.end()
    assert "can't be reached" not in notebook.send_now()
    # What lies on a stick has reached nobody: only a receipt changes what the pupil is shown.
    [line] = notebook.sign_in(PRIYA, room.words[PRIYA]).reports()
    assert line.state is ReportState.SAVED
    assert notebook.welcome().last_contact is None


def test_half_an_emoji_keeps_no_report_back(room: Classroom) -> None:
    room.sign_in().concerns.send(draft("half of a picture \ud83d, all of the words"))
    [record] = room.records("safeguarding")
    assert record.text["words"] == "half of a picture \ufffd, all of the words"

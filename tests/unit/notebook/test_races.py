"""Saves, sends, ends and the kiosk's own work in several threads: nothing twice, nothing back, nothing lost."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

from store.notebook.common.facts import Danger
from tests.classroom import Classroom, draft


def together(*jobs: Callable[[], object]) -> None:
    start = threading.Barrier(len(jobs))

    def run(job: Callable[[], object]) -> None:
        start.wait()
        job()

    with ThreadPoolExecutor(len(jobs)) as pool:
        for running in [pool.submit(run, job) for job in jobs]:
            running.result()


def kinds(room: Classroom, role: str = "safeguarding") -> list[str]:
    return sorted(record.kind for record in room.records(role) if record.kind != "cover")


def test_a_copy_is_never_seen_before_its_time(room: Classroom) -> None:
    visit = room.sign_in()
    done = threading.Event()

    def tend() -> None:
        while not done.is_set():
            room.notebook.tend()

    def save() -> None:
        for number in range(40):
            visit.concerns.save(draft(f"just begun {number}"))
        done.set()

    together(tend, save)
    assert kinds(room) == []


def test_the_same_send_from_many_threads_is_one_report(room: Classroom) -> None:
    first, second, written = room.sign_in(), room.sign_in(), draft()
    together(*[partial(visit.concerns.send, written) for visit in (first, second) * 3])
    assert kinds(room) == ["concern"]
    assert len(first.reports()) == 1
    [record] = room.records("safeguarding")
    assert record.nth is not None
    assert record.nth[1] == 1
    second.concerns.send(draft("the next one"))
    assert [one.nth[1] for one in room.records("safeguarding") if one.nth] == [1, 2]


def test_saves_that_cross_a_send_leave_no_draft_and_no_copy(room: Classroom) -> None:
    visit = room.sign_in()
    for number in range(10):
        written = draft(f"crossing {number}")
        save, send = visit.concerns.save, visit.concerns.send
        saves = [partial(save, replace(written, words=f"{written.words} {n}")) for n in (1, 2)]
        together(*saves, partial(send, written), room.notebook.tend)
    assert visit.concerns.unfinished() is None
    room.cut_power()
    assert kinds(room) == ["concern"] * 10


def test_a_save_that_a_visit_left_behind_brings_nothing_back_that_the_next_one_sent(room: Classroom) -> None:
    earlier, written = room.sign_in(), draft("typed twice")
    earlier.concerns.save(written)
    earlier.end()
    later = room.sign_in()
    later.concerns.send(written)
    earlier.concerns.save(replace(written, words="late"))
    earlier.concerns.remove(written, everyone_safe=True)
    assert later.concerns.unfinished() is None
    room.cut_power()
    assert kinds(room) == ["concern"]


def test_danger_that_was_told_late_puts_no_older_words_over_newer_ones(room: Classroom) -> None:
    visit = room.sign_in()
    written = draft("", danger=Danger.YES)
    visit.concerns.save(written)
    newer = replace(written, words="he has a knife")
    visit.concerns.save(newer)
    visit.concerns.danger_now(written)
    assert visit.concerns.unfinished() == newer
    room.cut_power()
    assert room.sign_in().concerns.unfinished() == newer
    assert kinds(room) == ["danger", "unfinished"]


def test_an_end_that_crosses_a_send_loses_nothing_and_keeps_the_numbers(room: Classroom) -> None:
    for number in range(5):
        visit = room.sign_in()
        sends = [partial(visit.concerns.send, draft(f"{number} {n}")) for n in range(2)]
        staff = partial(visit.concerns.send, draft("staff", adult="yes"))
        together(*sends, staff, visit.end, room.notebook.tend)
    for _ in range(6):
        room.cut_power()
    assert kinds(room) == ["concern"] * 10
    assert kinds(room, "head") == ["concern"] * 5
    assert sorted(one.nth[1] for one in room.records("safeguarding") if one.nth) == list(range(1, 11))


def test_a_visit_that_ends_while_somebody_tends_writes_one_pair(room: Classroom) -> None:
    before = len(room.entries())
    for _ in range(5):
        visit = room.sign_in()
        together(visit.end, room.notebook.tend, room.notebook.welcome)
    assert len(room.entries()) == before + 10

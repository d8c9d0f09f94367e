"""Any bytes inside a valid seal from a compromised kiosk leave every other report readable and every page calm."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from screens.desk.sitting.app import DeskApp
from screens.text import FORBIDDEN
from store.casebook.desk.casework import DeskCasework
from store.errors import KioskError
from tests.examples import examples
from tests.hostile_payloads import fixed, payloads
from tests.journeys.two_desks import Sitter, sitting_at
from tests.unit.casebook.office import EVANS, KHAN, PRICE, Office, office

GOOD = 12
MANY = 999
TARGET = "0a" * 16
ROLES = ("safeguarding", "coordinator", "recovery")


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Office, dict[str, str]]]:
    """A school in which all is well, with what each of its reports says."""
    with office(tmp_path_factory.mktemp("hostile")) as made:
        yield made, write_good(made, GOOD)


def write_good(school: Office, count: int) -> dict[str, str]:
    """Let the kiosk send so many reports, returning what each says; the first is the one that others are about."""
    good = {}
    for number in range(count):
        record = school.record(text={"words": f"Report number {number}", "level": "blue"})
        record = record.model_copy(update={"id": TARGET}) if not number else record
        good[record.id] = f"Report number {number}"
        school.put(record)
    return good


def put(school: Office, bodies: Iterable[bytes]) -> None:
    """Let the kiosk seal these for those who read reports, then send them."""
    to = school.room.desk.school.recipients(ROLES)
    with school.room.kiosk.database.write() as connection:
        for body in bodies:
            school.room.kiosk.feeds.append(connection, 0, school.room.sealer.seal(body, to))
    school.room.store.hear(school.room.kiosk)


def assert_calm(casework: DeskCasework, good: dict[str, str]) -> None:
    """Every page answers, and what was well is as it was."""
    casework.refresh()
    ids, offset = list[str](), 0
    while (page := casework.inbox(offset=offset)).lines:
        ids += [line.id for line in page.lines]
        offset += len(page.lines)
    assert set(good) <= set(ids)
    for case_id, words in good.items():
        case = casework.case(case_id)
        assert words in (case.words, *(one.act for one in case.additions))
    for case_id in ids:
        casework.case(case_id)
        casework.colleagues(case_id)
        casework.can_reply(case_id)
    pages = (casework.due, casework.mentors, casework.readings, casework.retention, casework.erasures)
    for ask in (*pages, casework.scheme, casework.completeness, casework.apart, casework.staff_trainings):
        ask()
    for child in casework.children().lines:
        casework.child(child.id)
    casework.transfers.page(0, 200)
    found = casework.search("report number")
    assert found.total >= len(good)
    # A search shows the newest fifty.
    assert len(found.lines) == min(found.total, 50)


@settings(max_examples=examples(2), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bodies=st.lists(payloads(TARGET), min_size=6, max_size=16))
def test_whatever_is_inside_a_seal_the_other_reports_stay_readable(
    story: tuple[Office, dict[str, str]], bodies: list[bytes]
) -> None:
    school, good = story
    fits = [one for one in bodies if len(one) < 16_000]
    put(school, fits)
    lead = school.desk.unlock(PRICE)
    assert_calm(lead, good)
    lead.lock()


@pytest.mark.long
async def test_every_page_of_the_desk_shows_hostile_records_as_text(tmp_path: Path) -> None:
    with office(tmp_path) as school:
        school.put(school.record(id=TARGET, text={"words": "Report number 0", "level": "red"}))
        put(school, fixed(TARGET))
        for name, good in ((EVANS, {}), (PRICE, {TARGET: "Report number 0"})):
            one = school.desk.unlock(name)
            assert_calm(one, good)
            one.lock()
        app = DeskApp(school.desk.unlocking, clock=lambda: 0.0, leave=lambda _: None)
        async with app.run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
            sitter = Sitter(pilot, school.desk)
            await sitter.settle()
            await sitter.come_in(PRICE)
            for keys in (
                ("enter",),
                ("end",),
                ("m",),
                ("escape", "escape", "down", "enter"),
                ("end",),
                ("escape", "end", "enter"),
                ("escape", "d"),
                ("escape", "c"),
                ("escape", "k"),
                ("end",),
                *((*("escape",) * 2, "m", page) for page in "456789"),
                ("escape", "v"),
            ):
                await sitter.press(*keys)
                assert FORBIDDEN.search(sitter.text().replace("\n", "")) is None
            with pytest.raises(KioskError):
                school.desk.unlocking.unlock(PRICE, "wrong words")


@pytest.mark.long
@pytest.mark.timeout(3600)
async def test_beside_each_kind_of_hostile_record_the_other_999_reports_are_read_and_the_inbox_is_calm(
    tmp_path: Path,
) -> None:
    with office(tmp_path) as school:
        good = write_good(school, MANY)
        deputy = school.other_desk.unlock(KHAN)
        async with sitting_at(school.desk, size=(80, 24)) as sitter:
            await sitter.come_in(PRICE)
            assert f"{MANY} cases" in sitter.text()
            for body in fixed(TARGET):
                put(school, [body])
                deputy.refresh()
                for case_id, words in good.items():
                    case = deputy.case(case_id)
                    assert words in (case.words, *(one.act for one in case.additions)), body[:200]
                await sitter.press("f5")
                shown = sitter.text()
                assert FORBIDDEN.search(shown.replace("\n", "")) is None, body[:200]
                assert f"Inbox: {PRICE}" in shown, body[:200]
                assert " cases, " in shown, body[:200]
            assert_calm(deputy, good)
            await sitter.press("end", "enter")
            assert "I have read it" in sitter.text()

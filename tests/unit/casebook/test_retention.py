"""Closed cases are looked at when their time has come, and a legal hold stops two people, too."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from store.casebook.pages.retention import PUPIL_YEARS, years_after
from store.errors import KioskError
from tests.unit.casebook.office import OKAFOR, PRICE, WORDS, Office


def test_a_closed_case_is_due_after_its_years_and_is_not_erased_while_it_is_held(school: Office) -> None:
    report = school.report("He took her phone.")
    lead = school.desk.unlock()
    lead.acknowledge(report)
    lead.close(report, "Supported in school", "it is given back")
    (line,) = lead.retention().lines
    assert (line.case_id, line.is_due, line.is_held) == (report, False, False)
    assert line.review == years_after(line.closed.date(), PUPIL_YEARS)
    lead.act(report, "hold", {"hold": "on", "reason": "an inquiry"})
    assert "legal hold" in " ".join(lead.case(report).warnings)
    school.clock.advance(timedelta(days=365 * (PUPIL_YEARS + 1)).total_seconds())
    (line,) = lead.retention().lines
    assert (line.is_due, line.is_held) == (True, True)
    lead.lock()

    def erasure() -> int:
        erasing = school.desk.unlocking.unlock_to_erase((PRICE, WORDS), (OKAFOR, WORDS))
        try:
            return len(erasing.of_case(report, "kept for its time").entries)
        finally:
            erasing.close()

    with pytest.raises(KioskError, match="legal hold"):
        erasure()
    lead = school.desk.unlock()
    lead.act(report, "hold", {"hold": "off", "reason": "the inquiry is over"})
    lead.lock()
    # The report, with what was done on it at each of the two sittings.
    assert erasure() == 3
    assert years_after(date(2028, 2, 29), 1) == date(2029, 2, 28)

"""A casebook made anew from the feeds is the same; interrupted, it goes on; what had not gone out is kept (I14)."""

from __future__ import annotations

import pytest

from store.casebook.records import kinds
from store.casebook.role import projection
from tests.unit.casebook.office import PRICE, WORDS, Office, picture


class _Stopped(Exception):
    pass


def test_a_rebuild_that_is_killed_goes_on_where_it_was_and_gives_the_same_casebook(
    school: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(projection, "STEP", 4)
    report = school.report("He said he would hurt Kit.")
    lead = school.desk.unlock()
    lead.acknowledge(report)
    lead.act(report, kinds.LINK, {"name": "Kit Bell"})
    lead.act(report, kinds.ACTION, {"words": "Ring home", "due": "3 days", "reason": "to tell them"})
    lead.lock()
    school.report("And again.", about_report=report)
    lead = school.desk.unlock()
    entered = lead.enter({"words": "I saw it, too.", "level": "blue", "adult": "no"})
    before, due, children = picture(lead), lead.due(), lead.children()
    # Ended as a power cut would: what was entered last is in no feed.
    for casebook in lead._open.casebooks.values():
        casebook.close()
    heard: list[int] = []

    def stop(role: str, done: int, of: int) -> None:
        heard.append(done)
        raise _Stopped

    with pytest.raises(_Stopped):
        school.desk.unlocking.rebuild(PRICE, WORDS, stop)
    with pytest.raises(_Stopped):
        school.desk.unlocking.rebuild(PRICE, WORDS, stop)
    assert heard[0] < heard[1]
    told: list[tuple[str, int, int]] = []
    assert school.desk.unlocking.rebuild(PRICE, WORDS, lambda *one: told.append(one)) == ("safeguarding",)
    assert told[-1][1] == told[-1][2]
    assert told[0][1] > heard[0]
    (path,) = school.desk.casebook_files()
    assert sorted(one.name for one in path.parent.iterdir()) == sorted({path.name, "public-facts.json"})
    lead = school.desk.unlocking.unlock(PRICE, WORDS)
    assert (picture(lead), lead.due(), lead.children()) == (before, due, children)
    assert entered in [line.id for line in lead.inbox().lines]

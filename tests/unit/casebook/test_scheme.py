"""Mentors and the scheme in figures, and who read what: from records alone, nothing of other roles' reports."""

from __future__ import annotations

from datetime import timedelta

from store.casebook.pages.scheme_figures import RoutePractice
from store.notebook.common.parts import Parts
from store.notebook.of_concerns.practice_report import WORDS, send_practice
from store.records import Record
from store.scheme.routes import SESSION_ROLES
from tests.founded_school import person
from tests.unit.casebook.office import EVANS, KHAN, OKAFOR, OWEN, PRICE, Office

MENTOR = person(61).hex()


def log(school: Office, kind: str, days_ago: int, **text: object) -> Record:
    """Let the mentor's kiosk write a record of so many days ago."""
    created = (school.clock.now() - timedelta(days=days_ago)).isoformat()
    record = school.record(kind, to=list(SESSION_ROLES), author=MENTOR, created=created, text=text)
    school.put(record)
    return record


def test_load_moods_training_topics_and_times_come_from_the_records_and_staff_reports_change_none(
    school: Office,
) -> None:
    for days, topic in ((1, "bullying"), (20, "bullying"), (60, "privacy")):
        log(school, "session", days, topic=topic, minutes=20)
    log(school, "session", 2, topic=7, minutes="many")
    # What no kiosk of ours writes leaves the rest as it is.
    for minutes in (2**63 - 1, 10**30, float("nan"), -5, [1], None):
        log(school, "session", 100, topic=["x"], minutes=minutes)
    for days, mood in ((1, 2), (2, 4), (36, 5), (3, 99)):
        log(school, "check-in", days, mood=mood, talk=mood == 2)
    log(school, "training", 30, module="a", until="2027-09-03")
    log(school, "training", 10, module="b", until="soon")
    log(school, "review", 5, working="The timer.", not_working="", change="")
    report = school.report("He follows her.")
    lead = school.desk.unlock()
    school.clock.advance(600)
    lead.acknowledge(report)
    lead.note(report, "Rang home.", "to tell them")
    (priya, tom) = lead.mentors().lines
    assert (priya.sessions, tom.sessions) == (3, 0)
    assert priya.moods == ((5.0, 1), (0.0, 0), (0.0, 0), (0.0, 0), (0.0, 0), (3.0, 2))
    assert (str(priya.trained_until), priya.is_trained, tom.trained_until) == ("2027-09-03", True, None)
    assert priya.talk_since is not None
    figures = lead.scheme()
    assert (figures.sessions, figures.minutes) == (10, 60 + 2 * 1_440)
    assert ("bullying", 2) in figures.topics
    assert [one.working for one in figures.reviews] == ["The timer."]
    assert {one.role for one in figures.practice_routes if one.is_due} == {"safeguarding", "head", "chair"}
    (speed,) = figures.speeds
    assert (speed.cases, speed.to_read) == (1, timedelta(seconds=601))
    lead.act(report, "talked", {"words": "She is well.", "at": "now"})
    assert lead.mentors().lines[0].talk_since is None
    # A report about staff shows in none of it, and what the coordinator sees names no report.
    school.report("Mr Smith shouted.", adult="yes")
    lead.refresh()
    assert (lead.mentors().lines[0].talk_since, lead.scheme().speeds) == (None, (speed,))
    assert {one.case_id for one in lead.readings().lines} == {report}
    lead.lock()
    school.desk.unlock().lock()
    coordinator = school.desk.unlock(EVANS)
    (seen, _) = coordinator.mentors().lines
    assert (seen.sessions, seen.talk_since) == (3, None)
    assert coordinator.scheme().topics == figures.topics
    assert coordinator.scheme().speeds == ()
    assert school.desk.unlock(OKAFOR).mentors().total == 0
    deputy = school.other_desk.unlock(KHAN)
    assert [one.by for one in deputy.readings().lines] == [PRICE] * deputy.readings().total
    deputy.case(report)
    newest = deputy.readings().lines[0]
    assert (newest.by, newest.act, newest.case_id) == (KHAN, "opened the report", report)


def test_a_practice_report_goes_down_each_route_and_the_time_until_it_is_acknowledged_is_kept(school: Office) -> None:
    kiosk = school.room.kiosk
    parts = Parts(kiosk.database, kiosk.feeds, kiosk.school, school.room.sealer, school.clock)
    assert send_practice(parts) == (("safeguarding", True), ("head", True), ("chair", True))
    # As with real ones, those about staff wait for the end of a visit.
    school.room.sign_in().end()
    school.send()
    for name, minutes in ((PRICE, 12), (OKAFOR, 90), (OWEN, 600)):
        school.clock.advance(61)
        reader = school.desk.unlock(name)
        (line,) = reader.inbox().lines
        case = reader.case(line.id)
        assert (case.line.level, case.line.author, case.words) == ("amber", "PRACTICE", WORDS)
        assert [one.to_read for one in reader.scheme().practices] == [None]
        since = (school.clock.now() - reader.scheme().practices[0].at).total_seconds()
        school.clock.advance(minutes * 60 - since)
        reader.acknowledge(line.id)
        (practice,) = reader.scheme().practices
        assert practice.to_read == timedelta(minutes=minutes)
        (own,) = (one for one in reader.scheme().practice_routes if one.role == practice.role)
        assert (own.is_due, own.acknowledged) == (False, True)
        assert reader.scheme().speeds == ()
        reader.lock()
    school.clock.advance(61)
    assert not school.desk.start()._rings()


def test_whoever_runs_the_scheme_sees_which_route_awaits_its_practice_report_and_nothing_else_of_it(
    school: Office,
) -> None:
    kiosk, today = school.room.kiosk, school.clock.now().date()
    parts = Parts(kiosk.database, kiosk.feeds, kiosk.school, school.room.sealer, school.clock)

    def awaited() -> dict[str, tuple[bool, bool]]:
        runs = school.desk.unlock(EVANS)
        told = {one.role: (one.is_due, one.acknowledged) for one in runs.scheme().practice_routes}
        assert runs.due().practice_due == tuple(role for role, (is_due, _) in told.items() if is_due)
        runs.lock()
        school.clock.advance(61)
        return told

    nothing = dict.fromkeys(("safeguarding", "head", "chair"), (True, False))
    assert awaited() == nothing
    school.report("Mr Smith shouted.", adult="yes")
    send_practice(parts)
    school.room.sign_in().end()
    school.room.sign_in().end()
    school.send()
    head = school.desk.unlock(OKAFOR)
    is_practice = {one.author == "PRACTICE": one.id for one in head.inbox().lines}
    # Neither a real report that is read nor one that has only come tells of it.
    head.acknowledge(is_practice[False])
    head.lock()
    assert awaited() == nothing
    head = school.desk.unlock(OKAFOR)
    assert [one for one in head.scheme().practice_routes if one.role == "head"] == [
        RoutePractice("head", since=today - timedelta(weeks=8), day=today, acknowledged=False)
    ]
    head.acknowledge(is_practice[True])
    head.lock()
    assert awaited() == nothing | {"head": (False, True)}
    # Another half-term has passed.
    school.clock.advance(57 * 24 * 3600)
    assert awaited() == nothing | {"head": (True, True)}

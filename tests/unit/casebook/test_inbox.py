"""The order of the inbox, its pages, its search, the line above it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from store.casebook.desk.casework import MOST_FOUND
from store.casebook.rows import index
from store.feeds.entry import LANE_NOTICES, LANE_RECORDS
from store.feeds.exchange import exchange
from store.feeds.local import LocalPeer
from store.scheme.erase import make_erase
from store.scheme.notices import KIND_ERASE, pack_notice
from store.sealing.key_file import staff_signing_key
from tests.founded_school import KIOSK, STORE, seeded
from tests.unit.casebook.office import OKAFOR, Office, key_file


def put(school: Office, words: str, level: str, minutes: int = 0) -> str:
    at = (school.clock.now() - timedelta(minutes=minutes)).isoformat()
    made = school.record(created=at, text={"words": words, "level": level})
    school.put(made)
    return made.id


def test_red_and_amber_come_first_then_the_oldest_against_its_clock(school: Office) -> None:
    put(school, "grey old", "grey", 3000)
    put(school, "blue new", "blue", 1)
    put(school, "blue old", "blue", 3000)
    put(school, "amber new", "amber", 1)
    put(school, "red new", "red", 1)
    put(school, "amber old", "amber", 90)
    put(school, "red old", "red", 20)
    lead = school.desk.unlock()
    lines = lead.inbox().lines
    assert [line.summary for line in lines] == [
        "red old",
        "red new",
        "amber old",
        "amber new",
        "blue old",
        "blue new",
        "grey old",
    ]
    assert [line.summary for line in lines if line.overdue] == ["red old", "amber old", "blue old"]
    for line in lines:
        lead.acknowledge(line.id)
    assert not any(line.overdue for line in lead.inbox().lines)


def test_of_one_level_what_nobody_has_read_comes_before_what_somebody_works_on(school: Office) -> None:
    for words, level, minutes in (("blue old", "blue", 3000), ("blue new", "blue", 1), ("amber old", "amber", 90)):
        put(school, words, level, minutes)
    put(school, "amber new", "amber", 1)
    lead = school.desk.unlock()
    for line in lead.inbox().lines:
        if line.summary.endswith("old"):
            lead.acknowledge(line.id)
    assert [line.summary for line in lead.inbox().lines] == ["amber new", "amber old", "blue new", "blue old"]


def test_time_alone_makes_a_case_overdue(school: Office) -> None:
    put(school, "red", "red")
    lead = school.desk.unlock()
    assert not lead.inbox().lines[0].overdue
    school.clock.advance(15 * 60 + 1)
    assert lead.inbox().lines[0].overdue


def test_an_urgent_report_from_the_future_is_late_at_once(school: Office) -> None:
    put(school, "red", "red", -60 * 24 * 400)
    put(school, "blue", "blue", -60 * 24 * 400)
    assert [line.overdue for line in school.desk.unlock().inbox().lines] == [True, False]


@pytest.mark.parametrize(
    "roles", [["safeguarding"], pytest.param(["safeguarding", "coordinator"], marks=pytest.mark.long)]
)
def test_a_long_inbox_is_given_two_hundred_at_a_time(school: Office, roles: list[str]) -> None:
    (school.desk.folder / "keys" / "price.key").write_bytes(key_file(0, roles))
    recipients = school.room.desk.school.recipients(["safeguarding", "recovery"])
    from store.records import to_json

    with school.room.kiosk.database.write() as connection:
        for number in range(205):
            made = school.record(text={"words": f"Number {number:03}", "level": "blue"})
            school.room.kiosk.feeds.append(connection, LANE_RECORDS, school.room.sealer.seal(to_json(made), recipients))
    school.room.exchange()
    lead = school.desk.unlock()
    first, second = lead.inbox(), lead.inbox(offset=200)
    assert (len(first.lines), first.total, first.unread) == (200, 205, 205)
    assert (len(second.lines), second.offset) == (5, 200)
    assert len({line.id for line in (*first.lines, *second.lines)}) == 205
    found = lead.search("number")
    assert (len(found.lines), found.total) == (MOST_FOUND, 205)
    assert lead.inbox(offset=400).lines == ()


def test_the_search_finds_words_by_their_beginnings_newest_first(school: Office) -> None:
    old = put(school, "He wants money for the Café photos.", "blue", 500)
    new = put(school, "More money. Don't tell.", "grey")
    lead = school.desk.unlock()

    def found(text: str) -> list[str]:
        return [line.id for line in lead.search(text).lines]

    assert found("mon") == [new, old]
    assert found("MONEY caf") == [old]
    assert found("cafe") == found("CAFÉ") == found("cafe\u0301") == [old]
    assert found("don't") == [new]
    assert found("mo\u200bney") == [new, old]
    assert found("m") == found("") == found("!!") == found(" ") == []
    assert found('"money') == [new, old]
    for hostile in ('money" OR "x', "money AND", "NEAR(money)", "told:money", "mon*ey (", "\x00mo", "-money", "^money"):
        lead.search(hostile)
    lead.note(old, "Spoke to Gwen.", "she asked")
    assert found("gwen") == [old]
    assert found(lead.inbox().lines[0].code) == [lead.inbox().lines[0].id]


def test_hidden_letters_do_not_hide_a_word_from_the_search(school: Office) -> None:
    report = put(school, "kn\u200bi\u202efe and \u0085gun", "blue")
    lead = school.desk.unlock()
    assert [line.id for line in lead.search("knife").lines] == [report]
    assert [line.id for line in lead.search("gun").lines] == [report]
    assert "\u200b" in lead.case(report).words


def test_what_is_typed_becomes_a_query_of_words(school: Office) -> None:
    assert index.query_of("a") is None
    assert index.query_of("ab") == '"ab"*'
    assert index.query_of("a b") == '"a" "b"'
    assert index.query_of('say "hi') == '"say"* """hi"*'


def test_nothing_missing_is_said_in_one_line(school: Office) -> None:
    school.report()
    told = school.desk.unlock().completeness()
    assert told.sentence == (
        "Nothing missing from 1 kiosk (sealed items, not only concerns; some are blanks or not for you)."
    )
    assert (told.quarantined, told.unreadable) == (0, 0)
    library = next(one for one in told.feeds if one.lane == LANE_RECORDS)
    assert (library.device, library.missing, library.forks, library.problem) == ("Library", (), 0, None)
    assert library.here > 0
    assert library.last_contact == school.clock.now()


def test_a_gap_in_a_feed_is_said_with_its_kiosk_and_its_numbers(school: Office) -> None:
    for number in range(4):
        put(school, f"Report {number}", "blue")
    told = []
    with school.room.kiosk.database.read() as connection:
        theirs = school.room.kiosk.feeds
        entries = theirs.entries(connection, lanes=(LANE_RECORDS,))
        (run,) = list(theirs.runs(connection, [], (LANE_RECORDS,)))
    from store.feeds.run import decode_run, encode_run

    last = entries[-1].seq
    items = decode_run(run)
    school.desk.online = False
    with school.desk.device.database.write() as connection:
        for part in (items[: last - 3], items[last - 1 :]):
            told += school.desk.device.feeds.take(connection, encode_run(part))
    assert told == []
    lead = school.desk.unlock()
    shown = lead.completeness()
    assert shown.sentence.startswith("2 items missing: 2 from Library (sealed items, not only concerns;")
    library = next(one for one in shown.feeds if one.lane == LANE_RECORDS)
    assert library.missing == ((last - 2, last - 1),)
    assert lead.inbox().total == 2
    school.desk.online = True
    lead.refresh()
    assert lead.completeness().sentence.startswith("Nothing missing from 1 kiosk")
    assert lead.inbox().total == 4


def test_what_another_desk_has_signed_to_hold_is_missing_here_until_it_comes(school: Office) -> None:
    school.report()
    other = school.other_desk.unlock()
    other.lock()
    school.other_desk.exchange()
    # The store hands over the other desk's notices, and withholds the reports that they tell of.
    exchange(school.desk.device.feeds, LocalPeer(school.room.store.feeds, STORE), send=(), want=(LANE_NOTICES,))
    school.desk.online = False
    lead = school.desk.unlock()
    library = next(one for one in lead.completeness().feeds if one.lane == LANE_RECORDS)
    assert (library.here, library.checkpointed, library.missing) == (0, 0, ((1, library.written),))
    assert "missing" in lead.completeness().sentence
    school.desk.online = True
    lead.refresh()
    library = next(one for one in lead.completeness().feeds if one.lane == LANE_RECORDS)
    assert (library.here, library.checkpointed, library.missing) == (library.written, library.written, ())


def test_what_two_people_erased_is_told_with_their_names_and_is_not_missing(school: Office) -> None:
    school.report()
    lead = school.desk.unlock()
    desk = school.desk.device
    with desk.database.write() as connection:
        entry = next(one for one in desk.feeds.entries(connection, lanes=(LANE_RECORDS,)) if not one.slot)
        keys = [staff_signing_key(seeded(40 + number)) for number in (0, 2)]
        notice = make_erase(desk.school.id, [entry.hash], "concern", *keys)
        desk.feeds.append(connection, LANE_NOTICES, pack_notice([(KIND_ERASE, notice)]))
        desk.school.follow(connection, desk.feeds)
    lead.refresh()
    library = next(one for one in lead.completeness().feeds if one.lane == LANE_RECORDS)
    ((count, people),) = library.erased
    assert (count, set(people.split(" and "))) == (1, {"Mrs Price", "Ms Okafor"})
    assert (library.missing, library.here) == ((), library.written)


def test_a_kiosk_of_which_nothing_comes_is_said_to_be_silent(school: Office) -> None:
    school.send()
    lead = school.desk.unlock()
    assert "silent" not in lead.completeness().sentence
    school.clock.set_wall(datetime(2026, 11, 27, 10, 0, tzinfo=UTC))
    assert "Library silent for 2 school days." in lead.completeness().sentence
    school.report()
    lead.refresh()
    assert "silent" not in lead.completeness().sentence


def test_a_kiosk_of_which_nothing_ever_came_is_named(school: Office) -> None:
    school.admit(school.stranger(), "Playground")
    told = school.desk.unlock().completeness().sentence
    assert told.startswith("Nothing missing from 2 kiosks")
    assert "Nothing has come from Playground yet." in told


def test_the_head_reads_a_mentor_whose_name_the_heads_key_does_not_open(school: Office) -> None:
    school.report("Mr Smith shouted.", adult="yes")
    head = school.desk.unlock(OKAFOR)
    (line,) = head.inbox().lines
    assert line.author.startswith("a mentor (")
    assert head.can_reply(line.id)
    assert head.search("priya").total == 0
    assert KIOSK.id.hex() not in line.author

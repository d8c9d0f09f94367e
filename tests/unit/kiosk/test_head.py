"""One line on paper commits to everything; months later it tells what of that is still there."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest

from kiosk.desk_wiring import start_desk
from kiosk.home import Home
from kiosk.parts import open_device
from kiosk.proof.head_line import line_of, read_line
from store.errors import ConfigurationError, WrongPassphrase
from store.feeds.entry import LANE_NOTICES
from store.scheme.erase import make_erase
from store.scheme.notices import KIND_ERASE, pack_notice
from store.sealing.key_file import open_key_file, staff_signing_key
from store.signed.signing_key import SigningKey
from tests.unit.kiosk.school_folder import SchoolFolder, copied, school_once
from tests.unit.kiosk.test_sync import report

_SAID_TO_BE = {
    "erased": "INSERT OR REPLACE INTO dropped_bodies SELECT school, hash, 1, zeroblob(32) FROM entries",
    "forgotten": "INSERT OR REPLACE INTO dropped_bodies SELECT school, hash, 2, x'' FROM entries",
}
DESK, HASH = bytes(range(16)), bytes(range(100, 132))


def lock_the_desk(school: SchoolFolder) -> None:
    """Unlock the desk and lock it again, which writes a checkpoint."""
    home = Home(school.folder)
    desk = start_desk(home, home.desk(None))
    try:
        casework = desk.unlocking.unlock("Ms Ahmed", school.words["Ms Ahmed"])
        casework.refresh()
        casework.lock()
        desk.exchange()
    finally:
        desk.close()


@pytest.fixture(scope="module")
def _on_paper(_filled_once: SchoolFolder, tmp_path_factory: pytest.TempPathFactory) -> SchoolFolder:
    def on_paper(folder: Path) -> SchoolFolder:
        school = copied(_filled_once, folder)
        report(Home(school.folder), school)
        assert school.run("sync") == 0
        lock_the_desk(school)
        lock_the_desk(school)
        return school

    return school_once(tmp_path_factory, "paper", on_paper)


@pytest.fixture
def school(_on_paper: SchoolFolder, tmp_path: Path) -> SchoolFolder:
    """Give a school with a report that its desk's checkpoint tells of."""
    return copied(_on_paper, tmp_path / "school")


def printed(school: SchoolFolder, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert school.run("head") == 0
    return capsys.readouterr().out.splitlines()[1].strip()


def change(school: SchoolFolder, statement: str) -> None:
    store = Home(school.folder).store
    assert store is not None
    with sqlite3.connect(store / "feeds.db") as database:
        assert database.execute(statement).rowcount > 0
    database.close()


def test_what_is_on_paper_is_all_there_also_after_more_was_written(
    school: SchoolFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    line = printed(school, capsys)
    report(Home(school.folder), school)
    lock_the_desk(school)
    assert printed(school, capsys) != line
    assert school.run("verify", "--against", line) == 0
    told = capsys.readouterr().out
    assert "Classroom, reports: all 5 here." in told
    assert "Office, casework: all 4 here." in told
    assert told.count("on paper are") == 2
    # As people type it.
    assert school.run("verify", "--against", line.upper().replace("DESK ", "").replace(" ", ", ")) == 0


def test_verify_tells_how_much_of_each_feed_desks_have_signed_to_hold(
    school: SchoolFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    report(Home(school.folder), school)
    assert school.run("sync") == 0
    capsys.readouterr()
    assert school.run("verify") == 0
    told = capsys.readouterr().out
    assert told.count("Classroom, reports: complete, 5 entries. Written: 5. Checkpointed: 5.") == 3
    # What came after the desk's last lock.
    assert told.count("Checkpointed: 0.") == 3
    assert "Last contact with the store: " in told


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("DELETE FROM entries WHERE lane = 0 AND seq IN (2, 3)", "Classroom, reports: 3 of 5 here; missing 2 to 3."),
        ("DELETE FROM entries WHERE lane = 0", "Classroom, reports: 0 of 5 here; missing 1 to 5."),
        ("UPDATE entries SET body = NULL WHERE lane = 0 AND seq = 2", "4 of 5 here; 1 without content."),
        ("UPDATE entries SET body = x'00' WHERE lane = 0 AND seq = 2", "4 of 5 here; 1 changed since."),
        ("UPDATE entries SET signed = x'00' WHERE lane = 0 AND seq = 2", "4 of 5 here; 1 changed since."),
        ("UPDATE entries SET hash = zeroblob(32) WHERE lane = 0 AND seq = 5", "with another history in their place"),
    ],
)
def test_what_was_taken_away_or_changed_is_told_feed_by_feed(
    school: SchoolFolder, statement: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    line = printed(school, capsys)
    change(school, statement)
    assert school.run("verify", "--against", line) == 1
    said = capsys.readouterr().out
    assert told in said
    # The desk beside it still has everything.
    assert "Classroom, reports: all 5 here." in said


def test_what_two_people_erased_is_told_with_who_they_are(
    school: SchoolFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    line, home = printed(school, capsys), Home(school.folder)
    desk = open_device(home, home.desk(None))
    with desk.database.read() as connection:
        report_entry = next(one for one in desk.feeds.entries(connection, lanes=(0,)) if not one.slot)
    keys = [staff_key(home, name, school.words[name]) for name in ("Ms Ahmed", "Mr Price")]
    notice = make_erase(desk.school.id, [report_entry.hash], "concern", *keys)
    with desk.database.write() as connection:
        desk.feeds.append(connection, LANE_NOTICES, pack_notice([(KIND_ERASE, notice)]))
    desk.follow()
    desk.close()
    assert school.run("sync") == 0
    capsys.readouterr()
    assert school.run("verify", "--against", line) == 0
    told = capsys.readouterr().out
    names = "Ms Ahmed and Mr Price", "Mr Price and Ms Ahmed"
    assert sum(told.count(f"Classroom, reports: 4 of 5 here; 1 erased by {both}.") for both in names) == 2


def test_a_row_that_says_erased_explains_nothing_away(school: SchoolFolder, capsys: pytest.CaptureFixture[str]) -> None:
    line = printed(school, capsys)
    for why in ("erased", "forgotten"):
        change(school, "UPDATE entries SET body = NULL WHERE lane = 0 AND seq = 2")
        change(school, _SAID_TO_BE[why])
        assert school.run("verify", "--against", line) == 1
        assert "4 of 5 here; 1 without content." in capsys.readouterr().out


def staff_key(home: Home, name: str, words: str) -> SigningKey:
    for path in home.desk(None).keys.glob("*.key"):
        with contextlib.suppress(WrongPassphrase):
            return staff_signing_key(open_key_file(path.read_bytes(), words).content.staff_seed)
    raise AssertionError(name)


def test_a_line_whose_entry_was_taken_away_everywhere_is_told(
    school: SchoolFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    line = printed(school, capsys)
    change(school, "UPDATE entries SET body = NULL WHERE seq = (SELECT max(seq) FROM entries WHERE lane = 1)")
    assert school.run("verify", "--against", line) == 1
    assert "what it says of the others is gone" in capsys.readouterr().out
    assert school.run("verify", "--against", line_of(DESK, 7, HASH)) == 1
    assert "No entry with these words is here" in capsys.readouterr().out


def test_the_words_count_where_the_numbers_were_copied_wrongly(
    school: SchoolFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    line = read_line(printed(school, capsys))
    words = printed(school, capsys).split()[4:]
    assert school.run("verify", "--against", f"00000000 {line.seq + 1} {' '.join(words)}") == 0
    assert "the numbers were copied wrongly" in capsys.readouterr().out


def test_a_desk_that_never_told_what_it_holds_has_no_line(
    filled: SchoolFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert filled.run("head") == 1
    assert "has not said yet what it holds" in capsys.readouterr().err


def test_a_line_is_read_as_it_was_printed() -> None:
    line = line_of(DESK, 4711, HASH)
    assert line.startswith("desk 00010203 number 4711 ")
    read = read_line(line)
    assert (read.desk, read.seq, read.digest) == ("00010203", 4711, HASH[:16])


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda parts: parts[:-1], "13 parts in place of 14"),
        (lambda parts: [], "parts in place of 14"),
        (lambda parts: [*parts[:1], "0001", *parts[2:]], "8 letters from 0 to f"),
        (lambda parts: [*parts[:3], "many", *parts[4:]], "stands a number"),
        (lambda parts: [*parts[:5], "xyzzy", *parts[6:]], "word 2 of 12"),
        (lambda parts: [*parts[:4], parts[5], parts[4], *parts[6:]], "not twelve words as the program prints them"),
    ],
)
def test_a_line_copied_wrongly_is_told_with_the_part_that_is_wrong(spoil: object, told: str) -> None:
    parts = line_of(DESK, 4711, HASH).split()
    with pytest.raises(ConfigurationError, match=told):
        read_line(" ".join(spoil(parts)))  # type: ignore[operator]

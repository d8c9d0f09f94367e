"""Searching a casebook, encrypted, against plain FTS5: `python -m tests.benchmarks.search [--quick]`.

The yardstick is the same index, byte for byte, in a file in the clear, asked the same by the same version of SQLite.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import sqlcipher3

from store.casebook.case.facts import MOST_COUNTED
from store.casebook.desk.casework import MOST_FOUND
from store.casebook.role.role_casebook import RoleCasebook
from store.casebook.rows import index
from tests.benchmarks.big_school import FULL, QUICK, SEED, Writing, big_desk
from tests.benchmarks.pairs import ratio_line, timed_in_turn, told

_DISTINCT = 60
_SHADOWS = ("config", "data", "docsize", "idx")
_FOUND = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?"


class PlainIndex:
    """The index of a casebook, copied into a file without a key, which is plain SQLite."""

    def __init__(self, path: Path, casebook: RoleCasebook) -> None:
        with casebook._file.write() as connection:
            made = str(connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = 'words'").scalar())
        with casebook._file._engine.connect() as connection:
            driver = connection.connection.driver_connection
            driver.execute("ATTACH DATABASE ? AS plain KEY ''", (str(path),))
            driver.execute(made.replace("TABLE words", "TABLE plain.words"))
            for shadow in _SHADOWS:
                driver.execute(f"DELETE FROM plain.words_{shadow}")  # noqa: S608 - all constant
                driver.execute(f"INSERT INTO plain.words_{shadow} SELECT * FROM main.words_{shadow}")  # noqa: S608
            driver.execute("DETACH DATABASE plain")
        self._connection = sqlcipher3.connect(str(path), isolation_level=None)

    def find(self, query: str) -> None:
        """Look for the newest that match, as far as we count."""
        self._connection.execute(_FOUND, (query, MOST_COUNTED + 1)).fetchall()

    def close(self) -> None:
        self._connection.close()


def typed(seed: int = SEED) -> list[str]:
    """Return what somebody types: words of pupils and the beginnings of words, one or two of them."""
    writing = Writing(seed)
    found = list[str]()
    for number in range(_DISTINCT):
        words = [one for one in writing.text().split() if len(one) > 1][: 1 + number % 2]
        words[-1] = words[-1][: 2 + number % 5]
        found.append(" ".join(words))
    return found


def main(quick: bool) -> None:
    """Print how long both take."""
    cases = QUICK if quick else FULL
    with tempfile.TemporaryDirectory() as folder, big_desk(cases) as desk:
        casework = desk.unlock()
        casebook = desk.casebook(casework)
        plain = PlainIndex(Path(folder) / "plain.db", casebook)
        wanted = typed()
        queries = [query for one in wanted if (query := index.query_of(one)) is not None]
        turn, place = [0], [0]

        def ours() -> None:
            turn[0] += 1
            casebook.found(queries[turn[0] % len(queries)], MOST_FOUND)

        def yardstick() -> None:
            place[0] += 1
            plain.find(queries[place[0] % len(queries)])

        rounds = 200 if quick else 600
        times = timed_in_turn(ours, yardstick, rounds)
        whole = timed_in_turn(lambda: casework.search(wanted[turn[0] % len(wanted)]), ours, rounds // 5)[0]
        plain.close()
        casework.lock()
    print(told(f"the newest {MOST_FOUND} of {cases} cases found in the casebook, with their number", times[0]))
    print(told("the same in plain FTS5", times[1]))
    print(told("until the lines of a page are made", whole))
    print(ratio_line("search", *times))


if __name__ == "__main__":
    main("--quick" in sys.argv)

"""The loop of a kiosk's exchanges: when the next one comes, and what it tells the kiosk."""

from __future__ import annotations

import random
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from kiosk.home import Home
from kiosk.quick_config import quick_folders
from kiosk.syncing.lines import NOW, from_line, to_line
from kiosk.syncing.loop import SyncLoop, once
from store.feeds.by_network.http_trouble import Trouble
from store.feeds.retry import LONGEST, SHORTEST, USUAL
from store.notebook.of_kiosk.reach import Outcome
from tests.clocks import ManualClock
from tests.unit.kiosk.school_folder import SchoolFolder

FAILED, REACHED = Outcome(trouble=Trouble.NO_NETWORK), Outcome(receipts=1, is_level=True)


def clock() -> ManualClock:
    return ManualClock(datetime(2026, 11, 24, 10, tzinfo=UTC))


def waits(outcome: Outcome, count: int) -> list[float]:
    """The seconds that the loop waits after each of so many exchanges."""
    time, found = clock(), list[float]()
    loop = SyncLoop(lambda: outcome, lambda _: None, clock=time, chance=random.Random(4))
    for _ in range(count):
        loop.step()
        left = loop._backoff.seconds_left()
        found.append(left)
        time.advance(left)
        # Over: this returns at once.
        loop.wait()
    return found


def test_failures_wait_longer_and_longer_up_to_a_quarter_of_an_hour_for_ever() -> None:
    found = waits(FAILED, 2_000)
    assert all(SHORTEST <= one <= LONGEST for one in found)
    assert found[0] <= 10
    assert max(found) > 14 * 60
    # Full jitter: a long failure also has short waits, so that not all computers of a room come at once.
    assert min(found[50:]) < 30


def test_while_all_is_well_it_asks_about_once_a_minute() -> None:
    found = waits(REACHED, 500)
    assert all(SHORTEST <= one <= USUAL for one in found)
    assert 50 < sum(found) / len(found) < 75


def test_what_is_asked_for_during_an_exchange_is_had_by_another_one_at_once() -> None:
    time, asked = clock(), list[int]()

    def exchange() -> Outcome:
        asked.append(1)
        if len(asked) == 1:
            loop.hear(NOW)
        return FAILED

    loop = SyncLoop(exchange, lambda _: None, clock=time, chance=random.Random(1))
    loop.step()
    assert loop._backoff.seconds_left() >= SHORTEST
    # Returns although nobody moves the clock.
    loop.wait()
    loop.step()
    assert len(asked) == 2
    assert loop._backoff.seconds_left() <= 2 * SHORTEST


def test_the_folders_of_a_kiosk_are_found_without_the_real_reader(filled: SchoolFolder) -> None:
    home = Home(filled.folder)
    assert quick_folders(home) == ()
    with home.config_path.open("a", encoding="utf-8") as config:
        config.write("\n[[folders]]\npath = '/mnt/stick'\n\n[[folders]]\npath = 'share'\n")
    assert quick_folders(home) == Home(filled.folder).folders
    home.config_path.write_text("folders = 7", "utf-8")
    assert quick_folders(home) == ()


def test_a_word_that_it_does_not_know_wakes_nobody() -> None:
    loop = SyncLoop(lambda: FAILED, lambda _: None, clock=clock(), chance=random.Random(1))
    loop.hear(b"later")
    assert not loop._asked.is_set()


@pytest.mark.parametrize(
    "outcome", [FAILED, REACHED, Outcome(3, 2, 1), *(Outcome(trouble=trouble) for trouble in Trouble)]
)
def test_a_line_tells_kinds_and_counts_and_is_read_as_it_was_written(outcome: Outcome) -> None:
    assert from_line(to_line(outcome)) == outcome
    assert len(to_line(outcome)) < 60


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\n",
        b"exchanged 0 0 1 level -",
        b"exchanged 0 0 x level -\n",
        b"exchanged 0 0 1 level SABOTAGE\n",
        b"exchanged -1 0 1 level -\n",
        b"\xff\xfe\n",
    ],
)
def test_anything_else_on_the_pipe_is_no_outcome(line: bytes) -> None:
    assert from_line(line) is None


def test_an_exchange_has_a_process_of_its_own_that_is_gone_after_it(filled: SchoolFolder) -> None:
    assert once(Home(filled.folder), "Classroom").receipts == 1


def test_an_exchange_that_hangs_or_breaks_is_trouble_on_this_computer(filled: SchoolFolder) -> None:
    assert once(Home(filled.folder), "Classroom", seconds=0.0) == Outcome(trouble=Trouble.HERE)
    assert once(Home(filled.folder), "No such kiosk") == Outcome(trouble=Trouble.HERE)


def test_an_exchange_imports_no_more_than_it_needs() -> None:
    code = (
        "import sys; import kiosk.cli, kiosk.parts, kiosk.syncing.once, kiosk.syncing.network;"
        "import store.notebook.of_kiosk.contact;"
        "print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    found = set(done.stdout.split())
    heavy = {"sqlmodel", "pydantic", "alembic", "textual", "argparse", "mnemonic", "starlette", "uvicorn"}
    assert not heavy & {name.split(".")[0] for name in found}
    assert not {"http.client", "cryptography.x509"} & found


def test_the_loop_at_rest_holds_none_of_what_an_exchange_needs() -> None:
    code = "import sys; import kiosk.syncing.loop, kiosk.cli; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    heavy = {"sqlmodel", "sqlalchemy", "pydantic", "httpx2", "cryptography", "textual", "argparse", "ssl"}
    assert not heavy & {name.split(".")[0] for name in done.stdout.split()}

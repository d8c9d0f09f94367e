"""One process for each visit: whatever ends it, nothing of it is left, and the next person finds the welcome."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.home import Home
from screens.blank import BLANK
from tests.journeys.brook_field import MENTOR
from tests.unit.kiosk.school_folder import SchoolFolder
from tests.unit.kiosk.test_sync_process import until

if sys.platform != "linux":
    pytest.skip("processes and their memory are looked at as Linux shows them", allow_module_level=True)

from tests.journeys.processes import environment, family, is_running, memory, started_by
from tests.journeys.real_terminal import RealTerminal, real_terminal
from tests.journeys.test_bad_processes import begin_report, is_held

CANARY = "flugelhorn under the viaduct"
WELCOME, F10 = "Peer mentors sign in", "\x1b[21~"


def visits(kiosk: RealTerminal) -> list[int]:
    return started_by(kiosk.process.pid, "visit")


def goes_on(kiosk: RealTerminal, seen: int) -> bytes:
    """See the next welcome, return what came out of the terminal for it, from the blank on."""
    kiosk.sees(WELCOME)
    kiosk.rests()
    drawn = kiosk.stream[seen:]
    assert BLANK.encode() in drawn
    after = drawn[drawn.index(BLANK.encode()) :]
    assert WELCOME.encode() in after
    return after


def nothing_is_left(kiosk: RealTerminal, secrets: list[str]) -> None:
    """Assert that no process that goes on holds what was typed."""
    for pid in family(kiosk.process.pid):
        held = memory(pid) + environment(pid)
        assert not [one for one in secrets if one.encode() in held], pid


@pytest.mark.parametrize("number", [signal.SIGKILL, pytest.param(signal.SIGSTOP, marks=pytest.mark.long)])
def test_a_visit_that_is_killed_or_stopped_leaves_a_blank_terminal_and_no_word_in_any_process_that_goes_on(
    school: SchoolFolder, number: int
) -> None:
    words = school.words[MENTOR]
    with real_terminal("--home", str(school.folder)) as kiosk:
        kiosk.sees(WELCOME)
        (first,) = visits(kiosk)
        begin_report(kiosk, words, CANARY)
        until(lambda: len(visits(kiosk)) > 1)
        if os.geteuid() == 0:
            assert CANARY.encode() in memory(first)
        seen = len(kiosk.stream)
        if number == signal.SIGKILL:
            # What is typed after a visit and before the supervisor can know of its end is for nobody.
            kiosk.process.send_signal(signal.SIGSTOP)
            os.kill(first, number)
            kiosk.type("1")
            kiosk.process.send_signal(signal.SIGCONT)
        else:
            os.kill(first, number)
        assert CANARY.encode() not in goes_on(kiosk, seen)
        assert first not in visits(kiosk)
        nothing_is_left(kiosk, [CANARY, words])


def test_each_visit_has_a_walled_process_of_its_own_and_an_unfinished_report_waits_for_its_author(
    school: SchoolFolder,
) -> None:
    device = Home(school.folder).kiosk(None)
    words = school.words[MENTOR]
    with real_terminal("--home", str(school.folder)) as kiosk:
        kiosk.sees(WELCOME)
        (first,) = visits(kiosk)
        for task in Path(f"/proc/{first}/task").iterdir():
            status = (task / "status").read_text("ascii")
            assert "NoNewPrivs:\t1" in status
            assert "Seccomp:\t2" in status
        assert not [
            name for name in Path(f"/proc/{first}/environ").read_text().split("\0") if name.startswith("PYTHON")
        ]
        begin_report(kiosk, words, CANARY)
        until(lambda: is_held(device.database))
        seen = len(kiosk.stream)
        kiosk.type(F10)
        goes_on(kiosk, seen)
        (second,) = visits(kiosk)
        assert second != first
        nothing_is_left(kiosk, [CANARY, words])
        # What a visit left unfinished is not what an earlier start left: it stays until its time.
        kiosk.sees("This computer last reached")
        assert is_held(device.database)
        everybody = family(kiosk.process.pid)
        kiosk.process.kill()
        kiosk.process.wait()
        until(lambda: not any(map(is_running, everybody)))
        kiosk.rests()
        assert kiosk.picture() == ""


@pytest.mark.parametrize("wall", ["kernel", "hooks"])
def test_behind_the_walls_there_is_no_network_and_no_other_program(wall: str) -> None:
    # Without the kernel's wall a socket can be made, but leads nowhere.
    first = "socket.socket" if wall == "kernel" else "subprocess.Popen, ['x']"
    code = (
        "import os, socket, subprocess, sys, threading\n"
        "from kiosk.visiting import seccomp\n"
        "from kiosk.visiting.walls import has_kernel_wall, wall_in\n"
        f"seccomp.NUMBERS = seccomp.NUMBERS if {wall == 'kernel'} else {{}}\n"
        "pair, away = socket.socketpair(), socket.socket()\n"
        "wall_in()\n"
        "def refused(call, *given):\n"
        "    try:\n"
        "        call(*given)\n"
        "    except PermissionError:\n"
        "        return True\n"
        f"tries = ({first},), (away.connect, ('127.0.0.1', 9)), (os.execv, sys.executable, ['x'])\n"
        "told = []\n"
        "def look():\n"
        "    told.extend(refused(*one) for one in tries)\n"
        "thread = threading.Thread(target=look)\n"
        "thread.start()\n"
        "thread.join()\n"
        "look()\n"
        "print(has_kernel_wall(), socket.socketpair() != pair, told)\n"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True).stdout
    assert told == f"{wall == 'kernel'} True {[True] * 6}\n"

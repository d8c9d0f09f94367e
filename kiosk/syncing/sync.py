"""One exchange of everything on this computer, now."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import partial
from typing import Final

from kiosk.backups.daily import back_up_if_due
from kiosk.home import Device, Home
from kiosk.kiosk_wiring import open_kiosk
from kiosk.parts import open_device
from kiosk.syncing.courier import on_the_way
from kiosk.syncing.exchanges import DESK_LANES, KIOSK_LANES, NOTHING, DeviceExchange, added, serve_home
from kiosk.telling import say
from store.clock import SystemClock
from store.errors import BackendMissing, KioskError
from store.feeds.exchange import Moved
from store.feeds.waiting import waiting

FOLDERS: Final = "Folders"
_ROUNDS: Final = 3
_Act = Callable[[], Moved]


@dataclass(frozen=True)
class Synced:
    """What moved for one device or for the folders; `failure` says why nothing could."""

    name: str
    moved: Moved
    failure: str = ""


def run(given: argparse.Namespace) -> int:
    """Exchange, saying for each device what moved; exit code 1 where one could reach nothing."""
    home = Home.found_at(given.home)
    results = sync_home(home)
    for one in results:
        say(told(one))
        for problem in one.moved.problems:
            say(f"  {problem}")
    for line in _on_the_way(home):
        say(line)
    _back_up(home)
    return 1 if any(one.failure for one in results) else 0


def _back_up(home: Home) -> None:
    try:
        backup = back_up_if_due(home, SystemClock())
    except KioskError as error:
        say(f"Backup: {error}")
        return
    if backup is not None:
        say(f"Backup: today's is in {backup.folder}.")


def _on_the_way(home: Home) -> Iterator[str]:
    """Say what lies in a folder alone, where the store is on another computer and has not answered."""
    if home.store is not None or not home.folders:
        return
    for devices, lanes in ((home.kiosks, KIOSK_LANES), (home.desks, DESK_LANES)):
        for device in devices:
            try:
                with closing(open_device(home, device)) as parts, parts.database.read() as connection:
                    count = waiting(connection, parts.feeds, lanes[0])
            except KioskError:
                # It was told above.
                continue
            if count and any(folder.is_dir() for folder in home.folders):
                yield f"{device.name}: {on_the_way(count)}"


def told(one: Synced) -> str:
    """Return what moved in one line."""
    if one.failure:
        return f"{one.name}: {one.failure}"
    moved = one.moved
    if not (moved.sent or moved.received):
        return f"{one.name}: nothing moved." if moved.problems else f"{one.name}: level, nothing new."
    return f"{one.name}: {_items(moved.sent)} sent, {_items(moved.received)} received."


def sync_home(home: Home) -> tuple[Synced, ...]:
    """Exchange until every device here is level with the store and the folders; a damaged one keeps no other back."""
    with ExitStack() as stack:
        results: dict[str, Synced] = {}
        acts = _opened(home, stack, results)
        for _ in range(_ROUNDS):
            before = _count(results)
            if home.store is not None and home.folders:
                _try(results, FOLDERS, partial(serve_home, home))
            for name, act in acts:
                _try(results, name, act)
            if _count(results) == before:
                break
        return tuple(results.values())


def _opened(home: Home, stack: ExitStack, results: dict[str, Synced]) -> list[tuple[str, _Act]]:
    acts = []
    for devices, opening in ((home.kiosks, _kiosk), (home.desks, _desk)):
        for device in devices:
            try:
                acts.append(opening(home, device, stack))
            except BackendMissing:
                raise
            except KioskError as error:
                results[device.name] = Synced(device.name, NOTHING, str(error))
    return acts


def _kiosk(home: Home, device: Device, stack: ExitStack) -> tuple[str, _Act]:
    opened = open_kiosk(home, device)
    stack.callback(opened.close)
    return device.name, opened.exchange_now


def _desk(home: Home, device: Device, stack: ExitStack) -> tuple[str, _Act]:
    parts = open_device(home, device)
    stack.callback(parts.close)
    exchange = DeviceExchange(home, parts, DESK_LANES)
    stack.callback(exchange.close)

    def act() -> Moved:
        moved = exchange()
        parts.follow()
        return moved

    return device.name, act


def _try(results: dict[str, Synced], name: str, act: _Act) -> None:
    try:
        moved = act()
    except KioskError as error:
        results[name] = Synced(name, results.get(name, Synced(name, NOTHING)).moved, str(error))
        return
    _add(results, name, moved)


def _add(results: dict[str, Synced], name: str, moved: Moved) -> None:
    before = results.get(name, Synced(name, NOTHING)).moved
    # The problems are those of the last round: an earlier one may be over.
    earlier = Moved(before.sent, before.received, before.receipts, before.news, news=before.news)
    results[name] = Synced(name, added(earlier, moved))


def _count(results: dict[str, Synced]) -> int:
    return sum(one.moved.sent + one.moved.received for one in results.values())


def _items(number: int) -> str:
    return "1 sealed item" if number == 1 else f"{number} sealed items"

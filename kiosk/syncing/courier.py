"""Carries what is on this computer to a stick or a share by hand, or from there."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Collection
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Final

from kiosk.home import Device, Home
from kiosk.parts import Parts, open_device, open_store
from kiosk.syncing.exchanges import DESK_LANES, KIOSK_LANES, DeviceExchange, served_folder
from kiosk.telling import say
from store.errors import KioskError
from store.feeds.by_folder.folder import FolderPeer
from store.feeds.exchange import Moved, exchange
from store.feeds.waiting import waiting

OUT: Final = "out"
_Lanes = tuple[Collection[int], Collection[int]]
_Act = Callable[[], Moved]


def run(given: argparse.Namespace) -> int:
    """Carry everything out or in, saying for each device what became of it; exit code 1 where something failed."""
    home, folder = Home.found_at(given.home), Path(given.folder).absolute()
    with ExitStack() as stack:
        devices = [(one, lanes) for one, lanes in _devices(home, stack)]
        store = open_store(home)
        if store is None:
            carry = _carry_out if given.way == OUT else _carry_in
            return max([carry(one, lanes, folder) for one, lanes in devices], default=0)
        stack.callback(store.close)
        served = served_folder(store, folder)
        levels = [partial(_level, home, one, lanes) for one, lanes in devices]
        # A store on this computer speaks for the devices beside it: they have their answer from it at once.
        if given.way == OUT:
            return max([level() for level in levels] + [_store_out(store, served.give_out)])
        return max([_store_in(store, served.take_in)] + [level() for level in levels])


def _devices(home: Home, stack: ExitStack) -> list[tuple[Parts, _Lanes]]:
    opened = list[tuple[Parts, _Lanes]]()
    listed: list[tuple[Device, _Lanes]] = [(one, KIOSK_LANES) for one in home.kiosks]
    listed += [(one, DESK_LANES) for one in home.desks]
    for device, lanes in listed:
        parts = open_device(home, device)
        stack.callback(parts.close)
        opened.append((parts, lanes))
    return opened


def _carry_out(parts: Parts, lanes: _Lanes, folder: Path) -> int:
    act = partial(exchange, parts.feeds, FolderPeer(folder, parts.feeds), send=lanes[0], want=())
    code, _moved = _done(parts, act)
    if code == 0:
        say(f"{parts.name}: {on_the_way(_waiting(parts, lanes[0]))}")
    return code


def _carry_in(parts: Parts, lanes: _Lanes, folder: Path) -> int:
    before, newest = _waiting(parts, lanes[0]), _newest(parts)
    act = partial(exchange, parts.feeds, FolderPeer(folder, parts.feeds), send=(), want=lanes[1])
    code, _moved = _done(parts, act)
    arrived = before - _waiting(parts, lanes[0])
    told = f"{_items(_newest(parts) - newest)} received"
    if arrived:
        told += f"; {_items(arrived)} of its own {'has' if arrived == 1 else 'have'} arrived at the school's store"
    if code == 0 or arrived or _newest(parts) > newest:
        say(f"{parts.name}: {told}.")
    return code


def _store_out(store: Parts, act: _Act) -> int:
    code, moved = _done(store, act)
    if code == 0:
        say(f"{store.name}: {_items(moved.sent)} left there for others.")
    return code


def _store_in(store: Parts, act: _Act) -> int:
    newest = _newest(store)
    code, _moved = _done(store, act)
    there = " Its receipt is there: carry it back." if code == 0 else ""
    if code == 0 or _newest(store) > newest:
        say(f"{store.name}: {_items(_newest(store) - newest)} received.{there}")
    return code


def _level(home: Home, parts: Parts, lanes: _Lanes) -> int:
    level = DeviceExchange(home, parts, lanes)
    try:
        return _done(parts, level)[0]
    finally:
        level.close()


def _done(parts: Parts, act: _Act) -> tuple[int, Moved]:
    """Do it, take over what came by it, say each trouble."""
    code, moved = 0, Moved(0, 0, 0, ())
    try:
        moved = act()
        for problem in moved.problems:
            say(f"{parts.name}: {problem}")
    except KioskError as error:
        say(f"{parts.name}: {error}")
        code = 1
    try:
        parts.follow()
    except KioskError as error:
        say(f"{parts.name}: {error}")
        code = 1
    return code, moved


def on_the_way(count: int) -> str:
    """Return what is on a stick, in words that promise nothing."""
    if count == 0:
        return "nothing waits to be carried; the school's store has everything."
    told = f"{_items(count)} {'is' if count == 1 else 'are'} on the stick or share; nobody has"
    return f'{told} {"it" if count == 1 else "them"} yet. What is "Saved" stays so until the school\'s store answers.'


def _waiting(parts: Parts, lanes: Collection[int]) -> int:
    with parts.database.read() as connection:
        return waiting(connection, parts.feeds, lanes)


def _newest(parts: Parts) -> int:
    with parts.database.read() as connection:
        return parts.feeds.newest(connection)


def _items(count: int) -> str:
    return "1 sealed item" if count == 1 else f"{count} sealed items"

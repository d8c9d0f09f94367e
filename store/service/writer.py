"""Group commit: whatever waits is made durable together, by one thread for each school."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

_Asked = TypeVar("_Asked")
_Answer = TypeVar("_Answer")


class GroupWriter(Generic[_Asked, _Answer]):
    """Hands requests to `settle` in groups; while one group is being written the next one gathers."""

    def __init__(self, settle: Callable[[Sequence[_Asked]], Sequence[_Answer]], most: int) -> None:
        self._settle = settle
        self._most = most
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._waiting: list[tuple[_Asked, asyncio.Future[_Answer]]] = []
        self._task: asyncio.Task[None] | None = None
        self.groups = 0

    async def submit(self, asked: _Asked) -> _Answer:
        """Return the answer once everything that it says is durable."""
        future: asyncio.Future[_Answer] = asyncio.get_running_loop().create_future()
        self._waiting.append((asked, future))
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._write())
        return await future

    def close(self) -> None:
        """Wait for the group that is being written."""
        self._thread.shutdown()

    async def _write(self) -> None:
        while self._waiting:
            group, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
            if not await self._settled(group):
                # One request's trouble must not be that of all: each gets a try of its own.
                for one in group:
                    await self._settled([one], last=True)

    async def _settled(self, group: Sequence[tuple[_Asked, asyncio.Future[_Answer]]], *, last: bool = False) -> bool:
        self.groups += 1
        asked = [one for one, _future in group]
        writing = asyncio.get_running_loop().run_in_executor(self._thread, self._settle, asked)
        await asyncio.wait([writing])
        error = writing.exception()
        if error is not None:
            for _asked, future in group if last else ():
                if not future.done():
                    future.set_exception(error)
            return False
        for (_asked, future), answer in zip(group, writing.result(), strict=True):
            if not future.done():
                future.set_result(answer)
        return True

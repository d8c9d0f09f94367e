from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence

import pytest

from store.errors import DiskFull
from store.service.writer import GroupWriter


async def test_what_waits_while_a_group_is_written_becomes_one_group() -> None:
    groups: list[list[int]] = []
    go = threading.Event()

    def settle(asked: Sequence[int]) -> Sequence[int]:
        groups.append(list(asked))
        go.wait(5)
        return [one * 2 for one in asked]

    writer = GroupWriter(settle, most=64)
    waiting = [asyncio.create_task(writer.submit(number)) for number in range(10)]
    first = asyncio.create_task(writer.submit(99))
    await asyncio.sleep(0)
    while not groups:
        await asyncio.sleep(0.001)
    late = [asyncio.create_task(writer.submit(number)) for number in range(10, 20)]
    await asyncio.sleep(0)
    go.set()
    assert [await one for one in (*waiting, *late)] == [number * 2 for number in range(20)]
    assert await first == 198
    assert len(groups) <= 3
    writer.close()


async def test_a_group_is_never_larger_than_the_limit() -> None:
    sizes: list[int] = []

    def settle(asked: Sequence[int]) -> Sequence[int]:
        sizes.append(len(asked))
        return asked

    writer = GroupWriter(settle, most=3)
    await asyncio.gather(*[writer.submit(number) for number in range(10)])
    assert max(sizes) == 3
    assert sum(sizes) == 10
    writer.close()


async def test_the_trouble_of_one_request_is_not_that_of_the_others() -> None:
    def settle(asked: Sequence[int]) -> Sequence[int]:
        if 5 in asked:
            raise DiskFull("There is no room left.")
        return asked

    writer = GroupWriter(settle, most=64)
    answers = await asyncio.gather(*[writer.submit(number) for number in range(10)], return_exceptions=True)
    assert [one for one in answers if isinstance(one, int)] == [0, 1, 2, 3, 4, 6, 7, 8, 9]
    assert isinstance(answers[5], DiskFull)
    with pytest.raises(DiskFull):
        await writer.submit(5)
    assert await writer.submit(6) == 6
    writer.close()

"""The server of the properties that speak HTTPS."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.https_server import Reply, serving
from tests.properties.served_place import Place


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("served")
    holder: list[Place] = []

    def answer(path: str, body: bytes) -> Reply:
        return holder[0].who[-1].answer(path, body)

    with serving(answer, folder) as at:
        holder.append(Place(at, folder))
        yield holder[0]

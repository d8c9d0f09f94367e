"""What a kiosk that is in the wrong hands may put inside a valid seal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from hypothesis import strategies as st

from store.casebook.records import kinds
from store.records import new_id
from tests.founded_school import KIOSK, ROOT

NASTY: Final = "a [/] b [@click=app.quit]x[/] \x1b]52;c;aGk=\x07\x1b[2J \u202eevil \x9b31m \u200b =cmd|'/c calc'!A1"
EVERY_KIND: Final = sorted(kinds.REPORTS | kinds.LOGS | kinds.ACTS | {"", "no such kind", NASTY})
ODD: Final[tuple[Any, ...]] = (
    None,
    True,
    -1,
    2**70,
    1e308,
    "",
    NASTY,
    [],
    [[]],
    {},
    {"a": [None]},
    ["x"] * 40,
    "x" * 900,
)
# Every name that any page of the desk reads in a record's text.
FIELDS: Final = (
    *("words", "level", "danger", "hurt", "adult", "reader", "told", "worries", "name", "place", "safe", "by", "step"),
    *("who", "who_name", "topic", "minutes", "how", "done", "helped", "see_again", "mood", "talk", "module", "title"),
    *("checked", "on", "until", "right", "of", "digest", "working", "not_working", "change", "vault", "replaces"),
    *("proof", "reports", "reason", "phrase", "blanks", "text", "decision", "due", "whom", "at", "reference", "item"),
    *("assign", "whose", "system", "limbs", "met", "context", "decided_by", "year", "handles", "child", "undone"),
    *("case", "code", "hold", "goes_to", "outcome", "entries", "numbers", "class", "what", "second", "group", "part"),
    *("half", "count", "transfer", "school", "to", "cases", "file", "accepted", "from", "answer", "address", "own"),
)


def record(kind: Any, text: Any, /, **more: Any) -> bytes:
    """Return the JSON of something like a record."""
    made = {"v": 1, "id": new_id(), "school": ROOT.id.hex(), "device": KIOSK.id.hex(), "kind": kind}
    made |= {"to": ["safeguarding", "coordinator", "recovery"], "created": "2026-11-24T10:00:00+00:00", "text": text}
    return json.dumps(made | more).encode()


def fixed(about: str) -> Iterator[bytes]:
    """Yield one of each: every kind with every field odd, about a real report and about nothing, odd envelopes."""
    for number, kind in enumerate(EVERY_KIND):
        values = {name: ODD[(number + at) % len(ODD)] for at, name in enumerate(FIELDS)}
        author = "ab" * 16 if number % 3 else None
        yield record(kind, values, about=about if number % 2 else None, author=author, nth=["5e" * 16, number + 2])
    yield from (b"", b"{", b"null", b"[]", b'"x"', b"\xff\xfe\x00", b"[" * 9_000, b'{"a":' * 900, b"1" * 5_000)
    for at, name in enumerate(
        ("v", "id", "school", "device", "kind", "to", "nth", "author", "about", "created", "text")
    ):
        for odd in ODD[at % 3 :: 3]:
            yield record("concern", {"words": NASTY}, **{name: odd})
    ring = [new_id(), new_id()]
    yield record("concern", {}, id=ring[0], about=ring[1])
    yield record("concern", {}, id=ring[1], about=ring[0])
    yield record("concern", {"words": NASTY, "level": "red"}, id=about)


def payloads(about: str) -> st.SearchStrategy[bytes]:
    """Return whatever else may be drawn."""
    leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40) | st.sampled_from(ODD)
    anything = st.recursive(
        leaves, lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=9), inner), max_leaves=6
    )
    text = st.dictionaries(st.sampled_from(FIELDS), anything, max_size=8)
    more = st.fixed_dictionaries({}, optional={"about": st.just(about) | anything, "created": st.text(max_size=30)})
    like = st.builds(lambda kind, said, extra: record(kind, said, **extra), st.sampled_from(EVERY_KIND), text, more)
    return st.binary(max_size=300) | like | anything.map(lambda one: json.dumps(one).encode())

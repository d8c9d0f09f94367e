"""From what leaves the desk nobody finds a number of one to four: not by reading, not by taking one from another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from store.casebook.case.ladder_clock import SchoolHours
from store.casebook.pages.scheme_figures import Speed
from store.casebook.papers.inspection_facts import OTHER_TOPICS, PackFacts
from store.casebook.papers.inspection_pack import inspection_pack
from store.casebook.papers.making import Making
from store.casebook.papers.paper import Paper
from store.casebook.papers.small_counts import told_counts, told_share
from store.scheme.guidance import STRANDS
from store.scheme.ladder import Level

SMALL = frozenset(range(1, 5))
COUNTS = st.integers(0, 12)
MAKING = Making("Brook Field", datetime(2026, 11, 24, 12, tzinfo=UTC), SchoolHours(zone=UTC), "")


@st.composite
def shares(draw: st.DrawFn) -> tuple[int, int]:
    part, rest = draw(COUNTS), draw(COUNTS)
    return part, part + rest


@st.composite
def speeds(draw: st.DrawFn, level: Level) -> Speed:
    in_time, cases = draw(shares())
    read, acted = (draw(st.integers(0, cases)) for _ in range(2))
    times = [timedelta(minutes=draw(st.integers(1, 90))) if count else None for count in (read, acted)]
    return Speed(str(level), cases, in_time, *times, read, acted)


@st.composite
def facts(draw: st.DrawFn) -> PackFacts:
    return PackFacts(
        date(2025, 11, 24),
        date(2026, 11, 24),
        "KCSIE 2025",
        agreed=draw(shares()),
        topics={name: (draw(COUNTS), draw(st.integers(0, 900))) for name in (*STRANDS, OTHER_TOPICS)},
        trained=draw(shares()),
        staff_trained=draw(shares()),
        speeds=tuple(one for level in Level if (one := draw(speeds(level))).cases),
        check_ins=draw(COUNTS),
        checked_in=draw(shares()),
        waiting_talks=draw(COUNTS),
        reviews=draw(COUNTS),
    )


def others(number: int) -> Iterator[int]:
    """The numbers that a small one must not be told from."""
    yield from SMALL - {number} if number in SMALL else ()


def twins(made: PackFacts) -> Iterator[PackFacts]:
    """Packs that differ from this one in one small number alone."""
    for name in ("check_ins", "waiting_talks", "reviews"):
        yield from (replace(made, **{name: other}) for other in others(getattr(made, name)))
    for name in ("agreed", "trained", "staff_trained", "checked_in"):
        part, whole = getattr(made, name)
        yield from (replace(made, **{name: (other, whole)}) for other in others(part) if other <= whole)
        yield from (replace(made, **{name: (whole - other, whole)}) for other in others(whole - part) if other <= whole)
        yield from (replace(made, **{name: (min(part, other), other)}) for other in others(whole))
    for topic, (count, minutes) in made.topics.items():
        yield from (replace(made, topics={**made.topics, topic: (other, minutes + 7)}) for other in others(count))
    for place, speed in enumerate(made.speeds):
        changed = [replace(speed, in_time=other) for other in others(speed.in_time) if other <= speed.cases]
        late = speed.cases - speed.in_time
        changed += [replace(speed, in_time=speed.cases - other) for other in others(late) if other <= speed.cases]
        changed += [replace(speed, read=other, to_read=timedelta(9)) for other in others(speed.read)]
        changed += [replace(speed, acted=other, to_act=timedelta(9)) for other in others(speed.acted)]
        for one in changed:
            yield replace(made, speeds=(*made.speeds[:place], one, *made.speeds[place + 1 :]))


def test_no_part_of_a_whole_tells_which_small_number_it_is_nor_its_rest_nor_the_whole() -> None:
    told = defaultdict(list)
    for whole in range(40):
        for part in range(whole + 1):
            told[told_share(part, whole)].append((part, whole - part, whole))
    for alike in told.values():
        for place in range(3):
            here = {numbers[place] for numbers in alike}
            assert not here & SMALL or here >= SMALL, alike


@given(st.lists(COUNTS, min_size=1, max_size=6))
def test_no_total_is_one_from_which_a_count_that_is_held_back_follows(counts: list[int]) -> None:
    made = told_counts({str(place): count for place, count in enumerate(counts)})
    for place, count in enumerate(counts):
        for other in others(count):
            changed = [*counts[:place], other, *counts[place + 1 :]]
            assert told_counts({str(place): count for place, count in enumerate(changed)}) == made


@settings(max_examples=40)
@given(facts())
def test_the_pack_is_word_for_word_the_same_for_any_other_small_number(made: PackFacts) -> None:
    told: Paper = inspection_pack(made, MAKING)
    for twin in twins(made):
        assert inspection_pack(twin, MAKING) == told, twin

"""A pupil is told the truth about the way to the adults, and whom to tell while it is shut."""

from __future__ import annotations

from dataclasses import replace

import pytest

from screens.mentor.parts.reach import CAUSES, UNKNOWN, told_reach
from store.feeds.by_network.http_trouble import Trouble
from tests.screens.mentor_harness import standing
from tests.screens.mentor_made_up import FACTS
from tests.screens.mentor_services import Kiosk
from tests.screens.sizes import SMALL
from tests.snapshots import assert_snapshot

NO_NETWORK = replace(FACTS, trouble=Trouble.NO_NETWORK.value)
REVOKED = replace(FACTS, standing="revoked")
HELP_THAT_IS_NOT_COMING = ("on the way", "on its way", "is coming", "will come", "soon")


def test_every_class_of_failure_has_a_sentence_of_its_own() -> None:
    assert set(CAUSES) == {one.value for one in Trouble}
    assert len(set(CAUSES.values())) == len(CAUSES)


@pytest.mark.parametrize("trouble", [*Trouble, "something that a newer version wrote"])
def test_each_says_that_no_adult_sees_it_and_whom_to_tell_and_never_that_help_is_coming(trouble: str) -> None:
    told = told_reach(replace(FACTS, trouble=str(trouble)))
    assert "no adult can see it yet. If it can't wait, tell an adult now: Ms Lee (Room 4)" in told
    assert told.startswith(CAUSES.get(str(trouble), UNKNOWN))
    assert not [word for word in HELP_THAT_IS_NOT_COMING if word in told]
    # What a pupil can't do anything about is not for a pupil.
    assert not [word for word in ("certificate", "TLS", "proxy", "DNS", "port ") if word in told]


def test_a_disk_that_refuses_is_not_said_to_keep_what_comes_next() -> None:
    assert "What you write is kept" not in told_reach(replace(FACTS, trouble=Trouble.DISK_FULL.value))
    assert "What you write is kept" in told_reach(NO_NETWORK)


def test_while_all_is_well_there_is_nothing_to_say() -> None:
    assert told_reach(FACTS) == told_reach(None) == ""


async def test_the_welcome_says_it_as_soon_as_it_is_known_and_no_longer() -> None:
    kiosk = Kiosk()
    async with standing(kiosk, SMALL) as pupil:
        assert not pupil.sees("no network just now")
        kiosk.facts = NO_NETWORK
        await pupil.wait(6)
        assert pupil.sees("This computer has no network just now. What you write is kept safe here")
        assert pupil.sees("If it can't wait, tell an adult now: Ms Lee (Room 4)")
        assert_snapshot(pupil.app, "mentor_welcome_no_network_80x24")
        kiosk.facts = FACTS
        await pupil.wait(6)
        assert not pupil.sees("no network just now")


@pytest.mark.parametrize(
    ("facts", "told"), [(NO_NETWORK, "has no network just now"), (REVOKED, "has taken this computer off its list")]
)
async def test_a_mentor_is_told_at_home_and_over_the_list_of_reports(facts: type(FACTS), told: str) -> None:  # type: ignore[valid-type]
    kiosk = Kiosk()
    kiosk.facts = facts
    async with standing(kiosk, SMALL) as pupil:
        assert pupil.sees(told)
        await pupil.sign_in()
        assert pupil.sees(told)
        assert pupil.sees("Ms Lee (Room 4)")
        # All there is to do can still be seen.
        assert pupil.sees("Sign out")
        await pupil.press("4")
        assert pupil.sees("My reports")
        assert pupil.sees(told)


async def test_a_way_that_opens_while_a_mentor_is_at_home_is_shown_there() -> None:
    kiosk = Kiosk()
    kiosk.facts = NO_NETWORK
    async with standing(kiosk, SMALL) as pupil:
        await pupil.sign_in()
        kiosk.facts = FACTS
        await pupil.wait(6)
        await pupil.wait(1)
        assert not pupil.sees("no network just now")


async def test_a_computer_off_the_list_lets_everybody_write_and_says_whom_to_tell() -> None:
    kiosk = Kiosk()
    kiosk.facts = REVOKED
    async with standing(kiosk, SMALL) as pupil:
        assert pupil.sees("Tell an adult face to face: Ms Lee (Room 4)")
        assert_snapshot(pupil.app, "mentor_welcome_revoked_80x24")
        await pupil.press("2", "2")
        assert pupil.sees("Is anyone in danger now?")


NOT_SAFE = replace(FACTS, keeps=False)
SEEN = replace(FACTS, may_be_seen=True)


async def test_a_computer_that_may_lose_reports_says_so_everywhere_and_keeps_nobody_from_writing() -> None:
    kiosk = Kiosk()
    kiosk.facts = replace(NOT_SAFE, trouble=Trouble.NO_NETWORK.value)
    async with standing(kiosk, SMALL) as pupil:
        assert pupil.sees("Not safe to keep reports on this computer yet.")
        assert pupil.sees("tell an adult face to face: Ms Lee (Room 4)")
        assert not pupil.sees("kept safe")
        assert_snapshot(pupil.app, "mentor_welcome_not_safe_80x24")
        await pupil.sign_in()
        assert pupil.sees("Not safe to keep reports on this computer yet.")
        assert pupil.sees("Signed in as Priya.")
        await pupil.press("2")
        lost = "This computer may lose what you write before an adult has it."
        assert pupil.sees(lost)
        await pupil.press("1", "1", "1", "enter", "f5")
        assert kiosk.sent
        assert pupil.sees(lost)


async def test_before_a_word_is_written_it_is_said_that_others_may_see_the_screen() -> None:
    kiosk = Kiosk()
    kiosk.facts = SEEN
    told = "This computer may show your screen to a teacher. For something private, tell an adult face to face."
    async with standing(kiosk, SMALL) as pupil:
        assert not pupil.sees(told)
        await pupil.press("2", "2")
        assert pupil.sees(told)
        assert pupil.sees("Is anyone in danger now?")
        assert_snapshot(pupil.app, "mentor_concern_may_be_seen_80x24")
    async with standing(Kiosk(), SMALL) as pupil:
        await pupil.press("2", "2")
        assert not pupil.sees("may show your screen")

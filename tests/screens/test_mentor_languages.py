"""A pupil is told everything in the language that they chose, and can read all of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from screens.blank import BLANK
from screens.mentor.concerns.concern_route import PAGES
from screens.mentor.learning.practice import PracticeScreen
from screens.mentor.learning.practice_concern import PracticeConcernScreen
from screens.mentor.learning.practice_done import PracticeDoneScreen
from screens.mentor.parts.mentor_screen import MentorScreen
from screens.mentor.visit import rooms
from store.language import ENGLISH, WELSH, language, speak, speak_as
from store.notebook.common.facts import CareFacts, ConcernDraft, WordsNews
from tests.screens.mentor_harness import Pupil, standing
from tests.screens.mentor_made_up import ADULTS, FACTS, NAME, NOON, OFFERS, THANKS, TIP, WORDS
from tests.screens.mentor_services import Kiosk
from tests.screens.plain_harness import talk
from tests.screens.spoken import Bracketed, any_of, cut_off, texts, unsaid

# -- the key -----------------------------------------------------------------------------------------------------------


async def test_a_key_on_the_welcome_named_in_the_other_language_changes_everything_for_one_visit() -> None:
    async with standing(Kiosk()) as pupil:
        assert pupil.sees("F7/^E Cymraeg")
        await pupil.press("f7")
        assert pupil.sees("1 ○ Mentoriaid cyfoed yn mewngofnodi")
        assert pupil.sees("dydd Mawrth 24 Tachwedd am")
        assert pupil.sees("F7/^E English")
        await pupil.sign_in_by_keys()
        assert pupil.sees("Wedi mewngofnodi fel Priya.")
        assert pupil.sees("★ 1 neges newydd i ti. Pwysa 5.")
        assert pupil.sees("F10/^O Allgofnodi")
        await pupil.press("f10")
        assert pupil.sees("1 ○ Peer mentors sign in")
        await pupil.press("ctrl+e", "ctrl+e")
        assert pupil.sees("1 ○ Peer mentors sign in")


async def test_the_welcome_comes_up_in_the_language_of_the_school() -> None:
    kiosk = Kiosk()
    kiosk.facts = replace(FACTS, language="cy")
    async with standing(kiosk, facts=kiosk.facts) as pupil:
        assert pupil.sees("2 ○ Mae angen help arna i nawr")
        await pupil.press("f7")
        assert pupil.sees("2 ○ I need help now")
        # Whoever chose it has walked away.
        await pupil.wait(100)
        assert pupil.sees("2 ○ Mae angen help arna i nawr")
        kiosk.facts = FACTS
        await pupil.wait(10)
        assert pupil.sees("2 ○ I need help now")
        # As after a visit line by line that was in Welsh.
        speak(WELSH)
        pupil.app.to_welcome()
        await pupil.settle()
        assert pupil.sees("2 ○ I need help now")
        assert language() == ENGLISH


# -- everything, with 35% more letters ---------------------------------------------------------------------------------

WITHOUT_NAME = (*("f1", "escape", "2", "1", "f2", "escape", "2"),)
SIGNING_IN = (*("1", NAME, "enter", WORDS, "escape"),)
SESSION = (*("1", "escape", "1", "equals_sign", "1", "f3", "f6", "f8", "escape", "2", "escape"),)
DANGER = (*("2", "3", "3", "escape", "1"),)
CONCERN = (*("1", "4", "2", "enter", "f2", "1", "ctrl+t", "f8", "escape", "enter", "3", "f1", "escape", "5", "1"),)
CHECK_IN = (*("5", "2", "escape", "7", "f3", "f2", "w", "escape", "escape", "7", "f3", "f2"),)
TALK = (*("f4", "f1", "escape", "2", "f4", "escape", "escape"),)
LISTS = (*("4", "a", "enter", "escape", "escape", "5", "1", "escape", "escape", "6"),)
ADDING = (*("a", "f1", "escape", "1", "f1", "escape", "f2", "w", "f2", "escape"),)
AGREEING = (*("1", "f1", "escape", "1", "f1", "escape", "f2", "escape", "f5", "escape"),)
GUIDANCE = (*("8", "1", "escape", "5", "1", "escape", "escape", "7", "1", "f2", "1", "escape", "escape", "escape"),)
PRACTICE = (*("8", "8", "1", "3", "3", "escape", "1", "1", "1", "enter", "f5", "1", "escape"),)
WORDS_ALONE = (*("f4", WORDS, "f8", OFFERS[1], "1", "f9"),)
NEVER_HERE = {
    "MentorScreen",
    "KeepingScreen",
    "ListingScreen",
    "FormScreen",
    "ConcernPage",
    "WelcomeScreen",
    "EndingScreen",
}


async def walk(pupil: Pupil, keys: Iterable[str], theirs: re.Pattern[str], seen: set[str]) -> None:
    for key in keys:
        if key in (NAME, WORDS, *OFFERS):
            await pupil.type(key)
            key = "enter"
        await pupil.press(key)
        app = pupil.app
        seen |= {type(app.screen).__name__, *(type(one).__name__ for one in app.screen.walk_children())}
        for widget, text in texts(app):
            assert unsaid(text, theirs) == "", (key, widget, text)
        assert cut_off(app) == [], key


def people(kiosk: Kiosk) -> list[str]:
    """Return what is the school's or a person's on the screens, in whatever language it was written."""
    told = ["Maple School", NAME, TIP, THANKS.text, "MAPLE RIVER 17", "OCEAN LAMP 04", "Mrs Hall (head teacher)"]
    told += ["Ms Lee (keeps pupils safe)", "Sam, year 7", "Ada, year 8", "Kit, year 7", "Sam", *OFFERS, "head of year"]
    told += [part for one in ADULTS for part in (one.name, one.room)]
    told += [kiosk.readers(ConcernDraft("x", adult=answer)).sentence for answer in ("no", "yes", "head")]
    for page in kiosk.pages:
        told += [page.title, page.source, page.checked, *(line.lstrip("-# ") for line in page.text.split("\n"))]
        for scenario in page.quiz.scenarios if page.quiz else ():
            told += [scenario.story, *(part for one in scenario.answers for part in (one.text, one.why))]
    return [one for one in told if one.strip()]


async def bracketed(pupil: Pupil) -> None:
    pupil.app._speaks_as_chosen = True
    speak_as("xx", Bracketed())
    pupil.app.welcome.reword()
    await pupil.settle()


async def test_every_screen_says_all_of_its_text_and_has_room_for_35_percent_more_letters() -> None:
    seen: set[str] = set()
    kiosk = Kiosk()
    theirs = any_of(people(kiosk))
    kiosk.facts = replace(FACTS, school_state="closing", school_ends=NOON, school_opens=NOON)
    kiosk.agreed = (None, NOON.date())
    kiosk.care = CareFacts("Maple School", 4, 3, talk_by=NOON.date())
    async with standing(kiosk, facts=kiosk.facts) as pupil:
        await bracketed(pupil)
        await walk(pupil, WITHOUT_NAME, theirs, seen)
        await pupil.press("escape")
        await bracketed(pupil)
        kiosk.news = WordsNews("Ms Lee", NOON, lost_reports=True, lost_sessions=True)
        for keys in (SIGNING_IN, SESSION, DANGER, CONCERN, CHECK_IN, TALK, LISTS, ADDING, GUIDANCE, PRACTICE):
            await walk(pupil, keys, theirs, seen)
        kiosk.gate = "agreement"
        await walk(pupil, AGREEING, theirs, seen)
        kiosk.care = replace(kiosk.care, rest_until=NOON.date())
        for kiosk.gate in ("load", "rest", "training"):
            await walk(pupil, ("1", "escape"), theirs, seen)
        await walk(pupil, WORDS_ALONE, theirs, seen)
    screens = {name for name in rooms.__all__ if name.endswith(("Screen", "Modal"))}
    screens |= {one.__name__ for one in (*PAGES, PracticeScreen, PracticeConcernScreen, PracticeDoneScreen)}
    screens |= {one.__name__ for one in everything_below(MentorScreen) if one.__module__.startswith("screens.mentor")}
    assert screens - seen - NEVER_HERE == set()


def everything_below(kind: type) -> set[type]:
    return {below for one in kind.__subclasses__() for below in {one, *everything_below(one)}}


# -- line by line ------------------------------------------------------------------------------------------------------


def test_line_by_line_the_other_language_is_one_of_the_answers_and_its_words_are_understood() -> None:
    talked = talk(
        Kiosk(),
        [
            ("3. Cymraeg", "3\r"),
            ("3. English", "2\r"),
            ("Beth wyt ti eisiau ei wneud?", "cymorth\r"),
            ("Teipia rif ateb", "yn ôl\r"),
            ("1. Mentoriaid cyfoed yn mewngofnodi", f"1\r{NAME}\r{WORDS}\r"),
            ("Wedi mewngofnodi fel Priya.", "2\r"),
            ("1. Nac oes", "1\r"),
            ("Pwy allai fod wedi'i frifo neu'n drist?", "1\r"),
            ("yn rhan o'r pryder?", "anfon\r"),
            ("Dy god: MAPLE RIVER 17", "2\r"),
            ("Wedi mewngofnodi fel Priya.", "sign out\r"),
            # The next one is spoken to in the language of the school.
            ("1. Peer mentors sign in", ""),
        ],
    )
    assert "Wedi'i gadw ar y cyfrifiadur hwn. All dim oedolyn ei weld eto." in talked.text


def test_line_by_line_nothing_is_left_unsaid() -> None:
    kiosk = Kiosk()
    kiosk.news = WordsNews("Ms Lee", NOON)
    speak_as("xx", Bracketed())
    talked = talk(
        kiosk,
        [
            ("Peer mentors sign in", "2\r"),
            ("What do you want to do?", "1\r"),
            ("Your first name", "help\r"),
            ("Your first name", "back\r"),
            ("I need help now", f"1\r{NAME}\r{WORDS}\r"),
            ("Get four words of my own", "3\r"),
            ("Signed in as", "1\r"),
            ("like your last one", "2\r"),
            ("Did anything worry you?", "1\r"),
            ("Save it now?", "2\r"),
            ("How did it go?", ".show\r.\r"),
            ("What did you do?", ".\r"),
            ("What helped?", ".\r"),
            ("See again on", "2\r"),
            ("How are you today?", "6\r"),
            ("What is working?", ".back\r"),
            ("Signed in as", "2\r"),
            ("Is anyone in danger now?", "3\r"),
            ("What now?", "3\r"),
            ("What now?", "2\r"),
            ("Who might be hurt", "1\r"),
            ("Might an adult", "4\r"),
            ("Who should read it?", "2\r"),
            ("Go on?", "1\r"),
            ("Write what you remember", ".\r"),
            ("Have you told an adult", "1\r"),
            ("Send it now?", "1\r"),
            ("What next?", "2\r"),
            ("Signed in as", "4\r"),
            ("My reports", "back\r"),
            ("Signed in as", "5\r"),
            ("Choose a message", "1\r"),
            ("From:", "1\r"),
            ("Choose a message", "back\r"),
            ("Signed in as", "6\r"),
            ("My history", "back\r"),
            ("Signed in as", "8\r"),
            ("What to do when somebody", "3\r"),
            ("Listening and telling an adult", "back\r"),
            ("What to do when somebody", "back\r"),
            ("Signed in as", "hide\r"),
            ("Somebody is using this computer", f"{WORDS}\r"),
            ("Number:", "10\r"),
            ("That is not one of the numbers", "sign out\r"),
        ],
        from_screen=True,
    )
    typed = any_of([*people(kiosk), "hide", ".back", "back", "help", "sign out", ".show"])
    assert unsaid("".join(talked.heard).replace(BLANK, " ").replace("\n", " "), typed) == ""


async def test_what_waits_beyond_its_room_is_read_on_with_page_down() -> None:
    kiosk = Kiosk()
    kiosk.facts = replace(FACTS, trouble="no network")
    kiosk.draft, kiosk.newly_read = ConcernDraft("x", hurt="me"), 2
    async with standing(kiosk, facts=kiosk.facts) as pupil:
        await pupil.sign_in_by_keys()
        assert pupil.sees("This computer has no network just now.")
        assert not pupil.sees("★ See again today: Sam.")
        await pupil.press("pagedown")
        assert pupil.sees("★ See again today: Sam.")
        assert pupil.sees("9 ○ Sign out")
        await pupil.press("pageup")
        assert pupil.sees("This computer has no network just now.")

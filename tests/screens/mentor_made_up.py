"""A school, its adults, its mentees, what a mentor wrote: all made up."""

from __future__ import annotations

from datetime import UTC, date, datetime

from store.notebook.common.facts import Adult, Mentee, MessageLine, ReportLine, ReportState, SessionLine, WelcomeFacts

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
OFFERS = ("amber basket copper dune", "ember forest glove harbour")
NAME, WORDS = "Priya", "maple river anchor lamp"
LEE = Adult("a1", "Ms Lee", "keeps pupils safe", "Room 4")
DALE = Adult("a2", "Mr Dale", "head of year", "Library")
ADULTS = (LEE, DALE)
TIP = "Tip of the day: a strong password is four words that nobody would put together."
FACTS = WelcomeFacts("Maple School", ADULTS, NOON, TIP)
MENTEES = (Mentee("m1", "Sam, year 7"), Mentee("m2", "Ada, year 8"), Mentee("m3", "Kit, year 7"))
LAST = SessionLine(NOON, "Ada, year 8", "privacy", 25, date(2026, 12, 1), "5e" * 16)
URGENT = ReportLine("MAPLE RIVER 17", NOON, ReportState.SENT, None, urgent=True, tell_now=ADULTS)
READ = ReportLine("OCEAN LAMP 04", NOON, ReportState.READ, NOON, urgent=False, tell_now=())
THANKS = MessageLine("x1", NOON, "keeps pupils safe", "We have read this. Thank you.", "OCEAN LAMP 04", seen=False)
SECRET = "secret detail that is not for the screen"

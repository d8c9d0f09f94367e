"""What the school asks of a mentor so that it does not become too much, in sentences."""

from __future__ import annotations

from datetime import date

from screens.mentor.parts.telling import told_weekday
from screens.text import one_line
from store.language import say, say_number
from store.notebook.common.facts import CareFacts

LOGGED_ONE = "You have logged {n} session this week. {school} asks mentors to stop at {most}."
LOGGED = "You have logged {n} sessions this week. {school} asks mentors to stop at {most}."
ONE_MORE = "This would be session {count} this week. {school} asks mentors to stop at {most}."
REST = "{school} asks you to take a pause from sessions until {day}."
TALK_BY = "Talk it over with an adult, by {day}."
TALK_WAS_DUE = "Talk it over with an adult (due on {day})."
_SCHOOL_CELLS = 40


def told_load(care: CareFacts) -> str:
    """Return how many sessions there were where the school asks for no more, "" where there is room."""
    if not care.is_full:
        return ""
    return say_number(LOGGED_ONE, LOGGED, care.sessions_this_week, school=_school(care), most=care.sessions_a_week)


def told_one_more(care: CareFacts) -> str:
    """Return what stands on the page of one more session, "" where nothing does."""
    if care.rest_until is not None:
        return told_rest(care)
    if not care.is_full:
        return ""
    return say(ONE_MORE, count=care.sessions_this_week + 1, school=_school(care), most=care.sessions_a_week)


def told_rest(care: CareFacts) -> str:
    """Return until when the school asks for a pause, "" where it asks for none."""
    if care.rest_until is None:
        return ""
    return say(REST, school=_school(care), day=told_weekday(care.rest_until))


def told_talk(care: CareFacts, today: date) -> str:
    """Return by when a talk is due, "" where none is."""
    if care.talk_by is None:
        return ""
    return say(TALK_WAS_DUE if care.talk_by < today else TALK_BY, day=told_weekday(care.talk_by))


def _school(care: CareFacts) -> str:
    return one_line(care.school, _SCHOOL_CELLS)

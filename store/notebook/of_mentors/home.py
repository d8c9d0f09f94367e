"""What waits for a mentor at home."""

from __future__ import annotations

from sqlalchemy import Connection

from store.notebook.common import people
from store.notebook.common.facts import AgreementLine, HomeFacts, ReportState
from store.notebook.common.parts import Parts
from store.notebook.of_concerns import reports
from store.notebook.of_mentors import agreement, care, form_drafts, messages, reviews, training
from store.notebook.of_sessions import session_drafts, sessions
from store.scheme.vaults import MentorKeys


def facts(connection: Connection, parts: Parts, keys: MentorKeys, name: str, *, unfinished: bool) -> HomeFacts:
    """Return it; `unfinished` is whether a concern is."""
    today = parts.clock.now().astimezone().date()
    person, work, private = keys.person, keys.work, keys.private
    mail = messages.mail(connection, parts, keys)
    sent = reports.lines(connection, parts, person, private, mail.read_at, people.adults(parts))
    past = sessions.lines(connection, parts, person, work)
    half_review = form_drafts.of(connection, form_drafts.notes_of(parts, person, private, form_drafts.REVIEW), "")
    return HomeFacts(
        name=name,
        unread_messages=sum(not line.seen for line in mail.lines()),
        unfinished=unfinished,
        reports_to_read=sum(line.urgent and line.state is not ReportState.READ for line in sent),
        see_again_today=tuple(dict.fromkeys(one.who for one in past if one.see_again == today)),
        newly_read=len(mail.news & {line.code for line in sent if line.state is ReportState.READ}),
        unfinished_session=session_drafts.of(connection, parts, person, private) is not None,
        review_due=reviews.is_due(connection, parts, person, work, past[-1].on if past else None),
        training_due=sum(line.is_due for line in training.lines(connection, parts, person, work)),
        unfinished_review=half_review is not None,
        agreement=_waiting(agreement.line(connection, parts, person, work)),
        care=care.facts(connection, parts, keys, mail),
    )


def _waiting(line: AgreementLine | None) -> str:
    if line is None or line.agreed_on is not None:
        return ""
    return "changed" if line.agreed_before is not None else "new"

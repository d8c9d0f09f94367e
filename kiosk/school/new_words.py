"""Gives new words to a mentor who has forgotten theirs."""

from __future__ import annotations

import argparse
import contextlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from kiosk.asking import asking
from kiosk.home import Home
from kiosk.school.names import checked_name
from kiosk.school.office import Office, office
from kiosk.school.people_adding import open_mentors
from kiosk.syncing import courier
from kiosk.telling import NewWords, Tell, Telling, say
from store import words
from store.errors import ConfigurationError, KioskError
from store.scheme.people import Mentor
from store.scheme.publications import Publisher
from store.scheme.routes import COORDINATOR
from store.scheme.vaults import Vault, make_vault, open_work_copy
from store.sealing.xwing import Identity

GIVEN: Final = (
    "The new words open at each kiosk as soon as it has exchanged with the store; the old ones then open nothing."
)
LOST: Final = (
    "What this mentor kept on a kiosk for themselves (My reports, messages, what was not finished) can't be opened any "
    "more. Reports are not touched: what was sent stays sent, what was begun reaches its readers by itself."
)
LOST_SESSIONS: Final = (
    "Their own list of sessions can't be opened any more either: only the coordinator's key keeps it. "
    "Those who run the scheme have every session."
)
ON_THE_STICK: Final = (
    "The new words are on the stick, sealed. At the kiosk: `kiosk courier in {folder}`, or plug it in where kiosk.toml "
    "names it."
)


def run(given: argparse.Namespace) -> int:
    """Publish a new vault for one mentor, showing its words once; carry it to a stick where one is named."""
    telling = Telling(given.words_to)
    telling.check()
    if given.stick is not None and not given.stick.is_dir():
        raise ConfigurationError(
            "The stick or share can't be reached. Nothing was changed. Check that it is connected, then try again."
        )
    home = Home.found_at(given.home)
    with office(home, given.desk, asking(given.words_from)) as there:
        opener = given.openers[0] if given.openers else None
        keeps_sessions = give_new_words(there, checked_name(given.name), opener, telling.tell)
    for sentence in (GIVEN, LOST, *(() if keeps_sessions else (LOST_SESSIONS,))):
        say(sentence)
    if given.stick is None:
        return 0
    code = courier.run(argparse.Namespace(home=home.folder, folder=given.stick, way=courier.OUT))
    if code == 0:
        say(ON_THE_STICK.format(folder=Path(given.stick)))
    return code


def give_new_words(office: Office, name: str, opener: str | None, tell: Tell) -> bool:
    """Publish a mentor's new vault once its words are told, returning whether the key of the sessions stayed the same.

    The private key is always a new one: whoever knows the forgotten words, or an older copy, opens nothing with it.
    """
    school, opened = office.parts.school, open_mentors(office, opener)
    mentor = _found(opened.mentors, name)
    before = school.vault_of(mentor.person)
    work = _work(before, opened.identities.get(COORDINATOR))
    vault, typed = make_vault(
        bytes.fromhex(mentor.person),
        mentor.name,
        mentor.mentees,
        lookup_key=school.lookup_key,
        coordinator=school.recipients((COORDINATOR,))[0],
        made_by=opened.by,
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        costs=school.policy().vault_costs,
        work=work,
    )
    vaults = {one.person: one for one in school.vaults()} | {vault.person: vault}

    def act(publisher: Publisher) -> None:
        publisher.vaults(list(vaults.values()))

    tell((NewWords(mentor.name, "signs in at the kiosk", typed),))
    office.publish([act])
    return work is not None


def _found(mentors: tuple[Mentor, ...], name: str) -> Mentor:
    wanted = words.normalise(name)
    for one in mentors:
        if words.normalise(one.name) == wanted:
            return one
    raise ConfigurationError(
        "No mentor has this name. Nothing was changed. Write it as on the mentor's card, or add the mentor with "
        "`kiosk people add NAME --mentor`."
    )


def _work(before: Vault | None, coordinator: Identity | None) -> Identity | None:
    if before is not None and coordinator is not None:
        # A damaged copy, or one for a key that is no longer here, must not leave a pupil without words.
        with contextlib.suppress(KioskError):
            return open_work_copy(before, coordinator)
    return None

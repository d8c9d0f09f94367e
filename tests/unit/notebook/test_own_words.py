"""A mentor changes the words; an adult gives new ones to somebody who has forgotten theirs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import store.scheme.vaults as vaults
from store.casebook.acts import words_changes
from store.casebook.records.opening import Opener
from store.errors import KioskError, WrongWords
from store.notebook.of_mentors.visit import MentorVisit
from store.scheme.own_words import WordsChange, published_anew
from store.scheme.publications import Publisher
from store.scheme.tables import OWN_VAULTS
from store.scheme.vaults import Vault, make_vault, open_work_copy
from store.sealing.costs import FLOOR, Costs, derive
from store.sealing.xwing import Identity
from tests.classroom import PRIYA, TOM, Classroom, draft
from tests.founded_school import DESK, STAFF, role_identities
from tests.unit.notebook.test_sign_in import refused

COORDINATOR = bytes.fromhex(STAFF[4].person)


def publish(room: Classroom, *new: Vault) -> None:
    """Publish vaults in place of those of the same people, then bring them to the kiosk."""
    now = {one.person: one for one in room.desk.school.vaults()} | {one.person: one for one in new}
    with room.desk.database.write() as connection:
        Publisher(connection, room.desk.feeds, room.desk.school, DESK).vaults(list(now.values()))
    bring(room)


def bring(room: Classroom) -> None:
    room.store.hear(room.desk)
    room.notebook.send_now()


def given_anew(room: Classroom, *, keeps_work: bool = True, costs: Costs = FLOOR) -> str:
    """Do what `kiosk people new-words` does: the same work key, a new private one."""
    before = room.vaults[PRIYA]
    coordinator = role_identities()["coordinator"]
    vault, words = make_vault(
        before.person,
        PRIYA,
        [],
        lookup_key=room.desk.school.lookup_key,
        coordinator=coordinator.recipient,
        made_by=COORDINATOR,
        made_at="2026-11-25T09:00:00+00:00",
        costs=costs,
        work=open_work_copy(before, coordinator) if keeps_work else None,
    )
    publish(room, vault)
    return words


def publish_changes(room: Classroom) -> int:
    """Do what a desk does at its lock with the changes that have reached it."""
    coordinator = role_identities()["coordinator"]
    opener = Opener(room.desk.school.id.hex(), "coordinator", coordinator)
    found = [opener.own(record) for record in room.records("coordinator") if record.kind == "vault"]
    with room.desk.database.write() as connection:
        count = words_changes.publish(connection, room.desk.feeds, room.desk.school, coordinator, found)
    bring(room)
    return count


def changed(visit: MentorVisit) -> str:
    words = visit.words.offer()
    visit.words.take(words)
    return words


def test_new_words_open_what_the_old_ones_did_and_the_old_ones_open_nothing_here(room: Classroom) -> None:
    visit = room.sign_in()
    visit.concerns.save(draft("half a"))
    words = changed(visit)
    visit.unlock(words)
    visit.end()
    room.cut_power()
    assert str(refused(room, PRIYA, room.words[PRIYA]))
    again = room.notebook.sign_in(PRIYA, words)
    assert again.home().unfinished
    assert [one.label for one in again.mentees()] == ["Sam, Y7"]
    assert again.words.news is None


def test_a_change_of_words_stands_until_a_document_carries_it_and_then_opens_at_every_kiosk(room: Classroom) -> None:
    first = changed(room.sign_in())
    publish(room)
    second = changed(room.notebook.sign_in(PRIYA, first))
    assert publish_changes(room) == 2
    published = room.kiosk.school.vault_by_lookup(PRIYA)
    assert published is not None
    vaults.open_vault(published, second)
    assert room.notebook.sign_in(PRIYA, second).home().name == PRIYA
    # What was taken once is not taken again, in whatever order it is looked at.
    assert publish_changes(room) == 0


def test_a_change_that_the_mentors_key_did_not_prove_is_published_by_nobody(room: Classroom) -> None:
    changed(room.sign_in())
    record = next(one for one in room.records("coordinator") if one.kind == "vault")
    change = WordsChange.from_text(record.text)
    assert change is not None
    mine, other = room.vaults[PRIYA], Identity.generate()
    assert published_anew(change, mine, open_work_copy(mine, role_identities()["coordinator"])) is not None
    assert published_anew(change, mine, other) is None
    assert published_anew(change, room.vaults[TOM], other) is None
    for damage in ({}, {"vault": "zz"}, record.text | {"vault": record.text["vault"][:-2]}):
        assert WordsChange.from_text(damage) is None


def test_whoever_forgot_their_words_gets_new_ones_and_is_told_what_they_can_not_open(room: Classroom) -> None:
    before = room.sign_in()
    assert before.words.news is not None
    assert not before.words.news.lost_reports
    before.words.keep()
    before.concerns.save(draft("never finished"))
    before.concerns.send(draft("sent before"))
    before.end()
    words = given_anew(room)
    assert str(refused(room, PRIYA, room.words[PRIYA]))
    visit = room.notebook.sign_in(PRIYA, words)
    news = visit.words.news
    assert news is not None
    assert (news.by, news.lost_reports, news.lost_sessions) == ("Miss Evans", True, False)
    assert visit.reports() == ()
    assert not visit.home().unfinished
    visit.words.later()
    asked_again = room.notebook.sign_in(PRIYA, words).words.news
    assert asked_again is not None
    assert not asked_again.lost_reports


@pytest.mark.parametrize("ends_by", ["time", "start"])
def test_what_was_begun_under_forgotten_words_still_reaches_its_route(room: Classroom, ends_by: str) -> None:
    visit = room.sign_in()
    visit.concerns.save(draft("never finished"))
    visit.end()
    words = given_anew(room)
    room.notebook.sign_in(PRIYA, words)
    if ends_by == "time":
        room.clock.advance(6 * 60 * 60)
        room.notebook.tend()
    else:
        room.cut_power()
    told = [one for one in room.records("safeguarding") if one.kind == "unfinished"]
    assert [one.text["words"] for one in told] == ["never finished"]


def test_new_words_from_an_adult_overrule_a_change_on_the_kiosk_also_within_the_visit(room: Classroom) -> None:
    visit = room.sign_in()
    own = changed(visit)
    words = given_anew(room, keeps_work=False)
    with pytest.raises(KioskError, match="new words"):
        changed(visit)
    with pytest.raises(KioskError, match="Press F10"):
        visit.unlock(words)
    assert str(refused(room, PRIYA, own))
    # What was changed before is late at the desk: it brings no older words back.
    assert publish_changes(room) == 0
    assert room.notebook.sign_in(PRIYA, words).home().name == PRIYA


def test_a_damaged_vault_of_this_kiosk_locks_nobody_out_and_holds_no_document_back(room: Classroom) -> None:
    changed(room.sign_in())
    with room.kiosk.database.write() as connection:
        connection.execute(OWN_VAULTS.update().values(vault=b"damaged"))
    assert room.sign_in().home().name == PRIYA
    words = given_anew(room)
    assert room.notebook.sign_in(PRIYA, words).home().name == PRIYA


def test_a_card_that_changes_at_the_desk_is_read_under_own_words_too(room: Classroom) -> None:
    words = changed(room.sign_in())
    before = room.vaults[PRIYA]
    work = open_work_copy(before, role_identities()["coordinator"])
    card = vaults._seal_card(vaults.Card(PRIYA, (("m2", "Ada, Y8"),)), work.recipient)
    publish(room, vaults.replace(before, card=card))
    assert [one.label for one in room.notebook.sign_in(PRIYA, words).mentees()] == ["Ada, Y8"]


def test_an_unknown_name_takes_the_work_of_a_known_one_whatever_that_costs(
    room: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    dear = Costs(FLOOR.m_kib, FLOOR.t + 1, FLOOR.p)
    given_anew(room, costs=dear)
    with room.desk.database.write() as connection:
        only = [one for one in room.desk.school.vaults(connection) if one.costs == dear]
        Publisher(connection, room.desk.feeds, room.desk.school, DESK, force=True).vaults(only)
    bring(room)
    spent: list[Costs] = []

    def counted(derived: Callable[..., bytes]) -> Callable[..., bytes]:
        def derive(words: str, salt: bytes, costs: Costs) -> bytes:
            spent.append(costs)
            return derived(words, salt, costs)

        return derive

    monkeypatch.setattr(vaults, "derive", counted(derive))
    answers = [refused(room, name, "a b c d") for name in (PRIYA, "Nobody", "Ada", "Zoë", "")]
    assert len({(str(one), one.wait_seconds) for one in answers}) == 1
    assert spent == [dear] * len(answers)


def test_words_that_open_the_neighbours_vault_open_nothing_under_an_unknown_name(room: Classroom) -> None:
    for name in ("Nobody", "Ada", "Zoë"):
        for words in room.words.values():
            with pytest.raises(WrongWords):
                room.notebook.sign_in(name, words)


def test_no_disk_knows_the_new_words(room: Classroom) -> None:
    words = changed(room.sign_in())
    for path in room.folder.rglob("*"):
        if path.is_file():
            assert words.encode() not in path.read_bytes()

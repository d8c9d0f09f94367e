"""Mentors' changes of words, published by a desk of those who run the scheme."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from store.casebook.records.opened_record import OpenedRecord
from store.errors import KioskError
from store.feeds.feeds import Feeds
from store.scheme.own_words import WordsChange, fits, published_anew
from store.scheme.publications import Publisher
from store.scheme.school import School
from store.scheme.vaults import Vault, open_work_copy
from store.sealing.xwing import Identity


def publish(
    connection: Connection, feeds: Feeds, school: School, coordinator: Identity, records: Iterable[OpenedRecord]
) -> int:
    """Publish every change that goes on from what is published, returning how many did.

    Where one mentor changed twice, each change has a document of its own: kiosks let go of the one they know.
    """
    changes = [change for one in records if (change := WordsChange.from_text(one.said)) is not None]
    count = 0
    while changes and feeds.own is not None:
        vaults = {one.person: one for one in school.vaults(connection)}
        new = dict[bytes, Vault]()
        for change in list(changes):
            published = vaults.get(change.vault.person)
            if published is not None and published.person not in new and fits(change, published):
                # Once each: two that name each other would go round for ever.
                changes.remove(change)
                if (vault := _proved(change, published, coordinator)) is not None:
                    new[vault.person] = vault
        if not new:
            break
        Publisher(connection, feeds, school, feeds.own).vaults(list((vaults | new).values()))
        count += len(new)
    return count


def _proved(change: WordsChange, published: Vault, coordinator: Identity) -> Vault | None:
    try:
        return published_anew(change, published, open_work_copy(published, coordinator))
    except KioskError:
        return None

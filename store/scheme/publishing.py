"""Publishing from a desk: the next document or keys bundle, signed, appended, applied in one transaction."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from store.errors import ConfigurationError
from store.feeds.entry import LANE_NOTICES
from store.feeds.feeds import Feeds
from store.scheme.documents import Document, loses_too_many, make_document
from store.scheme.keys_bundle import KeysBundle, sign_keys
from store.scheme.notices import KIND_DOCUMENT, KIND_KEYS, pack_notice
from store.scheme.people import holders_of_roles
from store.scheme.routes import check_people
from store.scheme.school import School
from store.signed.canonical import Plain
from store.signed.signing_key import SigningKey


def publish(
    connection: Connection,
    feeds: Feeds,
    school: School,
    desk: SigningKey,
    name: str,
    content: Plain,
    count: int | None = None,
    *,
    force: bool = False,
) -> Document:
    """Publish the next document of this name, raising ConfigurationError where this desk may not, or it loses people.

    A list of people that falls by over 30% needs `force`, which only a person who was shown the numbers may give.
    """
    school.follow(connection, feeds)
    entry = school.keys.desk(desk.id) if school.keys else None
    if entry is None or name not in entry.documents:
        raise ConfigurationError(
            "This desk does not have the right to publish that. Nothing was changed. "
            "Ask whoever keeps the school's root key to give it the right."
        )
    before = school.document(name)
    if before is not None and not force and loses_too_many(name, before.count, count):
        raise ConfigurationError(
            f"This list has {count or 0} people, the last one had {before.count}: over 30% are gone. "
            "Nothing was changed. Check the list; if it is right, publish it again and insist."
        )
    counter = 1 if before is None else before.counter + 1
    signed = make_document(name, counter, content, desk, school.id, before.hash if before else None, count)
    feeds.append(connection, LANE_NOTICES, pack_notice([(KIND_DOCUMENT, signed)]))
    school.follow(connection, feeds)
    after = school.document(name)
    if after is None or after.signed != signed:
        raise ConfigurationError(
            "This document does not have the shape that every computer would accept, or another desk published at the "
            "same time. Nothing was changed. Look at the newest one, then publish again."
        )
    return after


def publish_keys(
    connection: Connection, feeds: Feeds, school: School, root: SigningKey, bundle: KeysBundle
) -> KeysBundle:
    """Publish `bundle` as the next version of the keys, raising RouteRefused for a set of people that can't be."""
    school.follow(connection, feeds)
    check_people(holders_of_roles(bundle.holders(), school.staff()))
    version = school.keys.version + 1 if school.keys else 1
    signed = sign_keys(replace(bundle, school=school.id, version=version), root)
    feeds.append(connection, LANE_NOTICES, pack_notice([(KIND_KEYS, signed)]))
    school.follow(connection, feeds)
    if school.keys is None or school.keys.signed != signed:
        raise ConfigurationError(
            "These keys were not signed by a root that is in force, or one of them is damaged. "
            "Nothing was changed. Use the school's root key."
        )
    return school.keys

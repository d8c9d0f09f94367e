"""Making the key of a role, or handing it to a further holder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kiosk.school.founding import STAFF_WORDS
from kiosk.school.office import Office
from kiosk.telling import NewWords, Tell, untold
from store import words
from store.errors import ConfigurationError
from store.scheme import founding
from store.scheme.keys_bundle import KeysBundle, StaffEntry
from store.scheme.notices import Share
from store.scheme.people import StaffMember
from store.scheme.publications import Publisher
from store.scheme.publishing import publish_keys
from store.scheme.recovery import split
from store.scheme.routes import RECOVERY_ROLES
from store.sealing.key_file import KeyFileContent, staff_identity, staff_signing_key
from store.sealing.xwing import Recipient
from store.signed.signing_key import SigningKey


@dataclass(frozen=True)
class Holder:
    """Who is to hold a role; title and room are for somebody who is not in the list of staff yet."""

    name: str
    title: str = ""
    room: str = ""


@dataclass(frozen=True)
class _Held:
    """One person as they will be once this is done."""

    member: StaffMember
    entry: StaffEntry
    content: KeyFileContent | None = field(repr=False)
    words: str = field(repr=False)
    is_new: bool = False


def make_role(office: Office, role: str, holders: Sequence[Holder], tell: Tell = untold) -> tuple[NewWords, ...]:
    """Make a role's key, or hand it on, returning the words of everybody who had no key file before, once told.

    Words are asked for in this order: the root's, those of a holder who hands the key on, the new holder's own.
    """
    root = office.ring.open_root()
    if role in RECOVERY_ROLES:
        return _share_out(office, root, role, holders, tell)
    if len(holders) != 1:
        raise ConfigurationError(
            "The key of this role is handed to one person at a time. Nothing was changed. Name one with --holder NAME."
        )
    seed, made = _seed(office, role)
    held = _with_role(office, holders[0], role, seed)
    bundle = _in_force(office)
    grown = founding.add_role(bundle, role, seed) if made else bundle
    return _publish(office, root, founding.add_public_staff(grown, held.entry), role, [held], (), tell)


def _seed(office: Office, role: str) -> tuple[bytes, bool]:
    """Return the role's seed with whether it is made now."""
    if not office.parts.school.has_role(role):
        return founding.make_seed(), True
    donor, _words = office.ring.open(office.holder_with_key(role))
    seed = donor.content.roles.get(role)
    if seed is None:
        raise ConfigurationError(
            "That key file does not hold the role's key, which was made anew since. Nothing was changed. "
            "Let another holder hand it on."
        )
    return seed, False


def _with_role(office: Office, holder: Holder, role: str, seed: bytes) -> _Held:
    member = _member(office, holder)
    if office.ring.path_of(member.person) is not None:
        opened, typed = office.ring.open(member)
        content = replace(opened.content, roles={**opened.content.roles, role: seed})
        return _held(member, role, content, typed)
    return _newcomer(office, member, role, {role: seed})


def _share_out(
    office: Office, root: SigningKey, role: str, holders: Sequence[Holder], tell: Tell
) -> tuple[NewWords, ...]:
    seed, bundle = founding.make_seed(), _in_force(office)
    if len(holders) < 2 or len({words.normalise(one.name) for one in holders}) != len(holders):
        raise ConfigurationError(
            "A recovery key is shared out among two or three people, of whom any two open together. "
            "Nothing was changed. Name them with --holder NAME --holder NAME."
        )
    held = [_partner(office, bundle, holder, role) for holder in holders]
    shares = split(role, seed, [(one.entry.person, Recipient(one.entry.xwing)) for one in held])
    grown = founding.add_role(bundle, role, seed)
    for one in held:
        grown = founding.add_public_staff(grown, one.entry)
    return _publish(office, root, grown, role, held, shares, tell)


def _partner(office: Office, bundle: KeysBundle, holder: Holder, role: str) -> _Held:
    member = _member(office, holder)
    entry = next((one for one in bundle.staff if one.person.hex() == member.person), None)
    if entry is None:
        return _newcomer(office, member, role, {})
    # Public keys are enough to be given a share, so nobody's words are asked for.
    return _Held(_grown(member, role), replace(entry, roles=_and(entry.roles, role)), None, "")


def _newcomer(office: Office, member: StaffMember, role: str, roles: dict[str, bytes]) -> _Held:
    if any(one.person.hex() == member.person for one in _in_force(office).staff):
        raise ConfigurationError(
            f"The key file of {member.name} is not on this computer. Nothing was changed. "
            "Copy it into the keys folder of a desk here first."
        )
    content = KeyFileContent(founding.make_seed(), roles)
    return replace(_held(member, role, content, words.generate(STAFF_WORDS)), is_new=True)


def _held(member: StaffMember, role: str, content: KeyFileContent, typed: str) -> _Held:
    signing, sealing = staff_signing_key(content.staff_seed), staff_identity(content.staff_seed)
    grown = _grown(member, role)
    entry = StaffEntry(signing.public, sealing.recipient.raw, bytes.fromhex(member.person), grown.roles)
    return _Held(grown, entry, content, typed)


def _member(office: Office, holder: Holder) -> StaffMember:
    found = office.member(holder.name)
    if found is None:
        return StaffMember(founding.make_person().hex(), holder.name, holder.title, holder.room, ())
    return replace(found, title=holder.title or found.title, room=holder.room or found.room)


def _grown(member: StaffMember, role: str) -> StaffMember:
    return replace(member, roles=_and(member.roles, role))


def _and(roles: tuple[str, ...], role: str) -> tuple[str, ...]:
    return roles if role in roles else (*roles, role)


def _publish(
    office: Office,
    root: SigningKey,
    bundle: KeysBundle,
    role: str,
    held: Sequence[_Held],
    shares: Sequence[Share],
    tell: Tell,
) -> tuple[NewWords, ...]:
    """Tell the words, write the key files, publish: cut short before the last, nothing is sealed to that key yet."""
    new = _new_words(held)
    tell(new)
    parts = office.parts
    entry = bundle.desk(parts.key.id)
    if entry is not None:
        bundle = founding.add_desk(bundle, entry.ed, _and(entry.roles, role), entry.documents)
    for one in held:
        if one.content is not None:
            office.ring.save(office.desk, one.entry.person, one.content, one.words)
    changed = {one.member.person: one.member for one in held}
    kept = [one for one in parts.school.staff() if one.person not in changed]
    with parts.database.write() as connection:
        publish_keys(connection, parts.feeds, parts.school, root, bundle)
        publisher = Publisher(connection, parts.feeds, parts.school, parts.key)
        publisher.staff([*kept, *changed.values()])
        if shares:
            publisher.shares(shares)
    return new


def _in_force(office: Office) -> KeysBundle:
    keys = office.parts.school.keys
    if keys is None:
        raise ConfigurationError("This desk does not know the school's keys yet. Run `kiosk sync`, then try again.")
    return keys


def _new_words(held: Sequence[_Held]) -> tuple[NewWords, ...]:
    return tuple(NewWords(one.member.name, "opens the desk", one.words) for one in held if one.is_new)

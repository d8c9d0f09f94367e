"""Each document of a school, published from what it holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from store.errors import ConfigurationError
from store.feeds.entry import LANE_NOTICES
from store.feeds.feeds import Feeds
from store.scheme.devices import DeviceEntry, devices_content
from store.scheme.documents import DEVICES, GUIDANCE, POLICY, PUPILS, STAFF, VAULTS, Document
from store.scheme.guidance import GuidancePage, guidance_content
from store.scheme.notices import KIND_SHARE, Share, pack_notice, pack_share
from store.scheme.people import Mentor, StaffMember, holders_of_roles, seal_pupils, staff_content
from store.scheme.policy import Policy, policy_content
from store.scheme.publishing import publish
from store.scheme.routes import RECOVERY, SESSION_ROLES, check_people
from store.scheme.school import School
from store.scheme.vaults import Vault
from store.signed.canonical import Plain
from store.signed.signing_key import SigningKey


@dataclass(frozen=True)
class Publisher:
    """One desk at which a school's documents are published, within one write transaction."""

    connection: Connection
    feeds: Feeds
    school: School
    desk: SigningKey
    force: bool = False

    def staff(self, members: Sequence[StaffMember]) -> Document:
        """Publish the staff, each person once, raising RouteRefused for a set of people that can't be."""
        _check_once([one.person for one in members])
        check_people(holders_of_roles(self.school.keys.holders() if self.school.keys else {}, members))
        content, count = staff_content(members), len(members)
        return self._publish(STAFF, content, count)

    def pupils(self, mentors: Sequence[Mentor]) -> Document:
        """Publish the mentors with their mentees, sealed to coordinator, safeguarding, and recovery once it is made."""
        _check_once([one.person for one in mentors])
        made = [role for role in SESSION_ROLES if role != RECOVERY or self.school.has_role(role)]
        recipients = self.school.recipients(made)
        return self._publish(PUPILS, seal_pupils(mentors, recipients), len(mentors))

    def vaults(self, vaults: Sequence[Vault]) -> Document:
        """Publish the mentors' vaults, each name and each person once."""
        _check_once([one.person.hex() for one in vaults])
        if len({one.lookup for one in vaults}) != len(vaults):
            raise ConfigurationError(
                "Two mentors have the same sign-in name. Nothing was changed. Add a letter to one of the names."
            )
        return self._publish(VAULTS, [one.to_plain() for one in vaults], len(vaults))

    def devices(self, devices: Sequence[DeviceEntry]) -> Document:
        """Publish the kiosks with the names of all devices."""
        return self._publish(DEVICES, devices_content(devices), len(devices))

    def policy(self, policy: Policy) -> Document:
        """Publish the school's settings."""
        return self._publish(POLICY, policy_content(policy), None)

    def guidance(self, pages: Sequence[GuidancePage]) -> Document:
        """Publish the school's guidance."""
        return self._publish(GUIDANCE, guidance_content(pages), len(pages))

    def shares(self, shares: Sequence[Share]) -> None:
        """Publish the shares of a recovery key, each readable only by its two people together."""
        body = pack_notice([(KIND_SHARE, pack_share(share)) for share in shares])
        self.feeds.append(self.connection, LANE_NOTICES, body)

    def _publish(self, name: str, content: Plain, count: int | None) -> Document:
        return publish(self.connection, self.feeds, self.school, self.desk, name, content, count, force=self.force)


def _check_once(persons: Sequence[str]) -> None:
    if any(number > 1 for number in Counter(persons).values()):
        raise ConfigurationError("One person stands in this list twice. Nothing was changed. Remove one of the lines.")

"""Rings by e-mail, to a real mail server with STARTTLS and a login."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from store.service.rings.mail import PLAIN, STARTTLS, MailServer, MailWay
from store.service.rings.mail_address import is_mail_address, mail_addresses
from store.service.rings.troubles import Trouble
from store.service.rings.words import RING
from tests.https_server import pem
from tests.mail_server import ACCOUNT, PASSWORD, Postbox, mail_server

LEAD, HEAD, CHAIR = "lead@school.example", "o'head@school.example", "chair@governors.example"


@pytest.fixture
def box(tmp_path: Path) -> Iterator[Postbox]:
    with mail_server(tmp_path) as served:
        yield served


def named(box: Postbox, **more: object) -> MailServer:
    made = MailServer("127.0.0.1", box.port, STARTTLS, ACCOUNT, ACCOUNT, lambda: PASSWORD, box.authority, 5)
    return replace(made, **more)  # type: ignore[arg-type]


def test_everybody_gets_a_message_of_their_own_and_one_that_is_refused_stops_nobody(box: Postbox) -> None:
    box.refuses = {HEAD}
    outcome = MailWay(named(box)).deliver([LEAD, HEAD, CHAIR], RING)
    assert outcome == {LEAD: None, HEAD: Trouble.ADDRESS, CHAIR: None}
    assert box.to == [LEAD, CHAIR]
    for message in box.came:
        assert message["Subject"] == RING
        assert str(message.get_payload()).strip() == RING
        assert message["X-RcptTo"] == message["To"]
    assert len({message["Message-ID"] for message in box.came}) == 2


def test_a_password_goes_only_to_a_server_that_is_who_it_says_it_is(box: Postbox, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.pem"
    foreign.write_bytes(pem())
    asked = list[str]()

    def password() -> str:
        asked.append(PASSWORD)
        return PASSWORD

    for authority in (None, foreign):
        way = MailWay(named(box, authority=authority, password=password))
        assert way.deliver([LEAD], RING) == {LEAD: Trouble.TLS}
    with mail_server(tmp_path, tls=False) as plain:
        assert MailWay(named(plain, password=password)).deliver([LEAD], RING) == {LEAD: Trouble.TLS}
        assert plain.came == []
        way = MailWay(named(plain, security=PLAIN, account=""))
        assert way.deliver([LEAD], RING) == {LEAD: None}
    assert (box.came, asked) == ([], [])
    assert PASSWORD not in repr(named(box))


def test_what_is_wrong_is_told_apart(box: Postbox) -> None:
    assert MailWay(named(box, password=lambda: "wrong")).deliver([LEAD], RING) == {LEAD: Trouble.LOGIN}
    with mail_server(box.authority.parent) as gone:
        pass
    assert MailWay(named(gone)).deliver([LEAD, HEAD], RING) == {LEAD: Trouble.REACH, HEAD: Trouble.REACH}


def test_addresses_are_found_in_what_the_staff_list_says() -> None:
    told = "Ring 01234 56789, or <Lead@School.example>; lead@home.example (not mondays)"
    assert mail_addresses(told) == ("Lead@School.example", "lead@home.example")
    for bad in ("", "lead", "a b@c.d", "a@b\nBcc: c@d.e", "a@-b.c", "@b.c", "a@b..c", "é@b.c", "a" * 65 + "@b.c"):
        assert not is_mail_address(bad)

from __future__ import annotations

import pytest

from store.errors import ConfigurationError
from store.scheme.ticket import Ticket, from_text, new_secret, to_text

TICKET = Ticket(bytes(range(32)), b"s" * 16, bytes(range(100, 132)), "https://store.school.example:8443")


def test_a_ticket_is_read_as_it_was_written() -> None:
    text = to_text(TICKET)
    assert text.startswith("PMK1")
    # The small alphabet of a QR code.
    assert set(text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    assert from_text(text) == TICKET
    assert from_text(to_text(Ticket(TICKET.root, TICKET.secret, bytes(32), ""))).address == ""


def test_a_ticket_may_be_typed_in_groups_in_small_letters_and_with_digits_for_letters() -> None:
    text = to_text(TICKET)
    grouped = "\n".join(text[at : at + 5].lower() + "-" for at in range(0, len(text), 5))
    assert from_text(grouped) == TICKET
    misread = text[:4] + text[4:].replace("O", "0").replace("B", "8").replace("I", "1")
    assert from_text(misread) == TICKET


@pytest.mark.parametrize("more", ["", "a", "ab", "abc", "abcd"])
def test_a_ticket_with_any_letter_wrong_or_missing_is_refused(more: str) -> None:
    # Every length that a last group of letters can have.
    text = to_text(Ticket(TICKET.root, TICKET.secret, TICKET.spki, TICKET.address + more))
    for last in "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".replace(text[-1], ""):
        with pytest.raises(ConfigurationError):
            from_text(text[:-1] + last)
    for at in range(len(text)):
        other = "A" if text[at] != "A" else "C"
        with pytest.raises(ConfigurationError):
            from_text(text[:at] + other + text[at + 1 :])
    for wrong in ("", "PMK1", text[:-1], text[4:], text + "A" * 8, "PMK2" + text[4:], "PMK1é", "x" * 100_000):
        with pytest.raises(ConfigurationError):
            from_text(wrong)


def test_a_refusal_never_repeats_the_ticket() -> None:
    text = to_text(TICKET)[:-1]
    with pytest.raises(ConfigurationError) as raised:
        from_text(text)
    assert text[4:20] not in str(raised.value)
    assert TICKET.secret.hex() not in repr(TICKET)
    assert str(TICKET.secret) not in repr(TICKET)


def test_secrets_are_new_each_time() -> None:
    assert len({new_secret() for _ in range(100)}) == 100
    assert len(new_secret()) == 16

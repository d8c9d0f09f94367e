"""A sealed record opens for its roles, for nobody else, and shows nothing of who they are."""

from __future__ import annotations

import pytest

from store.errors import BackendMissing, BrokenFile, NotForThisKey, TooLong
from store.sealing import age_file, xwing
from store.sealing.sealed import PADDED_BYTES, SEALED_BYTES, STANZAS, Sealer, open_sealed
from store.sealing.xwing import Identity, Recipient

TEXT = b'{"text":"Sioned says he keeps asking"}'


@pytest.fixture(scope="module")
def sealer() -> Sealer:
    return Sealer.start()


@pytest.fixture(scope="module")
def lead() -> Identity:
    return Identity(bytes(range(32)))


@pytest.fixture(scope="module")
def recovery() -> Identity:
    return Identity(bytes(range(1, 33)))


def test_each_role_that_a_record_is_sealed_to_opens_it(sealer: Sealer, lead: Identity, recovery: Identity) -> None:
    sealed = sealer.seal(TEXT, [lead.recipient, recovery.recipient])
    assert open_sealed(sealed, [lead]) == TEXT
    assert open_sealed(sealed, [recovery]) == TEXT


def test_another_key_is_told_that_the_item_is_for_somebody_else(sealer: Sealer, lead: Identity) -> None:
    with pytest.raises(NotForThisKey):
        open_sealed(sealer.seal(TEXT, [lead.recipient]), [Identity.generate()])


@pytest.mark.parametrize("readers", [1, 2, 3, 4])
def test_the_size_and_the_stanzas_tell_neither_how_many_read_nor_how_much_was_written(
    sealer: Sealer, readers: int
) -> None:
    people = [Identity.generate().recipient for _ in range(readers)]
    sealed = sealer.seal(b"{}" if readers % 2 else TEXT * 100, people)
    assert len(sealed) == SEALED_BYTES
    assert len(age_file.parse_header(sealed).stanzas) == STANZAS


def test_the_plaintext_is_one_json_line_then_spaces_so_any_viewer_reads_it(sealer: Sealer, lead: Identity) -> None:
    plain = age_file.open_file(sealer.seal(TEXT, [lead.recipient]), [lead])
    assert plain == TEXT + b"\n" + b" " * (PADDED_BYTES - len(TEXT) - 1)


def test_one_byte_too_many_is_refused_whole(sealer: Sealer, lead: Identity) -> None:
    assert open_sealed(sealer.seal(b"x" * (PADDED_BYTES - 1), [lead.recipient]), [lead])
    with pytest.raises(TooLong, match="still here"):
        sealer.seal(b"x" * PADDED_BYTES, [lead.recipient])


def test_the_same_reader_twice_or_none_at_all_is_refused(sealer: Sealer, lead: Identity) -> None:
    for readers in ([], [lead.recipient, lead.recipient]):
        with pytest.raises(BrokenFile):
            sealer.seal(TEXT, readers)


def test_a_file_with_three_stanzas_is_an_age_file_but_no_record_of_ours(lead: Identity) -> None:
    three = [lead.recipient, *(Identity.generate().recipient for _ in range(2))]
    data = age_file.seal(TEXT + b"\n", three)
    assert age_file.open_file(data, [lead]) == TEXT + b"\n"
    with pytest.raises(BrokenFile):
        open_sealed(data, [lead])


def test_text_hidden_in_the_padding_is_refused(lead: Identity) -> None:
    four = [lead.recipient, *(Identity.generate().recipient for _ in range(3))]
    with pytest.raises(BrokenFile):
        open_sealed(age_file.seal(b"{}\n  hidden  ", four), [lead])


def test_an_item_over_the_cap_is_refused_before_any_key_work(lead: Identity) -> None:
    with pytest.raises(BrokenFile, match="larger"):
        open_sealed(b"age-encryption.org/v1\n" + b"x" * (1 << 20), [lead])


def test_keys_are_written_as_age_writes_them_and_read_back(lead: Identity) -> None:
    assert lead.to_text().startswith("AGE-SECRET-KEY-PQ-1")
    assert lead.recipient.to_text().startswith("age1pq1")
    assert Identity.from_text(lead.to_text()) == lead


@pytest.mark.parametrize(
    ("harm", "word"),
    [
        (lambda t: t[:-1], "typing error"),
        (lambda t: t[:30] + t[30:].lower(), "capital"),
        (lambda t: "age1pq1q", "kind"),
    ],
)
def test_a_key_copied_wrongly_says_so(lead: Identity, harm: object, word: str) -> None:
    with pytest.raises(BrokenFile, match=word):
        Identity.from_text(harm(lead.to_text()))  # type: ignore[operator]  # a lambda over text


def test_a_damaged_public_key_is_refused() -> None:
    for raw in (b"", b"\xff" * 1216):
        with pytest.raises(BrokenFile):
            Recipient(raw).wrap(bytes(16))


def test_no_key_shows_in_a_repr(lead: Identity, sealer: Sealer) -> None:
    for shown in (repr(lead), repr(lead.recipient), repr(sealer)):
        assert lead.seed.hex() not in shown
        assert "\\x" not in shown


def test_a_computer_without_the_sealing_backend_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    xwing.self_test()
    monkeypatch.setattr(Identity, "unwrap", lambda *_: None)
    with pytest.raises(BackendMissing, match="weaker"):
        xwing.self_test()

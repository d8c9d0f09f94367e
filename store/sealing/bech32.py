"""Bech32 text for age identities, without the length limit (BIP 173, C2SP age.md)."""

from __future__ import annotations

from typing import Final

from store.errors import BrokenFile

_ALPHABET: Final = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR: Final = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def encode(prefix: str, data: bytes) -> str:
    """Return `data` as lower-case Bech32 under a lower-case `prefix`."""
    groups = _regroup(list(data), 8, 5, pad=True)
    checksum = _polymod([*_expand(prefix), *groups, 0, 0, 0, 0, 0, 0]) ^ 1
    groups += [(checksum >> 5 * (5 - place)) & 31 for place in range(6)]
    return prefix + "1" + "".join(_ALPHABET[group] for group in groups)


def decode(prefix: str, text: str) -> bytes:
    """Return the bytes in `text`, or raise BrokenFile where prefix, case, padding or checksum is wrong."""
    folded = text.lower()
    if text not in (folded, text.upper()):
        raise BrokenFile("This key mixes capital and small letters, so it was copied wrongly. Copy it again.")
    head, separator, tail = folded.rpartition("1")
    groups = [_ALPHABET.find(letter) for letter in tail]
    if not separator or head != prefix or len(groups) < 6 or -1 in groups:
        raise BrokenFile("This is not a key of the expected kind. Nothing was opened. Check which file you chose.")
    if _polymod([*_expand(head), *groups]) != 1:
        raise BrokenFile("This key has a typing error in it. Nothing was opened. Copy it again.")
    return bytes(_regroup(groups[:-6], 5, 8, pad=False))


def _expand(prefix: str) -> list[int]:
    return [ord(letter) >> 5 for letter in prefix] + [0] + [ord(letter) & 31 for letter in prefix]


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for place, factor in enumerate(_GENERATOR):
            check ^= factor if top >> place & 1 else 0
    return check


def _regroup(values: list[int], width: int, target: int, *, pad: bool) -> list[int]:
    gathered, bits, result = 0, 0, []
    for value in values:
        gathered = gathered << width | value
        bits += width
        while bits >= target:
            bits -= target
            result.append(gathered >> bits & (1 << target) - 1)
        gathered &= (1 << bits) - 1
    if pad and bits:
        result.append(gathered << (target - bits) & (1 << target) - 1)
    if not pad and (bits >= width or gathered):
        raise BrokenFile("This key has a typing error in it. Nothing was opened. Copy it again.")
    return result

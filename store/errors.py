"""The one tree of errors that the product raises.

Each message says what happened, what was kept safe and what to do next, and never holds a word that a person typed.

    KioskError
    ├── SealingError            the sealing layer can't do what was asked
    │   ├── BackendMissing      this computer has no post-quantum sealing; nothing weaker is used
    │   ├── BrokenFile          not an age v1 file, or damaged: header, MAC or payload
    │   ├── NotForThisKey       an intact file that this key does not open
    │   └── TooLong             more text than a sealed record holds
    ├── KeyFileError            a key file can't be used
    │   ├── WrongPassphrase     the words do not open this file
    │   └── DamagedKeyFile      truncated, foreign, or outside the allowed costs
    ├── WrongWords              the name or the words at sign-in are wrong, or must wait
    ├── FeedError               signed material can't be accepted
    │   ├── NotCanonical        bytes that are not the one strict encoding
    │   ├── BadSignature        a signature that does not verify
    │   ├── BrokenChain         entries that do not follow from one another
    │   └── TooLarge            over the caps, refused before any key work
    ├── StorageError            the disk, the folder or the database refuses
    │   ├── DiskFull            no room; what was typed stays on the screen
    │   ├── ReadOnly            the folder can't be written
    │   ├── Overlapped          another server wrote at the same moment
    │   └── DamagedDatabase     a page of the database is damaged
    ├── Stopped                 whoever asked for it called it off
    ├── NewerVersion            written by a newer version of the product
    ├── RouteRefused            a set of people in which one could be subject and reader
    └── ConfigurationError      the configuration or the command line is not usable
"""


class KioskError(Exception):
    """Any failure that the product can put into a sentence."""


class SealingError(KioskError):
    """A failure to seal or open."""


class BackendMissing(SealingError):
    """The cryptography backend has no X-Wing; the program refuses to seal with anything weaker."""


class BrokenFile(SealingError):
    """The bytes are not an intact age v1 file."""


class NotForThisKey(SealingError):
    """The file is intact as far as can be told, but none of the given keys opens it."""


class TooLong(SealingError):
    """The text is longer than a sealed record holds."""


class KeyFileError(KioskError):
    """A key file can't be used."""


class WrongPassphrase(KeyFileError):
    """The passphrase does not open the key file."""


class DamagedKeyFile(KeyFileError):
    """The key file is truncated, foreign or asks for costs outside the allowed range."""


class WrongWords(KioskError):
    """The sign-in did not open a vault; `wait_seconds` is how long until the next try counts."""

    def __init__(self, message: str, wait_seconds: float = 0.0) -> None:
        super().__init__(message)
        self.wait_seconds = wait_seconds


class FeedError(KioskError):
    """Signed material can't be accepted."""


class NotCanonical(FeedError):
    """The bytes are not the one deterministic encoding of their content (RFC 8949 section 4.2)."""


class BadSignature(FeedError):
    """A signature does not verify under the key it names."""


class BrokenChain(FeedError):
    """Entries do not follow from one another."""


class TooLarge(FeedError):
    """The bytes are over a cap and were refused before any key work."""


class StorageError(KioskError):
    """The disk, the folder or the database refuses."""


class DiskFull(StorageError):
    """There is no room left to write."""


class ReadOnly(StorageError):
    """The folder or the file can't be written."""


class Overlapped(StorageError):
    """Another server of the same store wrote at the same moment, so that nothing of this change was kept."""


class DamagedDatabase(StorageError):
    """A page of the database is damaged."""


class Stopped(KioskError):
    """Whoever asked for it called it off before anything was there."""


class NewerVersion(KioskError):
    """The bytes were written by a newer version of the product."""


class UnknownReport(KioskError):
    """No report of this mentor has the code that was typed."""

    def __init__(self) -> None:
        super().__init__(
            "You have sent no report with this code from this computer. Nothing was lost. Look at the codes in "
            "'My reports', or make a new report."
        )


class RouteRefused(KioskError):
    """A set of people in which somebody could be the subject of a report and open it alone."""


class ConfigurationError(KioskError):
    """The configuration or the command line is not usable."""

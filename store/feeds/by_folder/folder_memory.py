"""What this device remembers of the files in shared folders."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, insert, select

from store.feeds.feeds import Feeds
from store.feeds.tables import FOLDER_FILES


class FolderMemory:
    """Remembers, in the database whose entries it is about, which files hold nothing new."""

    def __init__(self, feeds: Feeds) -> None:
        self._feeds = feeds

    def knows(self, path: str) -> bool:
        """Return whether everything in the file of this name is held; the name tells its content."""
        with self._feeds.database.read() as connection:
            return self._knows(connection, path)

    def note(self, path: str) -> None:
        """Remember a file whose content was taken."""
        if not self.knows(path):
            self._feeds.database.change(lambda connection: self._add(connection, path))

    def note_if_held(self, path: str, hashes: Sequence[bytes]) -> None:
        """Remember a file if all of its entries are held; else it is read again another time."""

        def noted(connection: Connection) -> None:
            if not self._feeds.lacking(connection, hashes):
                self._add(connection, path)

        self._feeds.database.change(noted)

    def _knows(self, connection: Connection, path: str) -> bool:
        of = FOLDER_FILES.c
        query = select(of.name).where(of.school == self._feeds.school, of.name == path)
        return connection.execute(query).first() is not None

    def _add(self, connection: Connection, path: str) -> None:
        # Another program that serves the same folder may have been quicker.
        if not self._knows(connection, path):
            connection.execute(insert(FOLDER_FILES), {"school": self._feeds.school, "name": path})

"""The rows of the devices that ask a store to be admitted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, select

from store.errors import FeedError
from store.scheme.enrol import EnrolRequest, read_enrol
from store.scheme.tables import ENROLMENTS
from store.service.enrolments import MOST

_OF: Final = ENROLMENTS.c


class AskingDevices:
    """Requests of one school's devices in the store's own rows, so that every server of the store hands them on."""

    def __init__(self, school: bytes) -> None:
        self._school = school

    def put(self, connection: Connection, signed: bytes) -> EnrolRequest:
        """Keep a request in place of the device's last one, or raise FeedError or NewerVersion for a bad one."""
        request = read_enrol(signed)
        if request.school != self._school:
            raise FeedError("This request is for another school. It was not kept.")
        if connection.execute(select(_OF.signed).where(self._is(request.device))).scalar() == signed:
            return request
        self.forget(connection, request.device)
        here = _OF.school == self._school
        newest = connection.execute(select(func.coalesce(func.max(_OF.number), 0)).where(here)).scalar_one()
        row = {"school": self._school, "device": request.device, "number": newest + 1, "signed": signed}
        connection.execute(insert(ENROLMENTS), row)
        # Past that the oldest makes room, for whoever still waits asks again.
        for device in self._devices(connection)[:-MOST]:
            self.forget(connection, device)
        return request

    def waiting(self, connection: Connection) -> list[bytes]:
        """Return every request, oldest first."""
        query = select(_OF.signed).where(_OF.school == self._school).order_by(_OF.number)
        return list(connection.execute(query).scalars())

    def keep(self, connection: Connection, waits: Callable[[bytes], bool]) -> None:
        """Let go of the requests of devices that do not wait any more."""
        for device in self._devices(connection):
            if not waits(device):
                self.forget(connection, device)

    def forget(self, connection: Connection, device: bytes) -> None:
        """Let go of a device's request."""
        connection.execute(delete(ENROLMENTS).where(self._is(device)))

    def _devices(self, connection: Connection) -> list[bytes]:
        query = select(_OF.device).where(_OF.school == self._school).order_by(_OF.number)
        return list(connection.execute(query).scalars())

    def _is(self, device: bytes) -> ColumnElement[bool]:
        return and_(_OF.school == self._school, _OF.device == device)

"""The service's four addresses: exchange, enrol, health, metrics."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from ipaddress import ip_address
from typing import Final

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from store.clock import Clock
from store.errors import FeedError, KioskError, NewerVersion
from store.feeds.by_network import http_wire
from store.feeds.by_network.http_wire import ENROL, EXCHANGE, FAULT, LARGEST_REQUEST, MEDIA_TYPE, REFUSED
from store.feeds.offer import Offer, is_offered_by, read_offer
from store.feeds.run import MOST_BYTES, MOST_ENTRIES
from store.scheme import enrol
from store.scheme.enrol import EnrolRequest, read_enrol
from store.service.counts import Counts, note_enrolment, note_exchange, note_fault
from store.service.limits import Allowances, Budget, Limits, Nonces
from store.service.reading import BodyReader, declared_size
from store.service.refusal import RETRY_SECONDS, Refusal, refused, too_large
from store.service.school_store import Answered, Asked, SchoolStore
from store.service.writer import GroupWriter
from store.signed import canonical, cose
from store.signed.signing_key import PUBLIC_BYTES, id16

HEALTH: Final = "/v1/health"
METRICS: Final = "/v1/metrics"
# Smaller requests are read sooner than handed to another thread.
_AT_ONCE: Final = 256 * 1024
_PIECE: Final = 64 * 1024
_KEY_ITEM: Final = len(canonical.encode(bytes(PUBLIC_BYTES)))


class Service:
    """Schools side by side, each seeing only its own."""

    def __init__(self, stores: Sequence[SchoolStore], limits: Limits, clock: Clock) -> None:
        self._stores: Mapping[bytes, SchoolStore] = {store.id: store for store in stores}
        self._limits = limits
        self._writers = {store.id: GroupWriter[Asked, Answered](store.settle, limits.group) for store in stores}
        self._allowances = Allowances(limits, clock)
        self._known, self._unknown = Budget(limits.known_bytes), Budget(limits.unknown_bytes)
        self._nonces = Nonces(limits.nonces)
        self.counts = Counts()

    def app(self) -> Starlette:
        """Return the application that a server runs."""
        return Starlette(
            routes=[
                Route(EXCHANGE, self._exchange, methods=["POST"]),
                Route(ENROL, self._enrol, methods=["POST"]),
                Route(HEALTH, self._health, methods=["GET"]),
                Route(METRICS, self._metrics, methods=["GET"]),
            ],
            exception_handlers={
                404: _not_found,
                405: _not_found,
                Refusal: self._on_refusal,
                ClientDisconnect: self._on_disconnect,
                KioskError: self._on_fault,
                Exception: self._on_fault,
            },
            lifespan=self._lifespan,
        )

    async def _exchange(self, request: Request) -> Response:
        size = declared_size(request.headers, LARGEST_REQUEST)
        reader = BodyReader(request.stream(), self._limits.silence_seconds)
        signed = await reader.offer()
        store, offer, public = await self._verified(reader, signed)
        self._nonces.note(cose.digest(signed))
        standing = store.school.standing(offer.device)
        # Who is not known can come under a new name each time, so it is the address that is counted.
        stranger = b"stranger " + _host(request).encode("utf-8", "replace")
        self._allowances.take(stranger if standing == "unknown" else offer.school + offer.device, size)
        admitted = standing == "admitted"
        with (self._known if admitted else self._unknown).holding(size):
            runs = _runs_in(await reader.rest(size))
            read = store.read(runs) if size <= _AT_ONCE else await run_in_threadpool(store.read, runs)
            # A run that can't be read is counted as well, for each has an answer.
            if sum(max(1, one.count) for one in read) > MOST_ENTRIES:
                raise too_large()
            asked = Asked(offer, cose.digest(signed), public, read)
            answered = await self._writers[store.id].submit(asked)
        self.counts.add("exchanges")
        self.counts.add("entries", answered.entries)
        self.counts.add("items_refused", answered.refused)
        note_exchange(store.id, offer.device, answered.entries, answered.refused, len(answered.body))
        return _answer(answered.body)

    async def _verified(self, reader: BodyReader, signed: bytes) -> tuple[SchoolStore, Offer, bytes]:
        """Return whose offer this is, or raise the one refusal for every reason."""
        try:
            claimed = read_offer(signed)
            store = self._stores.get(claimed.school)
            if store is None:
                raise refused()
            public = store.school.public_key(claimed.device)
            if public is None:
                public = await run_in_threadpool(store.introduced_key, claimed.device)
            if public is None:
                public = _introduced((await reader.upto(len(signed) + _KEY_ITEM))[len(signed) :])
        except (FeedError, NewerVersion):
            raise refused() from None
        if id16(public) != claimed.device or not is_offered_by(signed, public):
            raise refused()
        return store, claimed, public

    async def _enrol(self, request: Request) -> Response:
        size = declared_size(request.headers, enrol.LARGEST)
        # Nobody is known yet, so it is the address that is counted.
        self._allowances.take(b"enrol " + _host(request).encode("utf-8", "replace"), size)
        signed = bytes(await BodyReader(request.stream(), self._limits.silence_seconds).rest(size))
        store, asked = self._asked_to_enrol(signed)
        if store.school.standing(asked.device) == "unknown":
            await run_in_threadpool(store.ask, signed)
        keys = await run_in_threadpool(store.keys)
        if keys is None:
            raise refused()
        self.counts.add("enrolments")
        note_enrolment(store.id, asked.device)
        return Response(keys, media_type=MEDIA_TYPE)

    def _asked_to_enrol(self, signed: bytes) -> tuple[SchoolStore, EnrolRequest]:
        try:
            asked = read_enrol(signed)
        except (FeedError, NewerVersion):
            raise refused() from None
        store = self._stores.get(asked.school)
        if store is None:
            raise refused()
        return store, asked

    async def _health(self, _request: Request) -> Response:
        for store in self._stores.values():
            await run_in_threadpool(store.check)
        return Response(b"ok\n", media_type="text/plain")

    async def _metrics(self, request: Request) -> Response:
        # When how much comes is nobody's business but the machine's own.
        if not _is_loopback(_host(request)):
            raise refused()
        now = {
            "schools": len(self._stores),
            "groups_total": sum(writer.groups for writer in self._writers.values()),
            "body_bytes_held": self._known.held + self._unknown.held,
        }
        lines = self.counts.lines() + "".join(f"kiosk_{name} {number}\n" for name, number in now.items())
        return Response(lines, media_type="text/plain; version=0.0.4")

    async def _on_refusal(self, _request: Request, error: Exception) -> Response:
        if not isinstance(error, Refusal):
            raise error
        self.counts.add(f"requests_{error.outcome}")
        return _no(error.status, error.words)

    async def _on_disconnect(self, _request: Request, _error: Exception) -> Response:
        self.counts.add("requests_cut")
        return _no(400, REFUSED)

    async def _on_fault(self, _request: Request, error: Exception) -> Response:
        self.counts.add("requests_fault")
        note_fault(error)
        return _no(500, FAULT)

    @asynccontextmanager
    async def _lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        yield
        for writer in self._writers.values():
            writer.close()
        for store in self._stores.values():
            store.close()


def _runs_in(body: memoryview) -> tuple[memoryview, ...]:
    try:
        runs = http_wire.runs_within(body)
    except FeedError:
        raise refused() from None
    if len(runs) > MOST_ENTRIES or sum(len(run) for run in runs) > MOST_BYTES:
        raise too_large()
    return runs


def _introduced(item: bytes) -> bytes:
    found = canonical.decode(item)
    return found if isinstance(found, bytes) else b""


def _answer(body: bytes) -> Response:
    """Return an answer, a long one piece by piece as its client takes it, or nobody knew when that has it all."""
    if len(body) <= _PIECE:
        return Response(body, media_type=MEDIA_TYPE)

    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(body), _PIECE):
            yield body[start : start + _PIECE]

    return StreamingResponse(pieces(), headers={"content-length": str(len(body))}, media_type=MEDIA_TYPE)


async def _not_found(_request: Request, _error: Exception) -> Response:
    return _no(404, REFUSED)


def _no(status: int, words: bytes) -> Response:
    headers = {"connection": "close", "retry-after": str(RETRY_SECONDS)}
    return Response(words, status, headers, "text/plain")


def _host(request: Request) -> str:
    return request.client.host if request.client else ""


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False

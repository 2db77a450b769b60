"""HTTP as carefully as an unknown server deserves (safety.md S7 to S12).

One origin and no other: no redirect is followed, no proxy or setting of the environment is used,
the key goes out in one header only where the origin is the pinned one. Answers are cut at 5 MB
after decompression, every request has a budget, and only what is safe to repeat is repeated.
"""

from __future__ import annotations

import json
import random
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

import httpx2

from spec_tui.omoi_os.sync.deadlines import Deadline, DeadlineTransport
from spec_tui.omoi_os.sync.model import SyncError, Target
from spec_tui.omoi_os.sync.target import KEY, Key

LARGEST = 5 << 20
CONNECT_SECONDS = 5.0
READ_SECONDS = 20.0
BUDGET_SECONDS = 60.0
"""For one try, from the first byte sent to the last one read."""
TRIES = 4
WAIT_SECONDS = 0.5
LONGEST_WAIT = 60.0
WIDTH = 4
_AGAIN = frozenset({429, 500, 502, 503, 504})
_STATUS_WORDS = {404: "not found", 409: "in conflict", 422: "refused as malformed"}


class Unreachable(SyncError):  # noqa: N818 - it says what the server is
    """The server cannot be reached, or gave up on every try."""


class NotAllowed(SyncError):  # noqa: N818
    """401 or 403."""

    def __init__(self, sentence: str, status: int) -> None:
        super().__init__(sentence)
        self.status = status


class BadAnswer(SyncError):  # noqa: N818
    """An answer that is not what the API promises."""


class Rejected(SyncError):  # noqa: N818
    """The server understood and said no."""

    def __init__(self, sentence: str, status: int) -> None:
        super().__init__(sentence)
        self.status = status


class Stopped(SyncError):  # noqa: N818
    """The person stopped the push while this waited."""


@dataclass(frozen=True, slots=True)
class Again:
    """A try failed in a way that may pass; `seconds` is what the server asked for."""

    why: str
    seconds: float | None
    done: bool
    """Whether the server may have done it all the same."""


class Client:
    """One server. Safe to use from several threads; close it at the end."""

    def __init__(
        self,
        target: Target,
        key: Key,
        *,
        transport: httpx2.BaseTransport | None = None,
        wait: Callable[[float], bool] | None = None,
        clock: Callable[[], float] = time.monotonic,
        dice: Callable[[], float] = random.random,
        budget: float = BUDGET_SECONDS,
    ) -> None:
        self._target = target
        self._halt = threading.Event()
        self._wait = wait or self._halt.wait
        self._clock = clock
        self._dice = dice
        self._deadline = Deadline(clock)
        self._budget = budget
        self.notice: Callable[[str], None] | None = None
        """Told in the calling thread why a try is repeated."""
        self._http = httpx2.Client(
            base_url=target.url,
            auth=_Bearer(key, target.origin),
            headers={
                "Accept": "application/json",
                "Accept-Encoding": "gzip",
                "User-Agent": "spec-tui",
            },
            timeout=httpx2.Timeout(READ_SECONDS, connect=CONNECT_SECONDS),
            transport=transport or DeadlineTransport(self._deadline, _tls(target), WIDTH),
            trust_env=False,
            follow_redirects=False,
        )

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def halt(self) -> None:
        """Wait for nothing any more: what waits to try again gives up."""
        self._halt.set()

    def send(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str | int] | None = None,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
        look: Callable[[], Any] | None = None,
    ) -> Any:
        """The JSON of the answer. Raises SyncError.

        A POST needs `look`: after a failure that may have done it all the same, it says what it
        finds on the server, and None lets the POST be repeated.
        """
        assert method != "POST" or look is not None
        data = None if body is None else json.dumps(body, ensure_ascii=False).encode("utf-8")
        given = {"Content-Type": "application/json"} if data is not None else {}
        for turn in range(TRIES):
            outcome = self._try(method, path, query, data, {**given, **(headers or {})})
            if not isinstance(outcome, Again):
                return outcome
            if turn == TRIES - 1:
                break
            self._pause(outcome, turn, least=0.5 if look is not None and outcome.done else 0.0)
            if look is not None and outcome.done:
                found = look()
                if found is not None:
                    return found
        if outcome.why == "500":
            raise Rejected(f"500 on each of {TRIES} tries: the server cannot do this.", 500)
        raise Unreachable(
            f"{self._target.origin} gave no answer that could be used in {TRIES} tries: "
            f"{outcome.why}."
        )

    def _pause(self, outcome: Again, turn: int, *, least: float) -> None:
        """Wait with jitter; `least` of it in any case, where the server may still be at it."""
        seconds = outcome.seconds
        if seconds is None:
            seconds = max(least, self._dice()) * WAIT_SECONDS * 2**turn
        elif seconds > LONGEST_WAIT:
            raise Unreachable(
                f"{outcome.why}; the server asks to wait {seconds:.0f} s, which is too long. "
                "Try again later."
            )
        if self.notice is not None:
            self.notice(f"{outcome.why}, trying again")
        if self._wait(seconds):
            raise Stopped(f"Stopped while waiting to try again ({outcome.why}).")

    def _try(
        self,
        method: str,
        path: str,
        query: Mapping[str, str | int] | None,
        data: bytes | None,
        headers: Mapping[str, str],
    ) -> Any:
        """JSON, or Again. No exception of the library leaves this: its frames hold the header."""
        end = self._clock() + self._budget
        self._deadline.start(self._budget)
        why = ""
        try:
            request = self._http.build_request(
                method, path, params=query, content=data, headers=headers
            )
            response = self._http.send(request, stream=True)
            try:
                body = self._read(response, end)
            finally:
                response.close()
        except httpx2.TransportError as error:
            why = _WHY.get(type(error).__name__, "the connection broke")
        except httpx2.HTTPError as error:
            why = type(error).__name__
        except httpx2.InvalidURL:
            why = "the address cannot be one"
        if why:
            return Again(why, None, done=why not in _NOT_SENT)
        return self._judge(response.status_code, response.headers, body, method, path)

    def _read(self, response: httpx2.Response, end: float) -> bytes:
        coding = response.headers.get("content-encoding", "identity").strip().lower()
        if coding not in {"identity", "gzip", ""}:
            raise BadAnswer(f"{self._target.origin} answered in the coding {coding[:20]!r}.")
        unpack = zlib.decompressobj(wbits=31) if coding == "gzip" else None
        body = bytearray()
        try:
            for chunk in response.iter_raw():
                piece = chunk
                if unpack is not None:
                    piece = unpack.decompress(chunk, LARGEST + 1 - len(body))
                body += piece
                if len(body) > LARGEST or (unpack is not None and unpack.unconsumed_tail):
                    raise BadAnswer(
                        f"{self._target.origin} answered with more than {LARGEST >> 20} MB. "
                        "It was not read further."
                    )
                if self._clock() > end:
                    raise BadAnswer(
                        f"{self._target.origin} took more than {self._budget:.0f} s for one "
                        "answer. It was not read further."
                    )
        except zlib.error:
            body = bytearray(b"\0")
        return bytes(body)

    def _judge(
        self, status: int, headers: Mapping[str, str], body: bytes, method: str, path: str
    ) -> Any:
        where = f"{method} {path}"
        if status in _AGAIN:
            return Again(str(status), _retry_after(headers), done=status != 429)
        if 300 <= status < 400:
            raise BadAnswer(
                f"{self._target.origin} answers {where} with a redirect ({status}). It was not "
                "followed, so that the key stays here. Check the URL of the API."
            )
        value = _json(body)
        if status in {401, 403}:
            raise NotAllowed(self._refusal(status, _detail(value)), status)
        if status >= 400 or status < 200:
            words = _detail(value) or _STATUS_WORDS.get(status, "no reason given")
            raise Rejected(f"{status}: {words}", status)
        if value is _NO_JSON:
            page = body[:200].lstrip().lower().startswith((b"<!doctype", b"<html"))
            what = "a web page, perhaps of a login" if page else "something else"
            raise BadAnswer(f"{self._target.origin} answered {where} with {what}, not with JSON.")
        return value

    def _refusal(self, status: int, detail: str) -> str:
        sent = f"Sent was `Authorization: Bearer` with the value of {KEY}"
        if status == 401:
            return (
                f"401 from {self._target.origin}: {detail or 'not authenticated'}. {sent}. "
                f"Set {KEY} to an access token of this server; one that ran out has to be renewed."
            )
        return (
            f"403 from {self._target.origin}: {detail or 'no access'}. {sent}. "
            "Check the project id, or ask for access to the project."
        )


class _Bearer(httpx2.Auth):
    """Adds the key where a request goes to the pinned origin, and stops it where it does not."""

    def __init__(self, key: Key, origin: str) -> None:
        self._key = key
        self._origin = httpx2.URL(origin)

    def auth_flow(
        self, request: httpx2.Request
    ) -> Generator[httpx2.Request, httpx2.Response, None]:
        """See httpx2.Auth."""
        url, pinned = request.url, self._origin
        if (url.scheme, url.host, url.port) != (pinned.scheme, pinned.host, pinned.port):
            raise BadAnswer(f"A request to {url.host} was stopped: the API is {pinned}.")
        request.headers["Authorization"] = self._key.header()
        yield request


def _tls(target: Target) -> ssl.SSLContext:
    """What the server is checked by. For this machine, without https, one that trusts nobody."""
    if not target.url.startswith("https:"):
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


_NO_JSON = object()
_NOT_SENT = frozenset({"it cannot be reached", "it cannot be reached in time"})
_WHY = {
    "ConnectError": "it cannot be reached",
    "ConnectTimeout": "it cannot be reached in time",
    "ReadTimeout": "it did not answer in time",
    "WriteTimeout": "it did not take the data in time",
    "PoolTimeout": "it did not answer in time",
}


def _json(body: bytes) -> Any:
    try:
        return json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):
        return _NO_JSON


def _detail(value: Any) -> str:
    """The words of an error: a string, or the first entries of a 422."""
    detail = value.get("detail") if isinstance(value, dict) else None
    if isinstance(detail, str):
        return detail[:500]
    if isinstance(detail, list):
        found = []
        for entry in detail[:3]:
            if isinstance(entry, dict):
                place = ".".join(str(part) for part in entry.get("loc", ())[1:])
                found.append(f"{place}: {entry.get('msg', '')}".strip(": ")[:200])
        return "; ".join(found)
    return ""


def _retry_after(headers: Mapping[str, str]) -> float | None:
    text = headers.get("retry-after", "").strip()
    if not text:
        return None
    if text.isdigit():
        return float(text[:9])
    try:
        at = parsedate_to_datetime(text)
        return max(0.0, at.timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return None

"""Sockets that keep to the budget of a request, so that a server that drips bytes ends it too.

The timeouts of the library hold for one read; a byte every nineteen seconds would satisfy them for
ever. Here every read gets no more time than the whole request has left.
"""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

import httpcore2
import httpx2


class Deadline:
    """When the request of this thread has to be over."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._here = threading.local()

    def start(self, seconds: float) -> None:
        """Begin a request."""
        self._here.end = self._clock() + seconds

    @property
    def left(self) -> float:
        """Seconds that the request still has; endless where none was begun."""
        end: float = getattr(self._here, "end", float("inf"))
        return end - self._clock()

    def limit(self, timeout: float | None) -> float:
        """The time for one read or write. Raises ReadTimeout where there is none left."""
        left = self.left
        if left <= 0:
            raise httpcore2.ReadTimeout("the budget of the request is used up")
        return left if timeout is None else min(timeout, left)


class DeadlineTransport(httpx2.HTTPTransport):
    """Connections to one server over such sockets."""

    def __init__(self, deadline: Deadline, tls: ssl.SSLContext, width: int) -> None:
        super().__init__(verify=tls, trust_env=False)
        self._pool = httpcore2.ConnectionPool(
            ssl_context=tls,
            max_connections=width,
            max_keepalive_connections=width,
            keepalive_expiry=5.0,
            network_backend=_Backend(deadline),
        )


class _Backend(httpcore2.NetworkBackend):
    def __init__(self, deadline: Deadline) -> None:
        self._deadline = deadline
        self._real = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """See NetworkBackend."""
        stream = self._real.connect_tcp(host, port, timeout, local_address, socket_options)
        return _Stream(stream, self._deadline)


class _Stream(httpcore2.NetworkStream):
    def __init__(self, real: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._real, self._deadline = real, deadline
        self.close = real.close  # type: ignore[method-assign]
        self.get_extra_info = real.get_extra_info  # type: ignore[method-assign]

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """See NetworkStream."""
        return self._real.read(max_bytes, self._deadline.limit(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """See NetworkStream."""
        self._real.write(buffer, self._deadline.limit(timeout))

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        """See NetworkStream."""
        stream = self._real.start_tls(ssl_context, server_hostname, self._deadline.limit(timeout))
        return _Stream(stream, self._deadline)

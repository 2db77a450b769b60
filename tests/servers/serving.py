"""The server on a port of 127.0.0.1, and the same server behind a transport in this process."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Protocol

import httpx2

from tests.servers.answers import Answer
from tests.servers.omoios import TOKEN, Omoios


class Handles(Protocol):
    """Omoios, or what lies in its place."""

    def handle(self, method: str, target: str, headers: dict[str, str], body: bytes) -> Answer:
        """Answer one request. Raises ConnectionResetError to drop it, TimeoutError to be slow."""


@contextlib.contextmanager
def serving(server: Handles, *, latency: float = 0.0, port: int = 0) -> Iterator[str]:
    """The URL of the server, on a free port by default; `latency` in seconds is added."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = -1  # one packet for headers and a short body

        def answer(self) -> None:
            length = int(self.headers.get("content-length") or 0)
            body = self.rfile.read(length)
            headers = {name.lower(): value for name, value in self.headers.items()}
            time.sleep(latency)
            try:
                self.write(server.handle(self.command, self.path, headers, body))
            except (ConnectionResetError, TimeoutError):
                self.drop()
            except BrokenPipeError:
                self.close_connection = True

        def write(self, answer: Answer) -> None:
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if answer.headers.get("connection") == "close":
                self.close_connection = True
            if isinstance(answer.body, bytes):
                self.send_header("content-length", str(len(answer.body)))
                self.end_headers()
                self.wfile.write(answer.body)
                self.wfile.flush()
                return
            self.send_header("transfer-encoding", "chunked")
            self.end_headers()
            for piece in answer.body:
                self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
            self.wfile.write(b"0\r\n\r\n")
            self.wfile.flush()

        def drop(self) -> None:
            """Reset the connection, as a server does that died."""
            self.close_connection = True
            with contextlib.suppress(OSError):
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                self.connection.close()

        def log_message(self, *_: object) -> None:
            """Nothing on stderr."""

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = answer  # noqa: N815

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 64

        def handle_error(self, *_: object) -> None:
            """A client that went away is no error."""

    http = Server(("127.0.0.1", port), Handler)
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02})
    thread.daemon = True
    thread.start()
    try:
        yield f"http://127.0.0.1:{http.server_address[1]}"
    finally:
        http.shutdown()
        http.server_close()


class InProcess(httpx2.BaseTransport):
    """The server without sockets: the same client code, a thousand times faster."""

    def __init__(self, server: Handles, *, seen: Callable[[httpx2.Request], None] | None = None):
        self._server, self._seen = server, seen

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """See httpx2.BaseTransport."""
        if self._seen is not None:
            self._seen(request)
        try:
            answer = self._server.handle(
                request.method, request.url.raw_path.decode(), dict(request.headers),
                request.read(),
            )  # fmt: skip
        except ConnectionResetError:
            raise httpx2.ReadError("reset", request=request) from None
        except TimeoutError:
            raise httpx2.ReadTimeout("slow", request=request) from None
        body = answer.body
        stream = _Stream((body,) if isinstance(body, bytes) else body)
        return httpx2.Response(answer.status, headers=answer.headers, stream=stream)


class _Stream(httpx2.SyncByteStream):
    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = pieces

    def __iter__(self) -> Iterator[bytes]:
        yield from self._pieces


def serve_by_hand(port: int) -> None:
    """Run until ctrl+C, with one project."""
    server = Omoios()
    project = server.add_project("Clinic")
    with serving(server, port=port) as url:
        words = f"OMOIOS_API_URL={url} OMOIOS_API_KEY={TOKEN} OMOIOS_PROJECT_ID={project}"
        print(f"export {words}", flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            threading.Event().wait()

"""The client over real sockets: what only a socket can do wrong."""

from __future__ import annotations

import _socket
import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator

import pytest

from spec_tui.omoi_os.sync.client import BadAnswer, Client, Unreachable, _tls
from spec_tui.omoi_os.sync.deadlines import Deadline
from spec_tui.omoi_os.sync.target import Key
from tests.servers.lying import Lying
from tests.servers.omoios import TOKEN, Omoios
from tests.servers.serving import serving
from tests.unit.omoi_os.sync.worlds import target


@pytest.fixture(autouse=True)
def this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only 127.0.0.1 is reached."""

    def connect(one: socket.socket, address: tuple[str, int]) -> None:
        assert address[0] == "127.0.0.1"
        _socket.socket.connect(one, address)

    monkeypatch.setattr(socket.socket, "connect", connect)


def ask(url: str, budget: float = 60.0) -> object:
    """What a client that never sleeps gets for /health."""
    made = Client(target("p", url), Key(TOKEN), wait=lambda _: False, budget=budget)
    with contextlib.closing(made) as client:
        return client.send("GET", "/health")


@contextlib.contextmanager
def speaking(speak: Callable[[socket.socket], None]) -> Iterator[str]:
    """The URL of a server that says what it likes."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            with contextlib.suppress(OSError):
                while True:
                    accepted, _ = listening.accept()
                    with accepted, contextlib.suppress(OSError):
                        speak(accepted)

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        listening.shutdown(socket.SHUT_RDWR)


def test_headers_that_drip_end_with_the_budget() -> None:
    """A byte now and then satisfies every timeout of one read, but not that of the request."""

    def drip(accepted: socket.socket) -> None:
        accepted.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while True:
            accepted.sendall(b"a")
            threading.Event().wait(0.005)

    with speaking(drip) as url, pytest.raises(Unreachable, match="did not answer in time"):
        ask(url, budget=0.05)


def test_a_read_gets_no_more_time_than_its_request_has_left() -> None:
    """20 seconds for a read, 60 for all of them."""
    now = [0.0]
    deadline = Deadline(lambda: now[0])
    deadline.start(60.0)
    assert deadline.limit(20.0) == 20.0
    now[0] = 55.0
    assert deadline.limit(20.0) == 5.0
    assert deadline.limit(None) == 5.0


@pytest.mark.parametrize("fault", ["huge", "gzip-bomb"])
def test_a_body_without_end_is_cut_at_five_megabytes(fault: str) -> None:
    """10 GB are never read, nor what unpacks to too much."""
    with serving(Lying(Omoios(), fault)) as url, pytest.raises(BadAnswer, match="more than 5 MB"):
        ask(url)


def test_a_connection_that_is_reset_after_an_error_is_opened_again() -> None:
    """500, then a reset of the pooled connection, then the answer."""
    faults = iter(["500", "reset", ""])
    with serving(Lying(Omoios(), lambda *_: next(faults))) as url:
        assert ask(url) == {"status": "healthy", "version": "0.1.0"}


def test_nobody_listening_is_told_with_the_origin() -> None:
    """After four tries, none of which reached anything."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    with pytest.raises(Unreachable, match=f"http://127.0.0.1:{port} .*it cannot be reached"):
        ask(f"http://127.0.0.1:{port}")


def test_a_server_without_a_certificate_that_counts_gets_no_key(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """TLS is verified, whatever the environment says."""
    heard: list[bytes] = []
    for name, value in (("PYTHONHTTPSVERIFY", "0"), ("CURL_CA_BUNDLE", ""), ("SSL_VERIFY", "0")):
        monkeypatch.setenv(name, value)
    with (
        speaking(lambda accepted: heard.append(accepted.recv(65536))) as url,
        pytest.raises(Unreachable),
    ):
        ask(url.replace("http:", "https:"))
    assert heard
    assert not any(TOKEN.encode() in data for data in heard)
    context = _tls(target("p", "https://api.example.org"))
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2

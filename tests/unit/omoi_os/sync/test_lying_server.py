"""A server that lies, breaks or leads away: a clear sentence, and files here as they were (S12)."""

from __future__ import annotations

import re
import time

import httpx2
import pytest

from spec_tui.omoi_os.sync.client import BadAnswer, Client, SyncError, Unreachable
from spec_tui.omoi_os.sync.target import Key
from tests.servers.answers import Answer
from tests.servers.lying import PASSING, Lying
from tests.servers.omoios import TOKEN
from tests.servers.serving import InProcess
from tests.unit.omoi_os.sync.worlds import URL, World, actions, target
from tests.unit.work.plans import ticket


@pytest.mark.parametrize("fault", PASSING)
def test_a_fault_that_passes_is_survived_without_a_duplicate(clinic: World, fault: str) -> None:
    """Every third request goes wrong once; all five items are there once."""
    clinic.handles = Lying(clinic.server, lambda n, *_: fault if n % 3 == 0 else "")
    assert clinic.push().summary["create"] == 5
    clinic.handles = clinic.server
    assert actions(clinic.push()) == {}
    assert len(clinic.server.tickets_of(clinic.project)) == 2
    assert len(clinic.server.tasks_of(clinic.project)) == 3


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("html", "a web page, perhaps of a login"),
        ("error-body", "otherwise than the API says"),
        ("foreign", "of another project"),
        ("endless", "more than 200 pages"),
        ("huge", "more than 5 MB"),
        ("gzip-bomb", "more than 5 MB"),
        ("redirect-302-host", r"redirect \(302\)"),
        ("reset", "in 4 tries: the connection broke"),
        ("slow", "in 4 tries: it did not answer in time"),
    ],
)
def test_a_lie_while_reading_is_told_and_nothing_is_sent(
    clinic: World, fault: str, words: str
) -> None:
    """The plan is not made; every local file is byte for byte the same."""
    clinic.push()
    clinic.server.calls.clear()
    clinic.change(".omoi_os/tasks/TSK-003.md", "title: Task 3", "title: Renamed")
    before = clinic.files()
    clinic.handles = Lying(clinic.server, fault)
    with pytest.raises(SyncError, match=words):
        clinic.push()
    assert clinic.server.writes() == []
    assert clinic.files() == before


def test_the_same_page_again_and_again_ends(clinic: World) -> None:
    """A total that is never reached does not keep a sync busy."""
    clinic.push()
    clinic.handles = Lying(clinic.server, "same-page")
    with pytest.raises(BadAnswer, match="same page again"):
        clinic.plan()


@pytest.mark.parametrize(("fault", "word"), [("wrong-id", "PATCH"), ("error-body", "PATCH")])
def test_a_lie_about_an_update_fails_its_row_and_is_not_remembered(
    clinic: World, fault: str, word: str
) -> None:
    """An id that changes on update is refused; the next push puts it right."""
    clinic.push()
    clinic.change(".omoi_os/tasks/TSK-003.md", "title: Task 3", "title: Renamed")
    clinic.handles = Lying(clinic.server, lambda _n, method, _p: fault if method == word else "")
    assert actions(clinic.push()) == {"TSK-003": "failed"}
    clinic.handles = clinic.server
    assert actions(clinic.push()) == {}


def test_a_new_item_under_a_known_id_is_refused(clinic: World) -> None:
    """An answer with the id of another ticket is not written into the ledger."""
    clinic.put(ticket(9))
    clinic.push()
    clinic.put(ticket(10))
    clinic.handles = Lying(clinic.server, lambda _n, m, _p: "known-id" if m == "POST" else "")
    pushed = clinic.push()
    assert actions(pushed) == {"TKT-010": "failed"}
    assert "with the id of another" in next(r for r in pushed.rows if r.id == "TKT-010").message


def test_words_of_the_server_come_as_they_are_and_are_shown_by_the_caller(clinic: World) -> None:
    """Control characters in a title break nothing here; output makes them visible."""
    clinic.push()
    clinic.handles = Lying(clinic.server, lambda _n, _m, path: "control" if "tick" in path else "")
    with clinic.syncing() as syncing:
        assert syncing.trace().tickets[0].title.startswith("\x1b]0;")


@pytest.mark.parametrize("where", ["host", "port", "scheme"])
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_carries_the_key_anywhere(clinic: World, status: int, where: str) -> None:
    """One request per call, all to the pinned origin, whatever Location says."""
    seen: list[httpx2.URL] = []
    lie = Lying(clinic.server, f"redirect-{status}-{where}")
    transport = InProcess(lie, seen=lambda request: seen.append(request.url))
    for method in ("GET", "POST"):
        client = Client(target(clinic.project), Key(TOKEN), transport=transport)
        with pytest.raises(BadAnswer, match="not followed"):
            client.send(method, "/api/v1/tickets", body={} if method == "POST" else None,
                        look=lambda: None)  # fmt: skip
        client.close()
    assert [str(url) for url in seen] == [f"{URL}/api/v1/tickets"] * 2


def test_a_request_to_another_origin_is_stopped_before_the_key_is_added(clinic: World) -> None:
    """The pin holds for whatever path a caller builds."""
    seen: list[httpx2.Request] = []
    transport = InProcess(clinic.server, seen=seen.append)
    client = Client(target(clinic.project), Key(TOKEN), transport=transport)
    for path in ("http://evil.example.net/x", "http://127.0.0.1:8001/x", "https://127.0.0.1:8000/"):
        with pytest.raises(BadAnswer, match="was stopped"):
            client.send("GET", path)
    assert seen == []


class Says:
    """Answers with what it is given, one after the other, the last one for ever."""

    def __init__(self, *answers: Answer) -> None:
        self.answers = list(answers)

    def handle(self, *_: object) -> Answer:
        """See Handles."""
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def client_of(*answers: Answer, waits: list[float], clock: object = time.monotonic) -> Client:
    """A client of such a server; `waits` gets the seconds that it would have slept."""

    def wait(seconds: float) -> bool:
        waits.append(seconds)
        return False

    return Client(
        target("p"), Key(TOKEN), transport=InProcess(Says(*answers)), wait=wait,
        dice=lambda: 1.0, clock=clock,  # type: ignore[arg-type]
    )  # fmt: skip


def test_waiting_doubles_and_ends_after_four_tries() -> None:
    """0.5, 1 and 2 seconds at most, then the sentence."""
    waits: list[float] = []
    with pytest.raises(Unreachable, match="4 tries: 503"):
        client_of(Answer(503, b"{}"), waits=waits).send("GET", "/health")
    assert waits == [0.5, 1.0, 2.0]


def test_retry_after_is_honoured() -> None:
    """The server's own number of seconds is waited."""
    waits: list[float] = []
    busy = Answer(429, b"{}", {"retry-after": "7"})
    assert client_of(busy, Answer(200, b"[]"), waits=waits).send("GET", "/health") == []
    assert waits == [7.0]


def test_retry_after_of_an_hour_is_not_waited() -> None:
    """More than a minute is the person's to wait."""
    waits: list[float] = []
    busy = Answer(429, b"{}", {"retry-after": "3600"})
    with pytest.raises(Unreachable, match="3600 s, which is too long"):
        client_of(busy, waits=waits).send("GET", "/health")
    assert waits == []


def test_an_answer_that_drips_is_cut_off() -> None:
    """A body of single bytes does not hold a sync for ever."""
    ticks = iter(range(0, 10_000, 25))
    drip = Answer(200, (b" " for _ in range(1000)))
    with pytest.raises(BadAnswer, match="more than 60 s"):
        client_of(drip, waits=[], clock=lambda: float(next(ticks))).send("GET", "/health")


def test_a_422_says_which_field() -> None:
    """The detail of the server's validation reaches the person."""
    body = b'{"detail": [{"loc": ["body", "title"], "msg": "Field required"}]}'
    with pytest.raises(SyncError, match=re.escape("422: title: Field required")):
        client_of(Answer(422, body), waits=[]).send("GET", "/x")

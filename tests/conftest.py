"""What every test stands on: an environment of its own, no network, one hypothesis profile."""

from __future__ import annotations

import gc
import itertools
import os
import shutil
import socket
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

NO_TMUX = "tmux is missing"

# Each app of a test makes many objects that die together: looking for them less often takes a
# fifth off the tests of the screens.
gc.set_threshold(50_000, 20, 100)

settings.register_profile(
    "fast",
    max_examples=15,
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("thorough", settings.get_profile("fast"), max_examples=500)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fast"))

_counter = itertools.count(1)


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder with a git name and nothing else."""
    folder = tmp_path_factory.mktemp("home")
    (folder / ".gitconfig").write_text(
        "[user]\n\tname = Maria Tester\n\temail = maria@example.org\n"
        "[init]\n\tdefaultBranch = main\n",
        encoding="utf-8",
    )
    return folder


@pytest.fixture(autouse=True)
def hermetic(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the settings of this machine, and none leaves a trace for the next one."""
    for name in list(os.environ):
        if name.startswith(("GIT_", "XDG_", "SPEC_TUI_", "LC_", "TEXTUAL")):
            monkeypatch.delenv(name)
    for name in ("NO_COLOR", "COLORTERM", "EDITOR", "VISUAL", "TERM_PROGRAM", "TMUX", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    for name in ("COLUMNS", "LINES"):
        # readline, which pytest loads, puts them into the C environment behind os.environ's back.
        os.unsetenv(name)
    own = home / f"test-{next(_counter)}"
    for name, value in {
        "HOME": home,
        "XDG_CONFIG_HOME": own / "config",
        "XDG_STATE_HOME": own / "state",
        "XDG_CACHE_HOME": own / "cache",
        "XDG_DATA_HOME": own / "data",
        "GIT_CONFIG_GLOBAL": home / ".gitconfig",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CEILING_DIRECTORIES": home.parent,
        "USER": "maria",
        "LOGNAME": "maria",
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "TERM": "xterm-256color",
        "TEXTUAL_ANIMATIONS": "none",
    }.items():
        monkeypatch.setenv(name, str(value))
    monkeypatch.setattr(socket.socket, "connect", _no_network)


def _no_network(_socket: socket.socket, address: Any) -> None:
    """Stand in for `socket.connect`: nothing leaves the machine (promise P6)."""
    raise AssertionError(f"a test tried to reach {address!r}")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs tmux as not run where there is none; the summary says so loudly."""
    if shutil.which("tmux") is not None:
        return
    for item in items:
        if item.get_closest_marker("tmux") is not None:
            item.add_marker(pytest.mark.skip(reason=NO_TMUX))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say in a line of its own how many end-to-end tests could not run."""
    missed = [r for r in terminalreporter.stats.get("skipped", []) if NO_TMUX in str(r.longrepr)]
    if missed:
        terminalreporter.write_sep(
            "!", f"{len(missed)} end-to-end tests did not run: {NO_TMUX}", red=True, bold=True
        )

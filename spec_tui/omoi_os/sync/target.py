"""Where a sync goes to: flag, else environment, else the documented default; never a file."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Mapping
from urllib.parse import SplitResult, urlsplit

from spec_tui.omoi_os.sync.ledger import project_id
from spec_tui.omoi_os.sync.model import SyncError, Target

DEFAULT = "https://api.omoios.dev"
URL = "OMOIOS_API_URL"
PROJECT = "OMOIOS_PROJECT_ID"
KEY = "OMOIOS_API_KEY"
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,252}[A-Za-z0-9])?|[0-9A-Fa-f:.]+")
_PATH = re.compile(r"(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*")


class Key:
    """The key of the API. It shows itself only to the one place that sends it."""

    __slots__ = ("_reveal",)

    def __init__(self, text: str) -> None:
        if re.fullmatch(r"[!-~]+", text) is None:
            raise SyncError(
                f"{KEY} holds characters that cannot be sent in a header, perhaps a line end. "
                "Nothing was sent."
            )
        self._reveal: Callable[[], str] = lambda: text

    def header(self) -> str:
        """The value of the Authorization header."""
        return f"Bearer {self._reveal()}"

    def __repr__(self) -> str:
        return "Key(…)"

    def __reduce__(self) -> str:
        raise TypeError("a key is not written anywhere")


def key_from(environ: Mapping[str, str]) -> Key | None:
    """The key of the environment, None where there is none. Raises SyncError."""
    text = environ.get(KEY, "").strip()
    return Key(text) if text else None


def target(environ: Mapping[str, str], url: str = "", project: str = "") -> Target:
    """The target of a sync. Raises SyncError for a URL or a project id that cannot be one."""
    chosen, url_from = url, "flag"
    if not chosen:
        chosen, url_from = environ.get(URL, "").strip(), "environment"
    if not chosen:
        chosen, url_from = DEFAULT, "default"
    one, project_from = project, "flag"
    if not one:
        one = environ.get(PROJECT, "").strip()
        project_from = "environment" if one else ""
    base, origin = _checked(chosen)
    return Target(base, origin, url_from, project_id(one) if one else "", project_from)


def _checked(url: str) -> tuple[str, str]:
    """(base URL, origin). Raises SyncError."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        raise _not_one(url, "it cannot be read") from None
    host = parts.hostname or ""
    if parts.scheme not in {"https", "http"} or _HOST.fullmatch(host) is None:
        raise _not_one(url, "it begins with https:// and a host")
    if parts.username is not None or parts.password is not None:
        raise SyncError(
            f"The URL of the API holds a name or password. Nothing was sent. Use {KEY} instead."
        )
    if parts.scheme == "http" and not _loopback(host):
        raise _not_one(url, "only this machine is reached without https")
    path = parts.path.rstrip("/")
    if parts.query or parts.fragment or _PATH.fullmatch(path) is None:
        raise _not_one(url, "it ends after the host, or with a plain path")
    origin = _origin(parts, host, port)
    return origin + path, origin


def _origin(parts: SplitResult, host: str, port: int | None) -> str:
    shown = f"[{host}]" if ":" in host else host.lower()
    usual = {"https": 443, "http": 80}[parts.scheme]
    return f"{parts.scheme}://{shown}" + (f":{port}" if port and port != usual else "")


def _loopback(host: str) -> bool:
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _not_one(url: str, why: str) -> SyncError:
    shown = re.sub(r"//[^/@]*@", "//…@", url)[:100]
    return SyncError(f"{shown!r} is no URL of an API: {why}. Nothing was sent.")

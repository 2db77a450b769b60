"""Names of technologies by class.

The data are `templates/technologies.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

from spec_tui.documents.prose import mask

CLASSES = (
    "language", "framework", "datastore", "auth", "hosting", "queue", "ci", "observability",
    "package", "runtime", "migrations", "frontend",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tech:
    """A technology named in a text."""

    name: str
    """Canonical, e.g. `postgresql` for `Postgres`."""
    cls: str
    """One of `CLASSES`."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Name:
    parts: tuple[str, ...]
    """In lower case."""
    joints: tuple[bool, ...]
    """For each part but the first: it must stand right behind the part before."""
    name: str
    cls: str
    exact: str
    """The only accepted spelling, "" where case does not matter."""


_PROTOCOLS = frozenset({"oauth2", "oidc", "saml", "jwt"})
_PROVIDERS = frozenset(
    {"auth0", "keycloak", "cognito", "okta", "clerk", "entra id", "authentik", "zitadel",
     "firebase auth", "supertokens"}
)  # fmt: skip
_AFTER_SIGN_IN = frozenset({"jwt", "session cookie"})
_WATCHING = frozenset(
    {"grafana", "loki", "tempo", "prometheus", "victoriametrics", "opentelemetry", "jaeger",
     "zipkin", "statsd", "graphite", "fluentd"}
)  # fmt: skip
_ELASTIC = frozenset({"elk", "kibana", "logstash", "fluentd", "opentelemetry"})
_POSTGRES = frozenset({"postgresql", "timescaledb", "supabase"})
_JAVASCRIPT = frozenset({"javascript", "typescript"})
_CONTAINERS = frozenset({"docker", "docker compose", "kubernetes", "containerd", "podman", "nomad"})
_PROCESSES = frozenset({"node", "deno", "jvm", "jdk", "dotnet", "graalvm", "pypy", "systemd"})
_SIGN_IN = frozenset(
    {"password", "passkeys", "magic link", "one-time code", "device key", "api key", "basic auth",
     "ldap", "kerberos", "mutual tls"}
)  # fmt: skip
_TOGETHER: tuple[tuple[frozenset[str], frozenset[str]], ...] = (
    (frozenset({"oauth2"}), frozenset({"oidc"})),
    (_PROTOCOLS, _PROVIDERS),
    (_AFTER_SIGN_IN, _AFTER_SIGN_IN | _PROTOCOLS | _PROVIDERS | _SIGN_IN),
    (_WATCHING, _WATCHING),
    (_ELASTIC, _ELASTIC),
    (_POSTGRES, _POSTGRES),
    (_JAVASCRIPT, _JAVASCRIPT),
    (_CONTAINERS, _CONTAINERS | _PROCESSES),
    (frozenset({"jdk"}), frozenset({"jvm", "graalvm"})),
    (frozenset({"gcp"}), frozenset({"google app engine"})),
)
"""Names of one class that are used together, such as a protocol and who speaks it."""

_PART = re.compile(r"[A-Za-z]+(?:[+#]+(?![A-Za-z0-9]))?|\d+")
_LETTERS = re.compile(r"[a-z]+")
_GAP = re.compile(r"[ ._/-]?")
_SENTENCE_START = re.compile(r"(?:^|[.!?:]\s|\n)[\s*_\"'(]*$")
_NEXT_WORD = re.compile(r"\W*(\w*)")
_BEFORE_A_LETTER = frozenset(
    """a also and ansi any are as be between both but by choose chose chosen either embedded
    for from if in into is iso language languages misra modern nor not of old on only or our
    over pick picked plain portable prefer pure run runs speak speaks standard stay stays
    straight strict than that the their then this through to took use used uses using via want
    wants was were wholly with write writes written your""".split()  # noqa: SIM905
)
"""What stands before the language C, D or R; any other word has the letter for a name: `job C`."""
_FAREWELLS = frozenset("sign-off cheers regards thanks wishes yours best love".split())  # noqa: SIM905
_MEANS_JSON = re.compile(r"JavaScript object notation", re.IGNORECASE)
_INITIAL = re.compile(r"\. ?[A-Z](?:[a-z]+(?:,|\s*$)|\.)", re.MULTILINE)
"""Behind the first letter of somebody's name: `R. Delgado, dispatcher`."""
_RANGE = re.compile(r" to [A-Za-z]['′’]*(?!\w)")
"""`from C to g`: a range of letters or notes."""
_LETTER_VERSION = re.compile(r" ?(?:v?\d+[.\d]*)\b(?! ?[%°µ]| ?[a-z])")
_OTHERS = (
    r"(?:Python|Rust|Go|Java|C\+\+|C#|Ruby|Julia|Fortran|TypeScript|JavaScript|PHP|Perl|Lua|MATLAB)"
)
_BESIDE_ANOTHER = re.compile(rf"{_OTHERS}(?:,? (?:and|or|with)|,|/) ?$")
_ANOTHER_BEHIND = re.compile(rf"(?:,? (?:and|or)|,|/) ?{_OTHERS}(?![\w])")
_GRADES = re.compile(r"(?<![\w-])B(?![\w+#-])")
"""`A as new, B for the outlet, C not for sale`: letters of a list, no languages."""
_ROLES = re.compile(
    r"(?<!\w)[A-Z](?:/[A-Z])?\s+[—|]\s+[A-Z](?:/[A-Z])?(?!\w)|\b[A-Z](?:, [A-Z]){2,}\b"
)
"""`Design changes: C — C — A — R`: who is consulted, who accountable."""
_NUMBERED = re.compile(r"C (?!89\b|99\b|11\b|17\b|23\b)\d")
"""`plot C 41`"""
_CLAUSE_LETTER = re.compile(r"[A-Z]\.\d")
_ROW_LETTER = re.compile(r"[A-Z](?:\)|:\s|\s[—–|])")
"""`C.2 The code`, `C: the last two hospitals`: the name of a clause or a row."""
_AFTER_A_NAME = frozenset(
    "or and is as with for on in at version vs versus plus because not only throughout".split()  # noqa: SIM905
)
_USED = re.compile(r"\b(?:use|uses|using|used|in|of|plain|is) $", re.IGNORECASE)
_AFTER_A_LANGUAGE = frozenset(
    """code program programme programs library libraries compiler source firmware extension package
    packages script scripts at by to under from does will release""".split()  # noqa: SIM905
)


@cache
def _names() -> Mapping[str, tuple[_Name, ...]]:
    """All spellings by their first part, longest first."""
    data = tomllib.loads(_data("technologies.toml"))
    by_first: dict[str, list[_Name]] = {}
    for cls, entries in data.items():
        for name, spellings in entries.items():
            exact = {s[1:].lower() for s in spellings if s[0] == "="}
            for spelling in [*spellings, *([] if name in exact else [name])]:
                made = _made(spelling, name, cls)
                by_first.setdefault(made.parts[0], []).append(made)
    return {
        first: tuple(sorted(names, key=lambda n: -len(n.parts)))
        for first, names in by_first.items()
    }


def _made(spelling: str, name: str, cls: str) -> _Name:
    exact = spelling[1:] if spelling[0] == "=" else ""
    plain = exact or spelling
    found = list(_PART.finditer(plain))
    joints = tuple(b.start() == a.end() for a, b in pairwise(found))
    return _Name(tuple(m[0].lower() for m in found), joints, name, cls, exact)


def _data(name: str) -> str:
    return (files("spec_tui") / "templates" / name).read_text(encoding="utf-8")


@cache
def _first_parts() -> frozenset[str]:
    return frozenset(_LETTERS.findall(" ".join(_names())))


def may_name(parts: frozenset[str]) -> bool:
    """False where no technology can stand in a text of these lower-case runs of letters."""
    return not parts.isdisjoint(_first_parts())


@lru_cache(maxsize=32768)
def technologies(text: str) -> tuple[Tech, ...]:
    """Return the technologies named in `text`, in order, without overlaps.

    Names are whole words in any case, but words with a plain meaning (Go, C, Swift, Render) count
    only as written in capitals, and at the start of a sentence only before words that follow names.
    Code counts; URLs and link targets do not.
    """
    if "://" in text or "](" in text:
        text = _without_addresses(text)
    parts = list(_PART.finditer(text))
    names = _names()
    found: list[Tech] = []
    index = 0
    while index < len(parts):
        hit = None
        if not _glued(text, parts[index].start()):
            for candidate in names.get(parts[index][0].lower(), ()):
                if _fits(text, parts, index, candidate):
                    hit = candidate
                    break
        if hit is None:
            index += 1
            continue
        last = parts[index + len(hit.parts) - 1]
        found.append(Tech(hit.name, hit.cls, parts[index].start(), last.end()))
        index += len(hit.parts)
    return tuple(found)


def named(value: str, cls: str) -> frozenset[str]:
    """Canonical names of class `cls` in a value of stack.toml, where any case will do.

    `named("otel+grafana", "observability")` is `{"opentelemetry", "grafana"}`; a value that names
    none is its own name.
    """
    parts = list(_PART.finditer(value.lower()))
    names = _names()
    found: set[str] = set()
    index = 0
    while index < len(parts):
        step = 1
        for candidate in names.get(parts[index][0], ()):
            if candidate.cls == cls and _same_parts(value.lower(), parts, index, candidate):
                found.add(candidate.name)
                step = len(candidate.parts)
                break
        index += step
    if not found:  # `sqlserver`, `aspnetcore`
        said = tuple(part[0] for part in parts)
        found = {_run_together().get((cls, "".join(said)), "")} - {""}
    if not found and len("".join(said)) >= _SHORTEST:  # `fly` for Fly.io, `activerecord`
        every = (name for (of, letters), name in _run_together().items() if of == cls
                 and letters.startswith("".join(said)))  # fmt: skip
        begun = set(every)
        found = begun if len(begun) == 1 else set()
    return frozenset(found) or frozenset({value.strip().lower()} - {""})


_SHORTEST = 3
"""Letters of a name that is cut short."""


@cache
def _run_together() -> dict[tuple[str, str], str]:
    """Canonical names by class and the letters of a spelling."""
    every = (name for names in _names().values() for name in names)
    return {(name.cls, "".join(name.parts)): name.name for name in every}


def together(one: str, other: str) -> bool:
    """True for two names of one class that are used together, such as OAuth2 and OIDC."""
    return any(
        (one in these and other in those) or (other in these and one in those)
        for these, those in _TOGETHER
    )


def _glued(text: str, start: int) -> bool:
    """True where a letter, figure or underscore stands right before: no start of a word."""
    return start > 0 and (text[start - 1].isalnum() or text[start - 1] == "_")


def _same_parts(text: str, parts: list[re.Match[str]], index: int, name: _Name) -> bool:
    if index + len(name.parts) > len(parts):
        return False
    for offset, wanted in enumerate(name.parts):
        part = parts[index + offset]
        if part[0].lower() != wanted:
            return False
        if offset:
            gap = text[parts[index + offset - 1].end() : part.start()]
            if gap if name.joints[offset - 1] else not _GAP.fullmatch(gap):
                return False
    return True


def _fits(text: str, parts: list[re.Match[str]], index: int, name: _Name) -> bool:
    if not _same_parts(text, parts, index, name):
        return False
    start, end = parts[index].start(), parts[index + len(name.parts) - 1].end()
    after = text[end : end + 1]
    if after.isalpha() or after == "_":
        return False
    if not name.exact:
        return not _MEANS_JSON.match(text, start)
    if text[start:end] != name.exact:
        return False
    if len(name.exact) == 1 and (
        _CLAUSE_LETTER.match(text, start)
        or (_ROW_LETTER.match(text, start) and not text[:start].strip("-*+|• "))
        or _GRADES.search(text)
        or _ROLES.search(text)
        or _NUMBERED.match(text, start)
        or (after in "+#-/'’" and after)
        or after.isdigit()
        or _lettered(text, start)
        or _INITIAL.match(text, end)
        or _RANGE.match(text, end)
        or not _is_a_language(text, start, end)
    ):
        return False
    if _SENTENCE_START.search(text, max(0, start - 12), start) and start + 1 < end:
        if after in {",", ";", "/"} or text[end : end + 2] == " (":
            return True
        follows = _NEXT_WORD.match(text, end)
        word = follows[1] if follows else ""
        return not word or not word.islower() or word in _AFTER_A_NAME
    return True


def _is_a_language(text: str, start: int, end: int) -> bool:
    """A letter by itself is one where the words say so: `in C`, `C code`, `R 4.4`, `Rust or C`, or
    where nothing else is said.
    """
    if _USED.search(text, 0, start):
        return True
    if _does_something(text, end):
        return False
    follows = _NEXT_WORD.match(text, end)
    word = follows[1].lower() if follows and text[end : end + 1] in " " else ""
    return (
        word in _AFTER_A_LANGUAGE - {"to", "by", "at", "under", "from", "does", "will"}
        or _LETTER_VERSION.match(text, end) is not None
        or _BESIDE_ANOTHER.search(text, max(0, start - 24), start) is not None
        or _ANOTHER_BEHIND.match(text, end) is not None
        or not re.sub(r"[\W_]|confirm, from.*", "", text[:start] + text[end:])
        or (not text[:start].strip("-*_ ") and text[end : end + 1] == ",")
    )


def _does_something(text: str, end: int) -> bool:
    """True for the C of `C passes if ...`: a plain word that never stands behind a language."""
    follows = _NEXT_WORD.match(text, end)
    word = follows[1] if follows and text[end : end + 1] == " " else ""
    return word.islower() and word not in _AFTER_A_NAME | _AFTER_A_LANGUAGE


def _lettered(text: str, start: int) -> bool:
    """True for the C of `plan C`, `3 C` and `(C)`, and the R of `A. R. Smith`."""
    before = text[max(0, start - 20) : start].split()
    if text[max(0, start - 1) : start] in {"-", "/", ".", "&", ">"}:
        return True
    if text[max(0, start - 1) : start] == "(" and text[start + 1 : start + 2] == ")":
        return True
    if not before:
        return False
    word = before[-1].lower().strip("*_\"'(")
    return (
        word[-1:] in "0123456789°.&"
        or word.rstrip(",") in _FAREWELLS
        or (word.isalpha() and word not in _BEFORE_A_LETTER)
    )


def _without_addresses(text: str) -> str:
    """`text` with URLs and link targets blanked, code kept."""
    return "\n".join(mask(line.replace("`", " ")) for line in text.split("\n"))

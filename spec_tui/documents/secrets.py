"""Text that looks like a password, key or token, found before anything is written (safety.md S5).

Vendor patterns, assignments with a value that looks real, passwords inside URLs, and strings of
high entropy beside a key word. Hashes, UUIDs, commit ids and placeholders are left alone. All
patterns are linear on any input: each starts where a run of its letters starts and never backs up.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Secret:
    """One secret-looking stretch of a text."""

    kind: str
    """In words, e.g. `AWS key`."""
    start: int
    end: int


def _vendor(pattern: str) -> re.Pattern[str]:
    return re.compile(f"(?<![A-Za-z0-9_-])(?:{pattern})(?![A-Za-z0-9])")


# kind, words of which one must occur, pattern
_VENDORS: tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...] = (
    (
        "AWS key",
        ("AKIA", "ASIA", "ABIA", "ACCA"),
        _vendor("(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}"),
    ),
    (
        "GitHub token",
        ("ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"),
        _vendor("gh[pousr]_[A-Za-z0-9]{30,}+|github_pat_[A-Za-z0-9_]{40,}+"),
    ),
    (
        "GitLab token",
        ("glpat-", "gldt-", "glrt-"),
        _vendor("gl(?:pat|dt|rt)-[A-Za-z0-9_-]{20,}+"),
    ),
    ("Slack token", ("xox", "xapp-"), _vendor("(?:xox[abceoprs]|xapp)-[A-Za-z0-9-]{10,}+")),
    (
        "Slack webhook",
        ("hooks.slack.com/",),
        re.compile("hooks\\.slack\\.com/services/T[A-Z0-9]{6,}+/B[A-Z0-9]{6,}+/[A-Za-z0-9]{16,}+"),
    ),
    (
        "Stripe key",
        ("k_live_", "k_test_", "whsec_"),
        _vendor("(?:[srp]k_(?:live|test)_|whsec_)[A-Za-z0-9]{16,}+"),
    ),
    ("API key", ("sk-",), _vendor("sk-[A-Za-z0-9_-]{20,}+")),
    (
        "Google key",
        ("AIza", "GOCSPX-", "ya29."),
        _vendor("AIza[A-Za-z0-9_-]{35}|GOCSPX-[A-Za-z0-9_-]{20,}+|ya29\\.[A-Za-z0-9_-]{20,}+"),
    ),
    (
        "JWT",
        ("eyJ",),
        _vendor("eyJ[A-Za-z0-9_-]{8,}+\\.[A-Za-z0-9_-]{8,}+\\.[A-Za-z0-9_-]{10,}+"),
    ),
    ("npm token", ("npm_",), _vendor("npm_[A-Za-z0-9]{36}")),
    ("PyPI token", ("pypi-",), _vendor("pypi-[A-Za-z0-9_-]{50,}+")),
    (
        "SendGrid key",
        ("SG.",),
        _vendor("SG\\.[A-Za-z0-9_-]{16,}+\\.[A-Za-z0-9_-]{16,}+"),
    ),
    ("Hugging Face token", ("hf_",), _vendor("hf_[A-Za-z0-9]{30,}+")),
    ("DigitalOcean token", ("_v1_",), _vendor("do[opr]_v1_[a-f0-9]{64}")),
    ("Shopify token", ("shp",), _vendor("shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}")),
    ("Twilio key", ("SK",), _vendor("SK[a-f0-9]{32}")),
    ("Mailgun key", ("key-",), _vendor("key-[a-f0-9]{32}")),
    (
        "Telegram token",
        (":AA",),
        re.compile("(?<![A-Za-z0-9_-])[0-9]{8,10}:AA[A-Za-z0-9_-]{33}(?![A-Za-z0-9])"),
    ),
)

_PEM = re.compile("-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----")
_USERINFO = re.compile(
    "(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]{1,30}+://"
    "[^\\s/:@?#'\"<>]{0,80}+:([^\\s/@?#'\"<>]{1,200}+)@"
)

_NAMES = (
    "passwords?|passwd|passphrase|passcode|pwd|secrets?|tokens?|bearer|credentials?|authorization"
    "|(?:api|access|account|private|secret|signing|encryption|shared|service)[ _-]?key(?:_base)?"
    # `client key: …` in a sentence may be the key of a table
    "|(?:app|auth|client|consumer|deploy|hmac|jwt|licen[cs]e|master|session|ssh|storage|webhook)"
    "[_-]?key"
    "|(?<=_)(?:pass|pw)\\b|\\b(?:pass|pw)(?==)"
)
_IN_NAMES = ("pass", "pw", "secret", "token", "bearer", "credential", "authorization", "key")
"""One of them is a part of each name."""
_ASSIGNED = re.compile(
    f"({_NAMES})(?:\\*\\*|__|[\"'`])?[ \t]{{0,3}}+"
    "(=>|:=|=|:|(?<=[\\s])is\\b)([ \t]{0,3}+)(?:\\*\\*)?"
    "(?:\"([^\"\n]{1,200}+)\"|'([^'\n]{1,200}+)'|`([^`\n]{1,200}+)`"
    "|((?:[Bb]earer |[Bb]asic )?[^\\s\"'`,;]{4,200}+))",
    re.IGNORECASE,
)
_KEY_WORD = re.compile(f"{_NAMES}|\\bkey\\b", re.IGNORECASE)
_HASH_WORD = re.compile(
    "hash|sha-?\\d|\\bsha\\b|md5|digest|checksum|commit|fingerprint|integrity|etag|uuid|revision",
    re.IGNORECASE,
)
_LONG = re.compile("(?<![A-Za-z0-9+/_=.~-])[A-Za-z0-9+/_=.~-]{20,}+")

_UUID = re.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_HEX = re.compile("[0-9a-fA-F]+")
_PLACEHOLDER = re.compile(
    "[$<{%*@&([|…]|\\.\\.|x{3,}|#|--|/|~|env[.:]|env\\b|process\\.|os\\.|vault[:/]|secret[s]?[./:]"
    "|arn:|kms:|op://|file:|https?:|ssm:|your|my[-_]|some[-_]|example|sample|change|replace|insert"
    "|placeholder|dummy|redact|removed|hidden|none\\b|null\\b|nil\\b|true\\b|false\\b|tbd\\b|todo\\b"
    "|n/a",
    re.IGNORECASE,
)
_METHOD = re.compile(
    "(?:oauth|argon|sha|base|pbkdf|scrypt|bcrypt|ed|rs|hs|es|ps|aes|pkcs|x|tls|md|saml|fido|rfc|iso"
    "|rsa|ecdsa|chacha|utf|http|h|v|p|t|s|ec|eks|s)-?v?\\d{1,5}[a-z]{0,3}(?:[+/-].*)?",
    re.IGNORECASE,
)
_AMOUNT = re.compile("[≤≥<>~]?\\d[\\d.,]*[-a-z%/]{0,10}", re.IGNORECASE)
_CODE = re.compile("[A-Za-z_][A-Za-z0-9_]*(?:\\.[A-Za-z_]|\\(|\\[|::|->)")
_ENTROPY = 4.0
_SHORT, _DIGEST = 12, 20
"""Beside a word for hashes a shorter value names a method, and one of that length may be a hash."""


def find_secrets(text: str) -> tuple[Secret, ...]:
    """Return every secret-looking stretch of `text`, in order, without overlaps."""
    found = [*_private_keys(text), *_vendor_keys(text), *_userinfo(text)]
    found += [*_assignments(text), *_high_entropy(text)]
    kept: list[Secret] = []
    for secret in sorted(found, key=lambda s: (s.start, -s.end)):
        if not kept or secret.start >= kept[-1].end:
            kept.append(secret)
    return tuple(kept)


def redact(text: str) -> str:
    """Return `text` with each secret replaced by words such as `[removed: AWS key]`."""
    out: list[str] = []
    position = 0
    for secret in find_secrets(text):
        out += (text[position : secret.start], f"[removed: {secret.kind}]")
        position = secret.end
    return "".join((*out, text[position:]))


def _private_keys(text: str) -> Iterator[Secret]:
    position, closed = 0, True
    while begin := _PEM.search(text, position):
        end = text.find("-----END", begin.end()) if closed else -1
        closed = closed and end >= 0
        if closed:
            newline = text.find("\n", end)
            stop = len(text) if newline < 0 else newline
            stop = min(stop, end + 60)
            tail = text.rfind("-----", end + 8, stop)
            stop = tail + 5 if tail >= 0 else end + 8
        else:
            blank = text.find("\n\n", begin.end(), begin.end() + 4000)
            stop = blank if blank >= 0 else min(len(text), begin.end() + 4000)
        yield Secret("private key", begin.start(), stop)
        position = stop


def _vendor_keys(text: str) -> Iterator[Secret]:
    for kind, words, pattern in _VENDORS:
        if any(word in text for word in words):
            for match in pattern.finditer(text):
                if _made_up(match[0]):
                    continue
                if kind == "API key" and (_wordy(match[0]) or not re.search(r"\d", match[0])):
                    continue
                yield Secret(kind, match.start(), match.end())


def _userinfo(text: str) -> Iterator[Secret]:
    if "://" not in text:
        return
    for match in _USERINFO.finditer(text):
        password = match[1]
        if not _PLACEHOLDER.match(password) and password.lower() not in _WORDS_FOR_ONE:
            yield Secret("password in a URL", match.start(1), match.end(1))


_WORDS_FOR_ONE = frozenset(
    {"password", "pass", "passwd", "pwd", "pw", "secret", "token", "key", "apikey", "user"}
)


def _assigned(text: str) -> Iterator[re.Match[str]]:
    """Matches of `_ASSIGNED`, which never go beyond a line: looked for where a name stands only."""
    low = text.lower().replace("ſ", "s")  # both are `s` to a pattern that ignores case
    if len(low) != len(text):
        yield from _ASSIGNED.finditer(text)
        return
    starts = set()
    for word in _IN_NAMES:
        at = low.find(word)
        while at >= 0:
            starts.add(low.rfind("\n", 0, at) + 1)
            end = low.find("\n", at)
            at = low.find(word, end) if end >= 0 else -1
    for start in sorted(starts):
        end = low.find("\n", start)
        yield from _ASSIGNED.finditer(text, start, end if end >= 0 else len(text))


def _assignments(text: str) -> Iterator[Secret]:
    for match in _assigned(text):
        name, sign = match[1].lower(), match[2]
        group = next(index for index in (4, 5, 6, 7) if match[index] is not None)
        value = match[group].rstrip(".)]}>,!?*_") if group == 7 else match[group]
        given = group != 7 or (sign == "=" and not match[3])
        if not _looks_real(name, sign, value, given=given):
            continue
        told = _HASH_WORD.search(text, max(0, match.start() - 30), match.end(2))
        if told and (len(value) < _SHORT or len(value) >= _DIGEST):
            continue
        start = match.start(group)
        yield Secret(_kind(name), start, start + len(value))


def _kind(name: str) -> str:
    if name.startswith("pass") or name in {"pwd", "pw"}:
        return "password"
    if "key" in name:
        return "key"
    return "token" if name in {"token", "tokens", "bearer", "authorization"} else "secret"


def _looks_real(name: str, sign: str, value: str, *, given: bool) -> bool:
    """True where an assigned value reads like a secret and not like prose, code or a stand-in.

    `given` is True for a value in quotes or right behind an equals sign: no sentence goes on there.
    """
    value = re.sub(r"^(?:bearer|basic) ", "", value, flags=re.IGNORECASE)
    letter = re.search(r"[A-Za-z]", value) is not None
    digit = re.search(r"\d", value) is not None
    symbol = re.search(r"[!#$%^&*+=?~@]", value) is not None
    if len(value) < 6 or _PLACEHOLDER.match(value) or _made_up(value) or " " in value:
        return False
    if _METHOD.fullmatch(value) or _AMOUNT.fullmatch(value) or _CODE.match(value):
        return False
    if _UUID.fullmatch(value) or _KEY_WORD.search(value):
        return False
    if _HEX.fullmatch(value) and digit:
        return len(value) >= 24 and name not in {"tokens", "secrets", "passwords"}
    if letter and digit and not _wordy(value):
        return sign.lower() != "is" or len(value) >= 8
    if symbol and letter and len(value) >= 8 and not _wordy(value):
        return True
    said = _kind(name) == "password" and name not in {"pass", "pw"}
    return given and letter and said and "-" not in value


def _high_entropy(text: str) -> Iterator[Secret]:
    for match in _LONG.finditer(text):
        if len(match[0]) > 512:
            continue
        token = match[0].strip("=.~-/")
        start = match.start() + match[0].index(token) if token else match.start()
        if len(token) < 20 or _HEX.fullmatch(token) or _UUID.fullmatch(token):
            continue
        if not re.search(r"\d", token) or not re.search(r"[A-Za-z]", token) or _wordy(token):
            continue
        before = max(0, start - 40)
        if _KEY_WORD.search(text, before, start) is None or _HASH_WORD.search(text, before, start):
            continue
        word_start = max(text.rfind(" ", before, start), text.rfind("\n", before, start)) + 1
        if "://" in text[word_start:start] or _made_up(token):
            continue
        if _entropy(token) >= _ENTROPY:
            yield Secret("secret", start, start + len(token))


def _made_up(value: str) -> bool:
    """True for documented examples and stand-ins: mostly one letter, or it says so."""
    same = Counter(value).most_common(1)[0][1] > 0.6 * len(value)
    says_so = re.search(
        "example|placeholder|your[-_]|changeme|xxxx|\\*\\*\\*", value, re.IGNORECASE
    )
    return same or says_so is not None


def _wordy(value: str) -> bool:
    """True where all parts between dashes, dots and slashes are plain words or short numbers."""
    return all(
        re.fullmatch(r"[A-Za-z]?[a-z]*|[A-Z]+|\d{1,4}|v?\d+[a-z]{0,2}|[a-z]+\d{1,2}", part)
        for part in re.split(r"[-_./+=~]", value)
    ) and (re.search(r"[-_./+]", value) is not None or not re.search(r"\d", value))


def _entropy(value: str) -> float:
    """Shannon entropy of the characters, in bits."""
    total = len(value)
    return -sum(n / total * math.log2(n / total) for n in Counter(value).values())

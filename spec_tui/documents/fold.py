"""One way to compare labels and headings that people type differently."""

from __future__ import annotations

import unicodedata

_DASHES = dict.fromkeys([*range(0x2010, 0x2016), 0x2212], "-")


def fold(text: str) -> str:
    """Return `text` as it is compared: NFKC, every dash a hyphen, no case, single spaces.

    `fold("Trade‑offs  & Risks")` is `"trade-offs & risks"` (formats.md A.1, item 2).
    """
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES)
    return " ".join(plain.casefold().split())

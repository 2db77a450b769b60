"""Words as a name for a file or folder."""

from __future__ import annotations

import re
import unicodedata


def kebab(words: str, longest: int = 60) -> str:
    """`user-profiles` for `User profiles`: ASCII, lower case; "" without latin letter or digit."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:longest].rstrip("-")

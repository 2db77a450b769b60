"""Characters that act on a terminal, or hide, made visible.

Everything that comes from a file, a person or a server passes `visible` before it reaches a
terminal (safety.md C.6). The text stays lossless to the eye: what can be printed stays as it is,
brackets and markup included.
"""

from __future__ import annotations

import re

_EMOJI = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u2199\u21a9\u21aa\u231a\u231b\u2328\u23cf"
    "\u23e9-\u23f3\u23f8-\u23fa\u24c2\u25aa\u25ab\u25b6\u25c0\u25fb-\u25fe\u2600-\u27bf"
    "\u2934\u2935\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55\u3030\u303d\u3297\u3299"
    "\U0001f000-\U0001faff"
)
_KEYCAP = "#*0-9"
_SELECTOR = "\ufe0f"
_JOINER = "\u200d"

# A joiner is readable between two emoji, a selector after one; anywhere else both can hide words.
_KEPT = re.compile(
    f"(?<=[{_EMOJI}]){_SELECTOR}"
    f"|(?<=[{_KEYCAP}]){_SELECTOR}(?=\u20e3)"
    f"|(?:(?<=[{_EMOJI}])|(?<=[{_EMOJI}]{_SELECTOR})){_JOINER}(?=[{_EMOJI}])"
)
_ACTING = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 without \t and \n, DEL, C1
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"  # soft hyphen, joiners, fillers
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f"  # zero width, separators, bidi controls
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"  # fillers, selectors, BOM, annotation
    "\ud800-\udfff"  # lone surrogates
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # shorthand and musical format controls
    "\U000e0000-\U000e0fff"  # tags and further selectors
    "]"
)


def _shown(char: str) -> str:
    """The picture of one acting character: `␛` for a C0 control, else its code point."""
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return f"\u27e8U+{code:04X}\u27e9"


def visible(text: str) -> str:
    """Return `text` with every acting or hiding character replaced by one that can be seen.

    C0 controls but newline and tab become their control pictures (`␛`, `␀`), DEL becomes `␡`;
    C1 controls, bidi controls, zero-width characters, line and paragraph separators, BOM, tag
    characters and lone surrogates become `⟨U+202E⟩`. Joiners and variation selectors inside emoji
    stay. Idempotent; clean text is returned as it is after one search. Source: safety.md C.6.
    """
    if _ACTING.search(text) is None:
        return text
    kept = {match.start() for match in _KEPT.finditer(text)}
    return _ACTING.sub(
        lambda match: match[0] if match.start() in kept else _shown(match[0]),
        text,
    )

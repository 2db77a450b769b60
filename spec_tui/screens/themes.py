"""The three themes of our own and the variables that every theme needs (screens.md section 1)."""

from __future__ import annotations

from textual.color import Color
from textual.theme import Theme

DARK = Theme(
    name="spec-dark",
    primary="#8ab4f8",
    secondary="#8ab4f8",
    accent="#8ab4f8",
    warning="#e2b866",
    error="#f28b82",
    success="#8fcf8f",
    foreground="#dfe3e8",
    background="#14171b",
    surface="#1a1e23",
    panel="#242a32",
    dark=True,
    variables={"select": "#26303d", "muted": "#98a1ac", "faint": "#5a636e"},
)
LIGHT = Theme(
    name="spec-light",
    primary="#1f57c3",
    secondary="#1f57c3",
    accent="#1f57c3",
    warning="#7a5000",
    error="#b3261e",
    success="#246b2b",
    foreground="#20242a",
    background="#fcfbf9",
    surface="#f3f1ed",
    panel="#e9e6e0",
    dark=False,
    variables={"select": "#dfe6f5", "muted": "#5c636c", "faint": "#9a9ea5"},
)
CONTRAST = Theme(
    name="spec-contrast",
    primary="#ffff00",
    secondary="#ffff00",
    accent="#ffff00",
    warning="#ffd700",
    error="#ff8080",
    success="#80ff80",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1a1a1a",
    dark=True,
    variables={"select": "#333333", "muted": "#ffffff", "faint": "#ffffff"},
)
THEMES: tuple[Theme, ...] = (DARK, LIGHT, CONTRAST)
NAMES: tuple[str, ...] = tuple(theme.name for theme in THEMES)
_BLENDS = {"select": ("primary", 0.14), "muted": ("foreground", 0.7), "faint": ("foreground", 0.4)}
"""How strongly a colour of the theme covers its background."""
_ANSI = {"select": "ansi_bright_black", "muted": "ansi_default", "faint": "ansi_bright_black"}


def fallback(theme: Theme) -> dict[str, str]:
    """Return our three variables for a theme that does not know them."""
    colours = theme.to_color_system().generate()
    ground = Color.parse(colours["background"])
    if theme.ansi or ground.ansi is not None:
        return dict(_ANSI)
    found = {}
    for name, (source, strength) in _BLENDS.items():
        colour = Color.parse(colours[source])
        found[name] = ground.blend(colour, strength, 1.0).hex
    return found

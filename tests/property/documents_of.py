"""Hostile Markdown for property tests: whole files, and answers."""

from __future__ import annotations

from hypothesis import strategies as st

from spec_tui.interview.templates import spec_template

TEMPLATE = spec_template("Trial")

PARTS = [
    "words",
    "# heading",
    "## 9. X",
    "## 4. Domain Model",
    "### Performance",
    "- **Performance**: P95 below 300 ms",
    "  - *Uptime*: 99 %",
    "- item",
    "  - nested",
    "\t- tab",
    "1. one",
    "> quote",
    "---",
    "===",
    "```",
    "~~~~",
    "<!-- note",
    "-->",
    "<div>",
    "</div>",
    "    code",
    "| a | b |",
    "[a]: http://x",
    "中文 テスト",
    "done 🎉 é",
    "",
    "",
    "a\x0cb",
    "  trailing  ",
    "\\",
]
line = st.one_of(st.sampled_from(PARTS), st.text("ab #-*>`~<!:\t\\é中🎉", max_size=8))
markdown = st.lists(line, max_size=14).map("\n".join)

FOREIGN = [
    "```\n## 9. X\n- **Performance**: no\n```\n",
    "<!--\n## 1. Vision & Goals\n- **Storage**: no\n-->\n",
    "| a\t| b |\n| --- | --- |\n",
    "Words by hand, 中文 and 🎉.  \n",
    "## Something of our own\n\n- keep: me\n",
    "\t- a tab\n",
    "> quoted\n",
]


@st.composite
def files(draw: st.DrawFn) -> str:
    """The template with things of other people between its lines, in any newline, BOM or none."""
    lines = TEMPLATE.split("\n")
    starts = [at for at, text in enumerate(lines) if text.startswith("## ") or not text.strip()]
    for at in sorted(draw(st.sets(st.sampled_from(starts), max_size=5)), reverse=True):
        lines.insert(at, "\n" + draw(st.sampled_from(FOREIGN)))
    text = "\n".join(lines)
    match draw(st.sampled_from(["lf", "crlf", "cr", "mixed"])):
        case "crlf":
            text = text.replace("\n", "\r\n")
        case "cr":
            text = text.replace("\n", "\r")
        case "mixed":
            rows = text.split("\n")
            ends = draw(st.lists(st.sampled_from(["\n", "\n", "\r\n"]), min_size=7, max_size=7))
            text = "".join(row + ends[at % 7] for at, row in enumerate(rows[:-1])) + rows[-1]
        case _:
            pass
    if draw(st.booleans()):
        text = text.rstrip("\r\n")
    if draw(st.booleans()):
        text = "\ufeff" + text
    return text

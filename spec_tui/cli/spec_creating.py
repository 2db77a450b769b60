"""How `spec new` fills a package: from SPEC.md, from a PRD, else with the templates."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from spec_tui.cli.opening import on_a_terminal, open_app, opened
from spec_tui.cli.options import Options
from spec_tui.cli.output import talk
from spec_tui.cli.stop import CouldNotRun
from spec_tui.workspace.root import spec_name

if TYPE_CHECKING:
    from spec_tui.packages import PackageSession
    from spec_tui.worksession import Done

LARGEST = 4 << 20
"""Bytes of a PRD."""


def document(source: str) -> tuple[str, str]:
    """Name and text of a PRD. Raises CouldNotRun where it cannot be read."""
    path = Path(source)
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise CouldNotRun(f"{source} could not be read: {reason}. Nothing was written.") from None
    if len(data) > LARGEST:
        raise CouldNotRun(f"{source} is larger than {LARGEST >> 20} MB. Nothing was written.")
    try:
        return path.name, data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CouldNotRun(
            f"{source}:{line}: this is not UTF-8 text. Nothing was written."
        ) from None


class New(NamedTuple):
    """What was typed after `spec new`."""

    title: str
    date: str
    owners: tuple[str, ...]
    reviewers: tuple[str, ...]
    prd: tuple[str, str] | None
    secret: Any
    """`keep` or `redact` for a PRD that holds one, "" refuses it."""


def create(options: Options, session: PackageSession, new: New) -> Done:
    """Make the package. Raises Refused of work/ and WorkspaceError."""
    session.free_name(new.title, new.date)  # what cannot be used is refused before an interview
    bare = new.prd is None and not session.exists(spec_name(session.root))
    if bare and on_a_terminal():
        _interview(options)
    if new.prd is None and session.exists(spec_name(session.root)):
        return _derived(session, new)
    done = session.create(
        new.title,
        date=new.date,
        owners=new.owners,
        reviewers=new.reviewers,
        prd=new.prd,
        secret=new.secret,
    )
    if bare:
        talk(
            "There is no SPEC.md, so the package holds the templates. `spec-tui interview` makes "
            "one, and `spec-tui derive codex` fills the package from it."
        )
    return done


def _interview(options: Options) -> None:
    """Write SPEC.md from the template and ask at depth quick (issue 5, item 2)."""
    with opened(options) as interview:
        talk(interview.bootstrap().receipt)
    open_app(replace(options, depth="quick"), screen="interview")


def _derived(session: PackageSession, new: New) -> Done:
    """The package as SPEC.md says it."""
    from spec_tui.codex_os.create import with_reviewers
    from spec_tui.codex_os.package import SPECS
    from spec_tui.derivation import Derivation

    name = session.free_name(new.title, new.date)
    derivation = Derivation(session.root, who=session.who)
    proposal = derivation.propose(
        "codex", title=new.title, owners=new.owners, folder=f"{SPECS}/{name}"
    )
    texts = {path: with_reviewers(text, new.reviewers) for path, text in proposal.texts.items()}
    done = derivation.write(replace(proposal, texts=texts))
    return replace(done, id=name)

"""A spec package: the folder `.codex-os/specs/YYYY-MM-DD-<title>/` as read (seed 000, 2 and 3)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from spec_tui.codex_os.documents import FILES, SPEC, Document, Kind
from spec_tui.documents.frontmatter import PLACEHOLDER
from spec_tui.work.editing import Ambiguous, Unknown
from spec_tui.work.formats.package import spec_id_of
from spec_tui.work.ids import key
from spec_tui.work.naming import package_names

SPECS = ".codex-os/specs"
DECISIONS = ".codex-os/product/decisions.md"

_DATED = re.compile(r"(\d{4}-\d{2}-\d{2})-.+")
_SUFFIX = re.compile(r"\s+[—–-]+\s+(?:Technical Spec(?:ification)?|Task Plan|Tasks)\s*$", re.I)
_ORDER = ("draft", "review", "approved")


@dataclass(frozen=True, slots=True)
class Package:
    """One package; `files` holds all four documents, absent ones too (`Document.exists`)."""

    folder: str
    """Relative to the repository: `.codex-os/specs/2025-08-23-user-profiles`."""
    name: str
    """The folder's own name."""
    spec_id: str
    title: str
    date: str
    """Of the folder, "" where its name holds none."""
    status: str
    """draft, review, approved or what is written; of files that differ the one furthest back."""
    owners: tuple[str, ...]
    """As written, the DRI first and the backup second."""
    reviewers: tuple[str, ...]
    files: Mapping[Kind, Document]
    others: tuple[str, ...] = ()
    """Further files of the folder (assets/, api/, models/), relative to it."""

    @property
    def srd(self) -> Document:
        """Its srd.md."""
        return self.files["srd"]

    @property
    def tech(self) -> Document:
        """Its tech-spec.md."""
        return self.files["tech-spec"]

    @property
    def tasks(self) -> Document:
        """Its tasks.md."""
        return self.files["tasks"]

    @property
    def plan(self) -> Document:
        """Its plan.md."""
        return self.files["plan"]

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents that are there, in the order of seed 000."""
        return tuple(document for document in self.files.values() if document.exists)

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of those of the three files that are not there."""
        return tuple(FILES[kind] for kind in SPEC if not self.files[kind].exists)

    @property
    def troubles(self) -> tuple[str, ...]:
        """Why files of it could not be read."""
        return tuple(document.trouble for document in self.documents if document.trouble)

    @property
    def approved(self) -> bool:
        """Whether all three files say so."""
        return self.status == "approved"


def assemble(folder: str, files: Mapping[Kind, Document], others: Sequence[str] = ()) -> Package:
    """A package from its documents."""
    name = folder.rpartition("/")[2]
    dated = _DATED.fullmatch(name)
    spec = [files[kind] for kind in SPEC if files[kind].exists]
    spec_id = next((d.value("spec_id") for d in spec if _given(d.value("spec_id"))), "")
    return Package(
        folder=folder,
        name=name,
        spec_id=spec_id or spec_id_of(name) or name,
        title=_title(spec) or _words(name),
        date=dated[1] if dated else "",
        status=_status(spec),
        owners=_people(spec, ("owners",), ("owner", "backup"), ("dri", "backup")),
        reviewers=_people(spec, ("reviewers",), ("reviewer",)),
        files=files,
        others=tuple(others),
    )


def _title(spec: Sequence[Document]) -> str:
    for document in spec:
        title = _SUFFIX.sub("", document.value("title"))
        if _given(title):
            return title
    for document in spec:
        first = next((one for one in document.sections if one.level == 1), None)
        if first is not None and _given(first.title):
            return _SUFFIX.sub("", first.title)
    return ""


def _given(value: str) -> bool:
    """Whether a value was written; a placeholder of the template was not."""
    return bool(value) and PLACEHOLDER.fullmatch(value) is None


def _words(name: str) -> str:
    part = re.sub(r"^\d{4}-\d{2}-\d{2}-", "", name)
    return part.replace("-", " ").strip().capitalize() or name


def _people(spec: Sequence[Document], *forms: tuple[str, ...]) -> tuple[str, ...]:
    """The people that the first document names, in the first form of fields that it uses."""
    for document in spec:
        for names in forms:
            found = tuple(one for name in names for one in document.values(name))
            if found:
                return tuple(one for one in found if _given(one))
    return ()


def _status(spec: Sequence[Document]) -> str:
    found = [document.value("status").lower() for document in spec]
    known = [_ORDER.index(one) if one in _ORDER else 0 for one in found]
    if not found:
        return "draft"
    least = known.index(min(known))
    return found[least] or "draft"


def order(packages: Sequence[Package]) -> tuple[Package, ...]:
    """Newest first: by the date of the folder, then by its name."""
    return tuple(sorted(packages, key=lambda one: (one.date, one.name), reverse=True))


def named(packages: Sequence[Package], name: str) -> Package:
    """The one package that a person means: folder, spec id or title part; "" is the newest.

    Raises Unknown and Ambiguous.
    """
    if not packages:
        raise Unknown(f"There is no package in {SPECS}. `spec-tui spec new TITLE` makes one.")
    if not name:
        return packages[0]
    wanted = key(name.strip())
    if "/" in wanted:
        # the folder as a shell completes it: `.codex-os/specs/2025-08-23-user-profiles/`
        wanted = wanted.rstrip("/").rpartition("/")[2]
    exact = [one for one in packages if wanted == key(one.name)]
    found = exact or [
        one
        for one in packages
        if wanted in package_names(one.folder) | {key(one.spec_id), key(one.title)}
    ]
    if len(found) == 1:
        return found[0]
    if found:
        listed = ", ".join(one.name for one in found)
        raise Ambiguous(f"{name} means several packages: {listed}. Name one of them.")
    known = {word: one.name for one in packages for word in package_names(one.folder)}
    close = get_close_matches(wanted, known, n=1)
    hint = f" Did you mean {known[close[0]]}?" if close else ""
    raise Unknown(f"There is no package {name}.{hint}")

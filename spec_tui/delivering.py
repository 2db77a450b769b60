"""Deliverables of specs on disk: made, copied or adopted, and linked as one change."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from spec_tui.journalbase import JournalBase, Made, Read
from spec_tui.spec_tree import journal as journals
from spec_tui.spec_tree.forest import context_of
from spec_tui.spec_tree.wording import one_line
from spec_tui.work.change import Refused
from spec_tui.work.item import WorkItem
from spec_tui.work.secrecy import Secret, safe
from spec_tui.worksession import Done

if TYPE_CHECKING:
    from spec_tui.spec_tree.deliverables import Row, Type


class Delivering(JournalBase):
    """What a journal needs to deliver."""

    def deliver(
        self,
        name: str,
        kind: str,
        file: str,
        source: Path | None = None,
        about: str = "",
        title: str = "",
        *,
        secret: Secret = "",
    ) -> Done:
        """Create or adopt a deliverable, and link it in context and spec, as one change.

        `source` is copied; without it a file that is there is adopted, else a new one is made.
        For `code` the file is a path of the repository, with lines: it stays as it is. Raises
        Refused and WorkspaceError.
        """
        from spec_tui.spec_tree import deliverables

        item = self.find(name)
        file, about = safe(file, "name", secret), safe(about, "text", secret)
        title = safe(one_line(title), "title", secret)
        type_ = deliverables.type_of(kind)
        context = context_of(self.work.plan, item)
        if not type_.folder:
            if source is not None:
                raise Refused("Code stays where it is: leave --from out. Nothing was written.")
            path, first, last = deliverables.code_of(file)
            if not self._inside(path) or not (self.root / path).is_file():
                raise Refused(f"There is no file {path} in this repository. Nothing was written.")
            row = deliverables.code_row(path, (first, last), type_, context, about)
            receipt = f"{path} is listed in {context}, {type_.heading}."
            return self._commit(
                lambda read: Made(
                    self._linked(item, read, type_, row, title, _reference(path, first, last)),
                    receipt,
                )
            )
        path = deliverables.folder_of(item.path, type_) + "/" + deliverables.safe_name(file)
        self._no_clash(path)
        return self._delivered(item, type_, path, context, source, about, title, secret)

    def _delivered(
        self,
        item: WorkItem,
        type_: Type,
        path: str,
        context: str,
        source: Path | None,
        about: str,
        title: str,
        secret: Secret,
    ) -> Done:
        from spec_tui.spec_tree import deliverables, traceback
        from spec_tui.workspace.deliveries import take

        there = (self.root / path).is_symlink() or (self.root / path).exists()
        if there and source is not None:
            raise Refused(
                f"{path} is there already. Without --from it is adopted as it is. "
                "Nothing was written."
            )
        if not there and source is None and traceback.needs_bytes(path):
            raise Refused(
                f"{path} is no text: name the file to copy with --from. Nothing was written."
            )
        data, runs = take(source) if source is not None else (b"", False)
        content = _decoded(data) if source is not None else None
        if content is not None:
            content = safe(content, "file", secret)
        traces = traceback.traces_of(path, item.path, f"{item.id} - {item.title}", context)
        new_script = not there and source is None and traceback.runs(path)
        programs = (path,) if new_script or (runs and not there) else ()
        verb = "Adopted" if there else "Created"
        row = deliverables.row(path, type_, context, about, verb=verb)

        def make(read: Read) -> Made:
            known = _registered(read(context), context, path)
            used = (
                row if not known else deliverables.row(path, type_, context, about, verb="Updated")
            )
            texts = dict(self._linked(item, read, type_, used, title, path))
            copies: dict[str, bytes] = {}
            if there:
                old = self._adoptable(path, read)
                new = traceback.traced(old, path, traces) if old is not None else None
                if new is not None:
                    texts[path] = new
            elif source is None:
                texts[path] = traceback.new_text(path, traces, about or _title(path))
            elif content is None:
                copies[path] = data
            else:
                traced = traceback.traced(content, path, traces)
                text = content if traced is None else traced
                if text.startswith("\ufeff"):
                    # texts are read without a BOM, so undo would not know this one again
                    copies[path] = text.encode()
                else:
                    texts[path] = text
            if path in texts and not there:
                read(path)
            how = "is adopted" if there else "is made" if source is None else "is copied"
            commented = copies[path] != data if path in copies else texts.get(path) != content
            bare = "" if commented else " It can hold no comment."
            said = f"{path} {how}, and linked in context and spec.{bare}"
            return Made(texts, said, copies, programs)

        return self._commit(make)

    def _linked(
        self, item: WorkItem, read: Read, type_: Type, row: Row, title: str, path: str
    ) -> dict[str, str]:
        """Context and spec with the lines of a deliverable."""
        from spec_tui.spec_tree import deliverables, journal_edit

        context = context_of(self.work.plan, item)
        text = self._begun(item, read(context), title)
        known = _registered(text, context, path)
        text = journal_edit.record(text, "deliver", row.entry, self._moment())
        if not known:
            text = journal_edit.deliver(text, type_.heading, row.registry)
        texts = self._with_spec(item, read, text, working=True)
        if row.spec:
            texts[item.path] = deliverables.listed(texts[item.path], item.path, path, row.spec)
        return texts

    def _adoptable(self, path: str, read: Read) -> str | None:
        """The text of a file to adopt; None where it is no text. Raises WorkspaceError."""
        from spec_tui.workspace.deliveries import take

        if not self._inside(path):
            raise Refused(f"{path} is a link out of the repository. Nothing was written.")
        if _decoded(take(self.root / path)[0]) is None:
            return None
        return read(path)

    def _no_clash(self, path: str) -> None:
        from spec_tui.spec_tree.deliverables import FOLDER, clash

        base = path[: path.index(f"/{FOLDER}/") + len(FOLDER) + 1]
        there = [one.path for one in self._browse.entries(base, lambda _: True)]
        other = clash(path, there)
        if other:
            raise Refused(
                f"{other} is there already, and differs from {path} only in letters that some "
                "systems take for the same. Nothing was written."
            )

    def _inside(self, path: str) -> bool:
        try:
            return (self.root / path).resolve().is_relative_to(self.root)
        except (OSError, RuntimeError, ValueError):
            return False


def _registered(text: str, context: str, path: str) -> bool:
    """Whether the registry of a context file names a deliverable already."""
    from spec_tui.documents.links import inside

    folder = context.rpartition("/")[0]
    for one in journals.read(text).deliverables:
        if one.target == path if one.code else inside(one.target, folder) == path:
            return True
    return False


def _reference(path: str, first: int, last: int) -> str:
    """A code change as the registry names it."""
    return path + (f":{first}" if first else "") + (f"-{last}" if last else "")


def _title(path: str) -> str:
    """`Storage guide` of `docs/storage-guide.md`."""
    words = " ".join(path.rpartition("/")[2].rpartition(".")[0].replace("_", "-").split("-"))
    return words[:1].upper() + words[1:]


def _decoded(data: bytes) -> str | None:
    """Bytes as text, a BOM kept; None for what is none."""
    if b"\0" in data:
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None

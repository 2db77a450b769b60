"""What answering the product type does: slots that no such product has read N/A (B.1)."""

from __future__ import annotations

from spec_tui.interview.book import Book


def apply_type(book: Book) -> None:
    """Write `N/A — not part of a …` where the types say so, and take such lines back elsewhere."""
    view = book.view()
    off = view.bank.switched_off(view.types)
    reason = view.bank.off_line(view.types)
    written = []
    for slot in view.bank.slots.values():
        text = view.slot(slot.key)
        if view.void(text) and slot.key not in off:
            book.sheet.take_out(slot.key)
            book.keys.append(slot.key)
        elif slot.key in off and (text is None or text.empty or view.void(text)):
            book.sheet.settle_line(slot, reason)
            book.keys.append(slot.key)
            written.append(slot.label)
    if written:
        book.notes.append(f"{len(written)} places are N/A for it: {', '.join(written)}.")

"""Two people about one place: nobody overwrites the other (interview.md B.5.6)."""

from __future__ import annotations

from spec_tui.documents.fold import fold
from spec_tui.interview import conflicts
from spec_tui.interview.book import Applied, Book, Desk
from spec_tui.interview.model import Facet
from spec_tui.interview.places import place_name
from spec_tui.interview.values import canonical


def disagree(desk: Desk, facet: Facet, text: str) -> Applied | None:
    """A question that holds both texts; None where the place is open or says the same."""
    value = desk.view.spec.value(facet.key)
    said = canonical(text, one_item_a_line=facet.kind == "list")
    if value is None or not said or value.form != "text" or value.marker is not None:
        return None
    if fold(value.text) == fold(said):
        return None
    book = Book.open(desk)
    ref = book.open_question(facet.key, "critical", conflicts.quoted(value.text, said))
    book.keys.append(facet.key)
    book.prefer(last_section=facet.section)
    place = place_name(desk.bank, facet.key)
    return book.close(
        f"Two people disagree about {place}. Both stand in {ref} until one is chosen."
    )

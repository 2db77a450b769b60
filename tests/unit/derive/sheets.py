"""A small derived document for the tests of the core of derive/."""

from __future__ import annotations

from spec_tui.derive.model import Derived, Fixed, Piece, Region, Sheet

VIS1, NFR1, SCP1 = (
    "vision/problem-outcome/VIS1",
    "nfr/performance/NFR1",
    "scope/in-scope/SCP1",
)


def task(one: str, title: str = "") -> Region:
    """A task of tasks.md as a region."""
    lines = (
        f"1. [{one}] {title or 'Do ' + one} (Type: feat, Est: M)\n"
        "   - Acceptance Criteria:\n     - [ ] it works\n     - [ ] it is fast"
    )
    return Region(f"tasks/{one}", (f"k/{one}",), (Piece(lines),))


def sheet(
    *,
    problem: str = "Clinics lose time.",
    latency: str = "300 ms",
    scope: tuple[str, ...] = ("Booking", "Reminders\nby SMS"),
    tasks: tuple[Region, ...] = (),
    title: str = "Clinic",
    depends: tuple[str, ...] = ("A",),
) -> Sheet:
    """Two headings with regions, a list of task regions, two derived fields."""
    return Sheet(
        "x/srd.md",
        f'title: "{title}"\nstatus: draft  # draft | approved\n'
        f"depends_on: [{', '.join(depends)}]\n",
        (
            Fixed("## Summary"),
            Region("srd/summary", (VIS1,), (Piece(problem, VIS1),)),
            Fixed("## Numbers"),
            Region(
                "srd/numbers",
                (NFR1, SCP1),
                (
                    Piece(latency, NFR1, "- P95 latency: ", "  ", " _(assumption A1)_"),
                    Piece("Ours:"),
                    *(Piece(item, SCP1, "- ", "  ") for item in scope),
                ),
            ),
            Fixed("## Tasks"),
            *(tasks or (task("ID-001"), task("ID-002"))),
        ),
        (Derived(("title",), title), Derived(("depends_on",), depends)),
    )

"""SPEC.md as sections, slots and facets: reading, asking, answering, finishing. Pure."""

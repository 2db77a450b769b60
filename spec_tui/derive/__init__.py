"""Facts of SPEC.md rendered into the documents of the three systems; managed regions (B.10)."""

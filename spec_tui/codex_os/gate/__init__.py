"""The quality gate of seed 000, section 5: eleven items, each computed from the files."""

"""spec-tui: interviews people one question at a time and grows a specification on disk."""

__version__ = "0.1.0"

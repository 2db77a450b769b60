"""Sync with an OmoiOS server: one plan for diff and push, a ledger, and the only network code."""

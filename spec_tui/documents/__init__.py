"""Lossless text: pure functions over str; no files, no clock, no randomness."""

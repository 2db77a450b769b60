"""Spec trees: specs/1000/1001/…, their context journals, deliverables and links (seed 004)."""

"""Codex-OS spec packages: create, quality gate, waivers, sign-off, plan, execution (000, 002)."""

"""Artifacts of .omoi_os: PRD, requirements, designs, tickets, tasks (seed 003)."""

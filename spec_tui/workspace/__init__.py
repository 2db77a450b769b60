"""The repository on disk: the only place that opens a file for writing.

It knows no format: it takes and gives text. Import what you need from its modules; `store` holds
`Workspace`.
"""

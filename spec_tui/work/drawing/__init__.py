"""Two drawings of a dependency graph as pure functions: the lane list and the focus graph.

Nothing here knows work items, files or a user interface: plain refs and edges go in, rows of text
with their meaning come out (architecture.md, "Drawing the graph"; screens.md 6.11 and 6.12).
"""

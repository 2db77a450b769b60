"""Work items of every format: one list, one graph, and edits that touch only their lines."""

"""One reader and editor per format on disk: pure functions over text."""

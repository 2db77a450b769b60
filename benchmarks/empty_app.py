"""The smallest useful Textual app: the baseline for first paint and for typing."""

from textual.app import App, ComposeResult
from textual.widgets import Static, TextArea


class EmptyApp(App[None]):
    """One word and one editor."""

    def compose(self) -> ComposeResult:
        """Lay them out."""
        yield Static("Ready")
        yield TextArea()


if __name__ == "__main__":
    EmptyApp().run()

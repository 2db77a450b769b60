"""The screens: they compose widgets, turn keys into commands and show state."""

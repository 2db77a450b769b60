"""How well the interview asks: a corpus of specifications, and what is measured on it."""

"""The widgets of the app: each draws frozen data and knows no rule of the interview."""

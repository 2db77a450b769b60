"""Reading ten thousand files makes objects by the million, and they all stay.

Looking for garbage among them holds every thread for a quarter of a second or more, and a key
pressed meanwhile waits. So nothing is looked for while they are made, and later looks pass over
them: they go by their count of references once the next reading has taken their place.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

MANY = 50_000
"""Objects of a reading that later looks pass over; fewer cost nothing to look at."""
_THOROUGH = 16
"""Every so many large readings all is looked through: a closed dialog may hold an old one."""
_large = count(1)


@contextmanager
def none_looked_for() -> Iterator[None]:
    """While plans are read; does nothing inside another one, or where a command looks for none."""
    if not gc.isenabled():
        yield
        return
    gc.collect(1)
    gc.disable()
    try:
        yield
    finally:
        if gc.get_count()[0] >= MANY:
            if next(_large) % _THOROUGH == 0:
                gc.unfreeze()
                gc.collect()
            gc.freeze()
        gc.enable()

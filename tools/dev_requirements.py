"""Print the `dev` dependency group of pyproject.toml, one requirement a line.

pip reads dependency groups itself only from 25.1 on; a fresh Python 3.11 brings an older one.
"""

import tomllib
from pathlib import Path

PYPROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"

print("\n".join(tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["dependency-groups"]["dev"]))

"""Print a dependency group of pyproject.toml, `dev` or the one named, one requirement a line.

pip reads dependency groups itself only from 25.1 on; a fresh Python 3.11 brings an older one.
"""

import sys
import tomllib
from pathlib import Path

PYPROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"

groups = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["dependency-groups"]
print("\n".join(groups[sys.argv[1] if len(sys.argv) > 1 else "dev"]))

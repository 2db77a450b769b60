#!/bin/sh
# Make the playground: a folder that git ignores, a repository of its own, with an overview to import.
set -eu
top=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
dir="$top/playground"
[ -d "$dir" ] && exit 0
mkdir "$dir"
git -C "$dir" init --quiet 2>/dev/null || true
cp "$top/tools/overview.md" "$dir/overview.md"

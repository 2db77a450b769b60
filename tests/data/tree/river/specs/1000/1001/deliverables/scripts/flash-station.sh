#!/bin/sh
# Spec: [[../../1015.spec|1015 - Flash and name a station]]
# Context: [[../../1015.context|Implementation Journal]]
# Usage: flash-station.sh NAME
set -eu

name=${1:?"Which station? Give its short name, such as kettle."}
here=$(dirname "$0")
list="$here/../config/stations.json"

if ! grep -q "\"name\": \"$name\"" "$list"; then
  echo "There is no station $name in $list. Nothing was written." >&2
  exit 1
fi

make -C firmware/station STATION="$name"
make -C firmware/station flash
answer=$(make -s -C firmware/station ask-name)
if [ "$answer" != "$name" ]; then
  echo "The board says $answer, not $name. Do not mount it." >&2
  exit 1
fi
echo "$(date '+%Y-%m-%d %H:%M') $name is ready."

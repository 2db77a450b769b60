#!/bin/sh
# Spec: [[../../2014.spec|2014 - Replay a day]]
# Context: [[../../2014.context|Implementation Journal]]
# Usage: replay-day.sh 2025-04-03 [speed]
set -eu

day=${1:?"Which day? Such as 2025-04-03."}
speed=${2:-60}
copy=$(mktemp -d)/replay.db

case $speed in
  *[!0-9]*) echo "The speed is a number from 1 to 1000." >&2; exit 2 ;;
esac

sqlite3 "$copy" < "$(dirname "$0")/../database/001-readings.sql"
echo "Playing $day at $speed times its speed into $copy."
sqlite3 -readonly readings.db "select * from reading where measured_at like '$day%' order by 3" |
  while IFS= read -r line; do
    echo "$line"
    sleep "$(echo "900 / $speed" | bc -l)"
  done

#!/bin/bash
# Spec: [[../../1021.spec|1021 - Measure reception along the river]]
# Context: [[../../1021.context|Implementation Journal]]
# Sends a hundred numbered frames and counts what the gateway heard of them.
set -euo pipefail

place=${1:?"Where are you standing?"}
log=heard-$(date +%H%M).txt

if [[ ! -d /dev/serial/by-id ]]; then
  echo "The transmitter is not plugged in." >&2
  exit 1
fi

for number in $(seq 1 100); do
  printf 'T%03d\n' "$number" > /dev/serial/by-id/usb-test-transmitter
  sleep 1
done

ssh gateway "grep -c '^T' heard.txt" > "$log"
echo "$place: $(cat "$log") of 100 arrived."

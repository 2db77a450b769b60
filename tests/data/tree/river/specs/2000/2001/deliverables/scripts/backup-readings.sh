#!/bin/sh
# Spec: [[../../2017.spec|2017 - Back up the readings]]
# Context: [[../../2017.context|Implementation Journal]]
set -eu

target=${BACKUP_TARGET:?"Where do backups go?"}
today=$(date +%F)
file="/srv/backup/readings-$today.db"

sqlite3 /srv/readings.db ".backup '$file'"
size=$(wc -c < "$file")
if [ "$size" -lt 1000000 ]; then
  echo "The backup of $today has only $size bytes. It was not sent." >&2
  exit 1
fi
gzip -f "$file"
scp "$file.gz" "$target"
find /srv/backup -name 'readings-*.db.gz' -mtime +30 -delete

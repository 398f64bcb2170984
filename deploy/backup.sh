#!/bin/sh
# docker compose run --rm backup: one dated file in backups/ with the database and its roles, without their passwords. It
# gets its name once it has been read from end to end.
set -eu
umask 077
name="singularity-$(date -u +%Y-%m-%dT%H%M%SZ).tar"
work=$(mktemp -d /backups/.unfinished-XXXXXX)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
cd "$work"

pg_dumpall --roles-only --no-role-passwords >roles.sql
pg_dump --format=custom --file=singularity.dump singularity
pg_restore --file=/dev/null singularity.dump
sha256sum roles.sql singularity.dump >SHA256SUMS
tar -cf "$name" SHA256SUMS roles.sql singularity.dump
tar -xOf "$name" singularity.dump | cmp - singularity.dump
sync "$name"
mv "$name" "/backups/$name"
echo "backups/$name: $(du -h "/backups/$name" | cut -f1), read from end to end."

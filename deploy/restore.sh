#!/bin/sh
# docker compose run --rm restore FILE: brings a file of backups/ into a deployment that is empty.
set -eu

refuse() {
  echo "$*" >&2
  exit 1
}

given=${1:-}
file="/backups/$(basename "$given")"
if [ -z "$given" ] || [ ! -f "$file" ]; then
  refuse "Name one of these: $(ls /backups | tr '\n' ' ')"
fi

ask() {
  psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 --dbname="${2:-singularity}" --command="$1"
}

[ "$(ask "SELECT count(*) FROM pg_stat_activity WHERE datname = 'singularity' AND pid <> pg_backend_pid()")" = 0 ] ||
  refuse 'The database is in use. Stop the app: docker compose stop app'
[ "$(ask "SELECT count(*) FROM pg_class WHERE relnamespace NOT IN (SELECT oid FROM pg_namespace WHERE nspname LIKE 'pg\_%' OR nspname = 'information_schema')")" = 0 ] ||
  refuse 'The database is not empty, and nothing is ever written over. docs/operating.md says how to set it aside.'

work=$(mktemp -d /backups/.restoring-XXXXXX)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
tar -C "$work" -xf "$file"
(cd "$work" && sha256sum --check --quiet SHA256SUMS) || refuse "$given is not as it was written."

# Logins that are there already keep their passwords.
psql --no-psqlrc --quiet --dbname=postgres --file="$work/roles.sql" 2>&1 | grep --invert-match 'already exists' || true
pg_restore --exit-on-error --single-transaction --dbname=singularity "$work/singularity.dump"
# What had been ended or revoked since would be valid again.
ask 'TRUNCATE session, access_token'
ask 'ANALYZE'
echo "Brought back: $given. Everybody signs in anew, and access tokens must be made anew."
echo 'Check it, and start: docker compose run --rm check && docker compose up -d'

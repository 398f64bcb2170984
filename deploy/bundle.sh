#!/bin/sh
# deploy/bundle.sh VERSION APP DATABASE PROXY: what an owner downloads of a release. The same files, but each image is named
# with its digest, and nothing is built.
set -eu
version=$1 app=$2 database=$3 proxy=$4
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
folder="$work/singularity-$version"
mkdir -p "$folder/deploy"
cp .env.example "$folder"
cp deploy/Caddyfile deploy/backup.sh deploy/restore.sh "$folder/deploy"
sed -e '/^  build: \.$/d' -e 's/up --build -d/up -d/' -e '/^# The same file of a release/d' \
  -e "s|image: singularity$|image: $app|" -e "s|image: postgres:18$|image: $database|" -e "s|image: caddy:2$|image: $proxy|" \
  docker-compose.yml >"$folder/docker-compose.yml"
# Every image, and each by its digest.
if grep -n '^ *\(image\|build\):' "$folder/docker-compose.yml" | grep -v '@sha256:'; then exit 1; fi
tar -C "$work" -czf "singularity-$version.tar.gz" "singularity-$version"

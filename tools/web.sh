#!/bin/sh
# Builds what JavaScript adds to the pages (web/), or with "check" checks it.
# Usage: PYTHON=python3 sh tools/web.sh build|check
set -eu
cd "$(dirname "$0")/.."
. tools/node.sh

cd web
if [ ! -f node_modules/.set-up ] || [ package-lock.json -nt node_modules/.set-up ]; then
  npm ci --no-audit --no-fund --loglevel=error
  touch node_modules/.set-up
fi
case "${1:-build}" in
  build) npm run --silent --loglevel=error build ;;
  check) npm run --silent --loglevel=error check ;;
  *) echo "usage: $0 build|check" >&2; exit 2 ;;
esac

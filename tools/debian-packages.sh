#!/bin/sh
# Installs Debian packages where that is allowed (root or sudo); with --left-out, names those missing.
set -u
installed() { dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'ok installed'; }

if [ "${1:-}" = "--left-out" ]; then
  shift
  for package in "$@"; do
    installed "$package" || echo "LEFT OUT: tests that need the Debian package $package (no right to install it here)"
  done
  exit 0
fi

missing=""
for package in "$@"; do installed "$package" || missing="$missing $package"; done
[ -z "$missing" ] && exit 0
if ! command -v apt-get >/dev/null 2>&1; then
  echo "not a Debian system; going on without:$missing" >&2
  exit 0
fi
if [ "$(id -u)" = 0 ]; then as=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then as="sudo"
else
  echo "no right to install Debian packages; going on without:$missing" >&2
  exit 0
fi
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086
$as apt-get install -y -qq --no-install-recommends $missing >/dev/null 2>&1 ||
  { $as apt-get update -qq >/dev/null 2>&1 && $as apt-get install -y -qq --no-install-recommends $missing >/dev/null 2>&1; } ||
  echo "these Debian packages could not be installed; going on without:$missing" >&2
exit 0

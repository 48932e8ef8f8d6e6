#!/bin/sh
# Installs the system libraries the counter needs on Debian 12, or says in a sentence what to do where it cannot.
# Usage: prepare-debian.sh [test|bench]. Does nothing where everything is there, and nothing on other systems.
set -eu

base="python3-venv libegl1 libgl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libxkbcommon0 libxcb-cursor0 libxcb-icccm4
  libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0 libcups2 cups-client"
for_tests="cups cups-filters libzbar0 faketime chromium-headless-shell gcc libc6-dev poppler-utils openssl softhsm2"
for_bench="libreoffice-writer-nogui libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 xvfb libx11-6 sqlitebrowser"

wanted=$base
case "${1:-}" in
  test) wanted="$base $for_tests" ;;
  bench) wanted="$base $for_tests $for_bench" ;;
esac

command -v dpkg-query >/dev/null 2>&1 || exit 0
missing=""
for package in $wanted; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q '^install ok installed$' || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ]; then
  as_root=""
elif command -v sudo >/dev/null 2>&1; then
  echo "System libraries are missing; installing them needs root, so sudo may ask for your password."
  as_root="sudo"
else
  echo "System libraries are missing and installing them needs root. Run this as root, then start again:" >&2
  echo "  apt-get update && apt-get install --yes --no-install-recommends$missing" >&2
  exit 1
fi
echo "Installing:$missing"
$as_root apt-get update -qq
# shellcheck disable=SC2086 - a list of package names
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet --no-install-recommends $missing >/dev/null

#!/bin/sh
# Starts the installed command with Node 24.
set -eu
here=$(dirname "$(readlink -f "$0")")
node=${INFINITIO_NODE:-node}
if ! "$node" -e 'const [major, minor] = process.versions.node.split(".").map(Number); process.exit(major === 24 && minor >= 11 ? 0 : 1)' 2> /dev/null; then
  echo "infinitio needs Node 24.11 or a later 24. Install it from https://nodejs.org, or set INFINITIO_NODE to its path." >&2
  exit 1
fi
exec "$node" --disable-warning=ExperimentalWarning "$here/../programs/packages/cli/src/main.mjs" "$@"

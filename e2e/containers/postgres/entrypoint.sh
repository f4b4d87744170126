#!/bin/bash
# Makes the cluster at the first start, with the password that POSTGRES_PASSWORD_FILE names, then runs the server.
set -eu
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  mkdir -p "$PGDATA"
  initdb --username="$POSTGRES_USER" --pwfile="$POSTGRES_PASSWORD_FILE" --auth-local=trust --auth-host=scram-sha-256 \
    --set="listen_addresses=*" --set=unix_socket_directories=/var/run/postgresql
  echo 'host all all all scram-sha-256' >>"$PGDATA/pg_hba.conf"
fi
exec "$@"

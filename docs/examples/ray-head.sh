#!/bin/sh
# Start script of a lease: a Ray head that takes jobs from port 8265 of the lease.
set -eu
python3 -m venv "$HOME/ray"
. "$HOME/ray/bin/activate"
pip install --quiet 'ray[default]'
exec ray start --head --block --node-ip-address 127.0.0.1 --dashboard-host 127.0.0.1 --dashboard-port 8265 --disable-usage-stats

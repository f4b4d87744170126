"""Lets the autoscaler of Ray rent machines: a node provider that adds leases to the network of a cluster.

It runs on the head, which is a lease of the cluster. The new leases have the workload of the head, so that the market
connects them to it. `python -m infinitio.ray_provider --help` prints how to write the configuration of the autoscaler.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import threading
from pathlib import Path
from typing import Any, Mapping, cast

from ray.autoscaler.node_provider import NodeProvider  # type: ignore[import-not-found, import-untyped, unused-ignore]

from .errors import InfinitioError
from .lease import Lease, wait_until
from .market import Infinitio
from .wire import Cluster, ClusterMember

_KIND, _TYPE, _STATUS = "ray-node-kind", "ray-user-node-type", "ray-node-status"
_CONNECTED_WITHIN_SECONDS = 120.0
_STARTING = "setting-up"
_MOST_NAME = 60
_LIVE = {"booked", "active"}
# Ray starts in its own session, because the SSH connection ends. The token of the head goes through the standard input.
# The script fails if Ray does not join, because Ray never ends a machine that it has not seen.
_START = """set -eu
umask 077
folder="$HOME/.infinitio"
mkdir -p "$folder"
cat >"$folder/ray.token"
export RAY_AUTH_MODE=token RAY_AUTH_TOKEN_PATH="$folder/ray.token" RAY_USAGE_STATS_ENABLED=0 PATH="$folder/ray/bin:$PATH"
if ! command -v ray >/dev/null; then
  python3 -m venv "$folder/ray"
  "$folder/ray/bin/pip" install --quiet 'ray[default]=={version}'
fi
setsid ray start --block --node-ip-address={address} --address={head}:6379 >"$folder/ray.log" 2>&1 </dev/null &
worker=$!
for second in $(seq 120); do
  if grep -q 'Ray runtime started' "$folder/ray.log"; then exit 0; fi
  kill -0 "$worker" 2>/dev/null || break
  sleep 1
done
tail -n 20 "$folder/ray.log" >&2
exit 1
"""


class InfinitioNodeProvider(NodeProvider):  # type: ignore[misc, unused-ignore]
    """Nodes are leases: a node's id is the number of its lease, and its address is the one in the cluster's network."""

    def __init__(self, provider_config: dict[str, Any], cluster_name: str) -> None:
        super().__init__(provider_config, cluster_name)
        self._market = Infinitio()
        self._head = str(provider_config["head_lease"])
        self._order = self._market.lease(self._head).read()["bidHash"]
        self._identity = provider_config.get("identity")
        self._file = Path(provider_config.get("state") or Path.home() / ".infinitio" / "ray" / f"{cluster_name}.json")
        self._lock = threading.RLock()
        self._making = threading.Lock()
        self._name = f"worker of {cluster_name}"[:_MOST_NAME]

    # -- What Ray reads ---------------------------------------------------------------------------------------------

    def non_terminated_nodes(self, tag_filters: Mapping[str, str]) -> list[str]:
        live = self._live()
        there = live.keys() - self._end_strays(live)
        return [node for node, tags in self._tags().items() if node in there and tag_filters.items() <= tags.items()]

    def is_running(self, node_id: str) -> bool:
        return node_id in self._live()

    def is_terminated(self, node_id: str) -> bool:
        return node_id not in self._live()

    def node_tags(self, node_id: str) -> dict[str, str]:
        return dict(self._tags().get(node_id, {}))

    def internal_ip(self, node_id: str) -> str | None:
        member = self._live().get(node_id)
        return None if member is None else member["address"]

    def external_ip(self, node_id: str) -> str | None:
        return self.internal_ip(node_id)

    def set_node_tags(self, node_id: str, tags: Mapping[str, str]) -> None:
        with self._lock:
            known = self._tags()
            known[node_id] = {**known.get(node_id, {}), **tags}
            self._store(known)

    # -- What Ray asks for ------------------------------------------------------------------------------------------

    def create_node(self, node_config: Mapping[str, Any], tags: Mapping[str, str], count: int) -> dict[str, Any]:
        """Rents `count` machines one after the other, and starts Ray on each. Ends a lease on which Ray does not start."""
        made: dict[str, Any] = {}
        for _ in range(count):
            with self._making:
                made.update(self._make(node_config, tags))
        return made

    def _make(self, node_config: Mapping[str, Any], tags: Mapping[str, str]) -> dict[str, Any]:
        lease = self._rent(node_config)
        # The lease is in the file before Ray starts, so that an autoscaler that was killed finds and ends it.
        self.set_node_tags(lease.id, {**tags, _STATUS: _STARTING})
        try:
            lease.wait("active")
            self._start(lease)
        except (InfinitioError, OSError) as error:
            self.terminate_node(lease.id)
            raise RuntimeError(f"Ray did not start on lease {lease.id}: {error}") from error
        self.set_node_tags(lease.id, {_STATUS: "up-to-date"})
        return {lease.id: lease.read()}

    def terminate_node(self, node_id: str) -> None:
        """Ends the lease. The head stays, because its owner rented it."""
        if node_id == self._head:
            return
        try:
            self._market.lease(node_id).end()
        except InfinitioError as error:
            if error.code != "lease.over":
                raise

    def terminate_nodes(self, node_ids: list[str]) -> None:
        for node_id in node_ids:
            self.terminate_node(node_id)

    @staticmethod
    def bootstrap_config(cluster_config: dict[str, Any]) -> dict[str, Any]:
        return cluster_config

    # -- Leases -----------------------------------------------------------------------------------------------------

    def _rent(self, node_config: Mapping[str, Any]) -> Lease:
        asked = {**self.provider_config.get("rent", {}), **node_config}
        workload = self._market.lease(self._head).read()["workload"]
        if workload is None:
            raise RuntimeError(f"the market does not have the workload of lease {self._head}")
        rented = {**asked, "name": self._name, "wait": False}
        return self._market.rent(**rented, workload=workload, cluster=True, identity=self._identity)

    def _end_strays(self, live: Mapping[str, ClusterMember]) -> set[str]:
        """Ends workers whose order settled late, and workers that an autoscaler was starting when it was killed.

        Other leases of the cluster stay, because their owner added them. Returns the ended ones.
        """
        ended: set[str] = set()
        if self._making.locked():
            return ended
        known = self._tags()
        for node in live:
            tags = known.get(node)
            stray = self._market.lease(node).read()["name"] == self._name if tags is None else tags[_STATUS] == _STARTING
            if stray:
                self.terminate_node(node)
                ended.add(node)
        return ended

    def _start(self, lease: Lease) -> None:
        wait_until(lambda: self._reaches_head(lease.id), bool, timeout=_CONNECTED_WITHIN_SECONDS)
        addresses = {"address": self.internal_ip(lease.id), "head": self.internal_ip(self._head)}
        text = self.provider_config.get("start", _START)
        for name, value in {**addresses, "version": self.provider_config.get("ray_version", "2.60.0")}.items():
            text = text.replace(f"{{{name}}}", str(value))
        token = Path(os.environ.get("RAY_AUTH_TOKEN_PATH", Path.home() / ".infinitio" / "ray.token"))
        ran = lease.run(text, check=False, given=token.read_text(encoding="utf-8") if token.exists() else "")
        if ran.returncode != 0:
            raise InfinitioError("lease.ssh_failed", "The command on the lease failed.", detail=ran.stderr.strip()[-300:])

    def _reaches_head(self, node_id: str) -> bool:
        member = self._live().get(node_id)
        if not self.provider_config.get("needs_network", True):
            return member is not None
        return member is not None and any(link["leaseId"] == self._head and link["way"] != "none" for link in member["links"])

    def _live(self) -> dict[str, ClusterMember]:
        members = cast(Cluster, self._market.call("getCluster", path={"clusterId": self._order}))["members"]
        return {member["leaseId"]: member for member in members if member["state"] in _LIVE}

    # -- Tags, which the market does not store ----------------------------------------------------------------------

    def _tags(self) -> dict[str, dict[str, str]]:
        with self._lock:
            known = cast("dict[str, dict[str, str]]", json.loads(self._file.read_text("utf-8"))) if self._file.exists() else {}
            return {self._head: {_KIND: "head", _TYPE: "head", _STATUS: "up-to-date"}, **known}

    def _store(self, tags: Mapping[str, Mapping[str, str]]) -> None:
        self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = self._file.with_suffix(".part")
        part.write_text(json.dumps(tags), encoding="utf-8")
        part.replace(self._file)


def autoscaler_config(
    *, head_lease: str, workers: int, hours: int, max_price: str, gpu: str, gpus: int, cpus: int, idle_minutes: int
) -> dict[str, Any]:
    """Returns the configuration for `ray start --head --autoscaling-config`. JSON of it is YAML."""
    empty: dict[str, list[str]] = {"initialization_commands": [], "setup_commands": [], "head_setup_commands": [], "worker_setup_commands": []}
    files: dict[str, Any] = {"file_mounts": {}, "cluster_synced_files": [], "file_mounts_sync_continuously": False, "rsync_exclude": [], "rsync_filter": []}
    provider = {
        "type": "external", "module": "infinitio.ray_provider.InfinitioNodeProvider",
        "head_lease": head_lease, "rent": {"hours": hours, "max_price": max_price},
        "disable_node_updaters": True, "disable_launch_config_check": True, "foreground_node_launch": True,
        "worker_liveness_check": False,
    }  # fmt: skip
    worker = {"gpu": gpu, "gpus": gpus}
    types = {
        "head": {"resources": {"CPU": 0}, "node_config": {}, "min_workers": 0, "max_workers": 0},
        "worker": {"resources": {"CPU": cpus, "GPU": gpus}, "node_config": worker, "min_workers": 0, "max_workers": workers},
    }
    return {
        "cluster_name": f"infinitio-{head_lease}", "max_workers": workers, "upscaling_speed": 1.0, "idle_timeout_minutes": idle_minutes,
        "provider": provider, "available_node_types": types, "head_node_type": "head", "auth": {}, "docker": {},
        "head_start_ray_commands": [], "worker_start_ray_commands": [], **empty, **files,
    }  # fmt: skip


def main() -> None:
    """Prints the configuration of the autoscaler."""
    parser = argparse.ArgumentParser(prog="python -m infinitio.ray_provider", description=autoscaler_config.__doc__)
    parser.add_argument("head_lease", help="number of the lease that is the head")
    parser.add_argument("--workers", type=int, default=4, help="the most leases that Ray may add")
    parser.add_argument("--hours", type=int, default=4, help="length of each lease")
    parser.add_argument("--max-price", required=True, help="PT for an hour of a GPU")
    parser.add_argument("--gpu", required=True, help="parts of names of GPU classes, such as h100")
    parser.add_argument("--gpus", type=int, default=1, help="GPUs of each lease")
    parser.add_argument("--cpus", type=int, default=8, help="processors of each lease, as Ray counts them")
    parser.add_argument("--idle-minutes", type=int, default=5, help="a lease without work ends after this time")
    json.dump(autoscaler_config(**vars(parser.parse_args())), sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()

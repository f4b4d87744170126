"""Runs a SkyPilot task file on Infinitio: python skypilot_task.py task.yml --hours 2 --max-price 2.10"""

import argparse
import shlex
import subprocess
import sys
from pathlib import Path

import yaml
from infinitio import Infinitio

KNOWN = {"name", "resources", "workdir", "envs", "setup", "run", "num_nodes"}

options = argparse.ArgumentParser()
options.add_argument("task", type=Path)
options.add_argument("--hours", type=int, default=1)
options.add_argument("--max-price", required=True, help="most PT per GPU-hour")
given = options.parse_args()

task = yaml.safe_load(given.task.read_text())
resources = task.get("resources", {})
unknown = sorted(set(task) - KNOWN | set(resources) - {"accelerators"})
if unknown or task.get("num_nodes", 1) != 1:
    sys.exit(f"This script does not know: {', '.join(unknown) or 'num_nodes above 1'}")
asked = resources["accelerators"]
gpu, count = next(iter(asked.items())) if isinstance(asked, dict) else (f"{asked}:1".split(":")[:2])

exports = "".join(f"export {name}={shlex.quote(str(value))}; " for name, value in task.get("envs", {}).items())
with Infinitio().rent(gpu=gpu.lower(), gpus=int(count), hours=given.hours, max_price=given.max_price, name=task.get("name")) as lease:
    folder = "."
    if "workdir" in task:
        local = given.task.parent / task["workdir"]
        lease.upload(local)
        folder = local.resolve().name
    for step in ("setup", "run"):
        line = f"cd {shlex.quote(folder)} && {exports}{task.get(step, 'true')}"
        code = subprocess.run(lease.ssh_command(line)).returncode
        if code != 0:
            sys.exit(code)

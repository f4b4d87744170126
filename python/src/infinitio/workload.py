"""What shall run on a machine."""

from __future__ import annotations

import json
import secrets
from typing import Sequence

from eth_utils.crypto import keccak

from .wire import Workload


def shell_workload(ssh_keys: Sequence[str]) -> Workload:
    """Returns a plain shell in which these public keys may log in."""
    return {
        "template": "shell",
        "startScript": "",
        "sshKeys": list(ssh_keys),
        "environment": {},
        "ports": [],
        "salt": f"0x{secrets.token_hex(32)}",
    }


def workload_hash(workload: Workload) -> str:
    """Returns the hash of a workload's canonical JSON, which the order signs."""
    canonical = json.dumps(workload, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return f"0x{keccak(text=canonical).hex()}"

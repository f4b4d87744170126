"""How OpenSSH reaches a lease: the same files as `infinitio ssh` writes, below ~/.infinitio/ssh."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from .errors import InfinitioError
from .wire import LeaseSsh

_USUAL_NAMES = ("id_ed25519", "id_ecdsa", "id_rsa")
_HOST = re.compile(r"[A-Za-z0-9][A-Za-z0-9.:-]{0,252}")
_ANSWER_WITHIN_SECONDS = 3


def own_key() -> Path:
    """Returns the SSH key that this package and the command make for a user without one."""
    return Path.home() / ".infinitio" / "ssh" / "id_ed25519"


def usual_keys() -> list[Path]:
    """Lists the private keys of this user: their own first, then the one that was made."""
    keys = [*(Path.home() / ".ssh" / name for name in _USUAL_NAMES), own_key()]
    return [key for key in keys if key.exists() and Path(f"{key}.pub").exists()]


def public_keys(identity: str | Path | None) -> list[str]:
    """Returns the public keys that may log in: that of `identity`, or of this user. Makes one if there is none."""
    chosen = [Path(identity)] if identity is not None else usual_keys() or [_make_key()]
    return [Path(f"{key}.pub").read_text(encoding="utf-8").strip() for key in chosen]


def _make_key() -> Path:
    file = own_key()
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "infinitio", "-f", str(file)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise InfinitioError(
            "node.ssh_key_malformed", "You have no SSH key, and ssh-keygen could not make one.", detail=str(error)
        ) from error
    return file


def write_config(lease_id: str, access: LeaseSsh, identity: str | Path | None) -> Path:
    """Writes the SSH configuration of a lease and returns its path. Both host keys are those that the market names."""
    folder = own_key().parent
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    known_hosts = folder / f"known_hosts-lease-{lease_id}"
    config = folder / f"config-lease-{lease_id}"
    _write(known_hosts, "\n".join([*access["knownHosts"], ""]))
    _write(config, config_text(access, known_hosts=known_hosts, identity=identity))
    return config


def config_text(access: LeaseSsh, *, known_hosts: Path, identity: str | Path | None) -> str:
    """Returns an OpenSSH configuration for one lease, through the first gateway that answers."""
    name = access["name"]
    gateways = [(access["gatewayHost"], access["gatewayPort"])]
    gateways += [(other["host"], other["port"]) for other in access["otherGateways"]]
    for host, _ in gateways:
        if _HOST.fullmatch(host) is None:  # It goes into a shell command.
            raise InfinitioError("api.invalid_field", "The address of the gateway is no host.", detail=repr(host))
    keys = [Path(identity)] if identity is not None else usual_keys()
    common = [
        f'  UserKnownHostsFile "{known_hosts}"',
        "  GlobalKnownHostsFile /dev/null",
        "  StrictHostKeyChecking yes",
        "  UpdateHostKeys no",
        "  LogLevel ERROR",
        *(f'  IdentityFile "{key}"' for key in keys),
        *(["  IdentitiesOnly yes"] if identity is not None else []),
    ]
    lines: list[str] = []
    for at, (host, port) in enumerate(gateways[:-1]):
        probe = f"ssh-keyscan -T {_ANSWER_WITHIN_SECONDS} -t ed25519 -p {port} {host} 2>/dev/null | grep -q ed25519"
        lines += [f'Match originalhost {name} exec "{probe}"', f"  ProxyJump {_jump(name, at)}"]
    last = _jump(name, len(gateways) - 1)
    lines += [f"Host {name}", f"  HostName {name}", "  Port 22", "  User root", f"  ProxyJump {last}", *common]
    for at, (host, port) in enumerate(gateways):
        lines += [f"Host {_jump(name, at)}", f"  HostName {host}", f"  Port {port}", f"  User {name}", *common]
    return "\n".join([*lines, ""])


def _jump(name: str, at: int) -> str:
    return f"gateway-of-{name}" if at == 0 else f"gateway-{at + 1}-of-{name}"


def _write(file: Path, text: str) -> None:
    file.touch(mode=0o600)
    file.write_text(text, encoding="utf-8")

"""A rented machine."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Callable, Literal, TypeVar, cast

from .draft import checked_extension
from .durations import seconds_of
from .errors import InfinitioError
from .keys import is_for
from .ssh import write_config
from .wire import EndAnswer, ExtendAnswer, LeaseReceipt, Relay
from .wire import Lease as LeaseFacts

if TYPE_CHECKING:
    from .market import Infinitio

_MINED_WITHIN_SECONDS = 60.0
_MOST_LIFE_SECONDS = 900
_STRUCT_OF = {"end": "End", "cancelLease": "CancelLease", "noShow": "NoShow"}
_Value = TypeVar("_Value")


class Lease:
    """A lease of your account. As a context manager it ends the lease when the block ends, also after an error."""

    def __init__(self, market: Infinitio, lease_id: str, *, identity: str | Path | None = None) -> None:
        self._market = market
        self.id = lease_id
        self._identity = identity

    def read(self) -> LeaseFacts:
        """Reads the lease as it is now."""
        return cast(LeaseFacts, self._market.call("getLease", path={"leaseId": self.id}))

    def receipt(self) -> LeaseReceipt:
        """Reads what the lease cost. Throws `lease.not_closed` before its end is on the chain."""
        return cast(LeaseReceipt, self._market.call("getLeaseReceipt", path={"leaseId": self.id}))

    def wait(self, state: Literal["active", "ended", "closed"] = "active", *, timeout: float = 120) -> LeaseFacts:
        """Waits until the machine is ready, or until the lease has ended or is paid. Throws `lease.over` for an end that comes first."""
        done = {"active": {"active"}, "ended": {"ended", "closed"}, "closed": {"closed"}}[state]
        over = {"ended", "closed"} - done if state == "active" else set()
        facts = wait_until(self.read, lambda now: now["state"] in done | over, timeout=timeout)
        if facts["state"] in over:
            raise InfinitioError("lease.over", "The lease ended before its machine was ready.", detail=f"lease {self.id}")
        return facts

    def ssh_command(self, *command: str) -> list[str]:
        """Returns the words of an `ssh` command for this lease, for a terminal or `subprocess`."""
        config, name = self._access()
        return ["ssh", "-F", str(config), name, *command]

    def run(
        self, command: str, *, timeout: float | None = None, check: bool = False, given: str | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Runs a shell command on the machine and returns its exit code and output. The command reads `given` as its input."""
        words = self.ssh_command(command)
        return subprocess.run(words, text=True, capture_output=True, timeout=timeout, check=check, input=given)

    def upload(self, local: str | Path, remote: str = ".") -> None:
        """Copies a file or a folder to the machine. A relative path starts in the home folder there."""
        config, name = self._access()
        self._copy(config, str(Path(local).absolute()), f"{name}:{remote}")

    def download(self, remote: str, local: str | Path = ".") -> None:
        """Copies a file or a folder from the machine."""
        config, name = self._access()
        self._copy(config, f"{name}:{remote}", str(Path(local).absolute()))

    def extend(self, *, hours: int = 0, seconds: int = 0, duration: str | None = None) -> LeaseFacts:
        """Extends the lease at its price, by the sum of `hours`, `seconds` and `duration`, and waits for the chain.

        `duration` has its unit, such as `30m` or `2h`.

        The cost is locked from your balance, and the unused part is returned at the end. Throws `lease.not_ready`,
        `lease.over` and `lease.duration_limit`.
        """
        added = hours * 3600 + seconds + (0 if duration is None else seconds_of(duration))
        if added <= 0:
            raise InfinitioError("api.invalid_field", "Give the time to add.", detail="hours, duration or seconds")
        chain, domain = self._market.signing()
        path = {"leaseId": self.id}
        draft = cast(ExtendAnswer, self._market.call("draftExtend", path=path, body={"step": "draft", "seconds": added}))
        if draft["step"] != "sign":
            raise InfinitioError("api.internal", "The market drafted nothing.", detail=draft["step"])
        end = self.read()["endsAt"] + added
        message = checked_extension(draft, lease_id=self.id, end=end, chain=chain, domain=domain)
        signature = self._market.key.sign_struct("Extend", message, domain)
        body = {"step": "signed", "end": end, "expiry": draft["expiry"], "signature": signature}
        placed = cast(ExtendAnswer, self._market.call("draftExtend", path=path, body=body))
        if placed["step"] != "placed":
            raise InfinitioError("api.internal", "The market sent nothing.", detail=placed["step"])
        self._wait_for_relay(placed["relayId"], "The extension was refused.")
        return wait_until(self.read, lambda now: now["endsAt"] >= end or now["state"] != "active", timeout=_MINED_WITHIN_SECONDS)

    def end(self, *, accept: bool = True) -> LeaseFacts:
        """Ends the lease and waits for the chain. `accept=False` holds back the pay of the last hour."""
        before = self.read()
        if before["state"] in {"ended", "closed"}:
            raise InfinitioError("lease.over", "The lease is over.", detail=f"lease {self.id}")
        try:
            self._send_end(accept)
        except InfinitioError as error:
            # It became ready while it was cancelled: end it instead.
            if before["state"] != "booked" or error.code != "lease.already_ready":
                raise
            self.wait("active", timeout=_MINED_WITHIN_SECONDS)
            self._send_end(accept)
        return self.wait("ended", timeout=_MINED_WITHIN_SECONDS)

    def _send_end(self, accept: bool) -> None:
        chain, domain = self._market.signing()
        draft = cast(EndAnswer, self._market.call("draftEnd", path={"leaseId": self.id}, body={"step": "draft", "accept": accept}))
        if draft["step"] != "sign":
            raise InfinitioError("api.internal", "The market drafted nothing.", detail=draft["step"])
        typed, struct = draft["typedData"], _STRUCT_OF[draft["kind"]]
        message = typed["message"]
        is_asked = typed["primaryType"] == struct and is_for(typed, domain) and str(message["leaseId"]) == self.id
        is_asked = is_asked and int(message["expiry"]) == draft["expiry"] <= chain["chainNow"] + _MOST_LIFE_SECONDS
        if not is_asked or (struct == "End" and message["accept"] is not accept):
            raise InfinitioError("order.invalid_fields", "The market's draft is not what you asked for. Nothing was signed.")
        signature = self._market.key.sign_struct(struct, message, domain)
        body = {"step": "signed", "kind": draft["kind"], "expiry": draft["expiry"], "signature": signature}
        if draft["kind"] == "end":
            body["accept"] = accept
        placed = cast(EndAnswer, self._market.call("draftEnd", path={"leaseId": self.id}, body=body))
        if placed["step"] != "placed":
            raise InfinitioError("api.internal", "The market sent nothing.", detail=placed["step"])
        self._wait_for_relay(placed["relayId"], "The end was refused.")

    def _wait_for_relay(self, relay_id: str, refused: str) -> None:
        read = lambda: cast(Relay, self._market.call("getRelay", path={"relayId": relay_id}))  # noqa: E731
        relay = wait_until(read, lambda now: now["state"] in {"mined", "failed"}, timeout=_MINED_WITHIN_SECONDS)
        if relay["state"] == "failed":
            raise InfinitioError(relay["code"] or "chain.transaction_reverted", refused, detail=relay_id)

    def _access(self) -> tuple[Path, str]:
        access = self.read()["ssh"]
        if access is None:
            raise InfinitioError("lease.over", "Nobody can log in to this lease now.", detail=f"lease {self.id}")
        return write_config(self.id, access, self._identity), access["name"]

    def _copy(self, config: Path, source: str, target: str) -> None:
        done = subprocess.run(["scp", "-q", "-r", "-F", str(config), "--", source, target], text=True, capture_output=True)
        if done.returncode != 0:
            raise InfinitioError("lease.files_not_copied", "The files were not copied.", detail=done.stderr.strip())

    def __enter__(self) -> Lease:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self.read()["state"] in {"booked", "active"}:
            self.end()


def wait_until(read: Callable[[], _Value], is_done: Callable[[_Value], bool], *, timeout: float) -> _Value:
    """Reads again and again until a condition holds. Throws `api.timed_out`."""
    until = time.monotonic() + timeout
    while True:
        value = read()
        if is_done(value):
            return value
        if time.monotonic() > until:
            raise InfinitioError("api.timed_out", "This did not happen in time.", detail=f"{timeout} s")
        time.sleep(0.25)

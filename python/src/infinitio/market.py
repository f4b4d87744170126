"""The market, for one account."""

from __future__ import annotations

import os
import warnings
from decimal import Decimal
from pathlib import Path
from typing import Any, Mapping, Sequence, cast

from typing_extensions import Unpack

from .draft import Asked, checked_bid
from .durations import seconds_of
from .errors import InfinitioError
from .keys import Key, refuse_signing_key, signing_domain
from .lease import Lease, wait_until
from .ssh import public_keys
from .transport import Transport, method_and_address
from .units import base_units
from .wire import Chain, LeasePage, Listing, ListingPage, Order, RentAnswer, SearchListingsQuery, SearchParse, Session, Wallet, Workload
from .wire import Lease as LeaseFacts
from .workload import shell_workload, workload_hash

_OVER = {"rejected", "cancelled", "expired", "abandoned"}
_SESSION_GONE = {"auth.session_missing", "auth.session_expired", "auth.session_revoked"}
_MOST_TRIES = 4
_NEXT_CODES = {
    "order.node_taken", "order.ask_gone", "order.ask_unknown", "order.price_moved", "order.nothing_fits",
    "order.outside_availability", "order.ask_signature_refused", "order.settle_failed", "order.start_window_missed",
    "node.silent", "node.delisted",
}  # fmt: skip


class Infinitio:
    """A market. Reads need nothing; renting needs a key, which signs on this machine and is never sent.

    `url` is by default `INFINITIO_URL`, `key` is `INFINITIO_KEY`: an API key (`infk_…`), or the private key of a
    wallet (`0x…`). With a `token` (`INFINITIO_TOKEN`) reads and drafts use it; otherwise the key signs in by itself.
    """

    def __init__(self, url: str | None = None, key: str | None = None, *, token: str | None = None, timeout: float = 30) -> None:
        env = os.environ
        secret, bearer = key or env.get("INFINITIO_KEY"), token or env.get("INFINITIO_TOKEN")
        self._key = Key(secret) if secret else None
        self._signs_in = bearer is None
        self._transport = Transport(url or env.get("INFINITIO_URL") or "http://localhost:3000", timeout=timeout)
        if bearer is not None:
            refuse_signing_key(bearer)
            self._transport.token = bearer

    @property
    def key(self) -> Key:
        """The key that signs. Throws `wallet.no_key` if there is none."""
        if self._key is None:
            raise _no_key()
        return self._key

    def call(
        self, operation: str, *, path: Mapping[str, object] | None = None, query: Mapping[str, object] | None = None, body: Any = None
    ) -> Any:
        """Calls any operation of the API by its name, such as `getMarket`. Signs in if there is a key and no token.

        A wrong name and a missing value of the path are reported before anything is sent.
        """
        method_and_address(operation, path)
        if self._transport.token is None and self._key is not None:
            self._sign_in(self._key)
        try:
            return self._transport.call(operation, path=path, query=query, body=body)
        except InfinitioError as error:
            if self._key is None and error.code == "auth.session_missing":
                raise _no_key() from error
            if not self._signs_in or self._key is None or error.code not in _SESSION_GONE:
                raise
            self._sign_in(self._key)
            return self._transport.call(operation, path=path, query=query, body=body)

    def search(self, words: str | None = None, **filters: Unpack[SearchListingsQuery]) -> list[Listing]:
        """Finds machines. `words` is a sentence such as `"2 h100 for 3 hours under 2.50"`; filters have the names of the API.

        Throws `api.invalid_field` for a sentence of which nothing was understood, and warns about each part of it that was not.
        """
        query: dict[str, object] = {}
        if words is not None:
            read = cast(SearchParse, self.call("parseSearch", query={"q": words}))
            query.update(understood(read, words))
        query.update(filters)
        return cast(ListingPage, self.call("searchListings", query=query))["items"]

    def wallet(self) -> Wallet:
        """Reads the money of the account. Amounts are base units: `pt(wallet["available"])`."""
        return cast(Wallet, self.call("getWallet"))

    def lease(self, lease_id: str | int, *, identity: str | Path | None = None) -> Lease:
        """Returns a lease by its number. `identity` is the private SSH key that logs in."""
        return Lease(self, str(lease_id).removeprefix("lease-"), identity=identity)

    def leases(self) -> list[LeaseFacts]:
        """Lists all leases that are booked or active."""
        found: list[LeaseFacts] = []
        query: dict[str, object] = {"state": "live", "limit": 100}
        while True:
            page = cast(LeasePage, self.call("listLeases", query=query))
            found += page["items"]
            if page["nextCursor"] is None:
                return found
            query["cursor"] = page["nextCursor"]

    def rent(
        self,
        *,
        hours: int | None = None,
        duration: str | None = None,
        max_price: str | Decimal,
        gpu: str | None = None,
        region: str | None = None,
        node: str | None = None,
        gpus: int = 1,
        simulated: bool | None = None,
        identity: str | Path | None = None,
        ssh_keys: Sequence[str] | None = None,
        workload: Workload | None = None,
        cluster: bool = False,
        name: str | None = None,
        wait: bool = True,
        timeout: float = 120,
    ) -> Lease:
        """Rents a machine, and waits until it is ready.

        The length of the lease is `hours`, or `duration` with its unit, such as `30m` or `2h`. Takes the cheapest machine
        that fits, or `node`. `max_price` is the most PT per GPU-hour. The draft of the
        market is compared with the request before the key signs it. If somebody else is faster, the next machine is
        tried, up to four. With `cluster`, the lease is in the private network of your cluster leases with the same
        `workload`. Throws the code of the refusal; nothing is charged then. After `api.timed_out`, the detail names a lease
        that runs and is charged.
        """
        if (hours is None) == (duration is None):
            raise InfinitioError("api.invalid_field", "Give the length of the lease once.", detail="hours or duration")
        seconds = (hours or 0) * 3600 if duration is None else seconds_of(duration)
        for tries in range(1, _MOST_TRIES + 1):
            program = workload if workload is not None else shell_workload(public_keys(identity) if ssh_keys is None else ssh_keys)
            asked = Asked(self.key.account, seconds, gpus, node, base_units(max_price), workload_hash(program), cluster)
            wish = {"gpu": gpu, "region": region, "node": node, "gpus": gpus, "simulated": simulated, "maxPrice": str(max_price), "cluster": cluster or None}
            length = {"hours": hours} if duration is None else {"duration": duration}
            draft_of = {"step": "draft", **length, "workload": program, **{k: v for k, v in wish.items() if v is not None}}
            try:
                lease_id = self._place(draft_of, asked, name=name, timeout=timeout)
                break
            except InfinitioError as error:
                if node is not None or error.code not in _NEXT_CODES or tries == _MOST_TRIES:
                    raise
        lease = Lease(self, lease_id, identity=identity)
        if wait:
            try:
                lease.wait("active", timeout=timeout)
            except InfinitioError as error:
                if error.code != "api.timed_out":
                    raise
                detail = f"Lease {lease_id} runs and is charged until you end it."
                raise InfinitioError(error.code, error.sentence, detail=detail) from error
        return lease

    def _place(self, wish: Mapping[str, object], asked: Asked, *, name: str | None, timeout: float) -> str:
        chain, domain = self.signing()
        draft = cast(RentAnswer, self.call("draftLease", body=wish))
        if draft["step"] != "sign":
            raise InfinitioError("api.internal", "The market drafted nothing.", detail=draft["step"])
        bid = checked_bid(draft, asked=asked, chain=chain, domain=domain)
        body = {"step": "signed", "order": bid, "signature": self.key.sign_struct("Bid", bid, domain)}
        placed = cast(RentAnswer, self.call("draftLease", body=body if name is None else {**body, "name": name}))
        if placed["step"] != "placed":
            raise InfinitioError("api.internal", "The market placed no order.", detail=placed["step"])
        order = wait_until(lambda: self._order(placed["orderHash"]), _is_settled, timeout=timeout)
        failed = next((phase["code"] for phase in order["phases"] if phase["state"] == "failed"), None)
        if order["leaseId"] is None or failed is not None or order["state"] in _OVER:
            code = order["code"] or failed or "order.settle_failed"
            raise InfinitioError(code, "The market did not rent the machine to you.", detail=placed["orderHash"])
        return order["leaseId"]

    def _order(self, order_hash: str) -> Order:
        return cast(Order, self.call("getOrder", path={"hash": order_hash}))

    def signing(self) -> tuple[Chain, dict[str, Any]]:
        """Reads the chain, and the domain of its signatures."""
        chain = cast(Chain, self.call("getChain"))
        return chain, signing_domain(chain["chainId"], chain["addresses"]["market"])

    def _sign_in(self, key: Key) -> None:
        self._transport.token = None
        message, signature = key.sign_in_message(self._transport.call("createSessionNonce"))
        body = {"message": message, "signature": signature, "as": "token"}
        self._transport.token = cast(Session, self._transport.call("openSession", body=body))["token"]

    def close(self) -> None:
        """Ends the session that the key opened, and closes the connections."""
        if self._signs_in and self._transport.token is not None:
            try:
                self._transport.call("closeSession")
            except InfinitioError:
                pass  # It ends by itself.
            self._transport.token = None
        self._transport.close()

    def __enter__(self) -> Infinitio:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _no_key() -> InfinitioError:
    return InfinitioError("wallet.no_key", "This needs a key. Set INFINITIO_KEY, or pass `key`.")


def understood(read: SearchParse, words: str) -> Mapping[str, object]:
    """Returns the filters of a sentence. Throws `api.invalid_field` if it has none."""
    query = cast(Mapping[str, object], read["query"])
    if not query:
        raise InfinitioError("api.invalid_field", "We understood nothing of this search.", detail=words)
    if read["unknown"]:
        warnings.warn(f"The search ignores: {', '.join(read['unknown'])}", stacklevel=3)
    return query


def _is_settled(order: Order) -> bool:
    return order["state"] in _OVER or any(
        phase["state"] == "failed" or (phase["phase"] == "settled" and phase["state"] in {"pending", "final"})
        for phase in order["phases"]
    )

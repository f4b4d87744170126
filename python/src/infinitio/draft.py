"""A draft is compared with what was asked for before anything is signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Mapping

from .errors import InfinitioError
from .keys import is_for
from .wire import Bid, Chain, ExtendAnswer1, RentDraft

_ENGINE_SET = "0x0000000000000000000000000000000000000001"
_IMMEDIATE_OR_CANCEL = 2
_MOST_LIFE_SECONDS = 900


@dataclass(frozen=True)
class Asked:
    """What a renter asked for. `max_price` is in base units per GPU-hour."""

    account: str
    seconds: int
    gpus: int
    node: str | None
    max_price: int
    workload_hash: str
    cluster: bool = False


def checked_bid(draft: RentDraft, *, asked: Asked, chain: Chain, domain: Mapping[str, Any]) -> Bid:
    """Returns the order of a draft.

    Throws `order.price_moved` for a price above the maximum, and `order.invalid_fields` if anything else is not as it
    was asked for, so that no server gets a signature for another account, machine, time, fee or program.
    """
    bid: Bid = draft["typedData"]["message"]  # type: ignore[assignment]
    price = int(bid["maxPricePerGpuSecond"])
    if price * 3600 > asked.max_price:
        raise InfinitioError("order.price_moved", "The machine costs more than you allow.", detail=str(price * 3600))
    right = {
        "contract": is_for(draft["typedData"], domain) and draft["typedData"]["primaryType"] == "Bid",
        "renter": bid["renter"].lower() == asked.account,
        "node": bid["node"] == (asked.node or draft["machine"]["node"]),
        "gpus": bid["gpus"] == asked.gpus and bid["minGpusPerNode"] == asked.gpus and bid["allOrNothing"] is True,
        "durationSeconds": int(bid["durationSeconds"]) == asked.seconds,
        "pricePerGpuSecond": price == int(draft["pricePerGpuSecond"]),
        "maxFeeBps": int(bid["maxFeeBps"]) <= chain["feeBps"],
        "maxRelayFee": int(bid["maxRelayFee"]) <= _relay_fee(price * asked.gpus * asked.seconds, chain),
        "timeInForce": bid["timeInForce"] == _IMMEDIATE_OR_CANCEL,
        "workloadHash": bid["workloadHash"] == asked.workload_hash,
        "cluster": bid["cluster"] is asked.cluster,
        "executor": bid["executor"] == _ENGINE_SET,
        "expiry": int(bid["expiry"]) == draft["expiresAt"] <= chain["chainNow"] + _MOST_LIFE_SECONDS,
    }
    wrong = [field for field, is_right in right.items() if not is_right]
    if wrong:
        raise InfinitioError(
            "order.invalid_fields",
            "The market's draft is not what you asked for. Nothing was signed.",
            detail=f"another {', '.join(wrong)}",
        )
    return bid


def checked_extension(draft: ExtendAnswer1, *, lease_id: str, end: int, chain: Chain, domain: Mapping[str, Any]) -> Mapping[str, Any]:
    """Returns the message of a draft that extends a lease to `end`, in Unix seconds.

    Throws `order.invalid_fields` if it is for another lease, end or contract, if it pays for the transaction, or if it
    is valid for longer than 15 minutes. The contract takes the price from the lease, so the message has none.
    """
    typed = draft["typedData"]
    message = typed["message"]
    is_asked = is_for(typed, domain) and typed["primaryType"] == "Extend" and str(message["leaseId"]) == lease_id
    is_asked = is_asked and int(message["end"]) == draft["end"] == end and int(message["relayFee"]) == 0
    if not is_asked or not int(message["expiry"]) == draft["expiry"] <= chain["chainNow"] + _MOST_LIFE_SECONDS:
        raise InfinitioError("order.invalid_fields", "The market's draft is not what you asked for. Nothing was signed.")
    return message


def _relay_fee(value: int, chain: Chain) -> int:
    fee = int(chain["relayFee"])
    return fee if value >= int(chain["leastLeaseValue"]) else max(fee, int(chain["smallLeaseFee"]))

"""A draft that is not what was asked for is never signed."""

from __future__ import annotations

import copy
import unittest
from typing import Any, cast

from infinitio import Infinitio, InfinitioError, base_units, pt
from infinitio.draft import Asked, checked_bid, checked_extension
from infinitio.durations import seconds_of
from infinitio.keys import Key, refuse_signing_key, signing_domain
from infinitio.ssh import config_text
from infinitio.market import understood
from infinitio.wire import Chain, RentDraft, SearchParse
from pathlib import Path

ME, NODE, HASH, MARKET = "0x" + "11" * 20, "0x" + "22" * 32, "0x" + "33" * 32, "0x" + "44" * 20
DOMAIN = signing_domain(31337, MARKET)
ASKED = Asked(account=ME, seconds=3600, gpus=1, node=None, max_price=base_units("1"), workload_hash=HASH)
CHAIN = cast(
    Chain, {"feeBps": 25, "relayFee": "5", "leastLeaseValue": "0", "smallLeaseFee": "0", "chainNow": 1_000_000}
)
BID = {
    "renter": ME, "node": NODE, "gpus": 1, "minGpusPerNode": 1, "allOrNothing": True, "durationSeconds": 3600,
    "maxPricePerGpuSecond": "1000", "maxFeeBps": 25, "maxRelayFee": "5", "timeInForce": 2, "workloadHash": HASH,
    "executor": "0x0000000000000000000000000000000000000001", "expiry": 1_000_600, "cluster": False,
}  # fmt: skip
DRAFT = {
    "step": "sign", "machine": {"node": NODE}, "pricePerGpuSecond": "1000", "expiresAt": 1_000_600,
    "typedData": {"domain": dict(DOMAIN), "primaryType": "Bid", "message": BID, "types": {}},
}  # fmt: skip


def check(draft: Any) -> None:
    checked_bid(cast(RentDraft, draft), asked=ASKED, chain=CHAIN, domain=DOMAIN)


class Durations(unittest.TestCase):
    def test_reads_a_number_with_its_unit(self) -> None:
        self.assertEqual([seconds_of(text) for text in ("60s", "30m", "5min", "2h", "1d")], [60, 1800, 300, 7200, 86400])
        for text in ("2", "0h", "2 h", "1.5h", "h", "2w", "2h\n"):
            with self.assertRaises(InfinitioError) as refused:
                seconds_of(text)
            self.assertEqual(refused.exception.code, "api.invalid_field")


class Drafts(unittest.TestCase):
    def test_takes_what_was_asked_for(self) -> None:
        check(DRAFT)

    def test_refuses_each_changed_field(self) -> None:
        lies = {
            "renter": MARKET, "node": HASH, "gpus": 2, "allOrNothing": False, "durationSeconds": 7200,
            "maxPricePerGpuSecond": "1001", "maxFeeBps": 26, "maxRelayFee": "6", "timeInForce": 0,
            "workloadHash": NODE, "executor": ME, "expiry": 9_999_999, "cluster": True,
        }  # fmt: skip
        for field, value in lies.items():
            draft = copy.deepcopy(DRAFT)
            cast(Any, draft)["typedData"]["message"][field] = value
            with self.subTest(field), self.assertRaises(InfinitioError) as caught:
                check(draft)
            self.assertEqual(caught.exception.code, "order.invalid_fields")

    def test_refuses_a_higher_price_and_another_contract(self) -> None:
        dear = copy.deepcopy(DRAFT)
        cast(Any, dear)["typedData"]["message"]["maxPricePerGpuSecond"] = str(10**18)
        with self.assertRaises(InfinitioError) as caught:
            check(dear)
        self.assertEqual(caught.exception.code, "order.price_moved")
        foreign = copy.deepcopy(DRAFT)
        cast(Any, foreign)["typedData"]["domain"]["verifyingContract"] = ME
        with self.assertRaises(InfinitioError):
            check(foreign)


class Extensions(unittest.TestCase):
    def test_takes_what_was_asked_for_and_refuses_each_changed_field(self) -> None:
        message = {"leaseId": "12", "leaseKey": HASH, "end": 1_003_600, "relayFee": "0", "expiry": 1_000_600}
        typed = {"domain": dict(DOMAIN), "primaryType": "Extend", "message": message, "types": {}}
        draft = {"step": "sign", "end": 1_003_600, "escrowAdded": "1", "typedData": typed, "expiry": 1_000_600}
        about: Any = {"lease_id": "12", "end": 1_003_600, "chain": CHAIN, "domain": DOMAIN}
        self.assertEqual(checked_extension(cast(Any, draft), **about)["leaseKey"], HASH)
        for field, value in {"leaseId": "13", "end": 1_007_200, "relayFee": "1", "expiry": 9_999_999}.items():
            changed = copy.deepcopy(draft)
            cast(Any, changed)["typedData"]["message"][field] = value
            with self.subTest(field), self.assertRaises(InfinitioError) as caught:
                checked_extension(cast(Any, changed), **about)
            self.assertEqual(caught.exception.code, "order.invalid_fields")
        foreign = copy.deepcopy(draft)
        cast(Any, foreign)["typedData"]["domain"]["verifyingContract"] = ME
        with self.assertRaises(InfinitioError):
            checked_extension(cast(Any, foreign), **about)


class Keys(unittest.TestCase):
    def test_reads_both_forms_and_repeats_no_wrong_one(self) -> None:
        self.assertEqual(Key("infk_" + "11" * 20 + "22" * 32).account, ME)
        self.assertNotEqual(Key("0x" + "22" * 32).account, ME)
        with self.assertRaises(InfinitioError) as caught:
            Key("infk_secret")
        self.assertNotIn("secret", str(caught.exception))

    def test_never_sends_a_key_as_a_token(self) -> None:
        for key in ("infk_" + "11" * 52, "0x" + "22" * 32):
            with self.assertRaises(InfinitioError):
                refuse_signing_key(key)
        refuse_signing_key("inft_anything")


class Amounts(unittest.TestCase):
    def test_counts_exactly(self) -> None:
        self.assertEqual(base_units("2.1"), 2_100_000_000_000_000_000)
        self.assertEqual([str(pt(f"{units}")) for units in (2_100_000_000_000_000_000, 0, 1_000 * 10**18)], ["2.1", "0", "1000"])
        large = 123_456_789_012 * 10**18 + 1
        self.assertEqual((str(pt(large)), base_units(pt(large))), ("123456789012.000000000000000001", large))
        for wrong in (2.1, "much", "-1", "0.0000000000000000001", None):
            with self.assertRaises(InfinitioError):
                base_units(cast(str, wrong))


class Calls(unittest.TestCase):
    def test_names_the_operation_that_was_meant(self) -> None:
        with self.assertRaises(InfinitioError) as caught:
            Infinitio(url="http://localhost:1", key="0x" + "11" * 32).call("getMarkte")
        self.assertEqual((caught.exception.code, "getMarket" in caught.exception.detail), ("api.not_found", True))

    def test_needs_the_values_of_a_path(self) -> None:
        with self.assertRaises(InfinitioError) as caught:
            Infinitio(url="http://localhost:1", key="0x" + "11" * 32).call("getLease")
        self.assertEqual((caught.exception.code, caught.exception.detail), ("api.invalid_field", "'leaseId'"))

    def test_does_not_search_for_a_sentence_without_a_meaning(self) -> None:
        with self.assertRaises(InfinitioError):
            understood(cast(SearchParse, {"query": {}, "unknown": ["potato"]}), "potato")
        with self.assertWarnsRegex(UserWarning, "potato"):
            read = cast(SearchParse, {"query": {"hours": 1}, "unknown": ["potato"]})
            self.assertEqual(understood(read, "potato for 1 hour"), {"hours": 1})


class Ssh(unittest.TestCase):
    def test_takes_no_host_that_is_a_command(self) -> None:
        access: Any = {
            "name": "lease-1", "command": "", "knownHosts": [], "gatewayHost": "x; rm -rf ~", "gatewayPort": 22,
            "otherGateways": [],
        }  # fmt: skip
        with self.assertRaises(InfinitioError):
            config_text(access, known_hosts=Path("known"), identity="key")


if __name__ == "__main__":
    unittest.main()

// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMarketErrors} from "../../../../src/interfaces/IMarketErrors.sol";
import {LeaseLib} from "../../../../src/libraries/LeaseLib.sol";
import {Ask, Bid, LeaseTerms} from "../../../../src/types/MarketTypes.sol";
import {MarketFixture} from "../../../fixtures/MarketFixture.sol";
import {SettleItem, SettleItems} from "../../../fixtures/SettleItems.sol";

/// @dev Tests for finding H5 of a review: if an ask offers a longer trial than an hour or than a tenth of the lease,
/// the contract shortens the trial to the smaller of the two, and does not refuse the order.
contract TrialsTest is MarketFixture {
    /// @dev The case that a review found: an ask with the largest possible trial, used for 20 days on 8 GPUs.
    function test_AnEndlessTrialIsAnHourAtMost() external {
        Ask memory ask = _ask();
        ask.trialSeconds = type(uint32).max;
        Bid memory bid = _bid();
        bid.gpus = 8;
        bid.durationSeconds = 20 days;
        uint256 before = _balance(renter);
        (uint256 leaseId, LeaseTerms memory terms) = _activeAs(_item(ask, bid));
        assertEq(terms.trialSeconds, 3_600, "an hour");
        vm.warp(START + 20 days - 1);
        vm.prank(renter);
        market.end(leaseId, terms, true);
        uint256 pay = uint256(PRICE) * 8 * (20 days - 1);
        assertEq(before - _balance(renter), pay + _feeUp(pay), "the renter pays all of it");
        assertEq(_balance(provider), pay - _feeUp(pay), "the provider gets all of it");
    }

    function test_CutsTheTrialToATenthRoundedDown() external {
        _expectTrial({offered: 300, duration: 2_999, expected: 299});
        _expectTrial({offered: 300, duration: 3_000, expected: 300});
        _expectTrial({offered: 300, duration: 3_010, expected: 300});
        _expectTrial({offered: 7_200, duration: 36_009, expected: 3_600});
        _expectTrial({offered: 7_200, duration: 35_999, expected: 3_599});
    }

    function test_ALeaseOfAMinuteMatchesAnAskWithFiveMinutesOfTrial() external {
        _expectTrial({offered: 300, duration: 60, expected: 6});
    }

    /// @dev A lease without a trial does not use up the account's trial of the day.
    function test_AnAskWithoutTrialUsesUpNone() external {
        _expectTrial({offered: 0, duration: 7_200, expected: 0});
        assertEq(market.account(renter).lastTrialAt, 0, "unused");
    }

    function test_AnExtensionDoesNotChangeTheTrial() external {
        Ask memory ask = _ask();
        ask.trialSeconds = 1_000;
        Bid memory bid = _bid();
        bid.durationSeconds = 3_000;
        (uint256 leaseId, LeaseTerms memory terms) = _activeAs(_item(ask, bid));
        assertEq(terms.trialSeconds, 300, "a tenth");
        vm.prank(renter);
        market.extend(leaseId, terms, uint40(START + 10 days));
        terms.durationSeconds = 10 days;
        vm.warp(START + 300);
        uint256 before = _balance(renter);
        vm.prank(renter);
        market.end(leaseId, terms, true);
        uint256 pay = uint256(PRICE) * 2 * 300;
        assertEq(_balance(renter) - before, _escrowOf(terms) - pay - _feeUp(pay), "the trial was over");
    }

    /// @dev The members of a cluster can be left for free for 900 s after the start. With a trial, a whole cluster of
    /// 15 minutes would cost nothing, so a cluster of which 900 s are more than a tenth gets no trial.
    function test_AClusterShorterThan9000SecondsGetsNoTrial() external {
        assertEq(_trialOfCluster(8_999), 0, "8,999 seconds");
        vm.warp(block.timestamp + 2 days);
        assertEq(_trialOfCluster(9_000), TRIAL, "9,000 seconds");
    }

    // ── Shapes ──────────────────────────────────────────────────────────────

    function _expectTrial(uint32 offered, uint32 duration, uint32 expected) private {
        vm.warp(block.timestamp + 2 days);
        Ask memory ask = _ask();
        ask.trialSeconds = offered;
        Bid memory bid = _bid();
        bid.durationSeconds = duration;
        bid.nonce = uint64(market.leaseCount());
        SettleItem memory item = _item(ask, bid);
        uint256 leaseId = _settle(item);
        LeaseTerms memory terms = _termsOf(item, block.timestamp, true);
        terms.trialSeconds = expected;
        assertEq(market.leaseSlot(leaseId).termsHash, LeaseLib.hashTerms(leaseId, terms), "trial");
    }

    /// @dev Returns the trial in the terms of a cluster's only member.
    function _trialOfCluster(uint32 duration) private returns (uint32) {
        Bid memory bid = _bid();
        bid.cluster = true;
        bid.durationSeconds = duration;
        bid.nonce = uint64(market.leaseCount());
        SettleItem[] memory items = new SettleItem[](1);
        items[0] = _item(_ask(), bid);
        vm.prank(ENGINE);
        uint256 leaseId = market.settleBatch(SettleItems.pack(items))[0];
        LeaseTerms memory terms = _termsOf(items[0], block.timestamp, true);
        terms.flags |= LeaseLib.FLAG_CLUSTER;
        terms.trialSeconds = 0;
        if (market.leaseSlot(leaseId).termsHash == LeaseLib.hashTerms(leaseId, terms)) return 0;
        terms.trialSeconds = TRIAL;
        assertEq(market.leaseSlot(leaseId).termsHash, LeaseLib.hashTerms(leaseId, terms), "the whole trial");
        return TRIAL;
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMarketErrors} from "../../../../src/interfaces/IMarketErrors.sol";
import {Ask, Bid, LeaseTerms} from "../../../../src/types/MarketTypes.sol";
import {MarketFixture} from "../../../fixtures/MarketFixture.sol";

/// @dev Finding H4 of a review: a lease that was booked in advance owes its notice from the start until Ready is
/// impossible.
contract CancelNoticeTest is MarketFixture {
    uint256 private constant AHEAD = START + 2 days;

    /// @dev The case that a review found: 8 GPUs for 20 days with 24 hours of notice, cancelled in the block of the
    /// start.
    function test_PaysTheWholeNoticeInTheBlockOfTheStart() external {
        Bid memory bid = _bid();
        bid.gpus = 8;
        bid.durationSeconds = 20 days;
        (uint256 leaseId, LeaseTerms memory terms) = _aheadAs(1 days, bid);
        vm.warp(AHEAD - 1 hours);
        assertEq(_costOfCancelling(leaseId, terms), _costOf(8, 23 hours), "one hour before the start");
        (leaseId, terms) = _again(bid);
        vm.warp(terms.start);
        assertEq(_costOfCancelling(leaseId, terms), _costOf(8, 1 days), "in the block of the start");
    }

    function test_PaysTheProvider() external {
        (uint256 leaseId, LeaseTerms memory terms) = _ahead(3_600);
        vm.warp(AHEAD);
        _cancel(leaseId, terms);
        uint256 pay = uint256(PRICE) * 2 * 3_600;
        assertEq(_balance(provider), pay - _feeUp(pay), "the provider's");
        _assertAllMoneyIsInAccounts();
    }

    function test_PaysAtMostTheWholeLease() external {
        (uint256 leaseId, LeaseTerms memory terms) = _ahead(1 days);
        vm.warp(AHEAD);
        assertEq(_costOfCancelling(leaseId, terms), _costOf(2, 7_200), "two hours of lease");
    }

    function test_PaysTheNoticeAt599Seconds() external {
        _expectCost({seconds_: 599, notice: 3_600, paid: 3_600});
    }

    function test_PaysTheNoticeAt600Seconds() external {
        _expectCost({seconds_: 600, notice: 3_600, paid: 3_600});
    }

    function test_PaysNothingAt601Seconds() external {
        _expectCost({seconds_: 601, notice: 3_600, paid: 0});
    }

    function test_HoldsTheRenterOfAShortLeaseForItsLengthOnly() external {
        Bid memory bid = _bid();
        bid.durationSeconds = 300;
        (uint256 leaseId, LeaseTerms memory terms) = _aheadAs(3_600, bid);
        vm.warp(AHEAD + 300);
        assertEq(_costOfCancelling(leaseId, terms), _costOf(2, 300), "at its end");
        (leaseId, terms) = _again(bid);
        vm.warp(terms.start + 301);
        assertEq(_costOfCancelling(leaseId, terms), 0, "one second later");
    }

    /// @dev A machine that never becomes Ready must not earn the notice period of renters that give up waiting.
    function test_ASilentProviderGetsNothingFromASpotRenter() external {
        Ask memory ask = _ask();
        ask.noticeSeconds = 1 days;
        ask.trialSeconds = 0;
        (uint256 leaseId, LeaseTerms memory terms) = _bookedAs(_item(ask, _bid()));
        vm.warp(START + 300);
        assertEq(_costOfCancelling(leaseId, terms), 0, "free");
        assertEq(_balance(provider), 0, "the provider's");
    }

    function test_ASilentProviderGetsNothingFromARenterWithATrial() external {
        Ask memory ask = _ask();
        ask.noticeSeconds = 1 days;
        (uint256 leaseId, LeaseTerms memory terms) = _bookedAs(_later(ask, _bid(), START + 600));
        assertEq(terms.trialSeconds, TRIAL, "a trial");
        vm.warp(START + 900);
        assertEq(_costOfCancelling(leaseId, terms), 0, "free");
        assertEq(_balance(provider), 0, "the provider's");
    }

    /// @dev Renters with a spot lease or a trial can cancel for free only from the start on. Before the start, they owe
    /// the usual notice.
    function test_ATrialFreesNobodyBeforeTheStart() external {
        Ask memory ask = _ask();
        ask.noticeSeconds = 1_000;
        (uint256 leaseId, LeaseTerms memory terms) = _bookedAs(_later(ask, _bid(), START + 600));
        assertEq(_costOfCancelling(leaseId, terms), _costOf(2, 400), "notice less lead");
    }

    function test_ReadyAfterACancelOfTheSameBlockIsRefused() external {
        (uint256 leaseId, LeaseTerms memory terms) = _ahead(3_600);
        vm.warp(AHEAD);
        assertEq(_costOfCancelling(leaseId, terms), _costOf(2, 3_600), "notice");
        (bytes32 r, bytes32 vs) = _signReady(NODE_KEY, leaseId, AHEAD, terms);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_StateMismatch.selector, leaseId, uint8(0)));
        market.ready(leaseId, uint40(AHEAD), r, vs, _headOf(terms));
    }

    /// @dev Ready and the renter's cancellation are in one block, Ready first. The cancellation is refused, and ending
    /// the lease costs the same as a cancellation before Ready.
    function test_CancelAfterReadyOfTheSameBlockIsRefusedAndTheEndCostsTheSame() external {
        uint256 before = _balance(renter);
        (uint256 leaseId, LeaseTerms memory terms) = _ahead(3_600);
        vm.warp(AHEAD);
        _ready(leaseId, terms, NODE_KEY);
        vm.prank(renter);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_StateMismatch.selector, leaseId, uint8(2)));
        market.cancelLease(leaseId, terms);
        vm.prank(renter);
        market.end(leaseId, terms, true);
        assertEq(before - _balance(renter), _costOf(2, 3_600), "notice");
    }

    function test_ALateReadyGainsNothing() external {
        uint256 before = _balance(renter);
        (uint256 leaseId, LeaseTerms memory terms) = _ahead(0);
        vm.warp(AHEAD + 600);
        _ready(leaseId, terms, NODE_KEY);
        vm.warp(AHEAD + 7_200 + 1 hours);
        market.close(leaseId, terms);
        assertEq(before - _balance(renter), _costOf(2, 6_600), "pay starts at Ready");
    }

    // ── Shapes ──────────────────────────────────────────────────────────────

    function _expectCost(uint256 seconds_, uint32 notice, uint256 paid) private {
        (uint256 leaseId, LeaseTerms memory terms) = _ahead(notice);
        vm.warp(AHEAD + seconds_);
        assertEq(_costOfCancelling(leaseId, terms), _costOf(2, paid), "cost");
    }

    function _ahead(uint32 noticeSeconds) private returns (uint256 leaseId, LeaseTerms memory terms) {
        return _aheadAs(noticeSeconds, _bid());
    }

    function _aheadAs(uint32 noticeSeconds, Bid memory bid) private returns (uint256, LeaseTerms memory) {
        Ask memory ask = _ask();
        ask.noticeSeconds = noticeSeconds;
        return _bookedAs(_later(ask, bid, AHEAD));
    }

    /// @dev Settles a second lease like the first, two days later.
    function _again(Bid memory bid) private returns (uint256, LeaseTerms memory) {
        Ask memory ask = _ask();
        ask.noticeSeconds = 1 days;
        bid.nonce += 1;
        bid.expiry = uint40(block.timestamp + 1 hours);
        return _bookedAs(_later(ask, bid, block.timestamp + 2 days));
    }

    function _cancel(uint256 leaseId, LeaseTerms memory terms) private {
        vm.prank(renter);
        market.cancelLease(leaseId, terms);
    }

    /// @dev Cancels a lease and returns what it cost: the part of the escrow that was not refunded.
    function _costOfCancelling(uint256 leaseId, LeaseTerms memory terms) private returns (uint256) {
        uint256 before = _balance(renter);
        _cancel(leaseId, terms);
        return _escrowOf(terms) - (_balance(renter) - before);
    }

    function _costOf(uint256 gpus, uint256 seconds_) private pure returns (uint256) {
        uint256 pay = uint256(PRICE) * gpus * seconds_;
        return pay + _feeUp(pay);
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMarketEvents} from "../../../../src/interfaces/IMarketEvents.sol";
import {IMarketErrors} from "../../../../src/interfaces/IMarketErrors.sol";
import {LeaseLib} from "../../../../src/libraries/LeaseLib.sol";
import {OrderLib} from "../../../../src/libraries/OrderLib.sol";
import {Ask, Bid, LeaseSlot, LeaseTerms} from "../../../../src/types/MarketTypes.sol";
import {MarketFixture} from "../../../fixtures/MarketFixture.sol";

contract EndTest is MarketFixture {
    // ── Callers ─────────────────────────────────────────────────────────────

    function test_RevertWhen_CallerIsNotTheHolder() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.prank(provider);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_CallerNotHolder.selector, provider, renter));
        market.end(leaseId, terms, true);
    }

    function test_RevertWhen_SignatureIsForTheOtherAnswer() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        bytes memory signature = _sign(RENTER_KEY, _digest(OrderLib.hashEnd(leaseId, _keyOf(leaseId, terms), false, uint40(START))));
        vm.expectPartialRevert(IMarketErrors.Market_SignerNotHolder.selector);
        market.endFor(leaseId, terms, true, uint40(START), signature);
    }

    function test_RevertWhen_InstructionExpired() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        bytes memory signature = _sign(RENTER_KEY, _digest(OrderLib.hashEnd(leaseId, _keyOf(leaseId, terms), true, uint40(START))));
        vm.warp(START + 1);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_SignatureExpired.selector, START, START + 1));
        market.endFor(leaseId, terms, true, uint40(START), signature);
    }

    function test_EndsForTheHolderWhoeverSends() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        bytes memory signature = _sign(RENTER_KEY, _digest(OrderLib.hashEnd(leaseId, _keyOf(leaseId, terms), true, uint40(START + 500))));
        vm.warp(START + 400);
        vm.prank(stranger);
        market.endFor(leaseId, terms, true, uint40(START + 500), signature);
        assertEq(_stateOf(leaseId), 0, "closed");
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_StateMismatch.selector, leaseId, uint8(0)));
        market.endFor(leaseId, terms, true, uint40(START + 500), signature);
    }

    function test_RevertWhen_LeaseIsBooked() external {
        (uint256 leaseId, LeaseTerms memory terms) = _booked();
        vm.prank(renter);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_StateMismatch.selector, leaseId, uint8(1)));
        market.end(leaseId, terms, true);
    }

    function test_RevertWhen_LeaseHasEnded() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.warp(START + 400);
        vm.prank(renter);
        market.end(leaseId, terms, false);
        vm.prank(renter);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_StateMismatch.selector, leaseId, uint8(3)));
        market.end(leaseId, terms, true);
    }

    // ── Trial ───────────────────────────────────────────────────────────────

    function test_PaysNothingWithinTheTrial() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        uint256 before = _balance(renter);
        vm.warp(START + TRIAL - 1);
        _expectClosed(leaseId, 1, 0, _escrowOf(terms));
        vm.prank(renter);
        market.end(leaseId, terms, true);
        assertEq(_balance(renter) - before, _escrowOf(terms), "full refund");
        assertEq(_balance(provider) + market.account(provider).fees, 0, "nothing paid");
    }

    function test_PaysFromReadyOnOnceTheTrialIsOver() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.warp(START + TRIAL);
        uint256 pay = uint256(PRICE) * 2 * TRIAL;
        _expectClosed(leaseId, 1, pay, _escrowOf(terms) - pay - _feeUp(pay));
        vm.prank(renter);
        market.end(leaseId, terms, true);
    }

    function test_PaysNothingWithinTheTrialWithoutAcceptEither() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        uint256 before = _balance(renter);
        vm.warp(START + 10);
        vm.prank(renter);
        market.end(leaseId, terms, false);
        assertEq(_balance(renter) - before, _escrowOf(terms), "full refund at once");
        vm.warp(START + 3600);
        _expectClosed(leaseId, 1, 0, _escrowOf(terms));
        market.close(leaseId, terms);
        assertEq(_balance(renter) - before, _escrowOf(terms), "nothing is refunded twice");
    }

    // ── After the trial ─────────────────────────────────────────────────────

    function test_PaysEachSecondSinceReadyAndRefundsTheRest() external {
        (uint256 leaseId, LeaseTerms memory terms) = _booked();
        vm.warp(START + 100);
        _ready(leaseId, terms, NODE_KEY);
        vm.warp(START + 1_100);
        uint256 before = _balance(renter);
        uint256 pay = uint256(PRICE) * 2 * 1_000;
        vm.prank(renter);
        market.end(leaseId, terms, true);
        assertEq(_balance(renter) - before, _escrowOf(terms) - pay - _feeUp(pay), "refund");
        assertEq(_balance(provider), pay - _feeUp(pay), "provider's pay");
        assertEq(market.account(provider).fees, 2 * _feeUp(pay), "waiting fees");
    }

    function test_BillsTheNotice() external {
        (uint256 leaseId, LeaseTerms memory terms) = _activeWithNotice(900);
        vm.warp(START + 1_000);
        uint256 pay = uint256(PRICE) * 2 * 1_900;
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketEvents.LeaseEnded(leaseId, uint40(START + 1_900), true, 1, 0);
        _expectClosed(leaseId, 1, pay, _escrowOf(terms) - pay - _feeUp(pay));
        vm.prank(renter);
        market.end(leaseId, terms, true);
    }

    function test_BillsTheNoticeNeverPastTheEndAgreed() external {
        (uint256 leaseId, LeaseTerms memory terms) = _activeWithNotice(1 days);
        vm.warp(START + 1_000);
        uint256 pay = uint256(PRICE) * 2 * 7_200;
        _expectClosed(leaseId, 1, pay, 0);
        vm.prank(renter);
        market.end(leaseId, terms, true);
    }

    function test_KeepsOnlyUnvestedPayForAnHourWithoutAccept() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.warp(START + 5_000);
        uint256 renterBefore = _balance(renter);
        uint256 pay = uint256(PRICE) * 2 * 5_000;
        uint256 refund = _escrowOf(terms) - pay - _feeUp(pay);
        uint256 vested = uint256(PRICE) * 2 * 1_400;
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketEvents.LeasePaid(leaseId, 1_400, vested, _feeUp(vested), _feeUp(vested));
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketEvents.LeaseEnded(leaseId, uint40(START + 5_000), false, 1, refund);
        vm.prank(renter);
        market.end(leaseId, terms, false);
        LeaseSlot memory slot = market.leaseSlot(leaseId);
        assertEq(LeaseLib.stateOf(slot), LeaseLib.STATE_ENDED, "ended");
        assertEq(LeaseLib.reasonOf(slot), LeaseLib.REASON_RENTER_ENDED, "reason kept");
        assertEq(slot.endOffset, 5_000, "end");
        assertEq(_balance(renter) - renterBefore, refund, "the unused part is back at once");
        assertEq(_balance(provider), _net(1_400), "what accrued an hour ago is paid");
        vm.warp(START + 8_599);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_NotEnded.selector, START + 8_600, START + 8_599));
        market.close(leaseId, terms);
        vm.warp(START + 8_600);
        _expectClosed(leaseId, 1, pay, refund);
        market.close(leaseId, terms);
        assertEq(_balance(provider), _net(5_000), "all pay");
        assertEq(_balance(renter) - renterBefore, refund, "nothing is refunded twice");
    }

    function test_NamesNoPayWhenNothingVestedAtAnEndWithoutAccept() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.warp(START + 1_000);
        vm.recordLogs();
        vm.prank(renter);
        market.end(leaseId, terms, false);
        assertEq(countLogs(IMarketEvents.LeasePaid.selector), 0, "pay of nothing");
    }

    function test_NamesTimeUpOnceTheWindowIsOver() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.warp(START + 7_200);
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketEvents.LeaseEnded(leaseId, uint40(START + 7_200), true, 2, 0);
        _expectClosed(leaseId, 2, uint256(PRICE) * 2 * 7_200, 0);
        vm.prank(renter);
        market.end(leaseId, terms, true);
    }

    // ── Calendar ────────────────────────────────────────────────────────────

    function test_GivesTheCurrentHourBackWhenItEndsNow() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.warp(START + 3_700);
        vm.prank(renter);
        market.end(leaseId, terms, true);
        assertEq(_booked(0), 2, "a past hour stays");
        assertEq(_booked(1), 0, "the current hour is free");
    }

    function test_KeepsTheHoursOfTheNotice() external {
        Bid memory bid = _bid();
        bid.durationSeconds = 6 hours;
        Ask memory ask = _ask();
        ask.noticeSeconds = 2 hours;
        (uint256 leaseId, LeaseTerms memory terms) = _activeAs(_item(ask, bid));
        vm.warp(START + 1_000); // the end is in the third hour
        vm.prank(renter);
        market.end(leaseId, terms, true);
        for (uint256 i = 0; i < 3; ++i) {
            assertEq(_booked(i), 2, "an hour that is paid for");
        }
        for (uint256 i = 3; i < 6; ++i) {
            assertEq(_booked(i), 0, "an hour given back");
        }
    }

    function test_KeepsNoHourMoreWhenTheNoticeEndsOnAFullHour() external {
        Bid memory bid = _bid();
        bid.durationSeconds = 6 hours;
        Ask memory ask = _ask();
        ask.noticeSeconds = 1 hours;
        (uint256 leaseId, LeaseTerms memory terms) = _activeAs(_item(ask, bid));
        vm.warp(START + 1 hours);
        vm.prank(renter);
        market.end(leaseId, terms, true);
        assertEq(_booked(1), 2, "the hour that is paid for");
        assertEq(_booked(2), 0, "the hour given back");
    }

    // ── Shapes ──────────────────────────────────────────────────────────────

    function _activeWithNotice(uint32 noticeSeconds) private returns (uint256, LeaseTerms memory) {
        Ask memory ask = _ask();
        ask.noticeSeconds = noticeSeconds;
        return _activeAs(_item(ask, _bid()));
    }

    function _expectClosed(uint256 leaseId, uint8 reason, uint256 pay, uint256 refund) private {
        uint256 fee = _feeUp(pay);
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketEvents.LeaseClosed(leaseId, reason, pay, fee, fee, refund);
    }

    function _net(uint256 billedSeconds) private pure returns (uint256) {
        uint256 pay = uint256(PRICE) * 2 * billedSeconds;
        return pay - _feeUp(pay);
    }

    /// @dev Returns how many GPUs are booked in the nth hour after START.
    function _booked(uint256 nth) private view returns (uint256) {
        uint256 hour = START / 3600 + nth;
        return (market.calendarWord(node, hour / 64) >> (4 * (hour % 64))) & 15;
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMarketEvents} from "../../../../src/interfaces/IMarketEvents.sol";
import {IMarketErrors} from "../../../../src/interfaces/IMarketErrors.sol";
import {OrderLib} from "../../../../src/libraries/OrderLib.sol";
import {Ask, LeaseTerms} from "../../../../src/types/MarketTypes.sol";
import {MarketFixture} from "../../../fixtures/MarketFixture.sol";

contract CancelLeaseTest is MarketFixture {
    function test_RevertWhen_CallerIsNotTheHolder() external {
        (uint256 leaseId, LeaseTerms memory terms) = _booked();
        vm.prank(provider);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_CallerNotHolder.selector, provider, renter));
        market.cancelLease(leaseId, terms);
    }

    function test_RevertWhen_CallerNamesItselfAsRenter() external {
        (uint256 leaseId, LeaseTerms memory terms) = _booked();
        terms.renter = stranger;
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_TermsMismatch.selector, leaseId));
        market.cancelLease(leaseId, terms);
    }

    function test_RevertWhen_InstructionExpired() external {
        (uint256 leaseId, LeaseTerms memory terms) = _booked();
        uint40 expiry = uint40(START);
        bytes memory signature = _sign(RENTER_KEY, _digest(OrderLib.hashCancelLease(leaseId, _keyOf(leaseId, terms), expiry)));
        vm.warp(START + 1);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_SignatureExpired.selector, START, START + 1));
        market.cancelLeaseFor(leaseId, terms, expiry, signature);
        vm.warp(START);
        market.cancelLeaseFor(leaseId, terms, expiry, signature);
        assertEq(_stateOf(leaseId), 0, "closed");
    }

    function test_RevertWhen_InstructionIsNotTheHolders() external {
        (uint256 leaseId, LeaseTerms memory terms) = _booked();
        bytes memory signature = _sign(STRANGER_KEY, _digest(OrderLib.hashCancelLease(leaseId, _keyOf(leaseId, terms), uint40(START))));
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_SignerNotHolder.selector, stranger, renter));
        market.cancelLeaseFor(leaseId, terms, uint40(START), signature);
    }

    function test_RevertWhen_LeaseIsActive() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.prank(renter);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_StateMismatch.selector, leaseId, uint8(2)));
        market.cancelLease(leaseId, terms);
    }

    function test_RevertWhen_CancelledTwice() external {
        (uint256 leaseId, LeaseTerms memory terms) = _booked();
        vm.prank(renter);
        market.cancelLease(leaseId, terms);
        vm.prank(renter);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_StateMismatch.selector, leaseId, uint8(0)));
        market.cancelLease(leaseId, terms);
    }

    function test_PaysTheNoticeThatIsLeftBeforeStart() external {
        _cancelAt({noticeSeconds: 3600, leadSeconds: 1000, paidSeconds: 2600});
    }

    function test_PaysNothingWhenTheLeadIsTheNotice() external {
        _cancelAt({noticeSeconds: 3600, leadSeconds: 3600, paidSeconds: 0});
    }

    function test_PaysAtMostTheWholeLease() external {
        _cancelAt({noticeSeconds: 1 days, leadSeconds: 1, paidSeconds: 7200});
    }

    function test_GivesEveryHourBack() external {
        (uint256 leaseId, LeaseTerms memory terms) = _booked();
        vm.warp(START + 3600);
        vm.prank(renter);
        market.cancelLease(leaseId, terms);
        uint256 hour = START / 3600;
        uint256 word = market.calendarWord(node, hour / 64);
        assertEq((word >> (4 * (hour % 64))) & 15, 2, "a past hour stays as it was");
        assertEq((word >> (4 * ((hour + 1) % 64))) & 15, 0, "the current hour is free");
    }

    function _cancelAt(uint32 noticeSeconds, uint256 leadSeconds, uint256 paidSeconds) private {
        Ask memory ask = _ask();
        ask.noticeSeconds = noticeSeconds;
        uint256 start = START + 2 days;
        (uint256 leaseId, LeaseTerms memory terms) = _bookedAs(_later(ask, _bid(), start));
        uint256 renterBefore = _balance(renter);
        vm.warp(start - leadSeconds);
        uint256 pay = uint256(PRICE) * 2 * paidSeconds;
        uint256 fee = _feeUp(pay);
        uint256 refund = _escrowOf(terms) - pay - fee;
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketEvents.LeaseClosed(leaseId, 7, pay, fee, fee, refund);
        vm.prank(renter);
        market.cancelLease(leaseId, terms);
        assertEq(_balance(renter) - renterBefore, refund, "refund");
        assertEq(_balance(provider), pay - fee, "provider's pay");
        assertEq(market.account(provider).fees, 2 * fee, "waiting fees");
        assertEq(market.calendarWord(node, start / 3600 / 64), 0, "calendar");
    }
}

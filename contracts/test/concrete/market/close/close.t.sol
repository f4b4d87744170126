// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMarketEvents} from "../../../../src/interfaces/IMarketEvents.sol";
import {IMarketErrors} from "../../../../src/interfaces/IMarketErrors.sol";
import {LeaseSlot, LeaseTerms} from "../../../../src/types/MarketTypes.sol";
import {MarketFixture} from "../../../fixtures/MarketFixture.sol";

contract CloseTest is MarketFixture {
    function test_RevertWhen_LeaseIsBooked() external {
        (uint256 leaseId, LeaseTerms memory terms) = _booked();
        vm.warp(START + 7_200 + 3_600);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_StateMismatch.selector, leaseId, uint8(1)));
        market.close(leaseId, terms);
    }

    function test_RevertWhen_TheHourAfterTheEndIsNotOver() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.warp(START + 10_799);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_NotEnded.selector, START + 10_800, START + 10_799));
        market.close(leaseId, terms);
        vm.warp(START + 10_800);
        market.close(leaseId, terms);
    }

    function test_ClosesALeaseThatRanOut() external {
        (uint256 leaseId, LeaseTerms memory terms) = _booked();
        vm.warp(START + 200);
        _ready(leaseId, terms, NODE_KEY);
        vm.warp(START + 4_800);
        market.claim(leaseId, terms);
        uint256 claimed = _balance(provider);
        vm.warp(START + 20_000);
        uint256 pay = uint256(PRICE) * 2 * 7_000;
        uint256 refund = _escrowOf(terms) - pay - _feeUp(pay);
        uint256 before = _balance(renter);
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketEvents.LeaseClosed(leaseId, 2, pay, _feeUp(pay), _feeUp(pay), refund);
        vm.prank(stranger);
        market.close(leaseId, terms);
        assertTrue(claimed > 0, "something was claimed");
        assertEq(_balance(provider), pay - _feeUp(pay), "provider's pay");
        assertEq(_balance(renter) - before, refund, "refund");
        LeaseSlot memory slot = market.leaseSlot(leaseId);
        assertEq(slot.termsHash + uint256(slot.status) + slot.endOffset + slot.paidSeconds, 0, "deleted slot");
    }

    function test_RevertWhen_ClosedTwice() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.warp(START + 10_800);
        market.close(leaseId, terms);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_StateMismatch.selector, leaseId, uint8(0)));
        market.close(leaseId, terms);
    }

    function test_LeavesTheHoursOfTheNextLeaseAlone() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.warp(START + 10_800);
        uint256 word = market.calendarWord(node, START / 3600 / 64);
        market.close(leaseId, terms);
        assertEq(market.calendarWord(node, START / 3600 / 64), word, "calendar");
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMarketEvents} from "../../../../src/interfaces/IMarketEvents.sol";
import {IMarketErrors} from "../../../../src/interfaces/IMarketErrors.sol";
import {Bid, LeaseTerms} from "../../../../src/types/MarketTypes.sol";
import {MarketFixture} from "../../../fixtures/MarketFixture.sol";

contract NoShowTest is MarketFixture {
    function test_RevertWhen_LeaseIsActive() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.warp(START + 601);
        vm.prank(renter);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_StateMismatch.selector, leaseId, uint8(2)));
        market.noShow(leaseId, terms);
    }

    function test_RevertWhen_GraceIsNotOver() external {
        (uint256 leaseId, LeaseTerms memory terms) = _booked();
        vm.warp(START + 600);
        vm.prank(renter);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_NotNoShow.selector, START + 601, START + 600));
        market.noShow(leaseId, terms);
    }

    /// @dev A lease of 300 s can become Ready only within these 300 s. The renter can report the machine as a no-show
    /// only afterwards.
    function test_RevertWhen_AShortLeaseIsNotOver() external {
        Bid memory bid = _bid();
        bid.durationSeconds = 300;
        (uint256 leaseId, LeaseTerms memory terms) = _bookedAs(_item(_ask(), bid));
        vm.warp(START + 300);
        vm.prank(renter);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_NotNoShow.selector, START + 301, START + 300));
        market.noShow(leaseId, terms);
        vm.warp(START + 301);
        vm.prank(renter);
        market.noShow(leaseId, terms);
        assertEq(_stateOf(leaseId), 0, "closed");
    }

    function test_RevertWhen_StrangerCallsInTheFirstHour() external {
        (uint256 leaseId, LeaseTerms memory terms) = _booked();
        vm.warp(START + 4_200);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_CallerNotHolder.selector, stranger, renter));
        market.noShow(leaseId, terms);
        vm.warp(START + 4_201);
        vm.prank(stranger);
        market.noShow(leaseId, terms);
    }

    function test_RefundsAllAndGivesTheHoursBack() external {
        uint256 before = _balance(renter);
        (uint256 leaseId, LeaseTerms memory terms) = _booked();
        vm.warp(START + 601);
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketEvents.LeaseClosed(leaseId, 6, 0, 0, 0, _escrowOf(terms));
        vm.prank(renter);
        market.noShow(leaseId, terms);
        assertEq(_balance(renter), before, "balance");
        assertEq(market.calendarWord(node, START / 3600 / 64), 0, "calendar");
    }
}

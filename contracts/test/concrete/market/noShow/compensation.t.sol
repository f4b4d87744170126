// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMarketEvents} from "../../../../src/interfaces/IMarketEvents.sol";
import {OutageStatement} from "../../../../src/types/AttestationsTypes.sol";
import {LeaseTerms} from "../../../../src/types/MarketTypes.sol";
import {AttestationsFixture} from "../../../fixtures/AttestationsFixture.sol";

contract NoShowCompensationTest is AttestationsFixture {
    bytes32 private constant OUTAGES = "outages";

    function test_CompensatesWhenFourValidatorsCouldNotReachTheNode() external {
        _formSetOf(4);
        uint256 before = _balance(renter);
        (uint256 leaseId, LeaseTerms memory terms) = _booked();
        _recordOutage(START);
        uint256 compensation = uint256(PRICE) * 3_600 * terms.gpus;
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketEvents.CompensationPaid(leaseId, renter, compensation);
        vm.prank(renter);
        market.noShow(leaseId, terms);
        assertEq(_balance(renter), before + compensation, "refund and compensation");
    }

    function test_RefundsOnlyWhenTheNodeCouldBeReachedAtTheStart() external {
        _formSetOf(4);
        uint256 before = _balance(renter);
        (uint256 leaseId, LeaseTerms memory terms) = _booked();
        _recordOutage(START + 120);
        vm.prank(renter);
        market.noShow(leaseId, terms);
        assertEq(_balance(renter), before, "refund");
    }

    function _recordOutage(uint256 from) private {
        vm.warp(START + 700);
        OutageStatement memory outage = OutageStatement(node, uint40(from), uint40(START + 660));
        _attestByAll(OUTAGES, _leaf("Outage", abi.encode(outage)));
        attestations.applyOutage(OUTAGES, outage, new bytes32[](0));
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IIncubator} from "../../../src/interfaces/IIncubator.sol";
import {HostileToken} from "../../fixtures/HostileToken.sol";
import {IncubatorFixture} from "../../fixtures/IncubatorFixture.sol";
import {Reentering} from "../../fixtures/Reentering.sol";

/// @dev Guards against known failure 17 (test/README.md): re-entry. Here the token that sponsors lock for a project
/// calls back into the contract.
contract FundingReentrancyTest is IncubatorFixture, Reentering {
    function test_NobodyEntersWhileSponsoredMoneyMoves() external {
        hostile = new HostileToken();
        incubator = IIncubator(_create("Incubator", abi.encode(hostile)));
        for (uint256 i = 0; i < 3; ++i) {
            hostile.mint(_sponsors()[i], 100e18);
            vm.prank(_sponsors()[i]);
            hostile.approve(address(incubator), type(uint256).max);
        }
        uint256 id = _propose();
        _enter(address(incubator));
        _wayBack(abi.encodeCall(IIncubator.sponsor, (id, 1)));
        _wayBack(abi.encodeCall(IIncubator.quit, (id)));
        _wayBack(abi.encodeCall(IIncubator.release, (id)));
        _wayBack(abi.encodeCall(IIncubator.repay, (id, alice)));
        _moves(alice, abi.encodeCall(IIncubator.sponsor, (id, 50e18)));
        _moves(bob, abi.encodeCall(IIncubator.sponsor, (id, 30e18)));
        _moves(carol, abi.encodeCall(IIncubator.sponsor, (id, 20e18)));
        _approve(id);
        _moves(carol, abi.encodeCall(IIncubator.quit, (id)));
        assertEq(hostile.balanceOf(carol), 100e18, "her whole share, once");
        vm.warp(block.timestamp + 3 days);
        _moves(stranger, abi.encodeCall(IIncubator.release, (id)));
        assertEq(hostile.balanceOf(payee), 24e18, "30 of 100 of the 80 that are left, once");
        vm.prank(proposer);
        incubator.abandon(id);
        _moves(stranger, abi.encodeCall(IIncubator.repay, (id, alice)));
        _moves(stranger, abi.encodeCall(IIncubator.repay, (id, bob)));
        assertEq(hostile.balanceOf(address(incubator)), 0, "the rest, once");
    }
}

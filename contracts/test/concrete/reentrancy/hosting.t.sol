// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IHostingPool} from "../../../src/interfaces/IHostingPool.sol";
import {HostingFixture} from "../../fixtures/HostingFixture.sol";
import {HostileToken} from "../../fixtures/HostileToken.sol";
import {Reentering} from "../../fixtures/Reentering.sol";

/// @dev Guards against known failure 17 (test/README.md): re-entry. Here PToken is a token that calls back.
contract HostingReentrancyTest is HostingFixture, Reentering {
    function test_NobodyEntersWhileAProgrammeIsPaid() external {
        hostile = new HostileToken();
        hostile.mint(sponsor, 1_000e18);
        pool = _createPool(address(hostile));
        vm.prank(sponsor);
        hostile.approve(address(pool), type(uint256).max);
        bytes memory pay = abi.encodeCall(IHostingPool.sponsor, (PER_DAY, "a model"));
        bytes memory claim = abi.encodeCall(IHostingPool.claim, (_claimOf(host, firstDay, 8e18, 5e18, 3e18)));
        bytes memory refund = abi.encodeCall(IHostingPool.refund, (programme, _noBudgets()));
        _enter(address(pool));
        _wayBack(pay);
        _wayBack(claim);
        _wayBack(refund);
        _moves(sponsor, pay);
        _publish(firstDay, 8e18, 5e18, 3e18);
        _moves(stranger, claim);
        assertEq(hostile.balanceOf(host), 5e18, "the share, once");
        _goToRefund();
        _moves(stranger, refund);
        assertEq(hostile.balanceOf(sponsor), 1_000e18 - 8e18, "the rest, once");
        assertEq(hostile.balanceOf(address(pool)), 3e18, "the other share");
    }
}

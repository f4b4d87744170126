// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IStakeVault} from "../../../src/interfaces/IStakeVault.sol";
import {BondFixture} from "../../fixtures/BondFixture.sol";

/// @dev Tests which part of a provider's bond a queued slash protects. A provider can rent its own machines from
/// another account and break those leases. Each broken lease pays up to a 24th of the machine's bond as compensation.
/// Without a limit, the bond would be empty before the next slash.
contract StakeVaultKeptTest is BondFixture {
    /// @dev The amount of a slash of one per cent of the bond.
    uint256 private constant SMALL = 1_000e18;
    uint256 private constant FREE = (BOND - SMALL) / 4;

    function test_ASmallSlashDoesNotShieldTheRestOfTheBond() external {
        _queue(100, 0);
        vm.prank(court);
        vault.disputeSlash(provider, PROVIDER_PURPOSE);
        for (uint256 lease = 0; lease < 24; ++lease) {
            vm.warp(block.timestamp + 20 hours);
            _compensate(BOND / 24);
        }
        assertEq(vault.atRisk(provider, PROVIDER_PURPOSE), BOND - FREE, "a quarter of the rest left");
        vm.warp(START + 24 days);
        assertEq(vault.executeSlash(provider, PROVIDER_PURPOSE), SMALL, "the small slash");
        assertEq(_compensate(BOND), 0, "nothing in the two days after it");
        assertEq(_queue(5_000, 0), (BOND - SMALL - FREE) / 2, "the larger one finds three quarters");
        assertEq(_compensate(BOND), 0, "another slash does not free another quarter at once");
        vm.warp(START + 27 days);
        assertEq(vault.executeSlash(provider, PROVIDER_PURPOSE), (BOND - SMALL - FREE) / 2, "and takes half of them");
    }

    function test_WithoutASlashTheWholeBondCompensatesAgainTwoDaysLater() external {
        _queue(100, 0);
        assertEq(_compensate(BOND), FREE, "six broken leases of every machine");
        vm.prank(court);
        vault.dropSlash(provider, PROVIDER_PURPOSE);
        vm.warp(START + 2 days - 1);
        assertEq(_compensate(BOND), SMALL, "what the slash would have taken, and no more");
        vm.warp(START + 2 days);
        assertEq(_compensate(BOND), BOND - FREE - SMALL, "all of it");
    }

    function test_WhatIsBondedMeanwhileCompensates() external {
        _queue(100, 0);
        _compensate(BOND);
        _bondFor(provider, PROVIDER_PURPOSE, 7);
        assertEq(_compensate(BOND), 7, "the new part");
    }

    function test_AVerdictLeavesTheAmountOfAQueuedSlash() external {
        _queue(5_000, 300e18);
        vm.startPrank(court);
        assertEq(vault.slash(provider, PROVIDER_PURPOSE, BOND, victim, BOND), BOND / 2, "what is free");
        vm.expectRevert(
            abi.encodeWithSelector(IStakeVault.StakeVault_NothingToSlash.selector, provider, PROVIDER_PURPOSE)
        );
        vault.slash(provider, PROVIDER_PURPOSE, 1, victim, 1);
        vm.stopPrank();
        vm.warp(START + 72 hours);
        assertEq(vault.executeSlash(provider, PROVIDER_PURPOSE), BOND / 2, "the slash finds its whole amount");
    }

    function _compensate(uint256 amount) private returns (uint256) {
        vm.prank(address(market));
        return vault.compensate(provider, amount);
    }
}

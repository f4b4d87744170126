// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BondFixture} from "../fixtures/BondFixture.sol";

/// @dev A slash of any amount is divided completely: a part goes to the victim, a part is burned, and a part goes to the
/// treasury, also while any part of the bond is being withdrawn. A queued slash takes at most half of the bond.
contract BondsFuzz is BondFixture {
    function testFuzz_SlashedIsCompensatedAndBurnedAndTreasury(
        uint128 unbonding,
        uint128 amount,
        uint128 compensation,
        bool hasTreasury,
        bool hasVictim
    ) external {
        if (!hasTreasury) directory.set("Treasury", address(0));
        uint256 leaving = bound(unbonding, 0, BOND);
        if (leaving != 0) {
            vm.prank(provider);
            vault.unbond(PROVIDER_PURPOSE, leaving);
        }
        uint256 wanted = bound(amount, 1, 2 * BOND);
        uint256 owed = bound(compensation, 0, 2 * BOND);
        uint256 supply = ptoken.totalSupply();
        vm.prank(court);
        uint256 slashed = vault.slash(provider, PROVIDER_PURPOSE, wanted, hasVictim ? victim : address(0), owed);
        assertEq(slashed, wanted < BOND ? wanted : BOND, "as much as there is");
        assertEq(vault.atRisk(provider, PROVIDER_PURPOSE), BOND - slashed, "the rest stays at risk");
        uint256 compensated = ptoken.balanceOf(victim);
        uint256 burned = supply - ptoken.totalSupply();
        uint256 toTreasury = ptoken.balanceOf(treasury);
        assertEq(compensated + burned + toTreasury, slashed, "whole");
        assertEq(compensated, !hasVictim ? 0 : owed < slashed ? owed : slashed, "the victim first");
        assertTrue(burned * 2 >= slashed - compensated, "at least half of the rest is burned");
    }

    function testFuzz_AQueuedSlashIsNeverMoreThanHalfOfWhatIsAtRisk(uint128 unbonding, uint16 shareBps) external {
        uint256 leaving = bound(unbonding, 0, BOND);
        if (leaving != 0) {
            vm.prank(provider);
            vault.unbond(PROVIDER_PURPOSE, leaving);
        }
        uint256 queued = _queue(bound(shareBps, 1, 5_000), 0);
        assertAtMost(queued * 2, BOND, "queued");
        vm.warp(START + 72 hours);
        assertEq(vault.executeSlash(provider, PROVIDER_PURPOSE), queued, "and what was queued is taken");
    }
}

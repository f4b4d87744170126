// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IStakeVault} from "../../../src/interfaces/IStakeVault.sol";
import {PendingSlash} from "../../../src/types/StakeVaultTypes.sol";
import {BondFixture} from "../../fixtures/BondFixture.sol";

/// @dev Tests corner cases of the vault of bonds. The vault cannot be changed, so a court for disputes must avoid them.
/// Each test shows the effect of a case, and how a court avoids it.
contract StakeVaultCourtsTest is BondFixture {
    // ── A slash of nothing reverts ──────────────────────────────────────────

    function test_ACourtPaysWhatIsThereAndCallsNoSlashOfNothing() external {
        vm.prank(court);
        assertEq(vault.slash(provider, PROVIDER_PURPOSE, 2 * BOND, victim, BOND), BOND, "the first takes what is there");
        bytes memory nothing =
            abi.encodeWithSelector(IStakeVault.StakeVault_NothingToSlash.selector, provider, PROVIDER_PURPOSE);
        vm.startPrank(court);
        vm.expectRevert(nothing);
        vault.slash(provider, PROVIDER_PURPOSE, 1, victim, 1);
        vm.stopPrank();
        // A court first reads the amount that it can take from the bond. If it is 0, the court does not call the vault,
        // so its verdict can still be executed.
        assertEq(vault.atRisk(provider, PROVIDER_PURPOSE), 0, "what it reads before");
        _bondFor(provider, PROVIDER_PURPOSE, 5);
        vm.startPrank(court);
        vm.expectRevert(nothing);
        vault.slash(provider, PROVIDER_PURPOSE, 0, victim, 0);
        assertEq(vault.slash(provider, PROVIDER_PURPOSE, 9, victim, 9), 5, "no revert where there is a unit");
        vm.stopPrank();
    }

    function test_AWaitingSlashOfABondThatIsGoneTakesNothingAndDoesNotRevert() external {
        _bondFor(stranger, VALIDATOR_PURPOSE, BOND);
        vm.startPrank(quorum);
        vault.queueSlash(stranger, VALIDATOR_PURPOSE, 5_000, victim, 100e18);
        vault.slash(stranger, VALIDATOR_PURPOSE, BOND, address(0), 0);
        vm.stopPrank();
        vm.warp(START + 72 hours);
        assertEq(vault.executeSlash(stranger, VALIDATOR_PURPOSE), 0, "nothing is left");
        assertEq(vault.pendingSlashOf(stranger, VALIDATOR_PURPOSE).executeAt, 0, "and the place is free");
    }

    // ── A freeze replaces the previous one ──────────────────────────────────

    function test_ALaterFreezeCanBeShorterSoACourtKeepsTheLater() external {
        vm.startPrank(court);
        vault.freeze(provider, PROVIDER_PURPOSE, uint40(START + 20 days));
        uint40 wanted = uint40(START + 5 days);
        uint40 set = vault.bondOf(provider, PROVIDER_PURPOSE).frozenUntil;
        assertEq(set, START + 20 days, "what a court reads before");
        vault.freeze(provider, PROVIDER_PURPOSE, set > wanted ? set : wanted);
        vm.stopPrank();
        vm.warp(START + 20 days - 1);
        vm.prank(provider);
        vm.expectPartialRevert(IStakeVault.StakeVault_Frozen.selector);
        vault.unbond(PROVIDER_PURPOSE, 1);
        // A freeze of 0 ends an earlier freeze. So a court must count the disputes that need it.
        vm.prank(court);
        vault.freeze(provider, PROVIDER_PURPOSE, 0);
        vm.prank(provider);
        vault.unbond(PROVIDER_PURPOSE, 1);
    }

    // ── One slash waits at a time ───────────────────────────────────────────

    function test_ASecondSlashWaitsUntilTheFirstIsDoneAndTheBondStaysMeanwhile() external {
        vm.prank(provider);
        vault.unbond(PROVIDER_PURPOSE, BOND);
        _queue(1, 0);
        vm.prank(quorum);
        vm.expectRevert(
            abi.encodeWithSelector(IStakeVault.StakeVault_SlashPending.selector, provider, PROVIDER_PURPOSE)
        );
        vault.queueSlash(provider, PROVIDER_PURPOSE, 5_000, victim, 0);
        vm.prank(court);
        vault.disputeSlash(provider, PROVIDER_PURPOSE);
        vm.warp(START + 24 days);
        vm.prank(provider);
        vm.expectPartialRevert(IStakeVault.StakeVault_SlashPending.selector);
        vault.withdraw(PROVIDER_PURPOSE, provider);
        vault.executeSlash(provider, PROVIDER_PURPOSE);
        assertEq(_queue(5_000, 0), (BOND - BOND / 10_000) / 2, "the larger one follows: 35 days are longer than 24");
    }

    /// @dev This bond may be withdrawn now. Without a freeze by the court (`DisputeCourt`), it could leave in the same
    /// transaction that executes the small slash.
    function test_AFreezeKeepsABondForTheSlashThatComesNext() external {
        _bondFor(stranger, VALIDATOR_PURPOSE, BOND);
        vm.startPrank(stranger);
        vault.unbond(VALIDATOR_PURPOSE, BOND);
        vm.stopPrank();
        vm.prank(quorum);
        vault.queueSlash(stranger, VALIDATOR_PURPOSE, 1, address(0), 0);
        vm.startPrank(court);
        vault.disputeSlash(stranger, VALIDATOR_PURPOSE);
        vault.freeze(stranger, VALIDATOR_PURPOSE, uint40(START + 30 days));
        vm.stopPrank();
        PendingSlash memory pending = vault.pendingSlashOf(stranger, VALIDATOR_PURPOSE);
        vm.warp(pending.executeAt);
        vault.executeSlash(stranger, VALIDATOR_PURPOSE);
        vm.prank(stranger);
        vm.expectPartialRevert(IStakeVault.StakeVault_Frozen.selector);
        vault.withdraw(VALIDATOR_PURPOSE, stranger);
        vm.prank(quorum);
        assertTrue(vault.queueSlash(stranger, VALIDATOR_PURPOSE, 5_000, address(0), 0) != 0, "the next one waits now");
    }

    // ── Only the current court ──────────────────────────────────────────────

    function test_WhatAReplacedCourtLeftBehindEndsByItself() external {
        _queue(5_000, 0);
        vm.startPrank(court);
        vault.disputeSlash(provider, PROVIDER_PURPOSE);
        vault.freeze(provider, PROVIDER_PURPOSE, uint40(START + 30 days));
        vm.stopPrank();
        directory.set("DisputeCourt", address(0xC0028));
        bytes memory refused =
            abi.encodeWithSelector(IStakeVault.StakeVault_CallerNotCourt.selector, court, address(0xC0028));
        vm.startPrank(court);
        vm.expectRevert(refused);
        vault.dropSlash(provider, PROVIDER_PURPOSE);
        vm.expectRevert(refused);
        vault.freeze(provider, PROVIDER_PURPOSE, 0);
        vm.expectRevert(
            abi.encodeWithSelector(IStakeVault.StakeVault_CallerNotSlasher.selector, court, PROVIDER_PURPOSE)
        );
        vault.slash(provider, PROVIDER_PURPOSE, 1, victim, 1);
        vm.stopPrank();
        vm.warp(START + 72 hours + 21 days);
        assertEq(vault.executeSlash(provider, PROVIDER_PURPOSE), BOND / 2, "the slash stands without a verdict");
        vm.warp(START + 30 days);
        vm.prank(provider);
        vault.unbond(PROVIDER_PURPOSE, BOND / 2);
    }

    function test_ACourtOfTheFirstDayDropsWhatItsPredecessorDisputed() external {
        _queue(5_000, 0);
        vm.prank(court);
        vault.disputeSlash(provider, PROVIDER_PURPOSE);
        address next = address(0xC0028);
        directory.set("DisputeCourt", next);
        vm.prank(next);
        vault.dropSlash(provider, PROVIDER_PURPOSE);
        vm.prank(provider);
        vault.unbond(PROVIDER_PURPOSE, BOND);
    }
}

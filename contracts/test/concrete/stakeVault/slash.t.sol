// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IStakeVault} from "../../../src/interfaces/IStakeVault.sol";
import {Bond, PendingSlash} from "../../../src/types/StakeVaultTypes.sol";
import {BondFixture} from "../../fixtures/BondFixture.sol";

contract StakeVaultSlashTest is BondFixture {
    // ── compensate ──────────────────────────────────────────────────────────

    function test_CompensatesFromBondedThenFromUnbonding() external {
        vm.prank(provider);
        vault.unbond(PROVIDER_PURPOSE, 40_000e18);
        vm.prank(address(market));
        assertEq(vault.compensate(provider, 70_000e18), 70_000e18, "paid");
        Bond memory bond = vault.bondOf(provider, PROVIDER_PURPOSE);
        assertEq(bond.bonded, 0, "bonded goes first");
        assertEq(bond.unbonding, 30_000e18, "then what is unbonding");
        assertTrue(!registry.listing(node).listed, "delisted at once");
        vm.prank(address(market));
        assertEq(vault.compensate(provider, 70_000e18), 30_000e18, "no more than there is");
        vm.recordLogs();
        vm.prank(address(market));
        assertEq(vault.compensate(provider, 1), 0, "an empty bond pays nothing and does not revert");
        assertEq(countLogs(IStakeVault.BondSlashed.selector), 0, "nor was it slashed");
        assertEq(ptoken.balanceOf(address(vault)), 0, "all of it moved");
    }

    /// @dev Guards against known failure 7 (test/README.md): a provider that rents its own machines and breaks the
    /// leases could empty its bond before the slash is due.
    function test_CompensatesNothingOfWhatASlashWaitsFor() external {
        vm.prank(provider);
        vault.unbond(PROVIDER_PURPOSE, 40_000e18);
        _queue(5_000, 0);
        vm.prank(address(market));
        assertEq(vault.compensate(provider, 12_499e18), 12_499e18, "a quarter of the rest is free");
        vm.prank(address(market));
        assertEq(vault.compensate(provider, 7e18), 1e18, "the last of it");
        vm.prank(address(market));
        assertEq(vault.compensate(provider, 1), 0, "no more");
        vm.prank(court);
        vault.slash(provider, PROVIDER_PURPOSE, BOND, address(0), 0);
        vm.prank(address(market));
        assertEq(vault.compensate(provider, 1), 0, "nor when a court took of it");
        vm.warp(START + 72 hours);
        assertEq(vault.executeSlash(provider, PROVIDER_PURPOSE), 50_000e18, "the slash finds its whole amount");
        vm.warp(START + 74 days);
        _bondFor(provider, PROVIDER_PURPOSE, 5);
        vm.prank(address(market));
        assertEq(vault.compensate(provider, 9), 5, "free again");
    }

    function test_CompensationLandsInTheMarketAndIsNamed() external {
        uint256 before = ptoken.balanceOf(address(market));
        vm.expectEmit(true, true, true, true, address(vault));
        emit IStakeVault.BondSlashed(
            provider, PROVIDER_PURPOSE, address(market), address(market), 7, 0, 0, BOND - 7, 0
        );
        vm.prank(address(market));
        vault.compensate(provider, 7);
        assertEq(ptoken.balanceOf(address(market)) - before, 7, "tokens");
    }

    function test_AnOldMarketCompensatesWhileItDrains() external {
        directory.set("Market", stranger);
        vm.prank(address(market));
        assertEq(vault.compensate(provider, 1), 1, "just replaced");
        vm.warp(START + 29 days - 1);
        vm.prank(address(market));
        assertEq(vault.compensate(provider, 1), 1, "its last second");
        vm.warp(START + 29 days);
        vm.prank(address(market));
        vm.expectRevert(abi.encodeWithSelector(IStakeVault.StakeVault_CallerNotMarket.selector, address(market)));
        vault.compensate(provider, 1);
    }

    function test_RevertWhen_CompensatingForNoMarket() external {
        vm.prank(court);
        vm.expectRevert(abi.encodeWithSelector(IStakeVault.StakeVault_CallerNotMarket.selector, court));
        vault.compensate(provider, 1);
    }

    // ── slash ───────────────────────────────────────────────────────────────

    function test_SplitsASlashIntoCompensationBurnAndTreasury() external {
        uint256 supply = ptoken.totalSupply();
        vm.expectEmit(true, true, true, true, address(vault));
        emit IStakeVault.BondSlashed(
            provider, PROVIDER_PURPOSE, court, victim, 300, 351, 350, BOND - 1_001, 0
        );
        vm.prank(court);
        assertEq(vault.slash(provider, PROVIDER_PURPOSE, 1_001, victim, 300), 1_001, "slashed");
        assertEq(ptoken.balanceOf(victim), 300, "compensated");
        assertEq(ptoken.balanceOf(treasury), 350, "treasury");
        assertEq(supply - ptoken.totalSupply(), 351, "burned: at least half of the rest");
    }

    function test_BurnsTheTreasurysShareWhenThereIsNone() external {
        directory.set("Treasury", address(0));
        uint256 supply = ptoken.totalSupply();
        vm.prank(court);
        vault.slash(provider, PROVIDER_PURPOSE, 1_000, address(0), 300);
        assertEq(supply - ptoken.totalSupply(), 1_000, "all burned");
    }

    function test_RevertWhen_TheSlasherHasNoSuchRight() external {
        _refuseSlash(stranger, PROVIDER_PURPOSE);
        _refuseSlash(address(market), PROVIDER_PURPOSE);
        _refuseSlash(quorum, PROVIDER_PURPOSE); // validators slash providers only through the queue
        _refuseSlash(address(this), VALIDATOR_PURPOSE);
        vm.prank(quorum);
        vm.expectRevert(
            abi.encodeWithSelector(IStakeVault.StakeVault_NothingToSlash.selector, provider, VALIDATOR_PURPOSE)
        );
        vault.slash(provider, VALIDATOR_PURPOSE, 1, address(0), 0);
    }

    // ── The queue ───────────────────────────────────────────────────────────

    function test_QueuesAtMostHalfOfAllAtRisk() external {
        vm.prank(provider);
        vault.unbond(PROVIDER_PURPOSE, 40_000e18);
        vm.prank(quorum);
        vm.expectRevert(abi.encodeWithSelector(IStakeVault.StakeVault_ShareTooHigh.selector, 5_001, 5_000));
        vault.queueSlash(provider, PROVIDER_PURPOSE, 5_001, victim, 0);
        vm.expectEmit(true, true, true, true, address(vault));
        emit IStakeVault.SlashQueued(
            provider, PROVIDER_PURPOSE, victim, BOND / 2, 1_000e18, uint40(START + 72 hours)
        );
        assertEq(_queue(5_000, 1_000e18), BOND / 2, "half of bonded and unbonding");
        PendingSlash memory pending = vault.pendingSlashOf(provider, PROVIDER_PURPOSE);
        assertEq(pending.executeAt, START + 72 hours, "waits");
        assertEq(pending.compensation, 1_000e18, "compensation");
        vm.prank(quorum);
        vm.expectRevert(
            abi.encodeWithSelector(IStakeVault.StakeVault_SlashPending.selector, provider, PROVIDER_PURPOSE)
        );
        vault.queueSlash(provider, PROVIDER_PURPOSE, 1, victim, 0);
    }

    function test_RevertWhen_QueuedByAnybodyElse() external {
        vm.prank(court);
        vm.expectRevert(abi.encodeWithSelector(IStakeVault.StakeVault_CallerNotAttestations.selector, court, quorum));
        vault.queueSlash(provider, PROVIDER_PURPOSE, 1, victim, 0);
        vm.prank(quorum);
        vm.expectRevert(
            abi.encodeWithSelector(IStakeVault.StakeVault_NothingToSlash.selector, stranger, PROVIDER_PURPOSE)
        );
        vault.queueSlash(stranger, PROVIDER_PURPOSE, 5_000, victim, 0);
    }

    /// @dev Guards against known failure 6 (test/README.md): the slash is due one second too early or too late.
    function test_ExecutesAtTheSecondItIsDueAndNotBefore() external {
        _queue(5_000, 300);
        uint256 due = START + 72 hours;
        vm.warp(due - 1);
        vm.expectRevert(abi.encodeWithSelector(IStakeVault.StakeVault_SlashTooEarly.selector, due, due - 1));
        vault.executeSlash(provider, PROVIDER_PURPOSE);
        vm.warp(due);
        assertEq(vault.executeSlash(provider, PROVIDER_PURPOSE), BOND / 2, "at t");
        assertEq(ptoken.balanceOf(victim), 300, "victim");
        vm.expectRevert(
            abi.encodeWithSelector(IStakeVault.StakeVault_NoSlashPending.selector, provider, PROVIDER_PURPOSE)
        );
        vault.executeSlash(provider, PROVIDER_PURPOSE);
        _queue(5_000, 0);
        vm.warp(2 * due - START + 1);
        assertEq(vault.executeSlash(provider, PROVIDER_PURPOSE), BOND / 4, "at t + 1, half of what was left");
    }

    /// @dev Guards against the opposite of known failure 6 (test/README.md): a bond that was not paid out yet can no
    /// longer be slashed. Here, the bond is slashed one second before it can be withdrawn, in that second, and one
    /// second later. After the withdrawal, nothing can be slashed.
    function test_SlashableAroundTheReleaseUntilPaidOut() external {
        vm.prank(provider);
        vault.unbond(PROVIDER_PURPOSE, BOND);
        for (uint256 i = 0; i < 3; ++i) {
            vm.warp(START + 35 days - 1 + i);
            vm.prank(court);
            assertEq(vault.slash(provider, PROVIDER_PURPOSE, 10, address(0), 0), 10, "slashed");
        }
        vm.prank(provider);
        assertEq(vault.withdraw(PROVIDER_PURPOSE, provider), BOND - 30, "what is left");
        vm.prank(court);
        vm.expectRevert(
            abi.encodeWithSelector(IStakeVault.StakeVault_NothingToSlash.selector, provider, PROVIDER_PURPOSE)
        );
        vault.slash(provider, PROVIDER_PURPOSE, 1, address(0), 0);
    }

    /// @dev Guards against known failure 7 (test/README.md): a bond leaves before its slash. A slash that is queued in
    /// the last second still freezes the bond.
    function test_ARecordOfTheLastSecondFreezesTheExit() external {
        vm.prank(provider);
        vault.unbond(PROVIDER_PURPOSE, BOND - 1);
        vm.warp(START + 35 days - 1);
        _queue(5_000, 0);
        vm.warp(START + 35 days + 30 days);
        bytes memory held =
            abi.encodeWithSelector(IStakeVault.StakeVault_SlashPending.selector, provider, PROVIDER_PURPOSE);
        vm.startPrank(provider);
        vm.expectRevert(held);
        vault.withdraw(PROVIDER_PURPOSE, provider);
        vm.expectRevert(held);
        vault.unbond(PROVIDER_PURPOSE, 1);
        // The provider itself may execute the slash, as anyone may, and then withdraw the rest of its bond.
        vault.executeSlash(provider, PROVIDER_PURPOSE);
        assertEq(vault.withdraw(PROVIDER_PURPOSE, provider), BOND / 2, "the other half");
        vm.stopPrank();
    }

    function test_ADisputePutsASlashOffOnceAndItStandsWithoutAVerdict() external {
        _queue(5_000, 0);
        uint40 due = uint40(START + 72 hours);
        vm.warp(due - 1);
        vm.expectEmit(true, true, true, true, address(vault));
        emit IStakeVault.SlashDisputed(provider, PROVIDER_PURPOSE, due + 21 days);
        vm.startPrank(court);
        vault.disputeSlash(provider, PROVIDER_PURPOSE);
        bytes memory refused =
            abi.encodeWithSelector(IStakeVault.StakeVault_SlashNotDisputable.selector, provider, PROVIDER_PURPOSE);
        vm.expectRevert(refused);
        vault.disputeSlash(provider, PROVIDER_PURPOSE);
        vm.stopPrank();
        vm.warp(due + 21 days - 1);
        vm.expectPartialRevert(IStakeVault.StakeVault_SlashTooEarly.selector);
        vault.executeSlash(provider, PROVIDER_PURPOSE);
        vm.warp(due + 21 days);
        assertEq(vault.executeSlash(provider, PROVIDER_PURPOSE), BOND / 2, "the record stands");
    }

    function test_RevertWhen_TheDisputeComesAtTheSecondItIsDue() external {
        _queue(5_000, 0);
        vm.warp(START + 72 hours);
        vm.prank(court);
        vm.expectRevert(
            abi.encodeWithSelector(IStakeVault.StakeVault_SlashNotDisputable.selector, provider, PROVIDER_PURPOSE)
        );
        vault.disputeSlash(provider, PROVIDER_PURPOSE);
    }

    function test_ADroppedSlashLetsTheBondGo() external {
        _queue(5_000, 0);
        vm.expectEmit(true, true, true, true, address(vault));
        emit IStakeVault.SlashDropped(provider, PROVIDER_PURPOSE);
        vm.prank(court);
        vault.dropSlash(provider, PROVIDER_PURPOSE);
        vm.prank(provider);
        vault.unbond(PROVIDER_PURPOSE, BOND);
        assertEq(vault.bondOf(provider, PROVIDER_PURPOSE).unbonding, BOND, "free");
    }

    function test_TakesWhatIsLeftWhenTheBondShrankMeanwhile() external {
        _bondFor(stranger, VALIDATOR_PURPOSE, BOND);
        vm.startPrank(quorum);
        vault.queueSlash(stranger, VALIDATOR_PURPOSE, 5_000, victim, BOND);
        vault.slash(stranger, VALIDATOR_PURPOSE, BOND - 5, address(0), 0);
        vm.stopPrank();
        vm.warp(START + 72 hours);
        vm.recordLogs();
        assertEq(vault.executeSlash(stranger, VALIDATOR_PURPOSE), 5, "the rest");
        assertEq(countLogs(keccak256("Transfer(address,address,uint256)")), 1, "nothing is left to burn");
        assertEq(ptoken.balanceOf(victim), 5, "the victim first");
        assertEq(vault.atRisk(stranger, VALIDATOR_PURPOSE), 0, "nothing left");
    }

    // ── freeze ──────────────────────────────────────────────────────────────

    function test_ACourtHoldsABondAtMost30DaysAndLetsItGo() external {
        uint40 latest = uint40(START + 30 days);
        vm.prank(court);
        vm.expectRevert(
            abi.encodeWithSelector(IStakeVault.StakeVault_FreezeTooLong.selector, uint256(latest) + 1, uint256(latest))
        );
        vault.freeze(provider, PROVIDER_PURPOSE, latest + 1);
        vm.prank(provider);
        vault.unbond(PROVIDER_PURPOSE, 5);
        vm.expectEmit(true, true, true, true, address(vault));
        emit IStakeVault.BondFrozen(provider, PROVIDER_PURPOSE, latest);
        vm.prank(court);
        vault.freeze(provider, PROVIDER_PURPOSE, latest);
        vm.warp(latest - 1);
        vm.prank(provider);
        vm.expectRevert(
            abi.encodeWithSelector(IStakeVault.StakeVault_Frozen.selector, uint256(latest), uint256(latest) - 1)
        );
        vault.unbond(PROVIDER_PURPOSE, 1);
        vm.warp(START + 36 days);
        vm.prank(court);
        vault.freeze(provider, PROVIDER_PURPOSE, uint40(START + 37 days));
        vm.prank(provider);
        vm.expectPartialRevert(IStakeVault.StakeVault_Frozen.selector);
        vault.withdraw(PROVIDER_PURPOSE, provider);
        vm.prank(court);
        vault.freeze(provider, PROVIDER_PURPOSE, 0);
        vm.prank(provider);
        assertEq(vault.withdraw(PROVIDER_PURPOSE, provider), 5, "let go");
    }

    function test_AFreezeEndsWithItsLastSecond() external {
        uint40 until = uint40(START + 1 days);
        vm.prank(court);
        vault.freeze(provider, PROVIDER_PURPOSE, until);
        vm.warp(until);
        vm.prank(provider);
        vault.unbond(PROVIDER_PURPOSE, 1);
    }

    function test_RevertWhen_AnybodyElsePlaysCourt() external {
        bytes memory refused = abi.encodeWithSelector(IStakeVault.StakeVault_CallerNotCourt.selector, quorum, court);
        vm.startPrank(quorum);
        vm.expectRevert(refused);
        vault.freeze(provider, PROVIDER_PURPOSE, 0);
        vm.expectRevert(refused);
        vault.dropSlash(provider, PROVIDER_PURPOSE);
        vm.expectRevert(refused);
        vault.disputeSlash(provider, PROVIDER_PURPOSE);
        vm.stopPrank();
        vm.startPrank(court);
        bytes memory none =
            abi.encodeWithSelector(IStakeVault.StakeVault_NoSlashPending.selector, provider, PROVIDER_PURPOSE);
        vm.expectRevert(none);
        vault.dropSlash(provider, PROVIDER_PURPOSE);
        vm.expectRevert(none);
        vault.disputeSlash(provider, PROVIDER_PURPOSE);
        vm.stopPrank();
    }

    // ── Contracts that are named later ──────────────────────────────────────

    /// @dev The owner of the Directory must not name its own account to take the bonds. Each bond can be withdrawn
    /// before a new name is trusted.
    function test_NobodyNamedLaterTakesABondThatWantsToLeave() external {
        vm.warp(START + 1 days);
        directory.set("Market", stranger);
        directory.set("DisputeCourt", stranger);
        directory.set("Attestations", stranger);
        vm.prank(provider);
        vault.unbond(PROVIDER_PURPOSE, BOND);
        vm.warp(START + 1 days + 35 days);
        vm.startPrank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IStakeVault.StakeVault_CallerNotMarket.selector, stranger));
        vault.compensate(provider, 1);
        vm.expectRevert(
            abi.encodeWithSelector(IStakeVault.StakeVault_CallerNotSlasher.selector, stranger, PROVIDER_PURPOSE)
        );
        vault.slash(provider, PROVIDER_PURPOSE, 1, address(0), 0);
        vm.expectRevert(
            abi.encodeWithSelector(IStakeVault.StakeVault_CallerNotSlasher.selector, stranger, VALIDATOR_PURPOSE)
        );
        vault.slash(provider, VALIDATOR_PURPOSE, 1, address(0), 0);
        vm.expectRevert(
            abi.encodeWithSelector(IStakeVault.StakeVault_CallerNotAttestations.selector, stranger, stranger)
        );
        vault.queueSlash(provider, PROVIDER_PURPOSE, 1, address(0), 0);
        vm.expectRevert(abi.encodeWithSelector(IStakeVault.StakeVault_CallerNotCourt.selector, stranger, stranger));
        vault.freeze(provider, PROVIDER_PURPOSE, uint40(block.timestamp + 1 days));
        vm.stopPrank();
        vm.prank(provider);
        assertEq(vault.withdraw(PROVIDER_PURPOSE, provider), BOND, "gone before");
    }

    // ── One wei ─────────────────────────────────────────────────────────────

    /// @dev Guards against known failure 9 (test/README.md): one wei from an attacker makes a victim's call revert.
    function test_OneWeiOfAStrangerStopsNothing() external {
        _bondFor(provider, PROVIDER_PURPOSE, 1);
        ptoken.transfer(address(vault), 1);
        vm.prank(provider);
        vault.unbond(PROVIDER_PURPOSE, BOND);
        _bondFor(provider, PROVIDER_PURPOSE, 1);
        vm.warp(START + 35 days);
        vm.prank(provider);
        assertEq(vault.withdraw(PROVIDER_PURPOSE, provider), BOND, "paid out");
        vm.prank(address(market));
        assertEq(vault.compensate(provider, 100), 2, "and what strangers gave is at risk like the rest");
    }

    function _refuseSlash(address caller, bytes32 purpose) private {
        vm.prank(caller);
        vm.expectRevert(abi.encodeWithSelector(IStakeVault.StakeVault_CallerNotSlasher.selector, caller, purpose));
        vault.slash(provider, purpose, 1, address(0), 0);
    }
}

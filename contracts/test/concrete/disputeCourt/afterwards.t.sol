// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IStakeVault} from "../../../src/interfaces/IStakeVault.sol";
import {ClosedStatement} from "../../../src/types/DisputeCourtTypes.sol";
import {TrialState} from "../../../src/types/TrialTypes.sol";
import {CourtFixture} from "../../fixtures/CourtFixture.sol";

/// @dev Tests the effects after a dispute: a disputed slash is due at once, a freeze ends, and an opener pays a fee if
/// no jury decided its dispute.
contract CourtAfterwardsTest is CourtFixture {
    // ── A disputed slash ────────────────────────────────────────────────────

    function test_ALostDisputeMakesTheSlashDueAtOnce() external {
        _joinJurors(5);
        uint256 id = _openSlash();
        _try(id, 0, 5);
        _execute(id);
        assertEq(disputes.disputeOf(id).slashAt, block.timestamp, "readers see the new time");
        _checkSlashIsDue();
    }

    function test_ACourtWithoutJurorsDelaysASlashForSixDaysOnly() external {
        uint256 openedAt = block.timestamp;
        uint256 id = _openSlash();
        vm.warp(openedAt + 6 days);
        disputes.lapse(id);
        _checkState(id, TrialState.Stands);
        _checkSlashIsDue();
    }

    function test_SilentJuriesMakeTheSlashDue() external {
        _joinJurors(20);
        uint256 id = _openSlash();
        _try(id, 0, 0);
        _try(id, 0, 0);
        _checkState(id, TrialState.Stands);
        _checkSlashIsDue();
    }

    function test_AReplacedCourtCanStillEndADisputeWhoseSlashWaits() external {
        _joinJurors(5);
        uint256 decided = _openSlash();
        _try(decided, 0, 5);
        _warpToEnd(decided);
        directory.set(COURT, address(0xC0028));
        disputes.execute(decided);
        _checkState(decided, TrialState.Done);
        uint40 slashAt = vault.pendingSlashOf(provider, PROVIDER_PURPOSE).executeAt;
        assertEq(slashAt, disputes.disputeOf(decided).slashAt, "the slash waits its 21 days");
    }

    function test_LeavesAnotherSlashAsItIs() external {
        _joinJurors(5);
        uint256 id = _openSlash();
        _try(id, 0, 5);
        vm.warp(disputes.disputeOf(id).slashAt);
        vault.executeSlash(provider, PROVIDER_PURPOSE);
        _queue(100, 0);
        uint40 executeAt = vault.pendingSlashOf(provider, PROVIDER_PURPOSE).executeAt;
        disputes.execute(id);
        assertEq(vault.pendingSlashOf(provider, PROVIDER_PURPOSE).executeAt, executeAt, "the next slash waits");
    }

    function _checkSlashIsDue() private {
        assertEq(vault.executeSlash(provider, PROVIDER_PURPOSE), 1_000e18, "the slash");
        vm.prank(quorum);
        vault.queueSlash(provider, PROVIDER_PURPOSE, 5_000, address(0), 0);
    }

    // ── A queued slash and claims ───────────────────────────────────────────

    function test_AVerdictAboutALeaseLeavesASlashThatWasQueuedLater() external {
        _joinJurors(5);
        uint256 before = ptoken.balanceOf(renter);
        uint256 id = _openWhole(renter, 7, 90_000e18);
        _queue(5_000, 0);
        vm.prank(provider);
        disputes.openSlash(PROVIDER_PURPOSE);
        _try(id, 5, 0);
        _execute(id);
        // The opener paid half of its bond to the jurors. Its compensation is half of the provider's bond, because the
        // queued slash reserves the other half.
        assertEq(ptoken.balanceOf(renter), before + BOND / 2 - 4_500e18, "what is free");
        assertEq(vault.atRisk(provider, PROVIDER_PURPOSE), BOND / 2, "the amount of the slash is left");
    }

    /// @dev A friend of the provider disputes a lease for a claim on the whole bond. Others must still be able to
    /// claim. Otherwise, the friend could block every renter until the seven days to dispute a lease are over, with a
    /// bond that it gets back.
    function test_AFriendlyClaimOnTheWholeBondKeepsNobodyFromClaiming() external {
        _openWhole(stranger, 9, 90_000e18);
        uint256 id = _openLease(7);
        _checkState(id, TrialState.Evidence);
    }

    function _openWhole(address holder, uint256 leaseId, uint96 claim) private returns (uint256 id) {
        ClosedStatement memory statement = _closed(leaseId);
        (statement.holder, statement.weekPay) = (holder, claim);
        _attestClosed(statement);
        vm.prank(holder);
        return disputes.openLease(statement, claim, new bytes32[](0));
    }

    // ── Freezes ─────────────────────────────────────────────────────────────

    function test_AFreezeEndsTwoDaysAfterItsDispute() external {
        uint256 id = _openLeaving(7);
        assertEq(_frozenUntil(), block.timestamp + 21 days, "frozen for the longest dispute");
        vm.warp(disputes.trialOf(id).until + 4 days);
        disputes.lapse(id);
        assertEq(_frozenUntil(), block.timestamp + 2 days, "time to queue a slash");
        vm.warp(START + 35 days);
        vm.prank(provider);
        vault.withdraw(PROVIDER_PURPOSE, provider);
    }

    function test_AFreezeStaysForAnotherDisputeThatNeedsIt() external {
        _joinJurors(5);
        uint256 first = _openLeaving(7);
        _formIfOld();
        uint256 second = _openLease(8);
        uint40 frozenUntil = _frozenUntil();
        _try(first, 5, 0);
        _execute(first);
        assertEq(_frozenUntil(), frozenUntil, "the second needs it");
        disputes.lapse(second);
        assertEq(_frozenUntil(), block.timestamp + 2 days, "nobody needs it");
    }

    function test_AFreezeOfASlashEndsWithEitherVerdict() external {
        _joinJurors(5);
        for (uint256 ones = 0; ones <= 5; ones += 5) {
            _bondFor(stranger, VALIDATOR_PURPOSE, BOND);
            vm.prank(stranger);
            vault.unbond(VALIDATOR_PURPOSE, BOND);
            vm.prank(quorum);
            vault.queueSlash(stranger, VALIDATOR_PURPOSE, 100, address(0), 0);
            vm.prank(stranger);
            uint256 id = disputes.openSlash(VALIDATOR_PURPOSE);
            _try(id, ones, 5 - ones);
            _execute(id);
            uint40 until = vault.bondOf(stranger, VALIDATOR_PURPOSE).frozenUntil;
            assertEq(until, block.timestamp + 2 days, "time to queue another slash");
            if (ones == 0) vault.executeSlash(stranger, VALIDATOR_PURPOSE);
            vm.warp(until + 14 days);
            _formIfOld();
            vm.prank(stranger);
            vault.withdraw(VALIDATOR_PURPOSE, stranger);
        }
    }

    /// @dev Opens a dispute while the provider's bond is being withdrawn.
    function _openLeaving(uint256 leaseId) private returns (uint256) {
        vm.prank(provider);
        vault.unbond(PROVIDER_PURPOSE, 1e18);
        vm.warp(START + 20 days);
        _formIfOld();
        return _openLease(leaseId);
    }

    function _frozenUntil() private view returns (uint40) {
        return vault.bondOf(provider, PROVIDER_PURPOSE).frozenUntil;
    }

    // ── The fee of an opener without a verdict ──────────────────────────────

    /// @dev The first jury stays silent. A second jury of fifteen cannot be selected, so the time passes.
    function test_AnOpenerPaysAFifthWhenTheFirstJuryWasSilentAndNoSecondExists() external {
        _joinJurors(5);
        uint256 before = ptoken.balanceOf(renter);
        uint256 id = _openLease(7);
        _try(id, 0, 0);
        _warpToEnd(id);
        disputes.lapse(id);
        assertEq(ptoken.balanceOf(renter), before - OPENER_BOND / 5, "a fifth less");
        assertEq(ptoken.balanceOf(treasury), OPENER_BOND / 5, "to the treasury");
        _checkHeld(0);
    }

    function test_BurnsTheFeeWithoutATreasury() external {
        _joinJurors(5);
        directory.set("Treasury", address(0));
        uint256 id = _openLease(7);
        uint256 supply = ptoken.totalSupply();
        _try(id, 0, 0);
        assertEq(panels.memberOf(COURT, _reviewer(0)).openPanels, 0, "jurors are free without a treasury");
        _warpToEnd(id);
        disputes.lapse(id);
        assertEq(supply - ptoken.totalSupply(), OPENER_BOND / 5, "burned");
        _checkHeld(0);
    }

    function test_AReplacedCourtKeepsNoFee() external {
        _joinJurors(5);
        uint256 before = ptoken.balanceOf(renter);
        uint256 id = _openLease(7);
        _try(id, 0, 0);
        directory.set(COURT, address(0xC0028));
        disputes.lapse(id);
        assertEq(ptoken.balanceOf(renter), before, "the bond is back");
    }
}

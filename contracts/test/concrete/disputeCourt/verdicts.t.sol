// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IJuryTrials} from "../../../src/interfaces/IJuryTrials.sol";
import {Trial, TrialState} from "../../../src/types/TrialTypes.sol";
import {CourtFixture} from "../../fixtures/CourtFixture.sol";

/// @dev Tests what each verdict does with the bonds, with and without an appeal.
contract CourtVerdictsTest is CourtFixture {
    uint256 private _renterBefore;
    uint256 private _providerBefore;
    uint256 private _supplyBefore;

    function setUp() public override {
        super.setUp();
        _joinJurors(20);
        _renterBefore = ptoken.balanceOf(renter);
        _providerBefore = ptoken.balanceOf(provider);
        _supplyBefore = ptoken.totalSupply();
    }

    // ── Without an appeal ───────────────────────────────────────────────────

    function test_TheProvidersBondPaysTheClaimAndTheJurors() external {
        uint256 id = _openLease(7);
        address[] memory members = _try(id, 4, 1);
        _execute(id);
        assertEq(ptoken.balanceOf(renter), _renterBefore + CLAIM, "claim and bond");
        assertEq(vault.atRisk(provider, PROVIDER_PURPOSE), BOND - CLAIM - OPENER_BOND / 2, "slashed");
        _payJurors(id, members);
        assertEq(ptoken.balanceOf(members[0]), OPENER_BOND / 8, "half of the opener's bond for four jurors");
        assertEq(ptoken.balanceOf(members[4]), 0, "nothing for the minority");
        _checkHeld(0);
    }

    function test_ALostDisputeCostsTheBond() external {
        uint256 id = _openLease(7);
        address[] memory members = _try(id, 1, 4);
        _execute(id);
        assertEq(ptoken.balanceOf(renter), _renterBefore - OPENER_BOND, "the bond");
        assertEq(ptoken.balanceOf(provider), _providerBefore + OPENER_BOND / 2, "half to the other side");
        assertEq(vault.atRisk(provider, PROVIDER_PURPOSE), BOND, "nothing is slashed");
        _payJurors(id, members);
        assertEq(ptoken.balanceOf(members[4]), OPENER_BOND / 8, "half to the jurors, as if the opener had won");
        _checkHeld(0);
    }

    function test_AWonSlashDisputeDropsTheSlashAndPaysTheJurors() external {
        uint256 id = _openSlash();
        address[] memory members = _try(id, 3, 2);
        _execute(id);
        assertEq(vault.pendingSlashOf(provider, PROVIDER_PURPOSE).executeAt, 0, "no slash waits");
        assertEq(ptoken.balanceOf(provider), _providerBefore - OPENER_BOND / 2 + 2, "less the jurors' pay, rounded down");
        _payJurors(id, members);
        assertEq(ptoken.balanceOf(members[0]), OPENER_BOND / 6, "half of the bond for three jurors");
        _checkHeld(0);
    }

    function test_ALostSlashDisputeBurnsTheRestAndTheSlashIsExecuted() external {
        uint256 id = _openSlash();
        address[] memory members = _try(id, 0, 5);
        _execute(id);
        assertEq(ptoken.totalSupply(), _supplyBefore - OPENER_BOND / 2, "burned, because nobody owns the record");
        _payJurors(id, members);
        _checkHeld(0);
        vm.warp(disputes.disputeOf(id).slashAt);
        assertEq(vault.executeSlash(provider, PROVIDER_PURPOSE), 1_000e18, "the slash");
    }

    function test_AVictimGetsTheRestOfALostSlashDispute() external {
        _queue(100, 500e18);
        vm.prank(provider);
        uint256 id = disputes.openSlash(PROVIDER_PURPOSE);
        _try(id, 0, 5);
        _execute(id);
        assertEq(ptoken.balanceOf(victim), OPENER_BOND / 2, "half of the bond");
    }

    // ── Appeals ─────────────────────────────────────────────────────────────

    function test_AnAppealOfTheProviderCanOverturnAndFirstJurorsGetNothing() external {
        uint256 id = _openLease(7);
        address[] memory first = _try(id, 3, 2);
        _appeal(id, provider);
        _checkHeld(4 * OPENER_BOND);
        address[] memory second = _try(id, 0, 8);
        _execute(id);
        assertEq(ptoken.balanceOf(provider), _providerBefore, "its appeal bond is back");
        assertEq(ptoken.balanceOf(renter), _renterBefore - OPENER_BOND, "the opener lost");
        vm.expectPartialRevert(IJuryTrials.JuryTrials_NothingDue.selector);
        disputes.payJuror(id, first[0]);
        _payJurors(id, first);
        _payJurors(id, second);
        _checkHeld(0);
        assertEq(disputes.trialOf(id).jurorPay, OPENER_BOND / 10, "the bond for two and eight jurors");
    }

    /// @dev A second jury that contained members of the first one could be bribed with fewer new bribes.
    function test_NoMemberOfTheFirstJurySitsOnTheSecond() external {
        uint256 id = _openLease(7);
        address[] memory first = _try(id, 3, 2);
        assertEq(disputes.trialOf(id).firstPanelId, disputes.trialOf(id).panelId, "the first jury is remembered");
        _appeal(id, provider);
        address[] memory second = _summon(id);
        assertEq(second.length, 15, "fifteen of twenty");
        for (uint256 i = 0; i < first.length; ++i) {
            for (uint256 j = 0; j < second.length; ++j) {
                assertTrue(first[i] != second[j], "another juror");
            }
        }
    }

    function test_AnAppealOfTheProviderCanFail() external {
        uint256 id = _openLease(7);
        address[] memory first = _try(id, 4, 0);
        _appeal(id, provider);
        address[] memory second = _try(id, 12, 3);
        _execute(id);
        assertEq(ptoken.balanceOf(provider), _providerBefore - 3 * OPENER_BOND, "its appeal bond is lost");
        uint256 pay = OPENER_BOND / 16 * 16;
        assertEq(ptoken.balanceOf(renter), _renterBefore + CLAIM + 3 * OPENER_BOND - pay, "the rest to the opener");
        assertEq(vault.atRisk(provider, PROVIDER_PURPOSE), BOND - CLAIM, "only the claim is slashed");
        _payJurors(id, first);
        _payJurors(id, second);
        _checkHeld(0);
    }

    /// @dev A juror of the second jury gets the same pay for either vote.
    function test_AnAppealOfTheOpenerPaysJurorsAlikeWhicheverSideWins() external {
        uint256 lost = _openLease(7);
        _try(lost, 0, 5);
        _appeal(lost, renter);
        _try(lost, 0, 15);
        _execute(lost);
        assertEq(ptoken.balanceOf(renter), _renterBefore - 4 * OPENER_BOND, "all its bonds");
        assertEq(ptoken.balanceOf(provider), _providerBefore + 3 * OPENER_BOND, "less the jurors' pay");
        uint256 won = _openLease(8);
        _try(won, 0, 5);
        _appeal(won, renter);
        _try(won, 15, 0);
        _execute(won);
        assertEq(disputes.trialOf(lost).jurorPay, OPENER_BOND / 20, "the bond for twenty jurors");
        assertEq(disputes.trialOf(won).jurorPay, OPENER_BOND / 15, "the bond for fifteen");
        assertEq(ptoken.balanceOf(renter), _renterBefore - 4 * OPENER_BOND + CLAIM, "claim and all bonds");
    }

    /// @dev Nobody owns the record of a slash, so anyone may appeal for it. Otherwise three bribed jurors could save
    /// the slashed account.
    function test_AnyoneMayAppealForTheRecordOfASlash() external {
        uint256 before = ptoken.balanceOf(stranger);
        uint256 id = _openSlash();
        _try(id, 5, 0);
        _appeal(id, stranger);
        _try(id, 0, 8);
        _execute(id);
        assertEq(ptoken.balanceOf(stranger), before + OPENER_BOND - OPENER_BOND / 8 * 8, "its bond is back");
        assertTrue(vault.pendingSlashOf(provider, PROVIDER_PURPOSE).executeAt != 0, "the slash waits");
    }

    function test_RevertWhen_TheWinnerOrAStrangerAppealsOrTheTimeIsOver() external {
        uint256 id = _openLease(7);
        vm.prank(renter);
        vm.expectPartialRevert(IJuryTrials.JuryTrials_WrongState.selector);
        disputes.appeal(id);
        _try(id, 0, 5);
        address[2] memory others = [provider, stranger];
        for (uint256 i = 0; i < 2; ++i) {
            vm.prank(others[i]);
            vm.expectRevert(abi.encodeWithSelector(IJuryTrials.JuryTrials_NotLoser.selector, id, others[i]));
            disputes.appeal(id);
        }
        vm.expectPartialRevert(IJuryTrials.JuryTrials_TooEarly.selector);
        disputes.execute(id);
        _warpToEnd(id);
        vm.prank(renter);
        vm.expectPartialRevert(IJuryTrials.JuryTrials_TooLate.selector);
        disputes.appeal(id);
        uint256 won = _openLease(8);
        _try(won, 5, 0);
        vm.prank(renter);
        vm.expectPartialRevert(IJuryTrials.JuryTrials_NotLoser.selector);
        disputes.appeal(won);
        vm.prank(stranger);
        vm.expectPartialRevert(IJuryTrials.JuryTrials_NotLoser.selector);
        disputes.appeal(won);
    }

    /// @dev If there are too few candidates for a jury of fifteen, the first verdict remains. Otherwise, the loser
    /// could always cancel a verdict of a small court by an appeal, with a bond that is paid back.
    function test_TheFirstVerdictRemainsWhenNoSecondJuryIsSelected() external {
        for (uint256 i = 5; i < 20; ++i) {
            vm.prank(_reviewer(i));
            panels.resign(COURT);
        }
        uint256 id = _openLease(7);
        address[] memory members = _try(id, 5, 0);
        _appeal(id, provider);
        disputes.request(id);
        _warpToEnd(id);
        disputes.lapse(id);
        _checkState(id, TrialState.Decided);
        assertEq(ptoken.balanceOf(provider), _providerBefore, "the appeal bond is back");
        vm.prank(provider);
        vm.expectPartialRevert(IJuryTrials.JuryTrials_NoFurtherAppeal.selector);
        disputes.appeal(id);
        disputes.execute(id);
        assertEq(ptoken.balanceOf(renter), _renterBefore + CLAIM, "claim and bond");
        assertEq(disputes.trialOf(id).jurorPay, OPENER_BOND / 10, "half of the bond for five jurors");
        _payJurors(id, members);
        _checkHeld(0);
    }

    function test_TheFirstVerdictRemainsWhenTheSecondJuryStaysSilent() external {
        uint256 id = _openLease(7);
        _try(id, 3, 0);
        _appeal(id, provider);
        _try(id, 0, 7);
        _checkState(id, TrialState.Decided);
        assertEq(disputes.trialOf(id).judged, FOR_OPENER + 1, "seven of fifteen decide nothing");
        disputes.execute(id);
        assertEq(ptoken.balanceOf(provider), _providerBefore, "the appeal bond is back");
        assertEq(ptoken.balanceOf(renter), _renterBefore + CLAIM, "claim and bond");
    }

    // ── Bonds that have shrunk ──────────────────────────────────────────────

    /// @dev If the provider's bond is empty, jurors are paid from the opener's bond. So a provider cannot influence
    /// them by emptying its bond.
    function test_TakesWhatIsLeftAndJurorsArePaidAllTheSame() external {
        uint256 id = _openLease(7);
        address[] memory members = _try(id, 5, 0);
        vm.prank(address(market));
        vault.compensate(provider, BOND - 300e18);
        _execute(id);
        assertEq(ptoken.balanceOf(renter), _renterBefore + 300e18 - OPENER_BOND / 2, "what was left");
        assertEq(vault.atRisk(provider, PROVIDER_PURPOSE), 0, "and nothing more");
        _payJurors(id, members);
        assertEq(ptoken.balanceOf(members[0]), OPENER_BOND / 10, "the whole pay");
        _checkHeld(0);
    }

    function test_ExecutesWithAnEmptyBond() external {
        uint256 id = _openLease(7);
        _try(id, 5, 0);
        vm.prank(address(market));
        vault.compensate(provider, BOND);
        _execute(id);
        assertEq(ptoken.balanceOf(renter), _renterBefore - OPENER_BOND / 2, "nothing to slash");
    }

    function test_TwoDisputesOverOneBondAreBothExecuted() external {
        uint256 first = _openLease(7);
        uint256 second = _openLease(8);
        _try(first, 5, 0);
        _try(second, 5, 0);
        vm.prank(address(market));
        vault.compensate(provider, BOND - CLAIM);
        _execute(first);
        _execute(second);
        assertEq(vault.atRisk(provider, PROVIDER_PURPOSE), 0, "both took what was there");
    }

    function test_ExecutesAfterTheSlashWasExecuted() external {
        uint256 id = _openSlash();
        _try(id, 5, 0);
        vm.warp(disputes.disputeOf(id).slashAt);
        vault.executeSlash(provider, PROVIDER_PURPOSE);
        _queue(100, 0);
        disputes.execute(id);
        assertTrue(vault.pendingSlashOf(provider, PROVIDER_PURPOSE).executeAt != 0, "another slash is not dropped");
        _checkState(id, TrialState.Done);
    }

    // ── Once ────────────────────────────────────────────────────────────────

    function test_RevertWhen_ExecutedCountedOrPaidTwice() external {
        uint256 id = _openLease(7);
        address[] memory members = _try(id, 4, 1);
        vm.expectPartialRevert(IJuryTrials.JuryTrials_WrongState.selector);
        disputes.count(id);
        vm.expectPartialRevert(IJuryTrials.JuryTrials_WrongState.selector);
        disputes.payJuror(id, members[0]);
        _execute(id);
        vm.expectPartialRevert(IJuryTrials.JuryTrials_WrongState.selector);
        disputes.execute(id);
        disputes.payJuror(id, members[0]);
        address[3] memory unpaid = [members[0], members[4], stranger];
        for (uint256 i = 0; i < 3; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IJuryTrials.JuryTrials_NothingDue.selector, id, unpaid[i]));
            disputes.payJuror(id, unpaid[i]);
        }
        vm.expectPartialRevert(IJuryTrials.JuryTrials_WrongState.selector);
        disputes.lapse(id);
    }

    // ── A court that was replaced ───────────────────────────────────────────

    function test_AReplacedCourtReturnsAllBondsFromEveryState() external {
        uint256 evidence = _openLease(1);
        uint256 decided = _openLease(2);
        _try(decided, 5, 0);
        uint256 appealed = _openLease(3);
        _try(appealed, 5, 0);
        _appeal(appealed, provider);
        uint256 voting = _openLease(4);
        address[] memory members = _summon(voting);
        assertEq(ptoken.balanceOf(provider), _providerBefore - 3 * OPENER_BOND, "the appeal bond is here");
        directory.set(COURT, address(0xC0028));
        uint256[4] memory all = [evidence, decided, appealed, voting];
        for (uint256 i = 0; i < 4; ++i) {
            disputes.lapse(all[i]);
            _checkState(all[i], TrialState.Stands);
        }
        assertEq(ptoken.balanceOf(renter), _renterBefore, "all bonds are back");
        assertEq(ptoken.balanceOf(provider), _providerBefore, "the appeal bond, too");
        assertEq(panels.memberOf(COURT, members[0]).openPanels, 0, "jurors are free");
        _checkHeld(0);
    }

    function test_RevertWhen_ADecidedOrVotedDisputeLapses() external {
        uint256 id = _openLease(7);
        _summon(id);
        vm.expectRevert(abi.encodeWithSelector(IJuryTrials.JuryTrials_WrongState.selector, id, TrialState.Voting));
        disputes.lapse(id);
        _vote(id, 5, 0);
        vm.warp(block.timestamp + 30 days);
        vm.expectRevert(abi.encodeWithSelector(IJuryTrials.JuryTrials_WrongState.selector, id, TrialState.Decided));
        disputes.lapse(id);
    }
}

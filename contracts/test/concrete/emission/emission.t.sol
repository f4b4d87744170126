// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAttestations} from "../../../src/interfaces/IAttestations.sol";
import {IEmissionEvents} from "../../../src/interfaces/IEmissionEvents.sol";
import {IEmissionPaying} from "../../../src/interfaces/IEmissionPaying.sol";
import {IGuardian} from "../../../src/interfaces/IGuardian.sol";
import {EmissionLeafLib} from "../../../src/libraries/EmissionLeafLib.sol";
import {EmissionMath} from "../../../src/libraries/EmissionMath.sol";
import {QuorumProof} from "../../../src/types/AttestationsTypes.sol";
import {
    EmissionBudget,
    EmissionClaim,
    EmissionInputs,
    EmissionLimits,
    EmissionParameters,
    EmissionRefusal,
    EmissionShowing,
    EmissionTerms
} from "../../../src/types/EmissionTypes.sol";
import {EmissionFixture} from "../../fixtures/EmissionFixture.sol";
import {HostileSurplusToken} from "../../fixtures/HostileSurplusToken.sol";

contract EmissionTest is EmissionFixture {
    // ── Publishing ──────────────────────────────────────────────────────────

    function test_APublishedEpochHasItsTotalBeforeAnyoneClaims() external {
        _formSetOf(4);
        uint256 surplus = ptoken.surplus();
        EmissionTerms memory terms = _terms(_usualLeaves(EARNED), _usualInputs(0));
        _attestTerms(terms);
        vm.expectEmit(true, true, true, true, address(emission));
        emit IEmissionEvents.EpochPublished(terms.epoch, 0, uint40(block.timestamp + 1 days), terms);
        emission.publish(terms);
        assertEq(ptoken.balanceOf(address(emission)), TOTAL, "minted here");
        assertEq(ptoken.surplus(), surplus - TOTAL, "out of the surplus");
        assertEq(emission.programmeOf(programme).remaining, 97e18, "the budget is spent");
        assertEq(emission.promised(), 97e18, "and no longer promised");
        uint256 finalAt = block.timestamp + 1 days;
        vm.warp(finalAt - 1);
        EmissionClaim memory it = _claimOf(terms.epoch, _usualLeaves(EARNED), 0);
        vm.expectRevert(
            abi.encodeWithSelector(IEmissionEvents.Emission_EpochNotFinal.selector, terms.epoch, finalAt, 0)
        );
        emission.claim(terms.epoch, it.provider, it.cumulative, it.proof);
        vm.warp(finalAt);
        vm.expectEmit(true, true, true, true, address(emission));
        emit IEmissionEvents.EpochFinal(terms.epoch, TOTAL);
        vm.prank(stranger);
        assertEq(emission.claim(terms.epoch, it.provider, it.cumulative, it.proof), EARNED, "paid");
        assertEq(ptoken.balanceOf(earners[0]), EARNED, "to the provider, whoever asks");
        assertTrue(ptoken.totalSupply() <= ptoken.reserve(), "covered");
        vm.recordLogs();
        _claim(terms.epoch, _usualLeaves(EARNED), 1);
        assertEq(countLogs(IEmissionEvents.EpochFinal.selector), 0, "final once");
    }

    function test_RevertWhen_TwoThirdsOrOneTwiceOrThreeSigned() external {
        _formSetOf(3);
        EmissionTerms memory terms = _terms(_usualLeaves(EARNED), _usualInputs(0));
        bytes32 statement = emission.statementOf(terms);
        // Exactly two thirds are not a quorum.
        QuorumProof memory proof = _proof(EMISSION, terms.epoch, statement, 3);
        vm.expectPartialRevert(IAttestations.Attestations_QuorumMissed.selector);
        attestations.attest(EMISSION, terms.epoch, statement, proof);
        proof = _proof(EMISSION, terms.epoch, statement, 7);
        proof.signatures[1] = proof.signatures[0];
        vm.expectPartialRevert(IAttestations.Attestations_SignerMismatch.selector);
        attestations.attest(EMISSION, terms.epoch, statement, proof);
        vm.expectRevert(abi.encodeWithSelector(IEmissionEvents.Emission_NotAttested.selector, statement, bytes32(0)));
        emission.publish(terms);
        // All members of a set of three sign. They are a quorum, but too few to have full power.
        attestations.attest(EMISSION, terms.epoch, statement, _proof(EMISSION, terms.epoch, statement, 7));
        vm.expectRevert(IEmissionEvents.Emission_PowerTooSmall.selector);
        emission.publish(terms);
    }

    function test_RevertWhen_TermsAreNotTheSignedOnes() external {
        EmissionTerms memory terms = _terms(_usualLeaves(EARNED), _usualInputs(0));
        _attestTerms(terms);
        terms.total += 1;
        vm.expectPartialRevert(IEmissionEvents.Emission_NotAttested.selector);
        emission.publish(terms);
        terms.total -= 1;
        uint256 chain = block.chainid;
        vm.chainId(chain + 1);
        vm.expectPartialRevert(IEmissionEvents.Emission_NotAttested.selector);
        emission.publish(terms);
        vm.chainId(chain);
        directory.setGuardian(address(this));
        directory.pause(1 hours);
        vm.expectRevert(abi.encodeWithSelector(IGuardian.Guardian_Paused.selector, block.timestamp + 1 hours));
        emission.publish(terms);
        directory.endPause();
        emission.publish(terms);
        vm.expectRevert(
            abi.encodeWithSelector(IEmissionEvents.Emission_EpochOutOfOrder.selector, terms.epoch, 0, terms.epoch)
        );
        emission.publish(terms);
    }

    function test_RevertWhen_NewAttestationsSayAnEpochAgainOrAnEarlierOne() external {
        uint64 last = _publishUsual(0).epoch;
        _replaceAttestations();
        for (uint64 epoch = last - 1; epoch <= last; ++epoch) {
            EmissionTerms memory terms = _terms(_usualLeaves(2 * EARNED), _usualInputs(EARNED));
            terms.epoch = epoch;
            _attestTermsOf(epoch, terms);
            vm.expectRevert(abi.encodeWithSelector(IEmissionEvents.Emission_EpochOutOfOrder.selector, epoch, last, last));
            emission.publish(terms);
        }
    }

    function test_RevertWhen_TheTotalPassesWhatIsDueTheCapTheBurnedOrTheSurplus() external {
        EmissionTerms memory terms = _terms(_usualLeaves(EARNED), _usualInputs(0));
        terms.available = TOTAL - 1;
        _refuse(terms, IEmissionEvents.Emission_TotalTooHigh.selector);
        terms.available = TOTAL;
        terms.due = TOTAL - 1;
        _refuse(terms, IEmissionEvents.Emission_TotalTooHigh.selector);
        terms.due = 27e18 + 1; // 0.8 of the 30 burned, and a budget of 3
        _refuse(terms, IEmissionEvents.Emission_TotalTooHigh.selector);
        terms.due = 27e18;
        uint256 grantable = ptoken.surplus() - emission.promised();
        emission.grant(address(this), grantable - 1e18);
        // In PToken: 1 of the surplus is not promised to incentive programmes. With the spent budget of 3 that makes 4,
        // which is less than the epoch's total of 4.5.
        _refuse(terms, IEmissionEvents.Emission_SurplusTooLow.selector);
        vm.expectPartialRevert(IEmissionEvents.Emission_SurplusTooLow.selector);
        emission.grant(address(this), 1e18 + 1);
        terms.total = 4e18;
        _publish(_later(terms));
    }

    function test_RevertWhen_BudgetsOrVersionsAreInvalid() external {
        EmissionTerms memory terms = _terms(_usualLeaves(EARNED), _usualInputs(0));
        terms.budgets[0].budget = 3e18 + 1;
        _refuse(terms, IEmissionEvents.Emission_BudgetInvalid.selector);
        terms.budgets[0] = EmissionBudget(programme, 3e18, 0);
        _refuse(terms, IEmissionEvents.Emission_BudgetInvalid.selector);
        terms.budgets = new EmissionBudget[](2);
        terms.budgets[0] = EmissionBudget(programme, 1e18, 1);
        terms.budgets[1] = terms.budgets[0];
        _refuse(terms, IEmissionEvents.Emission_BudgetInvalid.selector);
        terms = _terms(_usualLeaves(EARNED), _usualInputs(0));
        terms.parametersVersion = 2;
        _refuse(terms, IEmissionEvents.Emission_ParametersStale.selector);
        emission.setParameters(_shippedParameters());
        emission.setParameters(_shippedParameters());
        terms.parametersVersion = 1;
        _refuse(terms, IEmissionEvents.Emission_ParametersStale.selector);
        // Terms with the previous version of the parameters are still valid, because they may have been signed when it
        // was the newest.
        terms.parametersVersion = 2;
        _publish(_later(terms));
    }

    function test_RevertWhen_ThereAreNoLeavesOrMoreBudgetsThanTheMost() external {
        EmissionTerms memory terms = _terms(_usualLeaves(EARNED), _usualInputs(0));
        terms.leaves = 0;
        _refuse(terms, IEmissionEvents.Emission_RootZero.selector);
        terms = _terms(_usualLeaves(EARNED), _usualInputs(0));
        (terms.due, terms.total) = (0, 0);
        for (uint256 count = 16; count <= 17; ++count) {
            terms.budgets = new EmissionBudget[](count);
            _attestTerms(_later(terms));
            // Sixteen budgets are not too many, so these terms are refused only because the budgets name no incentive
            // programme. Seventeen budgets are too many.
            vm.expectRevert(
                abi.encodeWithSelector(IEmissionEvents.Emission_BudgetInvalid.selector, 0, count == 16 ? 0 : 17)
            );
            emission.publish(terms);
        }
    }

    // ── Claims ──────────────────────────────────────────────────────────────

    function test_NobodyIsPaidTwiceWithinAnEpochOrAcrossEpochs() external {
        uint64 first = _publishUsual(0).epoch;
        vm.warp(block.timestamp + 5 hours); // the epochs in between have no root
        uint64 second = _publishUsual(EARNED).epoch;
        _waitUntilFinal(second);
        assertEq(_claim(first, _usualLeaves(EARNED), 0), EARNED, "the first");
        _refuseClaim(first, _usualLeaves(EARNED), 0, EmissionRefusal.NothingNew);
        assertEq(_claim(second, _usualLeaves(2 * EARNED), 0), EARNED, "what the second adds");
        _refuseClaim(second, _usualLeaves(2 * EARNED), 0, EmissionRefusal.NothingNew);
        assertEq(_claim(second, _usualLeaves(2 * EARNED), 1), 2 * EARNED, "both at once");
        EmissionClaim memory it = _claimOf(second, _usualLeaves(2 * EARNED), 2);
        vm.expectRevert(abi.encodeWithSelector(IEmissionEvents.Emission_EpochUnknown.selector, first + 1));
        emission.claim(first + 1, it.provider, it.cumulative, it.proof);
        vm.expectRevert(abi.encodeWithSelector(IEmissionEvents.Emission_EpochUnknown.selector, second + 1));
        emission.claim(second + 1, it.provider, it.cumulative, it.proof);
        _refuseClaim(first, _usualLeaves(EARNED), 1, EmissionRefusal.NothingNew);
        _refuseClaim(second, _usualLeaves(2 * EARNED), 3, EmissionRefusal.NothingNew);
        assertEq(_claim(second, _usualLeaves(2 * EARNED), 2), 2 * EARNED, "the third");
        assertEq(ptoken.balanceOf(address(emission)), 0, "all of both totals, and no unit more");
    }

    function test_ALeafIsForOneProviderContractChainAndEpoch() external {
        uint64 epoch = _publishUsual(0).epoch;
        vm.warp(block.timestamp + 1 hours);
        uint64 other = _publishUsual(EARNED).epoch;
        _waitUntilFinal(other);
        EmissionClaim memory it = _claimOf(epoch, _usualLeaves(EARNED), 0);
        _refuseLeaf(epoch, address(0xBAD), it.cumulative, it.proof);
        _refuseLeaf(epoch, earners[1], it.cumulative, it.proof);
        _refuseLeaf(epoch, it.provider, it.cumulative + 1, it.proof);
        _refuseLeaf(other, it.provider, it.cumulative, it.proof);
        uint256 chain = block.chainid;
        vm.chainId(chain + 1);
        _refuseLeaf(epoch, it.provider, it.cumulative, it.proof);
        vm.chainId(chain);
        vm.expectRevert(abi.encodeWithSelector(IEmissionEvents.Emission_EpochUnknown.selector, epoch - 1));
        emission.claim(epoch - 1, it.provider, it.cumulative, it.proof);
    }

    function test_AnInnerNodeAndALeafHashedOnceOrForAnotherContractAreNoLeaf() external {
        EmissionTerms memory terms = _terms(_usualLeaves(EARNED), _usualInputs(0));
        bytes32 domain = EmissionLeafLib.domainOf("Emission", address(emission), terms.epoch);
        bytes32 once = keccak256(abi.encode(domain, earners[0], EARNED));
        bytes32 elsewhere = EmissionLeafLib.leafOf(address(this), terms.epoch, earners[1], EARNED);
        terms.leaves = _pair(once, elsewhere);
        _publish(terms);
        _waitUntilFinal(terms.epoch);
        _refuseLeaf(terms.epoch, earners[0], EARNED, _path(elsewhere));
        _refuseLeaf(terms.epoch, earners[1], EARNED, _path(once));
        _refuseLeaf(terms.epoch, earners[0], EARNED, new bytes32[](0));
        // The second tree has a leaf about the inputs of the same provider. This leaf is not valid for a claim.
        assertTrue(
            _inputLeaves(terms.epoch, _usualInputs(0))[0] != terms.inputs, "a leaf is not the root"
        );
    }

    function test_OnlyWhoHasItsGStakedIsPaid() external {
        uint64 epoch = _publishUsual(0).epoch;
        _waitUntilFinal(epoch);
        vm.prank(earners[0]);
        staked.unstake(1);
        _refuseClaim(epoch, _usualLeaves(EARNED), 0, EmissionRefusal.BondTooLow);
        staked.stakeFor(earners[0], 1);
        assertEq(_claim(epoch, _usualLeaves(EARNED), 0), EARNED, "once it is there again");
    }

    /// @dev A pause stops only new epochs.
    function test_APauseStopsNoClaimNoChallengeAndNoDemand() external {
        EmissionTerms memory terms = _publishUsual(0);
        EmissionClaim memory leaf = _claimOf(terms.epoch, _usualLeaves(EARNED), 0);
        directory.setGuardian(address(this));
        directory.pause(72 hours);
        bytes32[] memory path = _proofOf(_inputLeaves(terms.epoch, _usualInputs(0)), 1);
        EmissionInputs memory top = _inputsOf(terms.epoch, earners[1], _usualInputs(0)[1]);
        emission.challenge(terms, _claimOf(terms.epoch, _usualLeaves(EARNED), 1), top, path, _top());
        emission.demand(terms.epoch, leaf, TOP);
        EmissionShowing memory showing = _showing(terms.epoch, 0, _usualInputs(0), 0);
        emission.answer(terms, leaf, showing, _top());
        _waitUntilFinal(terms.epoch);
        assertAtMost(block.timestamp + 1, directory.pausedUntil(), "still paused");
        assertEq(_claim(terms.epoch, _usualLeaves(EARNED), 0), EARNED, "paid");
        EmissionClaim[] memory claims = new EmissionClaim[](1);
        claims[0] = _claimOf(terms.epoch, _usualLeaves(EARNED), 2);
        assertEq(emission.claimBatch(terms.epoch, claims), EARNED, "and in a batch");
    }

    function test_OneBadItemSpoilsNothing() external {
        uint64 epoch = _publishUsual(0).epoch;
        _waitUntilFinal(epoch);
        vm.prank(earners[1]);
        staked.unstake(1);
        EmissionClaim[] memory claims = new EmissionClaim[](6);
        for (uint256 i = 0; i < 4; ++i) {
            claims[i] = _claimOf(epoch, _usualLeaves(EARNED), i);
        }
        claims[4] = claims[0];
        claims[5] = EmissionClaim(address(0), 5, claims[0].proof);
        vm.recordLogs();
        assertEq(emission.claimBatch(epoch, claims), 2 * EARNED, "the two that can be paid");
        assertEq(countLogs(IEmissionEvents.ClaimSkipped.selector), 4, "each of the others is reported");
        assertEq(ptoken.balanceOf(earners[0]), EARNED, "once");
        assertEq(ptoken.balanceOf(earners[1]), 0, "no stake");
        assertEq(ptoken.balanceOf(earners[2]), EARNED, "after a bad one");
        assertEq(emission.claimable(), TOTAL - 2 * EARNED, "what they left");
    }

    function test_ClaimsStopAtTheSumOfTotalsThoughLeavesSayMore() external {
        EmissionTerms memory terms = _terms(_usualLeaves(2 * EARNED), _usualInputs(0));
        _publish(terms);
        vm.warp(block.timestamp + 23 hours);
        EmissionTerms memory next = _publishUsual(2 * EARNED);
        _waitUntilFinal(terms.epoch);
        assertEq(_claim(terms.epoch, _usualLeaves(2 * EARNED), 0), 2 * EARNED, "the first is paid");
        // 1.5 PToken of this epoch are left to claim. The 4.5 PToken of the next epoch, which is not final, cannot be
        // used.
        _refuseClaim(terms.epoch, _usualLeaves(2 * EARNED), 1, EmissionRefusal.TotalExceeded);
        assertEq(ptoken.balanceOf(address(emission)), 2 * uint256(TOTAL) - 2 * EARNED, "still there");
        _waitUntilFinal(next.epoch);
        assertEq(_claim(next.epoch, _usualLeaves(3 * EARNED), 1), 3 * EARNED, "when it is");
    }

    /// @dev Pays 3 PToken of the 4.5 that can be claimed. The 4.5 PToken of an epoch that is not final remain in the
    /// contract.
    function test_ABatchStopsAtWhatMayBeClaimed() external {
        EmissionTerms memory terms = _terms(_usualLeaves(2 * EARNED), _usualInputs(0));
        _publish(terms);
        vm.warp(block.timestamp + 23 hours);
        _publishUsual(2 * EARNED);
        _waitUntilFinal(terms.epoch);
        EmissionClaim[] memory claims = new EmissionClaim[](2);
        for (uint256 i = 0; i < 2; ++i) {
            claims[i] = _claimOf(terms.epoch, _usualLeaves(2 * EARNED), i);
        }
        vm.expectEmit(true, true, true, true, address(emission));
        emit IEmissionEvents.ClaimSkipped(terms.epoch, earners[1], EmissionRefusal.TotalExceeded);
        assertEq(emission.claimBatch(terms.epoch, claims), 2 * EARNED, "the first");
        assertEq(emission.claimedOf(earners[1]), 0, "not the second");
    }

    function test_WhatWaitsCannotBeClaimedAndAGiftCan() external {
        EmissionTerms memory terms = _terms(_usualLeaves(2 * EARNED), _usualInputs(0));
        _publish(terms);
        assertEq(emission.counter().waiting, TOTAL, "not final");
        assertEq(emission.claimable(), 0, "nothing yet");
        _waitUntilFinal(terms.epoch);
        uint64 next = _publishUsual(2 * EARNED).epoch;
        _mintPToken(address(this), 20e18);
        ptoken.approve(address(emission), 10e18);
        emission.demand(next, _claimOf(next, _usualLeaves(3 * EARNED), 0), TOP);
        assertEq(_claim(terms.epoch, _usualLeaves(2 * EARNED), 0), 2 * EARNED, "one of three that the total would do for");
        assertEq(emission.counter().waiting, TOTAL + 10e18, "the next epoch and the bond of a demand");
        assertEq(emission.claimable(), TOTAL - 2 * EARNED, "what the first left");
        // One base unit of PToken is missing for the claim. The contract must not pay it from the total of the next
        // epoch or from the bond of the demand.
        ptoken.transfer(address(emission), 4 * EARNED - TOTAL - 1);
        _refuseClaim(terms.epoch, _usualLeaves(2 * EARNED), 1, EmissionRefusal.TotalExceeded);
        ptoken.transfer(address(emission), 1);
        assertEq(_claim(terms.epoch, _usualLeaves(2 * EARNED), 1), 2 * EARNED, "to the unit");
        assertEq(emission.claimable(), 0, "and nothing is left");
        assertEq(ptoken.balanceOf(address(emission)), TOTAL + 10e18, "what waits is here");
    }

    function test_RevertWhen_TheTokenReentersAPayout() external {
        HostileSurplusToken token = new HostileSurplusToken();
        emission = _createEmission(address(token));
        EmissionTerms memory terms = _terms(_usualLeaves(EARNED), _usualInputs(0));
        terms.budgets = new EmissionBudget[](0);
        terms.due = TOTAL;
        _publish(terms);
        _waitUntilFinal(terms.epoch);
        EmissionClaim memory it = _claimOf(terms.epoch, _usualLeaves(EARNED), 1);
        token.callBack(
            address(emission), abi.encodeCall(IEmissionPaying.claim, (terms.epoch, it.provider, it.cumulative, it.proof))
        );
        it = _claimOf(terms.epoch, _usualLeaves(EARNED), 0);
        vm.expectRevert(bytes4(keccak256("ReentrancyGuardReentrantCall()")));
        emission.claim(terms.epoch, it.provider, it.cumulative, it.proof);
        EmissionClaim[] memory claims = new EmissionClaim[](1);
        claims[0] = it;
        vm.expectRevert(bytes4(keccak256("ReentrancyGuardReentrantCall()")));
        emission.claimBatch(terms.epoch, claims);
    }

    // ── Settings by vote ────────────────────────────────────────────────────

    /// @dev Checks the event of each call of the owner and of sponsors.
    function test_SaysWhatWasSetAndSpent() external {
        _expect();
        emit IEmissionEvents.ProgrammeCreated(2, "second", 1, 2, 5e18);
        assertEq(emission.createProgramme("second", 1, 2, 5e18), 2, "the next number");
        _expect();
        emit IEmissionEvents.ProgrammeFunded(2, address(this), 7e18, 7e18);
        emission.fundProgramme(2, 7e18);
        _expect();
        emit IEmissionEvents.ProgrammeFunded(2, address(this), 1e18, 8e18);
        emission.fundProgramme(2, 1e18);
        EmissionTerms memory terms = _terms(_usualLeaves(EARNED), _usualInputs(0));
        _attestTerms(terms);
        _expect();
        emit IEmissionEvents.ProgrammeSpent(programme, terms.epoch, 3e18, 97e18);
        emission.publish(terms);
        _expect();
        emit IEmissionEvents.ProgrammeClosed(2, 8e18);
        emission.closeProgramme(2);
        assertEq(emission.programmeOf(2).perEpoch, 0, "spends nothing any more");
        assertEq(emission.programmeOf(2).remaining, 0, "and has nothing");
        _expect();
        emit IEmissionEvents.SurplusGranted(stranger, 1e18);
        emission.grant(stranger, 1e18);
        assertEq(ptoken.balanceOf(stranger), 1e18, "minted");
        _expect();
        emit IEmissionEvents.EmissionParametersSet(2, _shippedParameters());
        emission.setParameters(_shippedParameters());
        _expect();
        emit IEmissionEvents.EmissionLimitsSet(_shippedLimits());
        emission.setLimits(_shippedLimits());
        _waitUntilFinal(terms.epoch);
        EmissionClaim memory it = _claimOf(terms.epoch, _usualLeaves(EARNED), 0);
        _expect();
        emit IEmissionEvents.EmissionClaimed(it.provider, terms.epoch, it.cumulative);
        emission.claim(terms.epoch, it.provider, it.cumulative, it.proof);
        EmissionClaim[] memory claims = new EmissionClaim[](1);
        claims[0] = it;
        _expect();
        emit IEmissionEvents.ClaimSkipped(terms.epoch, it.provider, EmissionRefusal.NothingNew);
        emission.claimBatch(terms.epoch, claims);
    }

    function _expect() private {
        vm.expectEmit(true, true, true, true, address(emission));
    }

    function test_AnybodyFundsAProgrammeAndOnlyTheOwnerSetsOne() external {
        _mintPToken(stranger, 5e18);
        uint256 surplus = ptoken.surplus();
        vm.startPrank(stranger);
        ptoken.approve(address(emission), 5e18);
        emission.fundProgramme(programme, 5e18);
        vm.expectRevert(abi.encodeWithSelector(IEmissionEvents.Emission_ProgrammeUnknown.selector, 2));
        emission.fundProgramme(2, 1);
        bytes memory notOwner = abi.encodeWithSignature("OwnableUnauthorizedAccount(address)", stranger);
        vm.expectRevert(notOwner);
        emission.createProgramme("mine", ANY, ANY, 1);
        vm.expectRevert(notOwner);
        emission.setProgrammeRate(programme, 1);
        vm.expectRevert(notOwner);
        emission.closeProgramme(programme);
        vm.expectRevert(notOwner);
        emission.grant(stranger, 1);
        vm.expectRevert(notOwner);
        emission.setParameters(_shippedParameters());
        vm.expectRevert(notOwner);
        emission.setLimits(_shippedLimits());
        vm.stopPrank();
        assertEq(ptoken.surplus(), surplus + 5e18, "burned into the surplus");
        assertEq(emission.promised(), 105e18, "and promised");
        emission.closeProgramme(programme);
        assertEq(emission.promised(), 0, "free again");
    }

    function test_AProgrammeSpendsAtTheRateThatWasSet() external {
        vm.expectRevert(abi.encodeWithSelector(IEmissionEvents.Emission_AmountZero.selector));
        emission.fundProgramme(programme, 0);
        vm.expectRevert(abi.encodeWithSelector(IEmissionEvents.Emission_ProgrammeUnknown.selector, 0));
        emission.setProgrammeRate(0, 1);
        vm.expectRevert(abi.encodeWithSelector(IEmissionEvents.Emission_ProgrammeUnknown.selector, 2));
        emission.setProgrammeRate(2, 1);
        EmissionTerms memory terms = _terms(_usualLeaves(EARNED), _usualInputs(0));
        uint128 budget = terms.budgets[0].budget;
        emission.setProgrammeRate(programme, budget - 1);
        _refuse(terms, IEmissionEvents.Emission_BudgetInvalid.selector);
        vm.expectEmit(true, true, true, true, address(emission));
        emit IEmissionEvents.ProgrammeRateSet(programme, budget);
        emission.setProgrammeRate(programme, budget);
        _publish(_later(terms));
        assertEq(emission.programmeOf(programme).perEpoch, budget, "kept");
    }

    function test_AProgrammeIsSpentToTheUnit() external {
        uint32 second = emission.createProgramme("second", ANY, ANY, 3e18);
        emission.fundProgramme(second, 3e18);
        EmissionTerms memory terms = _terms(_usualLeaves(EARNED), _usualInputs(0));
        terms.budgets[0].programme = second;
        _publish(terms);
        assertEq(emission.programmeOf(second).remaining, 0, "all of it");
    }

    function test_AVersionOfParametersIsKeptAsItWasSet() external {
        EmissionParameters memory parameters = _shippedParameters();
        parameters.basePerGpuHour += 1;
        emission.setParameters(parameters);
        assertEq(emission.parametersVersion(), 2, "the next");
        assertEq(emission.parametersOf(1).basePerGpuHour, parameters.basePerGpuHour - 1, "the first stays");
        bytes32 kept = keccak256(abi.encode(emission.parametersOf(2)));
        assertTrue(kept == keccak256(abi.encode(parameters)), "the second");
    }

    function test_RevertWhen_AParameterOrLimitPassesItsBounds() external {
        EmissionParameters memory parameters = _shippedParameters();
        parameters.rebateShare = 0.8e18 + 1;
        vm.expectPartialRevert(EmissionMath.EmissionMath_ParameterOutOfBounds.selector);
        emission.setParameters(parameters);
        EmissionLimits[6] memory wrong = [
            EmissionLimits(99, 10e18, 1 days, 1 days),
            EmissionLimits(100_001, 10e18, 1 days, 1 days),
            EmissionLimits(1_000, 1e18 - 1, 1 days, 1 days),
            EmissionLimits(1_000, 1_000e18 + 1, 1 days, 1 days),
            EmissionLimits(1_000, 10e18, 6 hours - 1, 1 days),
            EmissionLimits(1_000, 10e18, 1 days, 7 days + 1)
        ];
        for (uint256 i = 0; i < 6; ++i) {
            vm.expectPartialRevert(IEmissionEvents.Emission_LimitOutOfBounds.selector);
            emission.setLimits(wrong[i]);
        }
        emission.setLimits(EmissionLimits(100_000, 1_000e18, 7 days, 6 hours));
        assertEq(emission.limits().leastG, 100_000, "set");
        assertEq(emission.counter().leastG, 100_000, "where claims read it");
    }

    // ── Private ─────────────────────────────────────────────────────────────

    /// @dev Returns the same terms for the next hour, for which validators have not attested a root yet.
    function _later(EmissionTerms memory terms) private returns (EmissionTerms memory) {
        vm.warp(block.timestamp + 1 hours);
        terms.epoch = _epoch();
        return terms;
    }

    function _refuse(EmissionTerms memory terms, bytes4 reason) private {
        _attestTerms(_later(terms));
        vm.expectPartialRevert(reason);
        emission.publish(terms);
    }

    function _refuseClaim(uint64 epoch, uint128[4] memory cumulatives, uint256 index, EmissionRefusal reason) private {
        EmissionClaim memory it = _claimOf(epoch, cumulatives, index);
        vm.expectRevert(abi.encodeWithSelector(IEmissionEvents.Emission_ClaimRefused.selector, it.provider, reason));
        emission.claim(epoch, it.provider, it.cumulative, it.proof);
    }

    function _refuseLeaf(uint64 epoch, address account, uint128 cumulative, bytes32[] memory proof) private {
        vm.expectRevert(
            abi.encodeWithSelector(IEmissionEvents.Emission_ClaimRefused.selector, account, EmissionRefusal.LeafUnknown)
        );
        emission.claim(epoch, account, cumulative, proof);
    }
}

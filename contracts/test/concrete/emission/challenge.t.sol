// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAttestations} from "../../../src/interfaces/IAttestations.sol";
import {IEmissionEvents} from "../../../src/interfaces/IEmissionEvents.sol";
import {IStakeVault} from "../../../src/interfaces/IStakeVault.sol";
import {EmissionLeafLib} from "../../../src/libraries/EmissionLeafLib.sol";
import {EmissionMath} from "../../../src/libraries/EmissionMath.sol";
import {SignedRoot} from "../../../src/types/AttestationsTypes.sol";
import {
    EmissionChunk,
    EmissionClaim,
    EmissionInputs,
    EmissionLimits,
    EmissionNode,
    EmissionShowing,
    EmissionTerms
} from "../../../src/types/EmissionTypes.sol";
import {EmissionFixture, Served} from "../../fixtures/EmissionFixture.sol";

contract EmissionChallengeTest is EmissionFixture {
    function test_WhoChallengesARightLeafPaysItsProvider() external {
        Served[4] memory inputs = _usualInputs(0);
        EmissionTerms memory terms = _publishUsual(0);
        uint256 before = ptoken.balanceOf(address(this));
        uint256 supply = ptoken.totalSupply();
        vm.expectEmit(true, true, true, true, address(emission));
        emit IEmissionEvents.ChallengeFailed(terms.epoch, earners[0], address(this), CHALLENGE_BOND);
        _challenge(terms, _usualLeaves(EARNED), inputs, 0);
        assertEq(ptoken.balanceOf(earners[0]), CHALLENGE_BOND / 2, "the provider has half of the bond");
        assertEq(before - ptoken.balanceOf(address(this)), CHALLENGE_BOND, "of the challenger");
        assertEq(supply - ptoken.totalSupply(), CHALLENGE_BOND / 2, "half is burned");
        _challengeChunk(terms, _usualLeaves(EARNED), inputs, 1);
        assertEq(ptoken.balanceOf(earners[1]), CHALLENGE_BOND / 2, "a right chunk is as a right leaf");
        _challenge(terms, _usualLeaves(EARNED), inputs, 3);
        assertEq(ptoken.balanceOf(earners[3]), CHALLENGE_BOND / 2, "a leaf that pays nothing is right, too");
        assertEq(emission.lastEpoch(), terms.epoch, "the epoch stands");
    }

    function test_AWrongLeafTakesItsEpochBackAndAllThatBuildOnIt() external {
        _formSetOf(4);
        uint256 surplus = ptoken.surplus();
        uint64 good = _publishUsual(0).epoch;
        vm.warp(block.timestamp + 1 hours);
        uint128[4] memory leaves = _usualLeaves(2 * EARNED);
        leaves[1] += 1;
        Served[4] memory inputs = _usualInputs(EARNED);
        EmissionTerms memory wrong = _terms(leaves, inputs);
        _publish(wrong);
        vm.warp(block.timestamp + 1 hours);
        uint64 later = _publishUsual(2 * EARNED).epoch;
        assertEq(ptoken.surplus(), surplus - 3 * uint256(TOTAL), "three epochs are reserved");
        for (uint256 i = 0; i < 2; ++i) {
            uint64 rejected = i == 0 ? later : wrong.epoch;
            vm.expectEmit(true, true, true, true, address(emission));
            emit IEmissionEvents.ProgrammeRestored(programme, rejected, 3e18, i == 0 ? 94e18 : 97e18);
            vm.expectEmit(true, true, true, true, address(emission));
            emit IEmissionEvents.EpochRejected(rejected, wrong.epoch, TOTAL);
        }
        _challenge(wrong, leaves, inputs, 1);
        assertEq(emission.lastEpoch(), good, "the one before stands");
        assertEq(ptoken.surplus(), surplus - TOTAL, "their totals are surplus again");
        assertEq(emission.programmeOf(programme).remaining, 97e18, "their budgets are back");
        assertEq(emission.promised(), 97e18, "and promised");
        EmissionClaim memory it = _claimOf(later, _usualLeaves(3 * EARNED), 0);
        vm.expectRevert(abi.encodeWithSelector(IEmissionEvents.Emission_EpochUnknown.selector, later));
        emission.claim(later, it.provider, it.cumulative, it.proof);
        _waitUntilFinal(good);
        assertEq(_claim(good, _usualLeaves(EARNED), 0), EARNED, "what was right is paid");
        // The next epoch builds on the last valid epoch.
        vm.warp(block.timestamp + 1 hours);
        uint64 next = _publishUsual(EARNED).epoch;
        _waitUntilFinal(next);
        assertEq(_claim(next, _usualLeaves(2 * EARNED), 0), EARNED, "and so does what comes");
    }

    function test_RefutedTermsAreBarredAndWhoSignedThemPaysOnce() external {
        bytes32 setHash = _formSetOf(4);
        Served[4] memory inputs = _usualInputs(0);
        uint128[4] memory leaves = _usualLeaves(EARNED);
        leaves[2] -= 1;
        EmissionTerms memory wrong = _terms(leaves, inputs);
        _publish(wrong);
        bytes32 root = emission.statementOf(wrong);
        SignedRoot[4] memory signed;
        for (uint256 i = 0; i < 4; ++i) {
            bytes32 digest = attestations.hashAttestation(setHash, EMISSION, wrong.epoch, root);
            signed[i] = SignedRoot(setHash, root, _sign(validatorKeys[i], digest));
        }
        bytes memory unknown = abi.encodeWithSelector(IAttestations.Attestations_RootNotRefuted.selector, root);
        _challengeAs(address(this), wrong, leaves, inputs, 0); // this leaf is right: nobody signed anything wrong
        vm.expectRevert(unknown);
        attestations.punishWrongRoot(EMISSION, address(emission), wrong.epoch, signed[0]);
        vm.expectEmit(true, true, true, true, address(emission));
        emit IEmissionEvents.LeafRefuted(wrong.epoch, earners[2], stranger, EARNED - 1, EARNED);
        _challengeAs(stranger, wrong, leaves, inputs, 2);
        assertTrue(emission.isBarred(root) && emission.refuterOf(root) == stranger, "barred");
        vm.expectRevert(abi.encodeWithSelector(IEmissionEvents.Emission_TermsBarred.selector, root));
        emission.publish(wrong);

        address signer = vm.addr(validatorKeys[0]);
        vm.prank(signer);
        vault.unbond(VALIDATOR_PURPOSE, STAKE - 1); // unbonding does not save the bond
        uint256 held = ptoken.balanceOf(address(vault));
        uint256 reserve = ptoken.surplus();
        for (uint256 i = 0; i < 4; ++i) {
            vm.expectEmit(true, true, true, true, address(attestations));
            emit IAttestations.WrongRootPunished(
                vm.addr(validatorKeys[i]), root, wrong.epoch, EMISSION, stranger, STAKE / 10
            );
            uint256 slashed = attestations.punishWrongRoot(EMISSION, address(emission), wrong.epoch, signed[i]);
            assertEq(slashed, STAKE / 10, "a tenth");
            assertEq(vault.atRisk(vm.addr(validatorKeys[i]), VALIDATOR_PURPOSE), STAKE - STAKE / 10, "of each");
            vm.expectRevert(
                abi.encodeWithSelector(
                    IAttestations.Attestations_WrongRootPunished.selector, vm.addr(validatorKeys[i]), root
                )
            );
            attestations.punishWrongRoot(EMISSION, address(emission), wrong.epoch, signed[i]);
        }
        assertEq(ptoken.balanceOf(stranger), 4 * STAKE / 20, "half is the challenger's");
        assertEq(held - ptoken.balanceOf(address(vault)), 4 * STAKE / 10, "what is slashed has left");
        uint256 rest = ptoken.surplus() - reserve + ptoken.balanceOf(directory.get("Treasury"));
        assertEq(rest, 4 * STAKE / 20, "and the rest is burned or the treasury's");
    }

    function test_RevertWhen_WhoRefutesIsNotTrustedOrTheSignatureIsAStrangers() external {
        bytes32 setHash = _formSetOf(4);
        Served[4] memory inputs = _usualInputs(0);
        uint128[4] memory leaves = _usualLeaves(EARNED + 1);
        EmissionTerms memory wrong = _terms(leaves, inputs);
        _publish(wrong);
        _challengeAs(stranger, wrong, leaves, inputs, 0);
        bytes32 root = emission.statementOf(wrong);
        uint64 epoch = wrong.epoch;
        bytes32 digest = attestations.hashAttestation(setHash, EMISSION, epoch, root);
        SignedRoot memory signed = SignedRoot(setHash, root, _sign(validatorKeys[0], digest));
        vm.expectRevert(abi.encodeWithSelector(IAttestations.Attestations_RefuterUntrusted.selector, stranger));
        attestations.punishWrongRoot(EMISSION, stranger, epoch, signed);
        // A signature for another hour, or by an account without a bond, slashes nothing.
        vm.expectPartialRevert(IStakeVault.StakeVault_NothingToSlash.selector);
        attestations.punishWrongRoot(EMISSION, address(emission), epoch + 1, signed);
        signed.signature = _sign(uint256(keccak256("stranger")), digest);
        vm.expectPartialRevert(IStakeVault.StakeVault_NothingToSlash.selector);
        attestations.punishWrongRoot(EMISSION, address(emission), epoch, signed);
    }

    function test_RevertWhen_AChallengeIsLateOrOfOtherTermsLeavesOrInputs() external {
        Served[4] memory inputs = _usualInputs(0);
        EmissionTerms memory terms = _publishUsual(0);
        EmissionClaim memory leaf = _claimOf(terms.epoch, _usualLeaves(EARNED), 0);
        bytes32[] memory path = _proofOf(_inputLeaves(terms.epoch, inputs), 0);
        EmissionInputs memory top = _inputsOf(terms.epoch, earners[0], inputs[0]);
        EmissionInputs memory others = _inputsOf(terms.epoch, earners[3], inputs[3]);
        vm.expectPartialRevert(IEmissionEvents.Emission_LeafUnknown.selector);
        emission.challenge(terms, leaf, others, path, _top());
        leaf.provider = earners[1];
        vm.expectPartialRevert(IEmissionEvents.Emission_LeafUnknown.selector);
        emission.challenge(terms, leaf, top, path, _top());
        leaf.provider = earners[0];
        // A provider's total pay that is in no published Merkle leaf cannot be challenged or demanded.
        leaf.cumulative = EARNED + 1;
        bytes32 invented = EmissionLeafLib.leafOf(address(emission), terms.epoch, earners[0], EARNED + 1);
        vm.expectRevert(abi.encodeWithSelector(IEmissionEvents.Emission_LeafUnknown.selector, invented));
        emission.challenge(terms, leaf, top, path, _top());
        vm.expectRevert(abi.encodeWithSelector(IEmissionEvents.Emission_LeafUnknown.selector, invented));
        emission.demand(terms.epoch, leaf, TOP);
        leaf.cumulative = EARNED;
        terms.common.activeNodes = 1;
        vm.expectPartialRevert(IEmissionEvents.Emission_TermsUnknown.selector);
        emission.challenge(terms, leaf, top, path, _top());
        terms.common.activeNodes = 10_000;
        uint256 until = block.timestamp + 1 days;
        vm.warp(until - 1);
        emission.challenge(terms, leaf, top, path, _top());
        vm.warp(until);
        vm.expectRevert(abi.encodeWithSelector(IEmissionEvents.Emission_ChallengeOver.selector, until, until));
        emission.challenge(terms, leaf, top, path, _top());
        vm.expectRevert(abi.encodeWithSelector(IEmissionEvents.Emission_ChallengeOver.selector, until, until));
        emission.demand(terms.epoch, leaf, TOP);
    }

    function test_FactorsAndNAndRAtTheirEndsAndAProviderExactlyAtTheThreshold() external {
        Served[4] memory inputs = _usualInputs(0);
        EmissionNode memory node;
        node.referenceGpuHours = 1_000e18;
        node.siteSquares = WAD;
        node.burned = 100e18;
        inputs[0].shares[0].node = node; // every factor is 0, so the node earns nothing
        node = _earningNode();
        (node.contribution, node.history, node.stability, node.diversity, node.demand) = (WAD, WAD, WAD, WAD, WAD);
        node.burned = 1_000e18;
        inputs[1].shares[0].node = node; // every factor is 1, so it earns B times six, times N and R
        inputs[2].shares[0].node.computeShare = 0.05e18; // the share at which the factor against concentration (θ) begins
        inputs[2].shares[0].programmes = 0;
        inputs[3] = _servedOf(0, bytes32(uint256(4)), _earningNode());
        inputs[3].shares[0].node.computeShare = 0.05e18 + 1e12; // slightly above that share
        inputs[3].shares[0].programmes = 0;
        uint128[4] memory leaves = _leavesAt(EmissionMath.regulator(1e18, 20e18));
        EmissionTerms memory terms = _terms(leaves, _statingDue(inputs, leaves));
        terms.budgets[0].weightOfAll = 1_000e18;
        terms.common.activeNodes = 0; // N is 1
        terms.common.slope = 1e18; // R at its upper end
        terms.burned = 1_200e18;
        terms.due = 900e18;
        _publish(terms);
        for (uint256 i = 0; i < 3; ++i) {
            _challengeChunk(terms, leaves, inputs, i);
            assertEq(ptoken.balanceOf(earners[i]), CHALLENGE_BOND / 2, "right");
        }
        _challengeChunk(terms, leaves, inputs, 3);
        assertEq(emission.lastEpoch(), 0, "above the threshold it is too much");

        // With the largest number of active nodes (factor N of the formula) and the steepest fall of demand (factor R),
        // every earning becomes 0.
        vm.warp(block.timestamp + 1 hours);
        leaves = _usualLeaves(0);
        leaves[2] = 1;
        terms.epoch = _epoch();
        terms.inputs = _root(_inputLeaves(terms.epoch, _statingDue(inputs, leaves)));
        terms.common.activeNodes = type(uint64).max;
        terms.common.slope = -1e18;
        terms.leaves = _root(_leaves(terms.epoch, leaves));
        _publish(terms);
        _challengeChunk(terms, leaves, inputs, 1);
        assertEq(ptoken.balanceOf(earners[1]), CHALLENGE_BOND, "nothing is right");
        _challengeChunk(terms, leaves, inputs, 2);
        assertEq(emission.lastEpoch(), 0, "a unit is wrong");
    }

    /// @dev Returns the inputs, changed so that the stated sum of each provider's earnings (`due`) is the amount in its
    /// leaf.
    function _statingDue(Served[4] memory inputs, uint128[4] memory leaves) private pure returns (Served[4] memory) {
        for (uint256 i = 0; i < 4; ++i) {
            inputs[i].due = leaves[i];
        }
        return inputs;
    }

    /// @dev A provider earns only with a bond in G and a verified task. If one of them is missing, the total pay in its
    /// Merkle leaf must not grow.
    function test_WithoutTheBondOrAVerifiedTaskALeafGrowsByNothing() external {
        _formSetOf(4);
        uint64 first = _publishUsual(0).epoch;
        vm.warp(block.timestamp + 1 hours);
        Served[4] memory inputs = _usualInputs(EARNED);
        inputs[0].isBonded = false;
        inputs[1].hasVerifiedTask = false;
        (inputs[2].isBonded, inputs[2].hasVerifiedTask) = (false, false);
        uint128[4] memory leaves = _usualLeaves(EARNED);
        EmissionTerms memory terms = _terms(leaves, inputs);
        terms.total = 0;
        _publish(terms);
        for (uint256 i = 0; i < 3; ++i) {
            _challenge(terms, leaves, inputs, i);
            assertEq(ptoken.balanceOf(earners[i]), CHALLENGE_BOND / 2, "right: what it had, and no more");
        }
        assertEq(emission.lastEpoch(), terms.epoch, "the epoch stands");
        // For each of these three providers, a challenge refutes a leaf with the usual pay.
        for (uint256 i = 0; i < 3; ++i) {
            vm.warp(block.timestamp + 1 hours);
            leaves = _usualLeaves(EARNED);
            leaves[i] += EARNED;
            terms = _terms(leaves, inputs);
            terms.previous = emission.lastEpoch();
            terms.leaves = _root(_leaves(terms.epoch, leaves));
            _publish(terms);
            _challenge(terms, leaves, inputs, i);
            assertAtMost(emission.lastEpoch(), terms.epoch - 1, "taken back");
        }
        assertAtMost(first, emission.lastEpoch(), "and nothing before");
    }

    /// @dev Returns the leaves (total pay) of four providers if the factor R is `r` and N is 1. Each node has a base B
    /// of 2 PToken. The first provider earns nothing. The second one has all six factors; four of them also give it a
    /// share of the budget of 3 PToken. The last two have one factor each, and no share of the budget.
    function _leavesAt(uint256 r) private pure returns (uint128[4] memory leaves) {
        leaves[1] = uint128(12 * r + 3 * (8 * r) / 1_000);
        leaves[2] = uint128(2 * r);
        leaves[3] = leaves[2];
    }

    // ── Demands ─────────────────────────────────────────────────────────────

    function test_ADemandWaitsForItsAnswerAndThenPaysWhoAnswered() external {
        uint64 first = _publishUsual(0).epoch;
        vm.warp(block.timestamp + 1 hours);
        Served[4] memory inputs = _usualInputs(EARNED);
        EmissionTerms memory terms = _publishUsual(EARNED);
        EmissionClaim memory leaf = _claimOf(terms.epoch, _usualLeaves(2 * EARNED), 0);
        vm.warp(block.timestamp + 1 days - 1);
        bytes32 hash = _leaves(terms.epoch, _usualLeaves(2 * EARNED))[0];
        bytes32 name = _demandOf(hash, TOP);
        vm.expectEmit(true, true, true, true, address(emission));
        emit IEmissionEvents.LeafDemanded(
            terms.epoch, earners[0], address(this), name, hash, TOP, CHALLENGE_BOND, uint40(block.timestamp + 1 days)
        );
        emission.demand(terms.epoch, leaf, TOP);
        vm.expectPartialRevert(IEmissionEvents.Emission_DemandKnown.selector);
        emission.demand(terms.epoch, leaf, TOP);
        uint256 answerUntil = block.timestamp + 1 days;
        vm.warp(answerUntil - 1);
        vm.expectRevert(
            abi.encodeWithSelector(IEmissionEvents.Emission_EpochNotFinal.selector, terms.epoch, answerUntil, 1)
        );
        emission.claim(terms.epoch, leaf.provider, leaf.cumulative, leaf.proof);
        EmissionShowing memory showing = _showing(terms.epoch, first, inputs, 0);
        showing.beforeProof = new bytes32[](0);
        vm.expectPartialRevert(IEmissionEvents.Emission_LeafUnknown.selector);
        emission.answer(terms, leaf, showing, _top());
        uint256 supply = ptoken.totalSupply();
        showing = _showing(terms.epoch, first, inputs, 0);
        vm.prank(stranger);
        emission.answer(terms, leaf, showing, _top());
        assertEq(ptoken.balanceOf(stranger), CHALLENGE_BOND / 2, "half of the bond is whose answer it was");
        assertEq(supply - ptoken.totalSupply(), CHALLENGE_BOND / 2, "and half is burned");
        vm.expectPartialRevert(IEmissionEvents.Emission_DemandUnknown.selector);
        emission.settleDemand(name);
        vm.warp(answerUntil);
        assertEq(_claim(terms.epoch, _usualLeaves(2 * EARNED), 0), 2 * EARNED, "final");
    }

    function test_WhoHadNothingBeforeNeedsNoEarlierLeafToAnswer() external {
        Served[4] memory inputs = _usualInputs(0);
        EmissionTerms memory terms = _publishUsual(0);
        EmissionClaim memory leaf = _claimOf(terms.epoch, _usualLeaves(EARNED), 1);
        emission.demand(terms.epoch, leaf, TOP);
        EmissionShowing memory showing = _showing(terms.epoch, 0, inputs, 1);
        showing.beforeProof = new bytes32[](0);
        vm.expectEmit(true, true, true, true, address(emission));
        bytes32 name = _demandOf(_leaves(terms.epoch, _usualLeaves(EARNED))[1], TOP);
        emit IEmissionEvents.DemandAnswered(terms.epoch, earners[1], stranger, name, showing.inputs, CHALLENGE_BOND);
        vm.prank(stranger);
        emission.answer(terms, leaf, showing, _top());
        assertEq(ptoken.balanceOf(stranger), CHALLENGE_BOND / 2, "half of the bond is whose answer it was");
    }

    function test_RevertWhen_AnAnswerIsToNoDemandOrShowsAnotherSum() external {
        Served[4] memory inputs = _usualInputs(0);
        uint128[4] memory leaves = _usualLeaves(EARNED);
        leaves[1] += 1;
        EmissionTerms memory terms = _terms(leaves, inputs);
        _publish(terms);
        EmissionClaim memory leaf = _claimOf(terms.epoch, leaves, 1);
        bytes32 hash = _demandOf(_leaves(terms.epoch, leaves)[1], TOP);
        EmissionShowing memory showing = _showing(terms.epoch, 0, inputs, 1);
        vm.expectRevert(abi.encodeWithSelector(IEmissionEvents.Emission_DemandUnknown.selector, hash));
        emission.answer(terms, leaf, showing, _top());
        vm.prank(stranger);
        vm.expectPartialRevert(bytes4(keccak256("ERC20InsufficientAllowance(address,uint256,uint256)")));
        emission.demand(terms.epoch, leaf, TOP);
        emission.demand(terms.epoch, leaf, TOP);
        assertTrue(emission.demandOf(hash).challenger == address(this), "who asked");
        assertEq(emission.demandOf(hash).bond, CHALLENGE_BOND, "what it put down");
        assertEq(emission.demandOf(hash).epoch, terms.epoch, "of which epoch");
        assertEq(emission.counter().waiting, TOTAL + CHALLENGE_BOND, "nobody may claim it");
        vm.expectRevert(abi.encodeWithSelector(IEmissionEvents.Emission_LeafWrong.selector, EARNED + 1, EARNED));
        emission.answer(terms, leaf, showing, _top());
        vm.warp(emission.recordOf(terms.epoch).finalAt);
        emission.settleDemand(hash);
        assertEq(emission.counter().waiting, 0, "all of it left");
        assertEq(ptoken.balanceOf(address(emission)), 0, "and nothing else was here");
    }

    function test_WhatNobodyAnswersTakesItsEpochBack() external {
        uint256 before = ptoken.balanceOf(address(this));
        Served[4] memory inputs = _usualInputs(0);
        // The inputs state that the provider was paid a total of 1 base unit before, but no Merkle leaf of the previous
        // epoch has this total.
        inputs[2].before = 1;
        uint128[4] memory leaves = _usualLeaves(EARNED);
        leaves[2] += 1;
        EmissionTerms memory terms = _terms(leaves, inputs);
        _publish(terms);
        EmissionClaim memory leaf = _claimOf(terms.epoch, leaves, 2);
        emission.demand(terms.epoch, leaf, TOP);
        emission.demand(terms.epoch, _claimOf(terms.epoch, leaves, 0), TOP);
        EmissionShowing memory showing = _showing(terms.epoch, 0, inputs, 2);
        vm.expectPartialRevert(IEmissionEvents.Emission_LeafUnknown.selector);
        emission.answer(terms, leaf, showing, _top());
        bytes32 hash = _demandOf(_leaves(terms.epoch, leaves)[2], TOP);
        vm.expectPartialRevert(IEmissionEvents.Emission_AnswerOpen.selector);
        emission.settleDemand(hash);
        vm.warp(block.timestamp + 1 days);
        vm.expectPartialRevert(IEmissionEvents.Emission_AnswerOver.selector);
        emission.answer(terms, leaf, showing, _top());
        vm.expectPartialRevert(IEmissionEvents.Emission_EpochNotFinal.selector);
        emission.claim(terms.epoch, leaf.provider, leaf.cumulative, leaf.proof);
        vm.startPrank(stranger);
        vm.expectEmit(true, true, true, true, address(emission));
        emit IEmissionEvents.DemandSettled(terms.epoch, address(this), hash, CHALLENGE_BOND);
        emission.settleDemand(hash);
        vm.expectRevert(abi.encodeWithSelector(IEmissionEvents.Emission_DemandUnknown.selector, hash));
        emission.settleDemand(hash); // the other's bond is still here
        emission.settleDemand(_demandOf(_leaves(terms.epoch, leaves)[0], TOP));
        vm.stopPrank();
        assertEq(emission.lastEpoch(), 0, "gone");
        bytes32 statement = emission.statementOf(terms);
        vm.expectRevert(abi.encodeWithSelector(IEmissionEvents.Emission_TermsBarred.selector, statement));
        emission.publish(terms);
        assertTrue(emission.refuterOf(statement) == address(0), "and nobody proved it wrong");
        assertEq(ptoken.balanceOf(address(this)), before, "both bonds are back");
        assertEq(ptoken.balanceOf(address(emission)), 0, "nothing stays");
    }

    function test_AnEarlyDemandDoesNotShortenTheTimeForChallenges() external {
        emission.setLimits(EmissionLimits(1_000, uint96(CHALLENGE_BOND), 7 days, 6 hours));
        EmissionTerms memory terms = _publishUsual(0);
        uint256 until = block.timestamp + 7 days;
        emission.demand(terms.epoch, _claimOf(terms.epoch, _usualLeaves(EARNED), 0), TOP);
        assertEq(emission.recordOf(terms.epoch).finalAt, until, "as published");
        vm.warp(until - 6 hours + 1);
        emission.demand(terms.epoch, _claimOf(terms.epoch, _usualLeaves(EARNED), 1), TOP);
        assertEq(emission.recordOf(terms.epoch).finalAt, until + 1, "a late one adds what its answer may take");
    }

    function test_ADemandOfAnEpochThatWasTakenBackLeavesLaterOnesAlone() external {
        EmissionTerms memory wrong = _terms(_usualLeaves(EARNED + 1), _usualInputs(0));
        _publish(wrong);
        for (uint256 i = 0; i < 2; ++i) {
            emission.demand(wrong.epoch, _claimOf(wrong.epoch, _usualLeaves(EARNED + 1), i), TOP);
        }
        bytes32[4] memory hashes = _leaves(wrong.epoch, _usualLeaves(EARNED + 1));
        vm.warp(block.timestamp + 1 days);
        emission.settleDemand(_demandOf(hashes[0], TOP));
        uint64 next = _publishUsual(0).epoch;
        uint256 before = ptoken.balanceOf(address(this));
        emission.settleDemand(_demandOf(hashes[1], TOP));
        assertEq(ptoken.balanceOf(address(this)) - before, CHALLENGE_BOND, "the bond is back");
        assertEq(emission.lastEpoch(), next, "what was published since stands");
    }

    /// @dev After an epoch is rejected, its next terms may have the same Merkle leaf. A demand about the rejected terms
    /// does not apply to them.
    function test_ADemandOfTermsThatWereTakenBackIsNoneOfTheNextTerms() external {
        Served[4] memory inputs = _usualInputs(0);
        uint128[4] memory leaves = _usualLeaves(EARNED);
        leaves[1] += 1;
        EmissionTerms memory terms = _terms(leaves, inputs);
        _publish(terms);
        emission.demand(terms.epoch, _claimOf(terms.epoch, leaves, 0), TOP);
        _challenge(terms, leaves, inputs, 1);
        vm.warp(block.timestamp + 1);
        _replaceAttestations();
        terms.leaves = _root(_leaves(terms.epoch, _usualLeaves(EARNED)));
        _publish(terms);
        EmissionClaim memory leaf = _claimOf(terms.epoch, _usualLeaves(EARNED), 0);
        bytes32 hash = _demandOf(_leaves(terms.epoch, leaves)[0], TOP);
        EmissionShowing memory showing = _showing(terms.epoch, 0, inputs, 0);
        vm.expectRevert(abi.encodeWithSelector(IEmissionEvents.Emission_DemandUnknown.selector, hash));
        emission.answer(terms, leaf, showing, _top());
        uint256 before = ptoken.balanceOf(address(this));
        emission.settleDemand(hash);
        assertEq(ptoken.balanceOf(address(this)) - before, CHALLENGE_BOND, "the bond is back");
        assertEq(emission.lastEpoch(), terms.epoch, "the next terms stand");
    }

    function test_ATenthOfAnOddBondIsRoundedUp() external {
        for (uint256 i = 0; i < 4; ++i) {
            _joinWith(_validatorKey(i), STAKE + 1);
        }
        bytes32 setHash = attestations.formSet();
        EmissionTerms memory wrong = _terms(_usualLeaves(EARNED + 1), _usualInputs(0));
        _publish(wrong);
        _challengeAs(stranger, wrong, _usualLeaves(EARNED + 1), _usualInputs(0), 0);
        bytes32 root = emission.statementOf(wrong);
        bytes32 digest = attestations.hashAttestation(setHash, EMISSION, wrong.epoch, root);
        SignedRoot memory signed = SignedRoot(setHash, root, _sign(validatorKeys[0], digest));
        uint256 slashed = attestations.punishWrongRoot(EMISSION, address(emission), wrong.epoch, signed);
        assertEq(slashed, STAKE / 10 + 1, "a unit more than a tenth");
        assertEq(ptoken.balanceOf(stranger), STAKE / 20, "half of it, rounded down");
    }

    function test_InputsThatNoArithmeticTakesAreNeverAnswered() external {
        Served[4] memory inputs = _usualInputs(0);
        inputs[0].shares[0].node.quality = WAD + 1;
        EmissionTerms memory terms = _terms(_usualLeaves(EARNED), inputs);
        _publish(terms);
        EmissionClaim memory leaf = _claimOf(terms.epoch, _usualLeaves(EARNED), 0);
        emission.demand(terms.epoch, leaf, 0);
        EmissionShowing memory showing = _showing(terms.epoch, 0, inputs, 0);
        EmissionChunk memory chunk = _chunkOf(inputs[0]);
        vm.expectPartialRevert(EmissionMath.EmissionMath_InputTooLarge.selector);
        emission.answer(terms, leaf, showing, chunk);
    }

    // ── Private ─────────────────────────────────────────────────────────────

    function _challenge(
        EmissionTerms memory terms,
        uint128[4] memory leaves,
        Served[4] memory inputs,
        uint256 index
    ) private {
        _challengeAs(address(this), terms, leaves, inputs, index);
    }

    function _challengeAs(
        address challenger,
        EmissionTerms memory terms,
        uint128[4] memory leaves,
        Served[4] memory inputs,
        uint256 index
    ) private {
        _challengePart(challenger, terms, leaves, inputs, index, _top());
    }

    function _challengeChunk(
        EmissionTerms memory terms,
        uint128[4] memory leaves,
        Served[4] memory inputs,
        uint256 index
    ) private {
        _challengePart(address(this), terms, leaves, inputs, index, _chunkOf(inputs[index]));
    }

    function _challengePart(
        address challenger,
        EmissionTerms memory terms,
        uint128[4] memory leaves,
        Served[4] memory inputs,
        uint256 index,
        EmissionChunk memory chunk
    ) private {
        bytes32[] memory path = _proofOf(_inputLeaves(terms.epoch, inputs), index);
        EmissionClaim memory leaf = _claimOf(terms.epoch, leaves, index);
        EmissionInputs memory top = _inputsOf(terms.epoch, earners[index], inputs[index]);
        vm.prank(challenger);
        emission.challenge(terms, leaf, top, path, chunk);
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IEmissionChallenges} from "../../src/interfaces/IEmissionChallenges.sol";
import {EmissionChunk, EmissionClaim, EmissionInputs, EmissionTerms} from "../../src/types/EmissionTypes.sol";
import {EmissionFixture, Served} from "../fixtures/EmissionFixture.sol";

/// @dev L2: an epoch that honest validators sign is published and claimed. This takes at most the period for challenges
/// and one period for answers. The attacker has a tenth of the validators' stake and any amount of gas: it forms sets,
/// bonds for others, publishes first, claims for others, demands chunks up to the last second, challenges right leaves,
/// and tries to settle demands that are answered or do not exist. Validators answer each demand.
contract EpochLivenessTest is EmissionFixture {
    /// @dev A demand of the attacker to see a part of the inputs behind a provider's leaf (its total pay), which nobody
    /// has answered yet.
    struct Demanded {
        uint256 leaf;
        uint32 chunk;
    }

    uint256 private _budget = 800e18;
    Demanded[] private _unanswered;
    uint256 private _demands;
    uint256 private _challenges;

    function setUp() public override {
        super.setUp();
        _mintPToken(stranger, _budget);
        vm.prank(stranger);
        ptoken.approve(address(emission), _budget);
    }

    /// hardhat-config: fuzz.runs = 16
    /// hardhat-config: long.fuzz.runs = 320
    function testFuzz_L2_AnEpochIsPublishedAndClaimed(uint256 word) external {
        _walk(word, 4);
    }

    /// @dev Checks that the attacker really demands and challenges, because otherwise the test above would show
    /// nothing.
    function test_TheAttackerDemandsAndChallenges() external {
        _walk(5, 12);
        assertAtMost(12, _demands, "demands");
        assertAtMost(4, _challenges, "challenges");
    }

    function _walk(uint256 word, uint256 epochs) private {
        _formSetOf(4);
        uint128 earned = 0;
        for (uint256 i = 0; i < epochs; ++i) {
            word = uint256(keccak256(abi.encode(word)));
            vm.warp((uint256(_epoch()) + 1) * 1 hours + word % 29 minutes);
            _formWhereOld();
            EmissionTerms memory terms = _terms(_usualLeaves(earned + EARNED), _usualInputs(earned));
            earned += EARNED;
            _attack(word, terms);
            _attestTerms(terms);
            _attack(word >> 8, terms);
            if (emission.lastEpoch() != terms.epoch) emission.publish(terms);
            _attack(word >> 16, terms);
            _dispute(word >> 24, terms, earned);
            uint256 until = emission.recordOf(terms.epoch).challengeUntil;
            vm.warp(until - 1);
            _dispute(word >> 40, terms, earned);
            _dispute(word >> 56, terms, earned);
            _answerAll(terms, earned);
            _attack(word >> 72, terms);
            uint256 finalAt = emission.recordOf(terms.epoch).finalAt;
            assertAtMost(finalAt, until + 1 days, "L2: final");
            vm.warp(finalAt);
            uint256 before = ptoken.balanceOf(earners[1]);
            uint128[4] memory leaves = _usualLeaves(earned);
            emission.claim(terms.epoch, earners[1], earned, _proofOf(_leaves(terms.epoch, leaves), 1));
            assertEq(ptoken.balanceOf(earners[1]) - before, EARNED, "L2: claimed");
        }
    }

    /// @dev Makes at most one act of the attacker, selected by `word`. Its calls to `emission` may fail. A changed
    /// validator set does no harm: before the terms are attested, the validators sign with the new set.
    function _attack(uint256 word, EmissionTerms memory terms) private {
        uint256 act = word % 5;
        if (act == 0 && attestations.formableFrom() == 0) attestations.formSet();
        if (act == 1 && _budget >= 10e18) {
            _budget -= 10e18;
            _bondFor(vm.addr(validatorKeys[word % 4]), VALIDATOR_PURPOSE, 1);
        }
        vm.startPrank(stranger);
        bool done = false;
        if (act == 2) (done,) = address(emission).call(abi.encodeCall(emission.publish, (terms)));
        if (act == 3) (done,) = address(emission).call(abi.encodeCall(emission.settleDemand, (keccak256("none"))));
        if (act == 4) {
            bytes32[] memory none = new bytes32[](2);
            (done,) = address(emission).call(abi.encodeCall(emission.claim, (terms.epoch, stranger, 1, none)));
        }
        vm.stopPrank();
        done;
    }

    /// @dev Disputes one of the three leaves that are paid. The attacker either challenges the leaf, which is right, or
    /// demands a part of its inputs: the top, its chunk, or a chunk that does not exist. A second demand of the same
    /// chunk fails.
    function _dispute(uint256 word, EmissionTerms memory terms, uint128 cumulative) private {
        if (_budget < CHALLENGE_BOND) return;
        uint256 leaf = word % 3;
        uint256 kind = (word >> 4) % 4;
        EmissionClaim memory claim = _claimOf(terms.epoch, _usualLeaves(cumulative), leaf);
        if (kind == 3) return _challengeRight(terms, claim, cumulative, leaf);
        uint32 chunk = kind == 2 ? TOP : uint32(kind);
        vm.prank(stranger);
        (bool done,) = address(emission).call(abi.encodeCall(IEmissionChallenges.demand, (terms.epoch, claim, chunk)));
        if (!done) return;
        _budget -= CHALLENGE_BOND;
        _unanswered.push(Demanded(leaf, chunk));
        ++_demands;
    }

    function _challengeRight(EmissionTerms memory terms, EmissionClaim memory claim, uint128 cumulative, uint256 leaf)
        private
    {
        Served[4] memory inputs = _usualInputs(cumulative - EARNED);
        bytes32[] memory path = _proofOf(_inputLeaves(terms.epoch, inputs), leaf);
        EmissionInputs memory top = _inputsOf(terms.epoch, earners[leaf], inputs[leaf]);
        vm.prank(stranger);
        emission.challenge(terms, claim, top, path, _top());
        _budget -= CHALLENGE_BOND;
        ++_challenges;
    }

    /// @dev A validator answers in the last second. It gets half of each demand's bond for its answers.
    function _answerAll(EmissionTerms memory terms, uint128 cumulative) private {
        Served[4] memory inputs = _usualInputs(cumulative - EARNED);
        while (_unanswered.length > 0) {
            Demanded memory demanded = _unanswered[_unanswered.length - 1];
            _unanswered.pop();
            vm.warp(emission.recordOf(terms.epoch).finalAt - 1);
            EmissionChunk memory chunk = demanded.chunk == 0 ? _chunkOf(inputs[demanded.leaf]) : _top();
            chunk.index = demanded.chunk;
            emission.answer(
                terms,
                _claimOf(terms.epoch, _usualLeaves(cumulative), demanded.leaf),
                _showing(terms.epoch, terms.previous, inputs, demanded.leaf),
                chunk
            );
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IEmissionChallenges} from "../../../src/interfaces/IEmissionChallenges.sol";
import {IEmissionPaying} from "../../../src/interfaces/IEmissionPaying.sol";
import {EmissionClaim, EmissionInputs, EmissionPlace, EmissionShowing, EmissionTerms} from "../../../src/types/EmissionTypes.sol";
import {EmissionFixture, Served} from "../../fixtures/EmissionFixture.sol";
import {HostileSurplusToken} from "../../fixtures/HostileSurplusToken.sol";
import {Reentering} from "../../fixtures/Reentering.sol";

/// @dev Guards against known failure 17 (test/README.md): re-entry. Here the token in which emission is paid calls back
/// on every mint, burn and transfer.
contract EmissionReentrancyTest is EmissionFixture, Reentering {
    function setUp() public override {
        super.setUp();
        HostileSurplusToken token = new HostileSurplusToken();
        hostile = token;
        emission = _createEmission(address(token));
        programme = emission.createProgramme("bootstrap", ANY, ANY, 3e18);
        token.mint(address(this), 1_000e18);
        token.approve(address(emission), type(uint256).max);
        emission.fundProgramme(programme, 3e18);
    }

    function test_NobodyEntersWhilePublishedLeavesAreChallengedAndDemanded() external {
        uint128[4] memory leaves = _usualLeaves(EARNED);
        leaves[2] += 1;
        EmissionTerms memory terms = _terms(leaves, _usualInputs(0));
        _attestTerms(terms);
        _openWays(terms, leaves);
        _moves(address(this), abi.encodeCall(IEmissionPaying.fundProgramme, (programme, 10e18)));
        _moves(stranger, abi.encodeCall(IEmissionPaying.publish, (terms)));
        _moves(address(this), abi.encodeCall(IEmissionChallenges.demand, (terms.epoch, _claimOf(terms.epoch, leaves, 0), TOP)));
        _moves(stranger, _answerTo(terms, leaves, 0));
        assertEq(hostile.balanceOf(stranger), CHALLENGE_BOND / 2, "half of the bond, once");
        emission.demand(terms.epoch, _claimOf(terms.epoch, leaves, 1), TOP);
        _moves(address(this), _challengeOf(terms, leaves, 3)); // a right leaf: the call pays its provider
        _moves(address(this), _challengeOf(terms, leaves, 2)); // a wrong leaf: the call burns the epoch's total
        assertEq(hostile.balanceOf(address(emission)), CHALLENGE_BOND, "of the demand that waits");
        _moves(stranger, abi.encodeCall(IEmissionChallenges.settleDemand, (_demandOf(_leaves(terms.epoch, leaves)[1], TOP))));
        assertEq(hostile.balanceOf(address(emission)), 0, "paid back once");
    }

    function test_NobodyEntersWhileANodeIsShownToBeCountedTwice() external {
        Served[4] memory inputs = _usualInputs(0);
        inputs[1].shares[0].nodeId = inputs[0].shares[0].nodeId;
        uint128[4] memory leaves = _usualLeaves(EARNED);
        EmissionTerms memory terms = _terms(leaves, inputs);
        _publish(terms);
        _openWays(terms, leaves);
        _moves(stranger, _challengeRepeatedOf(terms, inputs));
        assertEq(emission.lastEpoch(), 0, "taken back once");
    }

    function test_NobodyEntersWhileAnEpochIsPaidOrSurplusIsGranted() external {
        uint128[4] memory leaves = _usualLeaves(EARNED);
        EmissionTerms memory terms = _publishUsual(0);
        _waitUntilFinal(terms.epoch);
        _openWays(terms, leaves);
        EmissionClaim memory it = _claimOf(terms.epoch, leaves, 0);
        _moves(stranger, abi.encodeCall(IEmissionPaying.claim, (terms.epoch, it.provider, it.cumulative, it.proof)));
        EmissionClaim[] memory claims = new EmissionClaim[](2);
        (claims[0], claims[1]) = (_claimOf(terms.epoch, leaves, 1), _claimOf(terms.epoch, leaves, 2));
        _moves(stranger, abi.encodeCall(IEmissionPaying.claimBatch, (terms.epoch, claims)));
        for (uint256 i = 0; i < 3; ++i) {
            assertEq(hostile.balanceOf(earners[i]), EARNED, "once");
        }
        _moves(address(this), abi.encodeCall(IEmissionPaying.grant, (stranger, 7e18)));
        assertEq(hostile.balanceOf(stranger), 7e18, "granted once");
    }

    /// @dev Lists calls of Emission that the guard must refuse, because the token makes each of them during a transfer.
    function _openWays(EmissionTerms memory terms, uint128[4] memory leaves) private {
        _enter(address(emission));
        EmissionClaim memory it = _claimOf(terms.epoch, leaves, 0);
        EmissionClaim[] memory claims = new EmissionClaim[](1);
        claims[0] = it;
        _wayBack(abi.encodeCall(IEmissionPaying.claim, (terms.epoch, it.provider, it.cumulative, it.proof)));
        _wayBack(abi.encodeCall(IEmissionPaying.claimBatch, (terms.epoch, claims)));
        _wayBack(abi.encodeCall(IEmissionPaying.publish, (terms)));
        _wayBack(abi.encodeCall(IEmissionChallenges.demand, (terms.epoch, it, TOP)));
        _wayBack(abi.encodeCall(IEmissionChallenges.settleDemand, (_demandOf(_leaves(terms.epoch, leaves)[0], TOP))));
        _wayBack(abi.encodeCall(IEmissionPaying.fundProgramme, (programme, 1)));
        _wayBack(_challengeOf(terms, leaves, 2));
        _wayBack(_challengeRepeatedOf(terms, _usualInputs(0)));
        _wayBack(_answerTo(terms, leaves, 0));
    }

    function _challengeOf(EmissionTerms memory terms, uint128[4] memory leaves, uint256 index)
        private
        view
        returns (bytes memory)
    {
        Served[4] memory inputs = _usualInputs(0);
        bytes32[] memory path = _proofOf(_inputLeaves(terms.epoch, inputs), index);
        EmissionInputs memory top = _inputsOf(terms.epoch, earners[index], inputs[index]);
        return abi.encodeCall(
            IEmissionChallenges.challenge, (terms, _claimOf(terms.epoch, leaves, index), top, path, _top())
        );
    }

    function _challengeRepeatedOf(EmissionTerms memory terms, Served[4] memory inputs)
        private
        view
        returns (bytes memory)
    {
        EmissionPlace memory one = _placeOf(terms.epoch, inputs, 0);
        EmissionPlace memory other = _placeOf(terms.epoch, inputs, 1);
        return abi.encodeCall(IEmissionChallenges.challengeRepeated, (terms, one, other));
    }

    function _placeOf(uint64 epoch, Served[4] memory inputs, uint256 index)
        private
        view
        returns (EmissionPlace memory place)
    {
        place.provider = earners[index];
        place.inputs = _inputsOf(epoch, earners[index], inputs[index]);
        place.inputsProof = _proofOf(_inputLeaves(epoch, inputs), index);
        place.chunk = _chunkOf(inputs[index]);
    }

    function _answerTo(EmissionTerms memory terms, uint128[4] memory leaves, uint256 index)
        private
        view
        returns (bytes memory)
    {
        EmissionShowing memory showing = _showing(terms.epoch, 0, _usualInputs(0), index);
        return abi.encodeCall(
            IEmissionChallenges.answer, (terms, _claimOf(terms.epoch, leaves, index), showing, _top())
        );
    }
}

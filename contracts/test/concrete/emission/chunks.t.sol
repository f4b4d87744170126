// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IEmissionEvents} from "../../../src/interfaces/IEmissionEvents.sol";
import {IEmissionChallenges} from "../../../src/interfaces/IEmissionChallenges.sol";
import {EmissionCheckLib} from "../../../src/libraries/EmissionCheckLib.sol";
import {
    EmissionChunk,
    EmissionClaim,
    EmissionInputs,
    EmissionPlace,
    EmissionShare,
    EmissionShowing,
    EmissionTerms
} from "../../../src/types/EmissionTypes.sol";
import {EmissionFleet} from "../../fixtures/EmissionFleet.sol";

/// @dev Tests a leaf of 10,000 nodes, with 157 chunks in a tree of 256. gas/emissionChunks.t.sol limits the gas of
/// these calls.
contract EmissionChunksTest is EmissionFleet {
    uint256 private constant CHUNKS = 157;
    uint256 private constant MOST_BYTES = 65_536;

    // ── Answers ─────────────────────────────────────────────────────────────

    /// @dev Finding H3 of a security review: an answer to a demand had to contain all nodes of a provider, which are
    /// too many for one transaction. So anybody could get every epoch rejected for the gas of one demand.
    function test_EveryChunkIsAnsweredInOneTransactionAndTheEpochWaitsOnce() external {
        EmissionTerms memory terms = _publishFleet();
        EmissionClaim memory leaf = _fleetClaim();
        uint256 until = emission.recordOf(terms.epoch).challengeUntil;
        vm.warp(until - 1);
        for (uint256 i = 0; i < CHUNKS; ++i) {
            emission.demand(terms.epoch, leaf, uint32(i));
        }
        emission.demand(terms.epoch, leaf, TOP);
        assertEq(emission.recordOf(terms.epoch).openDemands, CHUNKS + 1, "all are open");
        assertEq(emission.recordOf(terms.epoch).finalAt, until - 1 + 1 days, "one answer's time for all of them");
        vm.warp(until + 1 days - 2);
        for (uint256 i = 0; i < CHUNKS; ++i) {
            this.answerOne(terms, i);
        }
        this.answerTop(terms);
        assertEq(emission.recordOf(terms.epoch).openDemands, 0, "all are answered");
        assertEq(ptoken.balanceOf(stranger), (CHUNKS + 1) * CHALLENGE_BOND / 2, "by one who gets half of each bond");
        vm.warp(until + 1 days - 1);
        assertEq(emission.claim(terms.epoch, leaf.provider, leaf.cumulative, leaf.proof), TOTAL, "final");
    }

    function answerOne(EmissionTerms memory terms, uint256 index) external {
        EmissionChunk memory chunk = _fleetChunk(index);
        bytes memory data =
            abi.encodeCall(IEmissionChallenges.answer, (terms, _fleetClaim(), _fleetShowing(), chunk));
        assertAtMost(data.length, MOST_BYTES, "its data fit 64 KiB");
        _callAs(stranger, data);
    }

    function answerTop(EmissionTerms memory terms) external {
        bytes memory data =
            abi.encodeCall(IEmissionChallenges.answer, (terms, _fleetClaim(), _fleetShowing(), _top()));
        _callAs(stranger, data);
    }

    /// @dev Every chunk of the tree can be demanded, even one without nodes. If the demanded index is beyond the tree,
    /// the answer is the summary of all inputs (the top).
    function test_AnEmptyChunkAndOneBeyondTheTreeAreAnswered() external {
        EmissionTerms memory terms = _publishFleet();
        uint32[3] memory named = [uint32(CHUNKS), 255, 256];
        for (uint256 i = 0; i < named.length; ++i) {
            emission.demand(terms.epoch, _fleetClaim(), named[i]);
            EmissionChunk memory chunk = _top();
            if (named[i] < 256) chunk = _fleetChunk(named[i]);
            chunk.index = named[i];
            emission.answer(terms, _fleetClaim(), _fleetShowing(), chunk);
        }
        assertEq(emission.recordOf(terms.epoch).openDemands, 0, "all are answered");
    }

    function test_RevertWhen_AnAnswerShowsAnotherChunkPathOrSum() external {
        EmissionTerms memory terms = _publishFleet();
        emission.demand(terms.epoch, _fleetClaim(), 3);
        EmissionChunk memory chunk = _fleetChunk(4);
        vm.expectPartialRevert(IEmissionEvents.Emission_DemandUnknown.selector);
        emission.answer(terms, _fleetClaim(), _fleetShowing(), chunk);
        chunk.index = 3;
        _refuseChunk(terms, chunk);
        chunk = _fleetChunk(3);
        chunk.sum += 1;
        _refuseChunk(terms, chunk);
        chunk = _fleetChunk(3);
        chunk.path[2].siblingSum += 1;
        _refuseChunk(terms, chunk);
        chunk = _fleetChunk(3);
        chunk.path[7].sum += 1;
        _refuseChunk(terms, chunk);
        chunk = _fleetChunk(3);
        chunk.shares[5].programmes = 0;
        _refuseChunk(terms, chunk);
        chunk = _fleetChunk(3);
        assembly ("memory-safe") {
            let path := mload(add(chunk, 0x60))
            mstore(path, 7)
        }
        _refuseChunk(terms, chunk);
        emission.answer(terms, _fleetClaim(), _fleetShowing(), _fleetChunk(3));
    }

    /// @dev A chunk with more than 64 nodes is always wrong. So no right chunk is too large to be shown in a
    /// transaction.
    function test_RevertWhen_AChunkHasMoreThan64Nodes() external {
        EmissionTerms memory terms = _publishLarge();
        EmissionClaim memory leaf = EmissionClaim(earners[0], TOTAL, new bytes32[](0));
        emission.demand(terms.epoch, leaf, 0);
        EmissionChunk memory chunk;
        chunk.shares = _manyShares();
        chunk.sum = 65 * EARNED;
        EmissionShowing memory showing;
        bytes32 root = this.chunkLeafOf(terms.epoch, earners[0], chunk);
        showing.inputs = EmissionInputs(0, true, true, chunk.sum, 0, root);
        vm.expectRevert(abi.encodeWithSelector(EmissionCheckLib.EmissionCheckLib_TooLarge.selector, 65, 64));
        emission.answer(terms, leaf, showing, chunk);
    }

    // ── Challenges ──────────────────────────────────────────────────────────

    function test_AWrongSumOfAChunkIsRefuted() external {
        (wrongChunk, chunkLie) = (77, 1);
        _refuteAt(77, 64 * EARNED + 1, 64 * EARNED);
    }

    function test_AWrongSumOfAnInnerNodeIsRefutedByAnyChunkBelowIt() external {
        (wrongLevel, wrongPlace, innerLie) = (3, 9, 5);
        _refuteAt(75, 8 * 64 * EARNED + 5, 8 * 64 * EARNED);
    }

    function test_AWrongSumAtTheTopIsRefutedByAnyChunk() external {
        topLie = 7;
        _refuteAt(156, 10_000 * EARNED + 7, 10_000 * EARNED);
    }

    function test_ARightChunkCostsItsChallengerTheBond() external {
        (wrongLevel, wrongPlace, innerLie) = (3, 9, 5);
        EmissionTerms memory terms = _publishFleet();
        uint256 supply = ptoken.totalSupply();
        EmissionChunk memory chunk = _fleetChunk(71); // below the neighbour of the wrong node of the tree
        vm.expectEmit(true, true, true, true, address(emission));
        emit IEmissionEvents.ChallengeFailed(terms.epoch, earners[0], address(this), CHALLENGE_BOND);
        emission.challenge(terms, _fleetClaim(), _inputs(), new bytes32[](0), chunk);
        assertEq(ptoken.balanceOf(earners[0]), CHALLENGE_BOND / 2, "half is the provider's");
        assertEq(supply - ptoken.totalSupply(), CHALLENGE_BOND / 2, "half is burned: who challenges itself pays it");
        assertEq(emission.lastEpoch(), terms.epoch, "the epoch stands");
    }

    // ── Nodes counted twice ─────────────────────────────────────────────────

    function test_ANodeThatIsCountedTwiceIsRefuted() external {
        repeated = 6_405; // the sixth node of chunk 100
        EmissionTerms memory terms = _publishFleet();
        EmissionPlace memory one = _fleetPlace(0, 0);
        EmissionPlace memory other = _fleetPlace(100, 5);
        bytes memory data = abi.encodeCall(IEmissionChallenges.challengeRepeated, (terms, one, other));
        assertAtMost(data.length, MOST_BYTES, "its data fit 64 KiB");
        vm.expectEmit(true, true, true, true, address(emission));
        emit IEmissionEvents.NodeRepeated(terms.epoch, bytes32(uint256(1)), stranger);
        _callAs(stranger, data);
        assertEq(emission.lastEpoch(), 0, "taken back");
        assertTrue(emission.refuterOf(emission.statementOf(terms)) == stranger, "who signed it can be punished");
    }

    function test_RevertWhen_NodesDifferOrStandAtOnePlace() external {
        EmissionTerms memory terms = _publishFleet();
        EmissionPlace memory one = _fleetPlace(0, 0);
        EmissionPlace memory other = _fleetPlace(100, 5);
        bytes4 differ = IEmissionEvents.Emission_NodesDiffer.selector;
        vm.expectRevert(abi.encodeWithSelector(differ, bytes32(uint256(1)), bytes32(uint256(6_406))));
        emission.challengeRepeated(terms, one, other);
        vm.expectRevert(abi.encodeWithSelector(differ, bytes32(uint256(1)), bytes32(uint256(1))));
        emission.challengeRepeated(terms, one, one);
        other.chunk.shares[5].nodeId = bytes32(uint256(1));
        vm.expectPartialRevert(IEmissionEvents.Emission_ChunkUnknown.selector);
        emission.challengeRepeated(terms, one, other);
    }

    // ── The code's own address ──────────────────────────────────────────────

    function test_RevertWhen_TheCodeOfChallengesIsCalledAtItsOwnAddress() external {
        IEmissionChallenges own = IEmissionChallenges(_create("EmissionChallenges", abi.encode(address(ptoken))));
        EmissionTerms memory terms = _publishFleet();
        bytes memory refused = abi.encodeWithSelector(IEmissionEvents.Emission_CallerNotEmission.selector);
        EmissionPlace memory place = _fleetPlace(0, 0);
        vm.expectRevert(refused);
        own.demand(terms.epoch, _fleetClaim(), 0);
        vm.expectRevert(refused);
        own.settleDemand(bytes32(0));
        vm.expectRevert(refused);
        own.challengeRepeated(terms, place, place);
        vm.expectRevert(refused);
        own.challenge(terms, _fleetClaim(), place.inputs, place.inputsProof, place.chunk);
        EmissionShowing memory showing = _fleetShowing();
        vm.expectRevert(refused);
        own.answer(terms, _fleetClaim(), showing, place.chunk);
        address token = _create("TestStablecoin", "");
        address other = _create("EmissionChallenges", abi.encode(token));
        vm.expectRevert(abi.encodeWithSelector(IEmissionEvents.Emission_ChallengesMismatch.selector, other));
        _createWith(other);
    }

    // ── Private ─────────────────────────────────────────────────────────────

    function _refuteAt(uint256 index, uint256 stated, uint256 expected) private {
        EmissionTerms memory terms = _publishFleet();
        bytes memory data = abi.encodeCall(
            IEmissionChallenges.challenge,
            (terms, _fleetClaim(), _inputs(), new bytes32[](0), _fleetChunk(index))
        );
        assertAtMost(data.length, MOST_BYTES, "its data fit 64 KiB");
        vm.expectEmit(true, true, true, true, address(emission));
        emit IEmissionEvents.LeafRefuted(terms.epoch, earners[0], stranger, stated, expected);
        _callAs(stranger, data);
        assertEq(emission.lastEpoch(), 0, "taken back");
        assertTrue(emission.isBarred(emission.statementOf(terms)), "for good");
    }

    function _refuseChunk(EmissionTerms memory terms, EmissionChunk memory chunk) private {
        EmissionClaim memory leaf = _fleetClaim();
        EmissionShowing memory showing = _fleetShowing();
        vm.expectPartialRevert(IEmissionEvents.Emission_ChunkUnknown.selector);
        emission.answer(terms, leaf, showing, chunk);
    }

    function _callAs(address sender, bytes memory data) private {
        vm.prank(sender);
        (bool done, bytes memory reason) = address(emission).call(data);
        if (done) return;
        assembly ("memory-safe") {
            revert(add(reason, 0x20), mload(reason))
        }
    }

    function _createWith(address challenges) private {
        _create(
            "Emission",
            abi.encode(
                ptoken, directory, staked, address(this), _shippedParameters(), _shippedLimits(), challenges
            )
        );
    }

    function _manyShares() private pure returns (EmissionShare[] memory shares) {
        shares = new EmissionShare[](65);
        for (uint256 i = 0; i < 65; ++i) {
            shares[i] = EmissionShare(bytes32(i + 1), _earningNode(), 1);
        }
    }

    /// @dev Publishes an epoch with a provider that has one chunk of 65 nodes, one more than is allowed.
    function _publishLarge() private returns (EmissionTerms memory terms) {
        EmissionChunk memory chunk;
        chunk.shares = _manyShares();
        uint128 due = 65 * EARNED;
        terms = _terms(_usualLeaves(0), _usualInputs(0));
        (terms.due, terms.available, terms.burned) = (due, TOTAL, 2 * due);
        uint128[4] memory cumulatives;
        cumulatives[0] = TOTAL;
        terms.leaves = _leaves(terms.epoch, cumulatives)[0];
        bytes32 root = this.chunkLeafOf(terms.epoch, earners[0], chunk);
        terms.inputs = this.inputsLeafOf(terms.epoch, earners[0], EmissionInputs(0, true, true, due, 0, root));
        _publish(terms);
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IEmissionChallenges} from "../../src/interfaces/IEmissionChallenges.sol";
import {EmissionTerms} from "../../src/types/EmissionTypes.sol";
import {EmissionFleet} from "../fixtures/EmissionFleet.sol";

/// @dev Guards against finding H3 of a security review: with 10,000 nodes, any answer and any challenge must cost at
/// most 3 M gas. Mutation testing leaves these tests out, because it compiles without the optimiser.
contract EmissionChunksGasTest is EmissionFleet {
    uint256 private constant MOST_GAS = 3_000_000;
    uint256 private constant MOST_BYTES = 65_536;
    /// @dev The gas that a transaction costs before its code runs: a fixed amount, and an amount for each non-zero
    /// byte.
    uint256 private constant TRANSACTION = 21_000;
    uint256 private constant BYTE_GAS = 16;

    function test_AnAnswerForAFullChunkAndOneForTheTopCostAtMost3MGas() external {
        EmissionTerms memory terms = _publishFleet();
        emission.demand(terms.epoch, _fleetClaim(), 155);
        emission.demand(terms.epoch, _fleetClaim(), TOP);
        _bound(abi.encodeCall(IEmissionChallenges.answer, (terms, _fleetClaim(), _fleetShowing(), _fleetChunk(155))));
        _bound(abi.encodeCall(IEmissionChallenges.answer, (terms, _fleetClaim(), _fleetShowing(), _top())));
    }

    function test_AChallengeOfAFullChunkCostsAtMost3MGasWhateverSumIsWrong() external {
        for (uint256 i = 0; i < 3; ++i) {
            (chunkLie, innerLie, topLie) = (i == 0 ? 1 : 0, i == 1 ? 1 : 0, i == 2 ? 1 : 0);
            (wrongChunk, wrongLevel, wrongPlace) = (77, 3, 9);
            vm.warp(block.timestamp + 1 hours);
            EmissionTerms memory terms = _publishFleet();
            bytes32[] memory none = new bytes32[](0);
            _bound(
                abi.encodeCall(
                    IEmissionChallenges.challenge, (terms, _fleetClaim(), _inputs(), none, _fleetChunk(77))
                )
            );
        }
    }

    function test_AChallengeOfARepeatedNodeWithTwoFullChunksCostsAtMost3MGas() external {
        repeated = 6_405;
        EmissionTerms memory terms = _publishFleet();
        _bound(
            abi.encodeCall(
                IEmissionChallenges.challengeRepeated, (terms, _fleetPlace(0, 0), _fleetPlace(100, 5))
            )
        );
        assertEq(emission.lastEpoch(), 0, "taken back");
    }

    /// @dev Limits the gas of the whole transaction. Counts each byte as non-zero, which costs most.
    function _bound(bytes memory data) private {
        assertAtMost(data.length, MOST_BYTES, "its data fit 64 KiB");
        uint256 before = gasleft();
        (bool done,) = address(emission).call(data);
        uint256 spent = before - gasleft();
        assertTrue(done, "it is taken");
        assertAtMost(TRANSACTION + BYTE_GAS * data.length + spent, MOST_GAS, "gas of the transaction");
    }
}

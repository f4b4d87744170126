// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title The rules for audits of tasks
/// @notice Pure. Calculates the same as packages/tasks/src/audit; both are compared with the same vectors.
library TaskAuditLib {
    uint256 internal constant MOST_CHUNKS = 256;
    /// @notice If a task has at least this many chunks, an audit calculates only a sample of them again. If it has
    /// fewer, the audit calculates all of them.
    uint256 internal constant LEAST_SPLIT = 64;
    uint256 private constant LEAST_SAMPLED = 4;
    uint256 private constant CHUNKS_PER_SAMPLE = 21;
    uint256 private constant PROVEN_STREAK = 10;
    /// @notice From this streak on, the chance of an audit is the lowest. A streak is the number of audited tasks in a
    /// row that a worker did correctly; a task stores at most this number.
    uint256 internal constant MOST_STREAK = 40;
    uint256 private constant LEAST_CHANCE_PARTS = 4;
    uint256 private constant SECOND_PARTS = 8;
    uint256 private constant SPLIT_TIMES = 3;
    uint256 private constant WHOLE_TIMES = 1;
    uint256 private constant RARE_TIMES = 7;

    function isSplit(uint256 chunks) internal pure returns (bool) {
        return chunks >= LEAST_SPLIT;
    }

    /// @notice Returns how many of a task's chunks an audit calculates again.
    function sampledOf(uint256 chunks) internal pure returns (uint256) {
        return isSplit(chunks) ? Math.max(LEAST_SAMPLED, Math.ceilDiv(chunks, CHUNKS_PER_SAMPLE)) : chunks;
    }

    /// @notice Returns the stake on a task as a multiple of the task's reward.
    function stakeTimesOf(uint256 chunks, uint256 streak) internal pure returns (uint256) {
        if (isSplit(chunks)) return SPLIT_TIMES;
        return streak < PROVEN_STREAK ? WHOLE_TIMES : RARE_TIMES;
    }

    /// @notice Returns whether a task is audited: draw / 2^256 < chance, where `draw` is a random hash and the chance
    /// depends on the worker's streak.
    function isDrawn(uint256 draw, uint256 chunks, uint256 streak) internal pure returns (bool) {
        if (isSplit(chunks) || streak < PROVEN_STREAK) return true;
        if (streak >= MOST_STREAK) return _isBelow(draw, 1, LEAST_CHANCE_PARTS);
        return _isBelow(draw, PROVEN_STREAK, streak);
    }

    /// @notice Returns whether an audited task gets a second audit. One in eight audited tasks does. `draw` is a random
    /// hash.
    function isDrawnTwice(uint256 draw) internal pure returns (bool) {
        return _isBelow(draw, 1, SECOND_PARTS);
    }

    /// @notice Returns the chunks that an audit calculates again, in the order of its answer. If the task is not split,
    /// these are all chunks in their own order. Otherwise a partial shuffle selects them.
    function sampledChunks(bytes32 seed, uint256 chunks) internal pure returns (uint256[] memory sample) {
        uint256 sampled = sampledOf(chunks);
        uint256[] memory order = new uint256[](chunks);
        for (uint256 chunk = 0; chunk < chunks; ++chunk) {
            order[chunk] = chunk;
        }
        if (sampled == chunks) return order;
        sample = new uint256[](sampled);
        for (uint256 i = 0; i < sampled; ++i) {
            // The seed is the hash of a block that did not exist when the worker committed.
            // slither-disable-next-line weak-prng
            uint256 from = i + uint256(keccak256(abi.encode(seed, i))) % (chunks - i);
            (sample[i], order[from]) = (order[from], order[i]);
        }
    }

    /// @dev Returns whether draw / 2^256 < numerator / denominator, without rounding.
    function _isBelow(uint256 draw, uint256 numerator, uint256 denominator) private pure returns (bool) {
        // slither-disable-next-line unused-return
        (uint256 high,) = Math.mul512(draw, denominator);
        return high < numerator;
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title Draws of the task pool: random numbers that decide when an account may take a task or a checking run
/// @notice Pure. Calculates the same as packages/tasks/src/draw; both are compared with the same vectors.
library TaskDrawLib {
    /// @notice An account may take a task if its draw (random number) is below a threshold. The threshold doubles each
    /// time this many blocks have passed.
    uint256 internal constant BLOCKS_PER_STEP = 5;
    /// @dev After this many doublings of the threshold, every account with any weight may take the task.
    uint256 private constant MOST_STEPS = 64;

    /// @notice Returns the seed from which all accounts' draws for a task or run follow. To accept a task, `round` is
    /// the beacon's seed; for a run that checks a task, `round` follows from the run's number.
    function seedOf(bytes32 blockHash, bytes32 round, bytes32 taskId) internal pure returns (bytes32) {
        return keccak256(abi.encode(blockHash, round, taskId));
    }

    function drawOf(bytes32 seed, address account) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, account)));
    }

    /// @notice Returns true if an account may take a task after `step` doublings of the threshold: draw / 2^256 <
    /// min(1, 2 * weight / total * 2^step). `weight` and `total` must fit 64 bits.
    function isDue(uint256 draw, uint256 weight, uint256 total, uint256 step) internal pure returns (bool) {
        if (weight == 0) return false;
        uint256 reach = (2 * weight) << Math.min(step, MOST_STEPS);
        if (reach >= total) return true;
        // The second value, the low half of the product, cannot change a comparison with a multiple of 2^256.
        // slither-disable-next-line unused-return
        (uint256 high,) = Math.mul512(draw, total);
        return high < reach;
    }

    /// @notice Returns how often the threshold for draws has doubled when `blocks` have passed since the seed was
    /// known.
    function stepAfter(uint256 blocks) internal pure returns (uint256) {
        return blocks / BLOCKS_PER_STEP;
    }

    /// @notice Returns true if an account may replace the holder of a run (`other…`): the account's draw (random
    /// number) divided by its weight is smaller.
    function isLower(uint256 draw, uint256 weight, uint256 otherDraw, uint256 otherWeight)
        internal
        pure
        returns (bool)
    {
        (uint256 high, uint256 low) = Math.mul512(draw, otherWeight);
        (uint256 otherHigh, uint256 otherLow) = Math.mul512(otherDraw, weight);
        return high != otherHigh ? high < otherHigh : low < otherLow;
    }
}

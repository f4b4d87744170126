// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EmissionChunk, EmissionInputs, EmissionStep} from "../types/EmissionTypes.sol";
import {EmissionLeafLib} from "./EmissionLeafLib.sol";

/// @title The Merkle sum tree over a provider's nodes
/// @notice Its 2^depth leaves are chunks of nodes, empty ones included. A node of the tree is the hash of both nodes below it with the sums stated for them, so
/// each sum is fixed by the root above it, whether it is right or not. The place of a chunk decides on which side each sibling stands: one chunk a place.
/// @dev Twin of packages/economy.
library EmissionChunkLib {
    /// @notice Names no chunk, but what stands above all of them.
    uint32 internal constant TOP = type(uint32).max;

    bytes32 internal constant CHUNK = "EmissionChunk";

    /// @notice The leaf of a chunk. Hashed twice, so that no inner node reads as one.
    function leafOf(address emission, uint64 epoch, address provider, EmissionChunk calldata chunk)
        internal
        view
        returns (bytes32)
    {
        bytes32 domain = EmissionLeafLib.domainOf(CHUNK, emission, epoch);
        bytes32 once = keccak256(abi.encode(domain, provider, chunk.index, keccak256(abi.encode(chunk.shares))));
        return keccak256(abi.encode(once));
    }

    /// @notice Whether a tree of this depth has a chunk with this index.
    function hasChunk(uint8 depth, uint32 index) internal pure returns (bool) {
        return uint256(index) >> depth == 0;
    }

    /// @notice The root that a chunk and its path lead to. Reads each sum as it is stated.
    function rootOf(bytes32 leaf, EmissionChunk calldata chunk) internal pure returns (bytes32 root) {
        root = leaf;
        uint256 sum = chunk.sum;
        for (uint256 i = 0; i < chunk.path.length; ++i) {
            EmissionStep calldata step = chunk.path[i];
            root = (chunk.index >> i) & 1 == 0
                ? keccak256(abi.encode(root, sum, step.sibling, uint256(step.siblingSum)))
                : keccak256(abi.encode(step.sibling, uint256(step.siblingSum), root, sum));
            sum = step.sum;
        }
    }

    /// @notice What the tree states at its root for a path.
    function statedAtRoot(EmissionChunk calldata chunk) internal pure returns (uint128) {
        uint256 length = chunk.path.length;
        return length == 0 ? chunk.sum : chunk.path[length - 1].sum;
    }

    /// @notice The lowest sum of a path that is not what it should be, and what it should be; two equal ones where all are right.
    /// @param due What the chunk's nodes earned.
    function wrongSum(EmissionChunk calldata chunk, uint256 due)
        internal
        pure
        returns (uint256 stated, uint256 expected)
    {
        (stated, expected) = (chunk.sum, due);
        for (uint256 i = 0; i < chunk.path.length && stated == expected; ++i) {
            EmissionStep calldata step = chunk.path[i];
            expected = stated + step.siblingSum;
            stated = step.sum;
        }
    }

    /// @notice Whether a chunk is in the tree of these inputs, whose sums may be wrong.
    function isUnder(EmissionInputs calldata inputs, bytes32 leaf, EmissionChunk calldata chunk)
        internal
        pure
        returns (bool)
    {
        return chunk.path.length == inputs.depth && hasChunk(inputs.depth, chunk.index)
            && statedAtRoot(chunk) == inputs.due && rootOf(leaf, chunk) == inputs.chunks;
    }
}

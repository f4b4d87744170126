// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EmissionChunk, EmissionInputs, EmissionStep} from "../types/EmissionTypes.sol";
import {EmissionLeafLib} from "./EmissionLeafLib.sol";

/// @title The Merkle sum tree over a provider's nodes
/// @notice Its 2^depth leaves are chunks of nodes, including empty ones. A node of the tree is the hash of its two
/// children with their stated sums, so that the root fixes each sum, right or wrong. The position of a chunk decides
/// the side of each sibling, so each position has one chunk.
/// @dev packages/economy has the same tree.
library EmissionChunkLib {
    /// @notice Names the top, above all chunks, instead of a chunk.
    uint32 internal constant TOP = type(uint32).max;

    bytes32 internal constant CHUNK = "EmissionChunk";

    /// @notice The leaf of a chunk. Hashed twice, so that no inner node is a valid leaf.
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

    /// @notice The root of a chunk and its path. Uses each sum as stated.
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

    /// @notice The sum that the tree states at its root for a path.
    function statedAtRoot(EmissionChunk calldata chunk) internal pure returns (uint128) {
        uint256 length = chunk.path.length;
        return length == 0 ? chunk.sum : chunk.path[length - 1].sum;
    }

    /// @notice The lowest wrong sum of a path and its right value; two equal values if all are right.
    /// @param due The amount that the chunk's nodes earned.
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

    /// @notice Whether a chunk is in the tree of these inputs. Its sums may be wrong.
    function isUnder(EmissionInputs calldata inputs, bytes32 leaf, EmissionChunk calldata chunk)
        internal
        pure
        returns (bool)
    {
        return chunk.path.length == inputs.depth && hasChunk(inputs.depth, chunk.index)
            && statedAtRoot(chunk) == inputs.due && rootOf(leaf, chunk) == inputs.chunks;
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EmissionChunk, EmissionInputs, EmissionStep} from "../types/EmissionTypes.sol";
import {EmissionLeafLib} from "./EmissionLeafLib.sol";

/// @title The Merkle sum tree over a provider's nodes
/// @notice Its 2^depth leaves are chunks of nodes, including empty ones. Each inner node of the tree is the hash of its
/// two children and their stated sums, so that the root fixes all sums, whether right or wrong. The position of a chunk
/// determines on which side each sibling is, so each position has exactly one chunk.
/// @dev packages/economy has the same tree.
library EmissionChunkLib {
    /// @notice The index that means the top of a provider's inputs, instead of one of its chunks.
    uint32 internal constant TOP = type(uint32).max;

    bytes32 internal constant CHUNK = "EmissionChunk";

    /// @notice Returns the leaf of a chunk. It is hashed twice, so that no inner node is a valid leaf.
    function leafOf(address emission, uint64 epoch, address provider, EmissionChunk calldata chunk)
        internal
        view
        returns (bytes32)
    {
        bytes32 domain = EmissionLeafLib.domainOf(CHUNK, emission, epoch);
        bytes32 once = keccak256(abi.encode(domain, provider, chunk.index, keccak256(abi.encode(chunk.shares))));
        return keccak256(abi.encode(once));
    }

    /// @notice Returns true if a tree of this depth has a chunk with this index.
    function hasChunk(uint8 depth, uint32 index) internal pure returns (bool) {
        return uint256(index) >> depth == 0;
    }

    /// @notice Returns the root that a chunk and its path lead to, with the sums as they are stated.
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

    /// @notice Returns the sum of earnings that a path from a chunk of nodes states for the root.
    function statedAtRoot(EmissionChunk calldata chunk) internal pure returns (uint128) {
        uint256 length = chunk.path.length;
        return length == 0 ? chunk.sum : chunk.path[length - 1].sum;
    }

    /// @notice Returns the first wrong sum on the way from the chunk to the root, and the right value. The right value
    /// is `due` for the chunk itself, and above it the sum that the two children state. Returns two equal values if all
    /// sums are right.
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

    /// @notice Returns true if a chunk is in the tree of these inputs. Its sums may still be wrong.
    function isUnder(EmissionInputs calldata inputs, bytes32 leaf, EmissionChunk calldata chunk)
        internal
        pure
        returns (bool)
    {
        return chunk.path.length == inputs.depth && hasChunk(inputs.depth, chunk.index)
            && statedAtRoot(chunk) == inputs.due && rootOf(leaf, chunk) == inputs.chunks;
    }
}

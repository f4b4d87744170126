// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title The tree of the outputs of a task
/// @notice Pure. A leaf names its chunk, and its place in the tree is its chunk, so there is one leaf for each chunk.
/// Leaves and inner nodes have different tags. Empty leaves are 0, and the depth follows from the number of chunks.
library ChunkTreeLib {
    bytes32 private constant LEAF = "Infinitio chunk";
    bytes32 private constant NODE = "Infinitio chunks";

    function leafOf(uint256 chunk, bytes32 outputHash) internal pure returns (bytes32) {
        return keccak256(abi.encode(LEAF, chunk, outputHash));
    }

    function depthOf(uint256 chunks) internal pure returns (uint256) {
        return Math.log2(chunks, Math.Rounding.Ceil);
    }

    /// @notice Returns whether `outputHash` is the output of `chunk` under `root`. False for a path of another length.
    function verify(bytes32 root, uint256 chunks, uint256 chunk, bytes32 outputHash, bytes32[] calldata path)
        internal
        pure
        returns (bool)
    {
        if (chunk >= chunks || path.length != depthOf(chunks)) return false;
        bytes32 node = leafOf(chunk, outputHash);
        uint256 place = chunk;
        for (uint256 i = 0; i < path.length; ++i) {
            node = place & 1 == 0 ? _parent(node, path[i]) : _parent(path[i], node);
            place >>= 1;
        }
        return node == root;
    }

    /// @dev Two empty children have an empty parent.
    function _parent(bytes32 left, bytes32 right) private pure returns (bytes32) {
        if (left == 0 && right == 0) return 0;
        return keccak256(abi.encode(NODE, left, right));
    }
}

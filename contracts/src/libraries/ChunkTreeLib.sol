// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title The Merkle tree of the outputs of a task
/// @notice Pure. The position of a leaf is the number of its chunk, and the leaf contains this number. So each chunk
/// has exactly one leaf. Leaves and inner nodes have different tags. Empty leaves are 0, and the depth follows from the
/// number of chunks.
library ChunkTreeLib {
    bytes32 private constant LEAF = "Infinitio chunk";
    bytes32 private constant NODE = "Infinitio chunks";

    function leafOf(uint256 chunk, bytes32 outputHash) internal pure returns (bytes32) {
        return keccak256(abi.encode(LEAF, chunk, outputHash));
    }

    function depthOf(uint256 chunks) internal pure returns (uint256) {
        return Math.log2(chunks, Math.Rounding.Ceil);
    }

    /// @notice Returns whether `outputHash` is the output of `chunk` under `root`. Returns false if the path is not as
    /// long as the tree is deep.
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

    /// @dev Returns the hash of two children. If both are empty, their parent is empty, too.
    function _parent(bytes32 left, bytes32 right) private pure returns (bytes32) {
        if (left == 0 && right == 0) return 0;
        return keccak256(abi.encode(NODE, left, right));
    }
}

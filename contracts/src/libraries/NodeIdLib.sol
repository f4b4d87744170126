// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The id of a node
library NodeIdLib {
    /// @notice A node's id is the hash of its provider and its key, so a signature by the key proves which node signed,
    /// without reading storage.
    function nodeIdOf(address provider, address nodeKey) internal pure returns (bytes32) {
        return keccak256(abi.encode(provider, nodeKey));
    }
}

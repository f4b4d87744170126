// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Node identity
library NodeIdLib {
    /// @notice A node's id names its provider and its key, so a signature by the key proves the node with no storage read.
    function nodeIdOf(address provider, address nodeKey) internal pure returns (bytes32) {
        return keccak256(abi.encode(provider, nodeKey));
    }
}

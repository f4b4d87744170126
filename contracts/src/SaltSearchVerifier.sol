// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IChunkVerifier} from "./interfaces/IChunkVerifier.sol";
import {ChunkTreeLib} from "./libraries/ChunkTreeLib.sol";

/// @title SaltSearchVerifier
/// @notice Judges searches for CREATE2 salts that give a wanted address, a common job for GPUs. A task has one chunk; its
/// output is the salt. Holds nothing and has no state.
contract SaltSearchVerifier is IChunkVerifier {
    /// @notice What a batch searches for. Its hash is the input of the batch.
    struct Search {
        address deployer; // the contract that calls CREATE2
        bytes32 initCodeHash;
        address mask; // the bits of the address that must be as wanted
        address wanted;
    }

    bytes1 private constant CREATE2_TAG = 0xff;

    /// @inheritdoc IChunkVerifier
    /// @param data abi.encode(Search, salt). The last 32 bits of the salt are the position of the task, so that each
    /// task of a batch finds another salt.
    function isRight(bytes32 inputRoot, uint256 index, uint256 chunks, bytes32 root, bytes calldata data)
        external
        pure
        override
        returns (bool)
    {
        (Search memory search, bytes32 salt) = abi.decode(data, (Search, bytes32));
        if (chunks != 1 || inputOf(search) != inputRoot || uint32(uint256(salt)) != index) return false;
        if (root != ChunkTreeLib.leafOf(0, outputOf(salt))) return false;
        uint160 found = uint160(addressOf(search, salt));
        return found & uint160(search.mask) == uint160(search.wanted) & uint160(search.mask);
    }

    /// @notice The `inputRoot` of a batch for this search.
    function inputOf(Search memory search) public pure returns (bytes32) {
        return keccak256(abi.encode(search));
    }

    /// @notice The hash of the output of a task.
    function outputOf(bytes32 salt) public pure returns (bytes32) {
        return keccak256(abi.encode(salt));
    }

    /// @notice The address that the deployer creates with this salt.
    function addressOf(Search memory search, bytes32 salt) public pure returns (address) {
        return address(
            uint160(uint256(keccak256(abi.encodePacked(CREATE2_TAG, search.deployer, salt, search.initCodeHash))))
        );
    }
}

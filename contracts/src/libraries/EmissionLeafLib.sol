// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EmissionInputs} from "../types/EmissionTypes.sol";

/// @title Leaves of an epoch of emission
/// @notice The hash of a leaf includes chain, contract, epoch and provider. It is hashed twice, so that no inner node
/// is a valid leaf.
/// @dev packages/economy has the same leaves; vectors: packages/domain/vectors/emission.json.
library EmissionLeafLib {
    bytes32 internal constant EMISSION = "Emission";
    bytes32 internal constant INPUTS = "EmissionInputs";

    /// @param emission The contract for which the leaf is valid.
    /// @param cumulative The amount that all epochs up to this one give to `provider`, in PToken base units.
    function leafOf(address emission, uint64 epoch, address provider, uint128 cumulative)
        internal
        view
        returns (bytes32)
    {
        return leafIn(domainOf(EMISSION, emission, epoch), provider, cumulative);
    }

    /// @notice The hash (domain) that binds all Merkle leaves of one kind to this chain, contract and epoch.
    function domainOf(bytes32 kind, address emission, uint64 epoch) internal view returns (bytes32) {
        return keccak256(abi.encode(kind, block.chainid, emission, epoch));
    }

    function leafIn(bytes32 domain, address provider, uint128 cumulative) internal pure returns (bytes32) {
        return _again(keccak256(abi.encode(domain, provider, cumulative)));
    }

    /// @notice Returns true if a leaf and its siblings lead to the root. The two values of a pair are hashed in
    /// ascending order.
    /// @dev Returns the same as OpenZeppelin's `MerkleProof.verifyCalldata`, which a test checks. Uses 24 gas less per
    /// sibling; with 100,000 providers, each claim has 17 siblings.
    function isUnder(bytes32 root, bytes32 leaf, bytes32[] calldata proof) internal pure returns (bool) {
        bytes32 hash = leaf;
        assembly ("memory-safe") {
            let end := add(proof.offset, shl(5, proof.length))
            for { let at := proof.offset } lt(at, end) { at := add(at, 0x20) } {
                let sibling := calldataload(at)
                // The smaller of the two values comes first. Both fit into the scratch space of memory.
                let place := shl(5, gt(hash, sibling))
                mstore(place, hash)
                mstore(xor(place, 0x20), sibling)
                hash := keccak256(0x00, 0x40)
            }
        }
        return hash == root;
    }

    /// @notice Returns the leaf of the tree of inputs. Its domain differs, so that it is never valid as a leaf of total
    /// pay.
    function inputsLeafOf(address emission, uint64 epoch, address provider, EmissionInputs calldata inputs)
        internal
        view
        returns (bytes32)
    {
        bytes32 domain = domainOf(INPUTS, emission, epoch);
        return _again(keccak256(abi.encode(domain, provider, keccak256(abi.encode(inputs)))));
    }

    function _again(bytes32 once) private pure returns (bytes32 twice) {
        assembly ("memory-safe") {
            mstore(0x00, once)
            twice := keccak256(0x00, 0x20)
        }
    }
}

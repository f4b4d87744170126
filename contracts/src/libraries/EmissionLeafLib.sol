// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

/// @title Leaves of an epoch of emission
/// @notice A leaf is bound to chain, contract, epoch and provider, and hashed twice: no inner node reads as a leaf.
/// @dev Twin of packages/economy; vectors: packages/domain/vectors/emission.json.
library EmissionLeafLib {
    bytes32 internal constant EMISSION = "Emission";

    /// @param emission The contract the leaf is for.
    /// @param cumulative PToken base units paid to `provider` in all epochs up to this one.
    function leafOf(address emission, uint64 epoch, address provider, uint128 cumulative)
        internal
        view
        returns (bytes32)
    {
        bytes32 domain = keccak256(abi.encode(EMISSION, block.chainid, emission, epoch));
        return keccak256(bytes.concat(keccak256(abi.encode(domain, provider, cumulative))));
    }
}

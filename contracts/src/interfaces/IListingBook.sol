// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {NodeListing} from "../types/NodeRegistryTypes.sol";

/// @title What registries say of nodes, where a settle reads it
/// @notice Each caller writes under its own address only. A Market reads what the Directory's "NodeRegistry" wrote, so nobody else's word counts.
interface IListingBook {
    /// @notice Writes what a settle checks about a node, under the caller's address.
    function list(bytes32 node, NodeListing calldata listing) external;

    /// @notice Takes a node's listing away for good, under the caller's address. Its facts stay.
    function unlist(bytes32 node) external;

    /// @notice Writes a node's tier and reliability, under the caller's address.
    /// @return known False for a node that the caller never listed: then nothing is written.
    function rate(bytes32 node, uint8 tier, uint16 reliabilityBps) external returns (bool known);

    /// @notice Takes all listings of a provider away until they are given back, under the caller's address.
    function setDelisted(address provider, bool delisted) external;

    /// @notice What this registry wrote about a node. `listed` is false for an unknown node and while its provider is delisted.
    function listingOf(address registry, bytes32 node) external view returns (NodeListing memory);

    /// @notice As listingOf, packed: what ListingLib reads, and the host key.
    function packedListingOf(address registry, bytes32 node) external view returns (uint256 facts, bytes32 hostKey);
}

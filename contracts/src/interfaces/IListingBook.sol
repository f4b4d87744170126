// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {NodeListing} from "../types/NodeRegistryTypes.sol";

/// @title Registries' listings of nodes, for fast reads in a settle
/// @notice Each registry writes only under its own address. A Market reads only the listings of the Directory's
/// "NodeRegistry".
interface IListingBook {
    /// @notice Stores the properties of a node that a settle checks, under the caller's address.
    function list(bytes32 node, NodeListing calldata listing) external;

    /// @notice Removes a node's listing permanently, under the caller's address. Its other properties remain.
    function unlist(bytes32 node) external;

    /// @notice Stores a node's tier and reliability, under the caller's address.
    /// @return known False if the caller never listed the node; then nothing is stored.
    function rate(bytes32 node, uint8 tier, uint16 reliabilityBps) external returns (bool known);

    /// @notice Hides all listings of a provider, or shows them again, under the caller's address.
    function setDelisted(address provider, bool delisted) external;

    /// @notice This registry's listing of a node. `listed` is false for an unknown node and while its provider is
    /// delisted.
    function listingOf(address registry, bytes32 node) external view returns (NodeListing memory);

    /// @notice Returns the same data as listingOf in packed form: the word that ListingLib reads, and the host key.
    function packedListingOf(address registry, bytes32 node) external view returns (uint256 facts, bytes32 hostKey);
}

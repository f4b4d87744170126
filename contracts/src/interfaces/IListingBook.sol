// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {NodeListing} from "../types/NodeRegistryTypes.sol";

/// @title Registries' listings of nodes, for fast reads in a settle
/// @notice The listings are stored separately for each registry, by its address. A registry can write only its own. A
/// Market reads only the listings of the Directory's "NodeRegistry".
interface IListingBook {
    /// @notice Stores the properties of a node that a settle checks, as a listing of the calling registry.
    function list(bytes32 node, NodeListing calldata listing) external;

    /// @notice Marks a node as not listed in the listings of the calling registry, until the registry lists it again.
    /// The stored tier, reliability and other properties of the node remain.
    function unlist(bytes32 node) external;

    /// @notice Stores a node's tier and reliability in the calling registry's listing of it.
    /// @return known False if the caller never listed the node; then nothing is stored.
    function rate(bytes32 node, uint8 tier, uint16 reliabilityBps) external returns (bool known);

    /// @notice Hides all nodes of a provider in the listings of the calling registry, or shows them again.
    function setDelisted(address provider, bool delisted) external;

    /// @notice The listing of a node by the registry at this address. `listed` is false for an unknown node, after
    /// `unlist`, and while its provider is delisted.
    function listingOf(address registry, bytes32 node) external view returns (NodeListing memory);

    /// @notice Returns the same data as listingOf in packed form: the word that ListingLib reads, and the host key.
    function packedListingOf(address registry, bytes32 node) external view returns (uint256 facts, bytes32 hostKey);
}

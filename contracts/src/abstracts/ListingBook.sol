// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IListingBook} from "../interfaces/IListingBook.sol";
import {ListingLib} from "../libraries/ListingLib.sol";
import {NodeListing} from "../types/NodeRegistryTypes.sol";

/// @title Listings of nodes, separately for each registry
/// @dev The listings are in the Directory, which a settle calls anyway. To read them from the registry would cost an
/// additional call of a proxy, because the registry is upgradeable. A listing uses two slots.
abstract contract ListingBook is IListingBook {
    using ListingLib for uint256;

    mapping(address registry => mapping(bytes32 node => NodeListing listing)) private _listings;
    mapping(address registry => mapping(address provider => bool delisted)) private _delisted;

    /// @inheritdoc IListingBook
    function list(bytes32 node, NodeListing calldata listing) external override {
        _listings[msg.sender][node] = listing;
    }

    /// @inheritdoc IListingBook
    function unlist(bytes32 node) external override {
        _listings[msg.sender][node].listed = false;
    }

    /// @inheritdoc IListingBook
    function rate(bytes32 node, uint8 tier, uint16 reliabilityBps) external override returns (bool known) {
        NodeListing storage listing = _listings[msg.sender][node];
        if (listing.provider == address(0)) return false;
        (listing.tier, listing.reliabilityBps) = (tier, reliabilityBps);
        return true;
    }

    /// @inheritdoc IListingBook
    function setDelisted(address provider, bool delisted) external override {
        _delisted[msg.sender][provider] = delisted;
    }

    /// @inheritdoc IListingBook
    function listingOf(address registry, bytes32 node) external view override returns (NodeListing memory listing) {
        listing = _listings[registry][node];
        if (listing.listed && _delisted[registry][listing.provider]) listing.listed = false;
    }

    /// @inheritdoc IListingBook
    function packedListingOf(address registry, bytes32 node)
        external
        view
        override
        returns (uint256 facts, bytes32 hostKey)
    {
        NodeListing storage listing = _listings[registry][node];
        assembly ("memory-safe") {
            facts := sload(listing.slot)
            hostKey := sload(add(listing.slot, 1))
        }
        if (_delisted[registry][facts.providerIn()]) facts = facts.unlisted();
    }
}

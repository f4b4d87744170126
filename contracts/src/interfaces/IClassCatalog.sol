// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {GpuClass} from "../types/ClassCatalogTypes.sol";

/// @title Catalogue of GPU classes and regions
/// @notice An id is a bit position in the masks of bids: 0 to 255, in the order of adding. Ids are never reused.
interface IClassCatalog {
    event ClassAdded(uint8 indexed id, string name, uint16 vramGib, uint96 referencePricePerGpuSecond);
    event RegionAdded(uint8 indexed id, string name);
    event ReferencePriceChanged(uint8 indexed id, uint96 previous, uint96 current);

    error ClassCatalog_Full();
    error ClassCatalog_ClassUnknown(uint8 id);
    error ClassCatalog_NameEmpty();
    error ClassCatalog_PriceZero();

    /// @notice Adds a class. Only the owner may call it. `referencePricePerGpuSecond` is in PToken base units and above
    /// 0.
    function addClass(string calldata name, uint16 vramGib, uint96 referencePricePerGpuSecond)
        external
        returns (uint8 id);

    /// @notice Adds a region. Only the owner may call it.
    function addRegion(string calldata name) external returns (uint8 id);

    /// @notice Changes the reference price. The price determines the bonds of nodes that are registered from now on.
    /// Only the owner may call it.
    function setReferencePrice(uint8 id, uint96 referencePricePerGpuSecond) external;

    /// @notice Returns one class. Reverts with ClassCatalog_ClassUnknown.
    function classOf(uint8 id) external view returns (GpuClass memory);

    /// @notice The name of a region; empty for an unknown region.
    function regionOf(uint8 id) external view returns (string memory);

    function classCount() external view returns (uint256);
    function regionCount() external view returns (uint256);
}

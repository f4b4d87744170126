// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice A kind of GPU.
struct GpuClass {
    // storage slot 0
    string name;
    // storage slot 1: 16 + 96 bits
    uint16 vramGib;
    uint96 referencePricePerGpuSecond; // PToken base units
}

/// @notice Storage of ClassCatalog. Append fields only.
/// @custom:storage-location erc7201:infinitio.storage.ClassCatalog
struct ClassCatalogStorage {
    GpuClass[] classes;
    string[] regions;
}

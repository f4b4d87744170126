// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice A provider's statement about a node. The keys, class, region, number of GPUs and VRAM never change.
struct NodeRegistration {
    address nodeKey; // ECDSA: signs asks, Ready and sessions
    bytes32 hostKey; // ed25519, raw: SSH host key
    bytes32 boxKey; // X25519, raw: secrets are encrypted to it
    uint8 classId;
    uint8 regionId;
    uint8 gpus; // 1 to 15
    uint16 vramGib; // memory of one GPU
    uint16 cpuCores;
    uint32 ramGib;
    uint32 diskGib;
    uint32 networkMbps;
}

/// @notice A registered node.
struct Node {
    // storage slot 0: 160 + 6 * 8 + 2 * 16 = 240 bits
    address provider;
    uint8 gpus;
    uint8 classId;
    uint8 regionId;
    uint8 tier; // stored in the Directory's listing, like reliabilityBps; `nodeOf` adds both
    bool retired;
    uint8 reserved;
    uint16 vramGib;
    uint16 reliabilityBps;
    // storage slot 1
    bytes32 hostKey;
    // storage slot 2: 160 + 16 + 32 + 32 = 240 bits
    address nodeKey;
    uint16 cpuCores;
    uint32 ramGib;
    uint32 diskGib;
    // storage slot 3
    bytes32 boxKey;
    // storage slot 4: 128 + 32 = 160 bits
    uint128 requiredBond; // PToken base units, at the reference price of its registration
    uint32 networkMbps;
}

/// @notice The state of a provider.
struct Provider {
    // one storage slot: 128 + 32 + 8 = 168 bits
    uint128 requiredBond; // sum over live nodes, PToken base units
    uint32 liveNodes;
    bool delisted; // true while the bond is below requiredBond
}

/// @notice The properties of a node that a settle checks.
struct NodeListing {
    // storage slot 0: 160 + 4 * 8 + 2 * 16 + 8 = 232 bits
    address provider;
    uint8 gpus;
    uint8 classId;
    uint8 regionId;
    uint8 tier; // 0 until attested
    uint16 vramGib;
    uint16 reliabilityBps; // 0 until attested
    bool listed; // true if registered, not retired, and covered by the provider's bond
    // storage slot 1
    bytes32 hostKey;
}

/// @notice Storage of NodeRegistry. Append fields only.
/// @custom:storage-location erc7201:infinitio.storage.NodeRegistry
struct NodeRegistryStorage {
    mapping(bytes32 nodeId => Node node) nodes;
    mapping(address provider => Provider record) providers;
}

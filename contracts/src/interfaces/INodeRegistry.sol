// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBondListener} from "./IBondListener.sol";
import {NodeStatement} from "../types/AttestationsTypes.sol";
import {Node, NodeListing, NodeRegistration, Provider} from "../types/NodeRegistryTypes.sol";

/// @title Registry of providers and nodes
/// @notice A node's id is keccak256(abi.encode(provider, nodeKey)). Retired ids are never used again.
interface INodeRegistry is IBondListener {
    event NodeRegistered(bytes32 indexed nodeId, address indexed provider, NodeRegistration registration);
    event NodeUpdated(
        bytes32 indexed nodeId, uint16 cpuCores, uint32 ramGib, uint32 diskGib, uint32 networkMbps
    );
    event NodeRetired(bytes32 indexed nodeId);
    event NodeAttested(bytes32 indexed nodeId, uint8 tier, uint16 reliabilityBps);
    event ProviderDelisted(address indexed provider);
    event ProviderListed(address indexed provider);

    error NodeRegistry_NodeKnown(bytes32 nodeId);
    error NodeRegistry_NodeUnknown(bytes32 nodeId);
    error NodeRegistry_NodeRetired(bytes32 nodeId);
    error NodeRegistry_CallerNotProvider(address caller, address provider);
    error NodeRegistry_CallerNotStakeVault(address caller, address stakeVault);
    error NodeRegistry_CallerNotAttestations(address caller, address attestations);
    error NodeRegistry_GpusOutOfRange(uint8 gpus, uint8 maxGpus);
    error NodeRegistry_KeyMissing();
    error NodeRegistry_RegionUnknown(uint8 regionId);
    error NodeRegistry_BondTooLow(uint256 bonded, uint256 required);
    error NodeRegistry_ReliabilityTooHigh(uint16 reliabilityBps);

    /// @notice Registers a node of the caller. The caller needs a "Provider" bond that covers 24 h of the reference
    /// price for every GPU of all its live nodes.
    function register(NodeRegistration calldata registration) external returns (bytes32 nodeId);

    /// @notice Changes the CPU cores, memory, disk and network speed of a node. Only the node's provider may call it.
    function update(bytes32 nodeId, uint16 cpuCores, uint32 ramGib, uint32 diskGib, uint32 networkMbps) external;

    /// @notice Retires the node permanently. Only the node's provider may call it. Its booked and active leases remain.
    function retire(bytes32 nodeId) external;

    /// @notice Lists or delists a provider by its current bond. Anyone may call it, for example after the vault's call
    /// has failed.
    function sync(address provider) external;

    /// @notice Stores the attested tier and reliability of each node. Only the Directory's "Attestations" may call it.
    /// Reverts for an unknown node.
    function attest(NodeStatement[] calldata statements) external;

    /// @notice The properties of a node that a settle checks. `listed` is false for an unknown or retired node, and
    /// while its provider is delisted.
    function listing(bytes32 nodeId) external view returns (NodeListing memory);

    /// @notice The bond for one GPU of this node: 24 h of the reference price at its registration. 0 for an unknown
    /// node.
    function bondPerGpu(bytes32 nodeId) external view returns (uint256);

    function nodeOf(bytes32 nodeId) external view returns (Node memory);
    function providerOf(address provider) external view returns (Provider memory);
    function nodeIdOf(address provider, address nodeKey) external pure returns (bytes32);
}

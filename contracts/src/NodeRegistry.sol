// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Ownable2StepUpgradeable} from "@openzeppelin/contracts-upgradeable/access/Ownable2StepUpgradeable.sol";

import {IBondListener} from "./interfaces/IBondListener.sol";
import {IClassCatalog} from "./interfaces/IClassCatalog.sol";
import {IDirectory} from "./interfaces/IDirectory.sol";
import {INodeRegistry} from "./interfaces/INodeRegistry.sol";
import {IStakeVault} from "./interfaces/IStakeVault.sol";
import {NodeIdLib} from "./libraries/NodeIdLib.sol";
import {NodeStatement} from "./types/AttestationsTypes.sol";
import {Node, NodeListing, NodeRegistration, NodeRegistryStorage, Provider} from "./types/NodeRegistryTypes.sol";

/// @title NodeRegistry
/// @notice Providers and their nodes. Holds no funds; its owner can upgrade it.
contract NodeRegistry is INodeRegistry, Ownable2StepUpgradeable, UUPSUpgradeable {
    using SafeCast for uint256;

    uint8 public constant MAX_GPUS = 15;
    uint256 public constant BOND_SECONDS = 1 days;
    uint16 private constant MAX_BPS = 10_000;
    bytes32 private constant PROVIDER = "Provider";
    bytes32 private constant STAKE_VAULT = "StakeVault";
    bytes32 private constant CLASS_CATALOG = "ClassCatalog";
    bytes32 private constant ATTESTATIONS = "Attestations";

    /// @dev keccak256(abi.encode(uint256(keccak256("infinitio.storage.NodeRegistry")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant STORAGE_SLOT = 0x84e0d92c940659430dee34c43f84027173a963900a3ec77410f1752032eece00;

    IDirectory public immutable DIRECTORY;

    constructor(IDirectory directory) {
        DIRECTORY = directory;
        _disableInitializers();
    }

    function initialize(address initialOwner) external initializer {
        __Ownable_init(initialOwner);
    }

    // ── Nodes ───────────────────────────────────────────────────────────────

    /// @inheritdoc INodeRegistry
    function register(NodeRegistration calldata registration) external override returns (bytes32 nodeId) {
        nodeId = NodeIdLib.nodeIdOf(msg.sender, registration.nodeKey);
        Node storage node = _storage().nodes[nodeId];
        if (node.provider != address(0)) revert NodeRegistry_NodeKnown(nodeId);
        uint256 nodeBond = _checkRegistration(registration);

        Provider storage record = _storage().providers[msg.sender];
        uint256 required = record.requiredBond + nodeBond;
        uint256 bonded = _bondedOf(msg.sender);
        if (bonded < required) revert NodeRegistry_BondTooLow(bonded, required);
        record.requiredBond = required.toUint128();
        record.liveNodes += 1;

        node.provider = msg.sender;
        node.gpus = registration.gpus;
        node.classId = registration.classId;
        node.regionId = registration.regionId;
        node.vramGib = registration.vramGib;
        node.hostKey = registration.hostKey;
        node.nodeKey = registration.nodeKey;
        node.cpuCores = registration.cpuCores;
        node.ramGib = registration.ramGib;
        node.diskGib = registration.diskGib;
        node.boxKey = registration.boxKey;
        node.requiredBond = uint128(nodeBond);
        node.networkMbps = registration.networkMbps;
        emit NodeRegistered(nodeId, msg.sender, registration);
        _relist(msg.sender, record, bonded);
        DIRECTORY.list(nodeId, _listingOf(registration));
    }

    /// @inheritdoc INodeRegistry
    function update(bytes32 nodeId, uint16 cpuCores, uint32 ramGib, uint32 diskGib, uint32 networkMbps)
        external
        override
    {
        Node storage node = _ownNode(nodeId);
        node.cpuCores = cpuCores;
        node.ramGib = ramGib;
        node.diskGib = diskGib;
        node.networkMbps = networkMbps;
        emit NodeUpdated(nodeId, cpuCores, ramGib, diskGib, networkMbps);
    }

    /// @inheritdoc INodeRegistry
    function retire(bytes32 nodeId) external override {
        Node storage node = _ownNode(nodeId);
        node.retired = true;
        Provider storage record = _storage().providers[msg.sender];
        record.requiredBond -= node.requiredBond;
        record.liveNodes -= 1;
        emit NodeRetired(nodeId);
        _relist(msg.sender, record, _bondedOf(msg.sender));
        DIRECTORY.unlist(nodeId);
    }

    /// @inheritdoc INodeRegistry
    function attest(NodeStatement[] calldata statements) external override {
        address attestations = DIRECTORY.get(ATTESTATIONS);
        if (msg.sender != attestations) revert NodeRegistry_CallerNotAttestations(msg.sender, attestations);
        for (uint256 i = 0; i < statements.length; ++i) {
            NodeStatement calldata statement = statements[i];
            (bytes32 nodeId, uint8 tier, uint16 reliabilityBps) =
                (statement.node, statement.tier, statement.reliabilityBps);
            if (reliabilityBps > MAX_BPS) revert NodeRegistry_ReliabilityTooHigh(reliabilityBps);
            if (!DIRECTORY.rate(nodeId, tier, reliabilityBps)) revert NodeRegistry_NodeUnknown(nodeId);
            emit NodeAttested(nodeId, tier, reliabilityBps);
        }
    }

    // ── Bonds ───────────────────────────────────────────────────────────────

    /// @inheritdoc IBondListener
    function onBondChanged(address provider, uint256 bonded) external override {
        address stakeVault = DIRECTORY.get(STAKE_VAULT);
        if (msg.sender != stakeVault) revert NodeRegistry_CallerNotStakeVault(msg.sender, stakeVault);
        _relist(provider, _storage().providers[provider], bonded);
    }

    /// @inheritdoc INodeRegistry
    function sync(address provider) external override {
        _relist(provider, _storage().providers[provider], _bondedOf(provider));
    }

    // ── Reading ─────────────────────────────────────────────────────────────

    /// @inheritdoc INodeRegistry
    function listing(bytes32 nodeId) public view override returns (NodeListing memory) {
        return DIRECTORY.listingOf(address(this), nodeId);
    }

    /// @inheritdoc INodeRegistry
    function bondPerGpu(bytes32 nodeId) external view override returns (uint256) {
        Node storage node = _storage().nodes[nodeId];
        return node.gpus == 0 ? 0 : node.requiredBond / node.gpus;
    }

    /// @inheritdoc INodeRegistry
    function nodeOf(bytes32 nodeId) external view override returns (Node memory node) {
        node = _storage().nodes[nodeId];
        NodeListing memory listed = listing(nodeId);
        (node.tier, node.reliabilityBps) = (listed.tier, listed.reliabilityBps);
    }

    /// @inheritdoc INodeRegistry
    function providerOf(address provider) external view override returns (Provider memory) {
        return _storage().providers[provider];
    }

    /// @inheritdoc INodeRegistry
    function nodeIdOf(address provider, address nodeKey) external pure override returns (bytes32) {
        return NodeIdLib.nodeIdOf(provider, nodeKey);
    }

    function _authorizeUpgrade(address) internal override onlyOwner {}

    /// @dev Checks a registration and returns the bond that the node needs: its number of GPUs times 24 h of the
    /// class's reference price.
    function _checkRegistration(NodeRegistration calldata registration) private view returns (uint256) {
        if (registration.gpus == 0 || registration.gpus > MAX_GPUS) {
            revert NodeRegistry_GpusOutOfRange(registration.gpus, MAX_GPUS);
        }
        if (registration.nodeKey == address(0) || registration.hostKey == 0 || registration.boxKey == 0) {
            revert NodeRegistry_KeyMissing();
        }
        IClassCatalog catalog = IClassCatalog(DIRECTORY.get(CLASS_CATALOG));
        if (registration.regionId >= catalog.regionCount()) revert NodeRegistry_RegionUnknown(registration.regionId);
        return uint256(registration.gpus) * BOND_SECONDS
            * catalog.classOf(registration.classId).referencePricePerGpuSecond;
    }

    function _listingOf(NodeRegistration calldata registration) private view returns (NodeListing memory result) {
        result.provider = msg.sender;
        result.gpus = registration.gpus;
        result.classId = registration.classId;
        result.regionId = registration.regionId;
        result.vramGib = registration.vramGib;
        result.listed = true;
        result.hostKey = registration.hostKey;
    }

    function _bondedOf(address provider) private view returns (uint256) {
        return IStakeVault(DIRECTORY.get(STAKE_VAULT)).bondOf(provider, PROVIDER).bonded;
    }

    function _ownNode(bytes32 nodeId) private view returns (Node storage node) {
        node = _storage().nodes[nodeId];
        if (node.provider == address(0)) revert NodeRegistry_NodeUnknown(nodeId);
        if (node.provider != msg.sender) revert NodeRegistry_CallerNotProvider(msg.sender, node.provider);
        if (node.retired) revert NodeRegistry_NodeRetired(nodeId);
    }

    function _relist(address provider, Provider storage record, uint256 bonded) private {
        bool delisted = bonded < record.requiredBond;
        if (delisted == record.delisted) return;
        record.delisted = delisted;
        DIRECTORY.setDelisted(provider, delisted);
        if (delisted) emit ProviderDelisted(provider);
        else emit ProviderListed(provider);
    }

    function _storage() private pure returns (NodeRegistryStorage storage $) {
        bytes32 slot = STORAGE_SLOT;
        assembly ("memory-safe") {
            $.slot := slot
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {Ownable2StepUpgradeable} from "@openzeppelin/contracts-upgradeable/access/Ownable2StepUpgradeable.sol";

import {IClassCatalog} from "./interfaces/IClassCatalog.sol";
import {ClassCatalogStorage, GpuClass} from "./types/ClassCatalogTypes.sol";

/// @title ClassCatalog
/// @notice GPU classes and regions with their properties and reference prices. Holds no funds; its owner can upgrade
/// it.
contract ClassCatalog is IClassCatalog, Ownable2StepUpgradeable, UUPSUpgradeable {
    uint256 public constant MAX_IDS = 256;

    /// @dev keccak256(abi.encode(uint256(keccak256("infinitio.storage.ClassCatalog")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant STORAGE_SLOT = 0xcefa7264f278cd4dadee61d9b386f99745ea8d31edd4740b0c66e294b22d7300;

    constructor() {
        _disableInitializers();
    }

    function initialize(address initialOwner) external initializer {
        __Ownable_init(initialOwner);
    }

    // ── Adding ──────────────────────────────────────────────────────────────

    /// @inheritdoc IClassCatalog
    function addClass(string calldata name, uint16 vramGib, uint96 referencePricePerGpuSecond)
        external
        override
        onlyOwner
        returns (uint8 id)
    {
        GpuClass[] storage classes = _storage().classes;
        if (classes.length >= MAX_IDS) revert ClassCatalog_Full();
        if (bytes(name).length == 0) revert ClassCatalog_NameEmpty();
        if (referencePricePerGpuSecond == 0) revert ClassCatalog_PriceZero();
        id = uint8(classes.length);
        classes.push(GpuClass(name, vramGib, referencePricePerGpuSecond));
        emit ClassAdded(id, name, vramGib, referencePricePerGpuSecond);
    }

    /// @inheritdoc IClassCatalog
    function addRegion(string calldata name) external override onlyOwner returns (uint8 id) {
        string[] storage regions = _storage().regions;
        if (regions.length >= MAX_IDS) revert ClassCatalog_Full();
        if (bytes(name).length == 0) revert ClassCatalog_NameEmpty();
        id = uint8(regions.length);
        regions.push(name);
        emit RegionAdded(id, name);
    }

    /// @inheritdoc IClassCatalog
    function setReferencePrice(uint8 id, uint96 referencePricePerGpuSecond) external override onlyOwner {
        if (referencePricePerGpuSecond == 0) revert ClassCatalog_PriceZero();
        GpuClass storage class_ = _class(id);
        uint96 previous = class_.referencePricePerGpuSecond;
        class_.referencePricePerGpuSecond = referencePricePerGpuSecond;
        emit ReferencePriceChanged(id, previous, referencePricePerGpuSecond);
    }

    // ── Reading ─────────────────────────────────────────────────────────────

    /// @inheritdoc IClassCatalog
    function classOf(uint8 id) external view override returns (GpuClass memory) {
        return _class(id);
    }

    /// @inheritdoc IClassCatalog
    function regionOf(uint8 id) external view override returns (string memory) {
        string[] storage regions = _storage().regions;
        return id < regions.length ? regions[id] : "";
    }

    /// @inheritdoc IClassCatalog
    function classCount() external view override returns (uint256) {
        return _storage().classes.length;
    }

    /// @inheritdoc IClassCatalog
    function regionCount() external view override returns (uint256) {
        return _storage().regions.length;
    }

    function _authorizeUpgrade(address) internal override onlyOwner {}

    function _class(uint8 id) private view returns (GpuClass storage) {
        GpuClass[] storage classes = _storage().classes;
        if (id >= classes.length) revert ClassCatalog_ClassUnknown(id);
        return classes[id];
    }

    function _storage() private pure returns (ClassCatalogStorage storage $) {
        bytes32 slot = STORAGE_SLOT;
        assembly ("memory-safe") {
            $.slot := slot
        }
    }
}

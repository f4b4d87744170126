// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";

import {IDirectory} from "./interfaces/IDirectory.sol";

/// @title Directory
/// @notice Current address of each template, and bounded parameters. Holds no funds.
contract Directory is IDirectory, Ownable2Step {
    uint16 public constant MAX_FEE_BPS = 100;
    bytes32 private constant NODE_REGISTRY = "NodeRegistry";

    mapping(bytes32 name => address entry) private _entries;

    /// @inheritdoc IDirectory
    mapping(address account => bool listed) public override engines;

    /// @inheritdoc IDirectory
    mapping(address account => bool named) public override isProtocolContract;

    /// @dev Twin of _entries["NodeRegistry"], in one slot with the fee: a settle reads both.
    address private _nodeRegistry;

    /// @inheritdoc IDirectory
    uint16 public override feeBps;

    /// @inheritdoc IDirectory
    address public override receiptKey;

    /// @inheritdoc IDirectory
    bytes32 public override gatewayHostKey;

    constructor(address initialOwner, uint16 initialFeeBps) Ownable(initialOwner) {
        _setFeeBps(initialFeeBps);
    }

    // ── Entries ─────────────────────────────────────────────────────────────

    /// @inheritdoc IDirectory
    function set(bytes32 name, address entry) external override onlyOwner {
        address previous = _entries[name];
        _entries[name] = entry;
        if (name == NODE_REGISTRY) _nodeRegistry = entry;
        if (entry != address(0)) isProtocolContract[entry] = true;
        emit EntrySet(name, previous, entry);
    }

    /// @inheritdoc IDirectory
    function get(bytes32 name) external view override returns (address) {
        return _entries[name];
    }

    // ── Parameters ──────────────────────────────────────────────────────────

    /// @inheritdoc IDirectory
    function setEngine(address engine, bool listed) external override onlyOwner {
        if (uint160(engine) <= 1) revert Directory_EngineInvalid(engine);
        engines[engine] = listed;
        emit EngineSet(engine, listed);
    }

    /// @inheritdoc IDirectory
    function setFeeBps(uint16 newFeeBps) external override onlyOwner {
        _setFeeBps(newFeeBps);
    }

    /// @inheritdoc IDirectory
    function setReceiptKey(address newReceiptKey) external override onlyOwner {
        receiptKey = newReceiptKey;
        emit ReceiptKeySet(newReceiptKey);
    }

    /// @inheritdoc IDirectory
    function setGatewayHostKey(bytes32 newGatewayHostKey) external override onlyOwner {
        gatewayHostKey = newGatewayHostKey;
        emit GatewayHostKeySet(newGatewayHostKey);
    }

    // ── Reads of a settle ───────────────────────────────────────────────────

    /// @inheritdoc IDirectory
    function settleContext(address sender)
        external
        view
        override
        returns (address nodeRegistry, uint16 currentFeeBps, bool senderIsEngine)
    {
        return (_nodeRegistry, feeBps, engines[sender]);
    }

    function _setFeeBps(uint16 newFeeBps) private {
        if (newFeeBps > MAX_FEE_BPS) revert Directory_FeeTooHigh(newFeeBps, MAX_FEE_BPS);
        feeBps = newFeeBps;
        emit FeeSet(newFeeBps);
    }
}

// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";

import {IDirectory} from "./interfaces/IDirectory.sol";
import {IGuardian} from "./interfaces/IGuardian.sol";

/// @title Directory
/// @notice Current address of each template, bounded parameters, and the guardian's brake. Holds no funds.
/// @dev The brake is here and not in a contract of its own: its bounds are as fixed as this code, and a settle reads it in a slot it reads anyway.
contract Directory is IDirectory, Ownable2Step {
    uint16 public constant MAX_FEE_BPS = 100;
    uint256 public constant MAX_PAUSE_SECONDS = 72 hours;
    uint256 public constant PAUSE_EVERY_SECONDS = 14 days;
    /// @notice A lease ends within 28 days and closes an hour later.
    uint256 public constant DRAIN_SECONDS = 29 days;
    /// @notice The longest a bond takes to leave, and a day to see what was announced.
    uint256 public constant TRUST_SECONDS = 36 days;
    /// @notice In this time after its creation a Directory holds nobody's trust yet, so what it names is trusted at once.
    uint256 public constant GENESIS_SECONDS = 1 days;
    bytes32 private constant NODE_REGISTRY = "NodeRegistry";

    uint256 private immutable GENESIS_UNTIL;

    mapping(bytes32 name => address entry) private _entries;

    /// @inheritdoc IDirectory
    mapping(address account => bool listed) public override engines;

    /// @inheritdoc IDirectory
    mapping(address account => bool named) public override isProtocolContract;

    // One slot, 160 + 16 + 40 + 40 bits: all that a settle reads.
    /// @dev Twin of _entries["NodeRegistry"].
    address private _nodeRegistry;

    /// @inheritdoc IDirectory
    uint16 public override feeBps;

    uint40 private _pausedAt;

    /// @inheritdoc IGuardian
    uint40 public override pausedUntil;

    /// @inheritdoc IDirectory
    address public override receiptKey;

    /// @inheritdoc IDirectory
    bytes32 public override gatewayHostKey;

    /// @inheritdoc IGuardian
    address public override guardian;

    mapping(bytes32 name => mapping(address entry => uint40 time)) private _replacedAt;

    /// @inheritdoc IDirectory
    mapping(bytes32 name => mapping(address entry => uint40 time)) public override trustedFrom;

    /// @inheritdoc IDirectory
    address public override operator;

    modifier onlyOwnerOrOperator() {
        if (msg.sender != operator && msg.sender != owner()) revert Directory_CallerNotOperator(msg.sender, operator);
        _;
    }

    constructor(address initialOwner, uint16 initialFeeBps) Ownable(initialOwner) {
        GENESIS_UNTIL = block.timestamp + GENESIS_SECONDS;
        _setFeeBps(initialFeeBps);
    }

    // ── Entries ─────────────────────────────────────────────────────────────

    /// @inheritdoc IDirectory
    function set(bytes32 name, address entry) external override onlyOwner {
        address previous = _entries[name];
        _entries[name] = entry;
        if (previous != address(0)) _replacedAt[name][previous] = uint40(block.timestamp);
        if (name == NODE_REGISTRY) _nodeRegistry = entry;
        if (entry != address(0)) isProtocolContract[entry] = true;
        emit EntrySet(name, previous, entry);
        _announce(name, entry);
    }

    /// @inheritdoc IDirectory
    function announce(bytes32 name, address entry) external override onlyOwner {
        _announce(name, entry);
    }

    /// @inheritdoc IDirectory
    function get(bytes32 name) external view override returns (address) {
        return _entries[name];
    }

    /// @inheritdoc IDirectory
    function serves(bytes32 name, address entry) public view override returns (bool) {
        if (entry == address(0)) return false;
        if (_entries[name] == entry) return true;
        uint256 replacedAt = _replacedAt[name][entry];
        return replacedAt != 0 && block.timestamp < replacedAt + DRAIN_SECONDS;
    }

    /// @inheritdoc IDirectory
    function mayTakeBonds(bytes32 name, address entry) external view override returns (bool) {
        return serves(name, entry) && block.timestamp >= trustedFrom[name][entry];
    }

    // ── Parameters ──────────────────────────────────────────────────────────

    /// @inheritdoc IDirectory
    function setEngine(address engine, bool listed) external override onlyOwnerOrOperator {
        if (uint160(engine) <= 1) revert Directory_EngineInvalid(engine);
        engines[engine] = listed;
        emit EngineSet(engine, listed);
    }

    /// @inheritdoc IDirectory
    function setFeeBps(uint16 newFeeBps) external override onlyOwner {
        _setFeeBps(newFeeBps);
    }

    /// @inheritdoc IDirectory
    function setReceiptKey(address newReceiptKey) external override onlyOwnerOrOperator {
        receiptKey = newReceiptKey;
        emit ReceiptKeySet(newReceiptKey);
    }

    /// @inheritdoc IDirectory
    function setGatewayHostKey(bytes32 newGatewayHostKey) external override onlyOwnerOrOperator {
        gatewayHostKey = newGatewayHostKey;
        emit GatewayHostKeySet(newGatewayHostKey);
    }

    /// @inheritdoc IDirectory
    function setOperator(address newOperator) external override onlyOwner {
        address previous = operator;
        operator = newOperator;
        emit OperatorSet(previous, newOperator);
    }

    // ── Pause ───────────────────────────────────────────────────────────────

    /// @inheritdoc IGuardian
    function setGuardian(address newGuardian) external override onlyOwner {
        address previous = guardian;
        guardian = newGuardian;
        emit GuardianSet(previous, newGuardian);
    }

    /// @inheritdoc IGuardian
    function pause(uint256 pauseSeconds) external override {
        if (msg.sender != guardian) revert Guardian_CallerNotGuardian(msg.sender, guardian);
        if (pauseSeconds == 0 || pauseSeconds > MAX_PAUSE_SECONDS) {
            revert Guardian_PauseLengthOutOfRange(pauseSeconds, MAX_PAUSE_SECONDS);
        }
        uint256 from = _pausedAt + PAUSE_EVERY_SECONDS;
        if (block.timestamp < from) revert Guardian_PausedTooRecently(from, block.timestamp);
        _pausedAt = uint40(block.timestamp);
        pausedUntil = uint40(block.timestamp + pauseSeconds);
        emit Paused(msg.sender, pausedUntil);
    }

    /// @inheritdoc IGuardian
    function endPause() external override {
        if (msg.sender != guardian && msg.sender != owner()) revert Guardian_CallerNotGuardian(msg.sender, guardian);
        if (block.timestamp >= pausedUntil) revert Guardian_NotPaused();
        pausedUntil = uint40(block.timestamp);
        emit PauseEnded(msg.sender);
    }

    /// @inheritdoc IGuardian
    function checkNotPaused() public view override {
        if (block.timestamp < pausedUntil) revert Guardian_Paused(pausedUntil);
    }

    // ── Reads of a settle ───────────────────────────────────────────────────

    /// @inheritdoc IDirectory
    function settleContext(address sender)
        external
        view
        override
        returns (address nodeRegistry, uint16 currentFeeBps, bool senderIsEngine)
    {
        checkNotPaused();
        return (_nodeRegistry, feeBps, engines[sender]);
    }

    /// @dev The first word counts: announcing or naming again neither shortens nor lengthens the wait.
    function _announce(bytes32 name, address entry) private {
        if (entry == address(0) || trustedFrom[name][entry] != 0) return;
        uint256 wait = block.timestamp < GENESIS_UNTIL ? 0 : TRUST_SECONDS;
        trustedFrom[name][entry] = uint40(block.timestamp + wait);
        emit EntryAnnounced(name, entry, uint40(block.timestamp + wait));
    }

    function _setFeeBps(uint16 newFeeBps) private {
        if (newFeeBps > MAX_FEE_BPS) revert Directory_FeeTooHigh(newFeeBps, MAX_FEE_BPS);
        feeBps = newFeeBps;
        emit FeeSet(newFeeBps);
    }
}

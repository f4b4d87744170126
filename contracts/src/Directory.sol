// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";

import {ListingBook} from "./abstracts/ListingBook.sol";
import {IDirectory} from "./interfaces/IDirectory.sol";
import {IGuardian} from "./interfaces/IGuardian.sol";
import {IVetoHolder} from "./interfaces/IVetoHolder.sol";
import {KeyKind} from "./types/DirectoryTypes.sol";

/// @title Directory
/// @notice The current address of each contract by its name, parameters within fixed bounds, and the guardian's pause.
/// Holds no funds.
/// @dev The pause is in this contract because nobody can change this code, so nobody can change the limits of the
/// pause. A settle reads the pause from a storage slot that it must read anyway.
contract Directory is IDirectory, Ownable2Step, ListingBook {
    uint16 public constant MAX_FEE_BPS = 100;
    uint256 public constant MAX_PAUSE_SECONDS = 72 hours;
    uint256 public constant PAUSE_EVERY_SECONDS = 14 days;
    /// @notice Time after which all leases of a replaced contract are closed: a lease ends within 28 days and closes an
    /// hour later.
    uint256 public constant DRAIN_SECONDS = 29 days;
    /// @notice Time until an announced entry is trusted: the longest time in which a bond can be withdrawn, plus a day
    /// to notice the announcement.
    uint256 public constant TRUST_SECONDS = 36 days;
    /// @notice For this time after its creation, a Directory trusts an entry at once when the entry is set, because
    /// nobody relies on it yet. An entry that is only announced must still wait.
    uint256 public constant GENESIS_SECONDS = 1 days;
    /// @notice An entry that its name does not refer to, now or no longer, loses its trust this long after it was first
    /// trusted or, if that is later, after another entry replaced it.
    uint256 public constant TRUST_LAPSES_SECONDS = 30 days;
    /// @notice A new key can be used this long after its announcement.
    uint256 public constant KEY_WAIT_SECONDS = 48 hours;
    bytes32 private constant NODE_REGISTRY = "NodeRegistry";
    bytes32 private constant GOVERNOR = "Governor";

    uint256 private immutable GENESIS_UNTIL;

    mapping(bytes32 name => address entry) private _entries;

    /// @inheritdoc IDirectory
    mapping(address account => bool listed) public override engines;

    /// @inheritdoc IDirectory
    mapping(address account => bool named) public override isProtocolContract;

    // The next values share one slot of 160 + 16 + 40 + 40 bits, which contains all values of this contract that a
    // settle reads.
    /// @dev A copy of `_entries["NodeRegistry"]`, so that a settle needs to read only this slot.
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

    mapping(bytes32 name => mapping(address entry => uint40 time)) private _trustedFrom;

    /// @inheritdoc IDirectory
    address public override operator;

    /// @inheritdoc IDirectory
    bool public override handedOver;

    /// @inheritdoc IDirectory
    mapping(KeyKind kind => mapping(bytes32 key => uint40 time)) public override keyWorksFrom;

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
        bool isFirstDay = block.timestamp < GENESIS_UNTIL;
        _trust(name, entry, isFirstDay ? 0 : TRUST_SECONDS);
        _entries[name] = entry;
        if (previous != address(0)) _replacedAt[name][previous] = uint40(block.timestamp);
        if (name == NODE_REGISTRY) _nodeRegistry = entry;
        if (entry != address(0)) isProtocolContract[entry] = true;
        emit EntrySet(name, previous, entry);
    }

    /// @inheritdoc IDirectory
    function announce(bytes32 name, address entry) external override onlyOwner {
        _trust(name, entry, TRUST_SECONDS);
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
        return serves(name, entry) && block.timestamp >= _trustedFrom[name][entry];
    }

    /// @inheritdoc IDirectory
    function trustedFrom(bytes32 name, address entry) public view override returns (uint40 time) {
        time = _trustedFrom[name][entry];
        if (time == 0 || _entries[name] == entry) return time;
        uint256 replacedAt = _replacedAt[name][entry];
        uint256 last = replacedAt > time ? replacedAt : time;
        if (block.timestamp >= last + TRUST_LAPSES_SECONDS) return 0;
    }

    // ── Parameters ──────────────────────────────────────────────────────────

    /// @inheritdoc IDirectory
    function setEngine(address engine, bool listed) external override onlyOwnerOrOperator {
        if (uint160(engine) <= 1) revert Directory_EngineInvalid(engine);
        bytes32 key = bytes32(uint256(uint160(engine)));
        if (!listed) _removeKey(KeyKind.Engine, key);
        else if (!engines[engine]) _checkKey(KeyKind.Engine, key);
        engines[engine] = listed;
        emit EngineSet(engine, listed);
    }

    /// @inheritdoc IDirectory
    function setFeeBps(uint16 newFeeBps) external override onlyOwner {
        _setFeeBps(newFeeBps);
    }

    /// @inheritdoc IDirectory
    function setReceiptKey(address newReceiptKey) external override onlyOwnerOrOperator {
        address previous = receiptKey;
        if (newReceiptKey != previous) {
            _replaceKey(KeyKind.Receipt, bytes32(uint256(uint160(previous))), bytes32(uint256(uint160(newReceiptKey))));
        }
        receiptKey = newReceiptKey;
        emit ReceiptKeySet(newReceiptKey);
    }

    /// @inheritdoc IDirectory
    function setGatewayHostKey(bytes32 newGatewayHostKey) external override onlyOwnerOrOperator {
        if (newGatewayHostKey != gatewayHostKey) _replaceKey(KeyKind.GatewayHost, gatewayHostKey, newGatewayHostKey);
        gatewayHostKey = newGatewayHostKey;
        emit GatewayHostKeySet(newGatewayHostKey);
    }

    /// @inheritdoc IDirectory
    function announceKey(KeyKind kind, bytes32 key) external override onlyOwnerOrOperator {
        if (key == 0) revert Directory_KeyZero(kind);
        if (keyWorksFrom[kind][key] != 0) revert Directory_KeyAnnounced(kind, key);
        uint40 worksFrom = uint40(block.timestamp + (handedOver ? KEY_WAIT_SECONDS : 0));
        keyWorksFrom[kind][key] = worksFrom;
        emit KeyAnnounced(kind, key, worksFrom);
    }

    /// @inheritdoc IDirectory
    function cancelKey(KeyKind kind, bytes32 key) external override {
        uint40 worksFrom = keyWorksFrom[kind][key];
        if (worksFrom == 0) revert Directory_KeyNotAnnounced(kind, key);
        if (msg.sender != operator && msg.sender != owner()) {
            if (block.timestamp >= worksFrom || msg.sender != _vetoHolder()) {
                revert Directory_CallerNotOperator(msg.sender, operator);
            }
        }
        _removeKey(kind, key);
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

    // ── Reads for a settle ──────────────────────────────────────────────────

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

    /// @dev Starts the wait of `waitSeconds` until an entry is trusted. A wait that has started, is not over later than
    /// the new one and has not lapsed does not change: announcing or setting the entry again does not extend it.
    function _trust(bytes32 name, address entry, uint256 waitSeconds) private {
        if (entry == address(0)) return;
        uint40 time = uint40(block.timestamp + waitSeconds);
        uint40 known = trustedFrom(name, entry);
        if (known != 0 && known <= time) return;
        _trustedFrom[name][entry] = time;
        emit EntryAnnounced(name, entry, time);
    }

    /// @dev Reverts unless a key may be used now. Until the deployer hands the Directory over to its next owner, keys
    /// need no wait, because nobody relies on the deployment yet.
    function _checkKey(KeyKind kind, bytes32 key) private view {
        if (!handedOver) return;
        uint40 worksFrom = keyWorksFrom[kind][key];
        if (worksFrom == 0) revert Directory_KeyNotAnnounced(kind, key);
        if (block.timestamp < worksFrom) revert Directory_KeyWaits(kind, key, worksFrom);
    }

    /// @dev Prepares the replacement of the key `previous` by `current`, which the calling function must store. Reverts
    /// unless `current` may be used now; zero is always allowed, so a key can be removed at once. Deletes the
    /// announcement of `previous`, so that it must be announced again before it can be used again.
    function _replaceKey(KeyKind kind, bytes32 previous, bytes32 current) private {
        if (current != 0) _checkKey(kind, current);
        if (previous != 0) _removeKey(kind, previous);
    }

    function _removeKey(KeyKind kind, bytes32 key) private {
        if (keyWorksFrom[kind][key] == 0) return;
        delete keyWorksFrom[kind][key];
        emit KeyForgotten(kind, key, msg.sender);
    }

    function _vetoHolder() private view returns (address) {
        address governor = _entries[GOVERNOR];
        return governor == address(0) ? address(0) : IVetoHolder(governor).guardian();
    }

    /// @dev The first change of the owner ends the period in which keys need no wait.
    function _transferOwnership(address newOwner) internal override {
        if (owner() != address(0)) handedOver = true;
        super._transferOwnership(newOwner);
    }

    function _setFeeBps(uint16 newFeeBps) private {
        if (newFeeBps > MAX_FEE_BPS) revert Directory_FeeTooHigh(newFeeBps, MAX_FEE_BPS);
        feeBps = newFeeBps;
        emit FeeSet(newFeeBps);
    }
}

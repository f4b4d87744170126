// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

import {IGuardian} from "./IGuardian.sol";

/// @title What every part of the market looks up
/// @notice Names the current version of each template and holds the few bounded parameters.
/// @dev Names are ASCII, right-padded with zeros: bytes32("Market").
interface IDirectory is IGuardian {
    event EntrySet(bytes32 indexed name, address indexed previous, address indexed current);
    event EntryAnnounced(bytes32 indexed name, address indexed entry, uint40 trustedFrom);
    event EngineSet(address indexed engine, bool listed);
    event FeeSet(uint16 feeBps);
    event ReceiptKeySet(address receiptKey);
    event GatewayHostKeySet(bytes32 gatewayHostKey);
    event OperatorSet(address indexed previous, address indexed current);

    error Directory_FeeTooHigh(uint16 feeBps, uint16 maxFeeBps);
    error Directory_EngineInvalid(address engine);
    error Directory_CallerNotOperator(address caller, address operator);

    /// @notice Points a name at a contract. Owner only. A contract named once stays a protocol contract, so that old versions can drain.
    function set(bytes32 name, address entry) external;

    /// @notice Says ahead that an entry may come, so that it is trusted with bonds in time. Owner only.
    function announce(bytes32 name, address entry) external;

    /// @notice Adds an address to the engine set or takes it out. Owner or operator. The reserved addresses 0 and 1 cannot be engines.
    function setEngine(address engine, bool listed) external;

    /// @notice Fee of each side in basis points, frozen into each lease at settle. Owner only; at most 100.
    function setFeeBps(uint16 feeBps) external;

    /// @notice Key that signs receipts for accepted orders. Owner or operator.
    function setReceiptKey(address receiptKey) external;

    /// @notice Raw ed25519 public key of the gateway's SSH server. Owner or operator.
    function setGatewayHostKey(bytes32 gatewayHostKey) external;

    /// @notice Names who may change the engine set, the receipt key and the gateway's key besides the owner, and nothing else: keys must change
    /// within minutes, votes take days. Owner only.
    function setOperator(address operator) external;

    function get(bytes32 name) external view returns (address);

    /// @notice True for the contract a name points at, and for 29 days for the one it pointed at before: the leases of an old Market drain.
    function serves(bytes32 name, address entry) external view returns (bool);

    /// @notice Unix second from which an entry may take bonds: 36 days after it was announced or named first, so that every bond can leave before;
    /// at once on the Directory's first day. 0 for what was neither.
    function trustedFrom(bytes32 name, address entry) external view returns (uint40);

    /// @notice True for an entry that serves and is trusted with bonds by now.
    function mayTakeBonds(bytes32 name, address entry) external view returns (bool);

    function engines(address account) external view returns (bool);
    function feeBps() external view returns (uint16);
    function receiptKey() external view returns (address);
    function gatewayHostKey() external view returns (bytes32);
    function operator() external view returns (address);

    /// @notice True for every contract that was ever named here.
    function isProtocolContract(address account) external view returns (bool);

    /// @notice What one settle needs, in one call. Reverts with Guardian_Paused while paused.
    function settleContext(address sender)
        external
        view
        returns (address nodeRegistry, uint16 currentFeeBps, bool senderIsEngine);
}

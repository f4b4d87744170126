// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {KeyKind} from "../types/DirectoryTypes.sol";
import {IGuardian} from "./IGuardian.sol";
import {IListingBook} from "./IListingBook.sol";

/// @title Addresses and parameters that every contract of the market looks up
/// @notice Names the current version of each template and holds a few bounded parameters.
/// @dev Names are ASCII, right-padded with zeros: bytes32("Market").
interface IDirectory is IGuardian, IListingBook {
    event EntrySet(bytes32 indexed name, address indexed previous, address indexed current);
    event EntryAnnounced(bytes32 indexed name, address indexed entry, uint40 trustedFrom);
    event EngineSet(address indexed engine, bool listed);
    event FeeSet(uint16 feeBps);
    event ReceiptKeySet(address receiptKey);
    event GatewayHostKeySet(bytes32 gatewayHostKey);
    event KeyAnnounced(KeyKind indexed kind, bytes32 indexed key, uint40 worksFrom);
    event KeyForgotten(KeyKind indexed kind, bytes32 indexed key, address indexed by);
    event OperatorSet(address indexed previous, address indexed current);

    error Directory_FeeTooHigh(uint16 feeBps, uint16 maxFeeBps);
    error Directory_EngineInvalid(address engine);
    error Directory_KeyZero(KeyKind kind);
    error Directory_KeyAnnounced(KeyKind kind, bytes32 key);
    error Directory_KeyNotAnnounced(KeyKind kind, bytes32 key);
    error Directory_KeyWaits(KeyKind kind, bytes32 key, uint256 worksFrom);
    error Directory_CallerNotOperator(address caller, address operator);

    /// @notice Points a name at a contract. Owner only. A contract that was named once remains a protocol contract, so
    /// that old versions can drain.
    function set(bytes32 name, address entry) external;

    /// @notice Announces an entry, so that it is trusted with bonds if it is set 36 days later. The announcement lapses
    /// 30 days after that. Owner only.
    function announce(bytes32 name, address entry) external;

    /// @notice Adds an address to the engine set or removes it. Owner or operator. The reserved addresses 0 and 1
    /// cannot be engines. After the hand-over, an engine can be added only 48 h after its announcement; removal is
    /// immediate.
    function setEngine(address engine, bool listed) external;

    /// @notice Fee of each side in basis points, frozen into each lease at settle. Owner only; at most 100.
    function setFeeBps(uint16 feeBps) external;

    /// @notice Sets the key that signs receipts for accepted orders. Owner or operator. After the hand-over it works only 48 h after its announcement; zero
    /// removes the key at once.
    function setReceiptKey(address receiptKey) external;

    /// @notice Sets the raw ed25519 public key of the gateway's SSH server. Owner or operator. After the hand-over it works only 48 h after its
    /// announcement; zero removes the key at once.
    function setGatewayHostKey(bytes32 gatewayHostKey) external;

    /// @notice Announces a key. From 48 h later on, the key can be put into use; before the hand-over, immediately. So
    /// a spare key that has waited replaces a stolen key without a wait. A removed or replaced key must be announced
    /// again. Owner or operator.
    function announceKey(KeyKind kind, bytes32 key) external;

    /// @notice Deletes the announcement of a key, so that it must wait again; a key in use stays in use. Owner or
    /// operator, and the holder of the Governor's veto while the key waits.
    function cancelKey(KeyKind kind, bytes32 key) external;

    /// @notice Unix second from which an announced key can be used; 0 without an announcement.
    function keyWorksFrom(KeyKind kind, bytes32 key) external view returns (uint40);

    /// @notice True after the deployer transferred the Directory to its next owner. Before that, keys need no wait.
    function handedOver() external view returns (bool);

    /// @notice Names an account that may change the engine set, the receipt key and the gateway's key, and nothing
    /// else. Keys must change within minutes, and votes take days. Owner only.
    function setOperator(address operator) external;

    function get(bytes32 name) external view returns (address);

    /// @notice True for the contract that a name points at. Also true for the previous one for 29 days, in which the
    /// leases of an old Market drain.
    function serves(bytes32 name, address entry) external view returns (bool);

    /// @notice Unix second from which an entry may take bonds: 36 days after it was first announced or set, so that
    /// every bond can leave before. Immediately for an entry that was set on the Directory's first day. 0 for an entry
    /// that was neither announced nor set, and for one that then served no name for 30 days.
    function trustedFrom(bytes32 name, address entry) external view returns (uint40);

    /// @notice True for an entry that a name points at and that is trusted with bonds now.
    function mayTakeBonds(bytes32 name, address entry) external view returns (bool);

    function engines(address account) external view returns (bool);
    function feeBps() external view returns (uint16);
    function receiptKey() external view returns (address);
    function gatewayHostKey() external view returns (bytes32);
    function operator() external view returns (address);

    /// @notice True for every contract that was ever named here.
    function isProtocolContract(address account) external view returns (bool);

    /// @notice Returns everything that one settle needs, in one call. Reverts with Guardian_Paused while paused.
    function settleContext(address sender)
        external
        view
        returns (address nodeRegistry, uint16 currentFeeBps, bool senderIsEngine);
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {KeyKind} from "../types/DirectoryTypes.sol";
import {IGuardian} from "./IGuardian.sol";
import {IListingBook} from "./IListingBook.sol";

/// @title Addresses and parameters that every contract of the market looks up
/// @notice Lists the current address of each contract by name, and holds a few parameters with fixed bounds.
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

    /// @notice Sets the contract of a name. Only the owner may call it. A contract that once had a name remains a
    /// protocol contract, so that the leases of an old version can end normally.
    function set(bytes32 name, address entry) external;

    /// @notice Announces an entry for a name, so that it is trusted with bonds 36 days later. If the name does not
    /// refer to the entry 66 days after the announcement, the announcement has lapsed. Only the owner may call it.
    function announce(bytes32 name, address entry) external;

    /// @notice Adds an address to the engine set or removes it. Only the owner and the operator may call it. The
    /// reserved addresses 0 and 1 cannot be engines. After the hand-over, an engine can be added only 48 h after its
    /// announcement; it can be removed at once.
    function setEngine(address engine, bool listed) external;

    /// @notice Sets the fee of each side in basis points, at most 100. Only the owner may call it. A lease keeps the
    /// fee that applied at its settle.
    function setFeeBps(uint16 feeBps) external;

    /// @notice Sets the key that signs receipts for accepted orders. Only the owner and the operator may call it. After
    /// the hand-over, a key can be set only 48 h after its announcement. Zero removes the key at once.
    function setReceiptKey(address receiptKey) external;

    /// @notice Sets the raw ed25519 public key of the gateway's SSH server. Only the owner and the operator may call
    /// it. After the hand-over, a key can be set only 48 h after its announcement. Zero removes the key at once.
    function setGatewayHostKey(bytes32 gatewayHostKey) external;

    /// @notice Announces a key. It can be used from 48 h later on; before the hand-over, at once. So a spare key that
    /// was announced early can replace a stolen key without a wait. A key that was removed or replaced must be
    /// announced again. Only the owner and the operator may call it.
    function announceKey(KeyKind kind, bytes32 key) external;

    /// @notice Deletes the announcement of a key, so that it must wait again before it can be used. A key that is in
    /// use stays in use. Only the owner and the operator may call it. While the key waits, the holder of the Governor's
    /// veto may, too.
    function cancelKey(KeyKind kind, bytes32 key) external;

    /// @notice The Unix second from which an announced key can be used; 0 if it is not announced.
    function keyWorksFrom(KeyKind kind, bytes32 key) external view returns (uint40);

    /// @notice Returns true after the deployer has transferred the Directory to its next owner. Before that, keys need
    /// no wait.
    function handedOver() external view returns (bool);

    /// @notice Sets the operator: an account that may change the engine set, the receipt key and the gateway's key,
    /// announce such keys and cancel their announcements, and nothing else. It exists because keys must change within
    /// minutes, while votes take days. Only the owner may call it.
    function setOperator(address operator) external;

    function get(bytes32 name) external view returns (address);

    /// @notice Returns true for the contract of a name, and for each contract that had the name until less than 29 days
    /// ago. In this time, the leases of an old Market end.
    function serves(bytes32 name, address entry) external view returns (bool);

    /// @notice The Unix second from which an entry may take bonds: 36 days after it was first announced or set, so that
    /// every bond can be withdrawn before. An entry that was set on the Directory's first day may take bonds at once.
    /// Returns 0 for an entry that was neither announced nor set for this name. Also returns 0 for an entry that does
    /// not have the name, once 30 days have passed since that second and since the entry lost the name.
    function trustedFrom(bytes32 name, address entry) external view returns (uint40);

    /// @notice Returns true for an entry that has this name, or had it until less than 29 days ago, and is trusted with
    /// bonds.
    function mayTakeBonds(bytes32 name, address entry) external view returns (bool);

    function engines(address account) external view returns (bool);
    function feeBps() external view returns (uint16);
    function receiptKey() external view returns (address);
    function gatewayHostKey() external view returns (bytes32);
    function operator() external view returns (address);

    /// @notice Returns true for every contract that has, or ever had, a name in this Directory.
    function isProtocolContract(address account) external view returns (bool);

    /// @notice Returns everything that one settle needs, in one call. Reverts with Guardian_Paused while paused.
    function settleContext(address sender)
        external
        view
        returns (address nodeRegistry, uint16 currentFeeBps, bool senderIsEngine);
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMarketErrors} from "./IMarketErrors.sol";
import {IMarketEvents} from "./IMarketEvents.sol";
import {
    Account,
    Ask,
    AutoExtend,
    Bid,
    LeaseSlot,
    LeaseTerms,
    Mandate,
    Permit,
    Session,
    SessionLimits
} from "../types/MarketTypes.sol";

/// @title The market's rarely called functions and all its reads. Call them at the Market's own address, which runs
/// this code on its storage
/// @notice A call whose name ends in `For`, except `depositFor`, is signed by the account for which it acts, and anyone
/// may send it until `expiry`. The account is a wallet or a contract wallet. Some calls about a lease may be signed by
/// a session key of the account instead. A message that could be replayed contains a nonce, from the same range as the
/// signer's asks, and uses the nonce up. A `relayFee` is the exact amount that the signer's balance pays to the sender.
/// A message about a lease contains the lease's id and its leaseKey (see LeaseLib).
interface IMarketAnnex is IMarketErrors, IMarketEvents {
    // ── Balances ────────────────────────────────────────────────────────────

    /// @notice Moves an amount of PToken from the caller's wallet into the caller's balance in the Market.
    function deposit(uint256 amount) external;

    /// @notice Moves an amount of PToken from the caller's wallet into `owner`'s balance in the Market.
    function depositFor(address owner, uint256 amount) external;

    /// @notice Does the same as deposit, with an ERC-2612 permit. Also succeeds if somebody else has already used the
    /// permit.
    function depositWithPermit(uint256 amount, Permit calldata permit) external;

    /// @notice Moves `amount` of PToken from `owner`'s wallet into its balance in the Market, less `relayFee` for the
    /// sender. The account signs the message Deposit.
    function depositSignedFor(
        address owner,
        uint256 amount,
        uint96 relayFee,
        uint64 nonce,
        uint40 expiry,
        Permit calldata permit,
        bytes calldata signature
    ) external;

    /// @notice Pays `amount` from the caller's balance to `to`. Works also during a pause. `to` must not be the Market,
    /// its annex, PToken or the lease token.
    function withdraw(uint256 amount, address to) external;

    /// @notice Pays `amount` from `owner`'s balance to `to`, and `relayFee` to the sender's balance. Works also during
    /// a pause. The account signs the message Withdraw.
    function withdrawFor(
        address owner,
        uint256 amount,
        address to,
        uint96 relayFee,
        uint64 nonce,
        uint40 expiry,
        bytes calldata signature
    ) external;

    /// @notice Sends the fees that wait in these accounts to the Directory's "FeeSplitter", or burns them if the
    /// Directory has none. Anyone may call it.
    function sweepFees(address[] calldata accounts) external returns (uint256 amount);

    // ── Session keys ────────────────────────────────────────────────────────

    /// @notice Lets `key` sign bids for the caller, and cancel, end and extend the caller's leases, within these
    /// limits, which replace the key's earlier ones. The key can never withdraw. Escrows and relay fees count as its
    /// spending. Refunds go to the account and do not reduce the spending.
    function authorize(address key, SessionLimits calldata limits) external;

    /// @notice Does the same as authorize. The account signs the message Authorize.
    function authorizeFor(
        address owner,
        address key,
        SessionLimits calldata limits,
        uint96 relayFee,
        uint64 nonce,
        uint40 expiry,
        bytes calldata signature
    ) external;

    /// @notice Revokes all rights of `key`.
    function revoke(address key) external;

    /// @notice Does the same as revoke. The account signs the message Revoke.
    function revokeFor(
        address owner,
        address key,
        uint96 relayFee,
        uint64 nonce,
        uint40 expiry,
        bytes calldata signature
    ) external;

    // ── Orders ──────────────────────────────────────────────────────────────

    /// @notice Cancels the caller's ask, mandate, auto-extend or one-time message with this nonce on chain.
    function cancelAsk(uint64 nonce) external;

    /// @notice Does the same as cancelAsk. Reverts if the nonce is already cancelled. The account signs the message
    /// CancelAsk.
    function cancelAskFor(address owner, uint96 relayFee, uint64 nonce, uint40 expiry, bytes calldata signature)
        external;

    /// @notice Cancels the unfilled part of the caller's bid with this nonce on chain.
    function cancelBid(uint64 nonce) external;

    /// @notice Does the same as cancelBid. Reverts if the bid is already cancelled. The account signs the message
    /// CancelBid.
    function cancelBidFor(address owner, uint96 relayFee, uint64 nonce, uint40 expiry, bytes calldata signature)
        external;

    /// @notice Cancels all of the caller's orders, mandates, auto-extends and one-time messages with a smaller nonce on
    /// chain.
    function raiseFloor(uint64 floor) external;

    /// @notice Does the same as raiseFloor. The account signs the message RaiseFloor.
    function raiseFloorFor(address owner, uint96 relayFee, uint64 floor, uint40 expiry, bytes calldata signature)
        external;

    // ── Leases ──────────────────────────────────────────────────────────────

    /// @notice Cancels a Booked lease, which becomes Closed. Only the holder or its key may call it. The holder pays
    /// for some seconds of notice, never more than the lease's duration:
    /// - before the start: the notice less the seconds that are left until the start, at least 0;
    /// - from the start until Ready is impossible, which is min(600 s, duration) after the start: the whole notice, but
    ///   nothing for a spot lease or a lease with a trial;
    /// - afterwards: nothing.
    function cancelLease(uint256 leaseId, LeaseTerms calldata terms) external;

    /// @notice Does the same as cancelLease. The holder or its key signs; anyone may send the call.
    function cancelLeaseFor(uint256 leaseId, LeaseTerms calldata terms, uint40 expiry, bytes calldata signature)
        external;

    /// @notice Extends an Active lease to a later end, at the same price. Only the holder or its key may call it. Later
    /// calls must state the new duration. Reverts in these cases:
    /// - during a pause;
    /// - if the lease's ask is cancelled, or does not allow the new duration or end;
    /// - if the new end is more than 28 days from now;
    /// - if the node is not listed, or its GPUs are booked;
    /// - if the balance or the key's limits do not cover the cost.
    function extend(uint256 leaseId, LeaseTerms calldata terms, uint40 newEnd) external;

    /// @notice Does the same as extend. The holder or its key signs the message Extend. The message contains the
    /// absolute end, so sending it again changes nothing.
    function extendFor(
        uint256 leaseId,
        LeaseTerms calldata terms,
        uint40 newEnd,
        uint96 relayFee,
        uint40 expiry,
        bytes calldata signature
    ) external;

    /// @notice Extends a lease by one step that the holder or its key has signed. Anyone may call it, in the last 600 s
    /// of the lease.
    function autoExtend(
        uint256 leaseId,
        LeaseTerms calldata terms,
        AutoExtend calldata order,
        bytes calldata signature
    ) external;

    /// @notice Closes a Booked lease with a full refund, or ends an Active lease in this block (a lease in its trial
    /// costs nothing). Only the provider may call it. Adds compensation from the provider's bond, except for a spot
    /// lease that the provider closes within 120 s of its settle, before it is Ready.
    function endByProvider(uint256 leaseId, LeaseTerms calldata terms) external;

    /// @notice Does the same as endByProvider. The provider signs the message EndByProvider.
    function endByProviderFor(uint256 leaseId, LeaseTerms calldata terms, uint40 expiry, bytes calldata signature)
        external;

    /// @notice Closes a Booked lease with a full refund once Ready is impossible: after start + min(600 s, duration).
    /// In the first hour after that moment, only the holder may call it, then anyone. Adds compensation if a quorum
    /// recorded that the node was unreachable at the start.
    function noShow(uint256 leaseId, LeaseTerms calldata terms) external;

    /// @notice Does the same as noShow. The holder signs the message NoShow, and anyone may send it, also in the first
    /// hour.
    function noShowFor(uint256 leaseId, LeaseTerms calldata terms, uint40 expiry, bytes calldata signature) external;

    /// @notice Removes seconds from the bill of an Active or Ended lease, at most the unpaid ones. Only the Directory's
    /// "Attestations" may call it.
    /// @param full If false, first pays the provider the vested part, so that only unvested seconds can be removed.
    function credit(uint256 leaseId, LeaseTerms calldata terms, uint24 creditSeconds, bool full) external;

    /// @notice Ends an Active lease whose node has been silent since `since`, at least 120 s ago. Only the Directory's
    /// "Attestations" may call it. The lease ends at `since`, or at the end of the seconds that were already paid if
    /// that is later; a lease in its trial costs nothing. Adds compensation if a quorum recorded that the node was
    /// unreachable at `since`.
    /// @param full If false, first pays the provider the vested part, so that the end cannot be before seconds that
    /// have vested.
    function nodeLost(uint256 leaseId, LeaseTerms calldata terms, uint40 since, bool full) external;

    /// @notice Transfers a Booked, transferable lease to `to` before its start, as a lease token. Only the holder may
    /// call it.
    /// @dev If `to` is already the holder, this only mints the token.
    function transferLease(uint256 leaseId, LeaseTerms calldata terms, address to) external;

    /// @notice Does the same as transferLease. The holder signs the message TransferLease.
    function transferLeaseFor(
        uint256 leaseId,
        LeaseTerms calldata terms,
        address to,
        uint96 relayFee,
        uint64 nonce,
        uint40 expiry,
        bytes calldata signature
    ) external;

    // ── Reading ─────────────────────────────────────────────────────────────

    function account(address owner) external view returns (Account memory);
    function leaseSlot(uint256 leaseId) external view returns (LeaseSlot memory);
    function leaseCount() external view returns (uint256);

    /// @notice The ERC-721 contract of tokenised leases.
    function leaseToken() external view returns (address);

    /// @notice A key's remaining rights for an account; all values are zero if the key was never authorised or was
    /// revoked.
    function sessionOf(address owner, address key) external view returns (Session memory);

    /// @notice Returns one word of a node's calendar: 64 hourly counters of booked GPUs, 4 bits each. Hour h since 1970
    /// is nibble h % 64 of word h / 64.
    function calendarWord(bytes32 node, uint256 wordIndex) external view returns (uint256);

    /// @notice Number of filled GPUs of a bid; 255 means that the bid is cancelled. Does not consider the account's
    /// floor, which cancels all bids with a smaller nonce.
    function bidLane(address owner, uint64 nonce) external view returns (uint8);

    /// @notice Returns true if the nonce was used or cancelled, or is below the account's floor, which cancels all
    /// smaller nonces.
    function askCancelled(address owner, uint64 nonce) external view returns (bool);
    function floorOf(address owner) external view returns (uint64);

    function hashAsk(Ask calldata ask) external view returns (bytes32);
    function hashBid(Bid calldata bid) external view returns (bytes32);
    function hashMandate(Mandate calldata mandate) external view returns (bytes32);
    function domainSeparator() external view returns (bytes32);
}

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

/// @title The market's rarer functions and all reads. Call them at the Market's own address, which runs this code on
/// its storage
/// @notice A call whose name ends in `For` is signed by the account it acts for (wallet or contract wallet) and sent by
/// anyone until `expiry`. A message that could be replayed has a nonce of the signer's ask bit space, which it uses up.
/// A `relayFee` is exact: the signer's balance pays it to the sender. A message about a lease signs the lease's id and
/// its leaseKey (see LeaseLib).
interface IMarketAnnex is IMarketErrors, IMarketEvents {
    // ── Balances ────────────────────────────────────────────────────────────

    /// @notice Adds the caller's PToken to the caller's balance.
    function deposit(uint256 amount) external;

    /// @notice Adds the caller's PToken to `owner`'s balance.
    function depositFor(address owner, uint256 amount) external;

    /// @notice Like deposit, with an ERC-2612 permit. Also succeeds if somebody has used the permit before.
    function depositWithPermit(uint256 amount, Permit calldata permit) external;

    /// @notice Moves `amount` of `owner`'s PToken into its balance, less `relayFee` for the sender. Signed: Deposit.
    function depositSignedFor(
        address owner,
        uint256 amount,
        uint96 relayFee,
        uint64 nonce,
        uint40 expiry,
        Permit calldata permit,
        bytes calldata signature
    ) external;

    /// @notice Pays from the caller's balance. Always open. `to` must not be one of the market's contracts.
    function withdraw(uint256 amount, address to) external;

    /// @notice Pays `amount` from `owner`'s balance to `to`, and `relayFee` to the sender's. Always open. Signed:
    /// Withdraw.
    function withdrawFor(
        address owner,
        uint256 amount,
        address to,
        uint96 relayFee,
        uint64 nonce,
        uint40 expiry,
        bytes calldata signature
    ) external;

    /// @notice Sends the fees that wait in these accounts to the Directory's "FeeSplitter"; burns them without one.
    /// Anyone may call it.
    function sweepFees(address[] calldata accounts) external returns (uint256 amount);

    // ── Session keys ────────────────────────────────────────────────────────

    /// @notice Lets `key` bid, cancel, end and extend for the caller within these limits, which replace its earlier
    /// ones. It can never withdraw. Spending counts gross escrow and relay fees; refunds go to the account.
    function authorize(address key, SessionLimits calldata limits) external;

    /// @notice Like authorize. Signed: Authorize.
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

    /// @notice Like revoke. Signed: Revoke.
    function revokeFor(
        address owner,
        address key,
        uint96 relayFee,
        uint64 nonce,
        uint40 expiry,
        bytes calldata signature
    ) external;

    // ── Orders ──────────────────────────────────────────────────────────────

    /// @notice Cancels the caller's ask, mandate or auto-extend with this nonce on chain.
    function cancelAsk(uint64 nonce) external;

    /// @notice Like cancelAsk. Reverts if it is cancelled already. Signed: CancelAsk.
    function cancelAskFor(address owner, uint96 relayFee, uint64 nonce, uint40 expiry, bytes calldata signature)
        external;

    /// @notice Cancels the unfilled part of the caller's bid with this nonce on chain.
    function cancelBid(uint64 nonce) external;

    /// @notice Like cancelBid. Reverts if the bid is cancelled already. Signed: CancelBid.
    function cancelBidFor(address owner, uint96 relayFee, uint64 nonce, uint40 expiry, bytes calldata signature)
        external;

    /// @notice Cancels all of the caller's orders, mandates and one-time messages with a smaller nonce on chain.
    function raiseFloor(uint64 floor) external;

    /// @notice Like raiseFloor. Signed: RaiseFloor.
    function raiseFloorFor(address owner, uint96 relayFee, uint64 floor, uint40 expiry, bytes calldata signature)
        external;

    // ── Leases ──────────────────────────────────────────────────────────────

    /// @notice Changes a Booked lease to Closed. Only the holder or its key. Before start it costs clamp(notice -
    /// (start - now), 0, seconds). From the start until Ready is impossible, after min(600, seconds), it costs
    /// min(notice, seconds); afterwards nothing. Spot leases and leases with a trial cost nothing from the start on.
    function cancelLease(uint256 leaseId, LeaseTerms calldata terms) external;

    /// @notice Like cancelLease, signed by the holder or its key, sent by anyone.
    function cancelLeaseFor(uint256 leaseId, LeaseTerms calldata terms, uint40 expiry, bytes calldata signature)
        external;

    /// @notice Extends an Active lease to a later end, at the same price. Only the holder or its key. Limited by the
    /// ask (not cancelled, its longest lease, its latest end), by 28 days from now, by the node's listing and by the
    /// calendar. Later calls must state the new duration.
    function extend(uint256 leaseId, LeaseTerms calldata terms, uint40 newEnd) external;

    /// @notice Like extend. Signed by the holder or its key: Extend. The end is absolute, so a replay changes nothing.
    function extendFor(
        uint256 leaseId,
        LeaseTerms calldata terms,
        uint40 newEnd,
        uint96 relayFee,
        uint40 expiry,
        bytes calldata signature
    ) external;

    /// @notice Extends by one signed step. Anyone may call it, in the last 600 s. Signed by the holder or its key.
    function autoExtend(
        uint256 leaseId,
        LeaseTerms calldata terms,
        AutoExtend calldata order,
        bytes calldata signature
    ) external;

    /// @notice Closes a Booked lease with a full refund, or ends an Active lease at this block (the trial is free).
    /// Only the provider. Adds compensation from the provider's bond, except for a spot lease that is not Ready within
    /// 120 s of its settle.
    function endByProvider(uint256 leaseId, LeaseTerms calldata terms) external;

    /// @notice Like endByProvider. Signed: EndByProvider.
    function endByProviderFor(uint256 leaseId, LeaseTerms calldata terms, uint40 expiry, bytes calldata signature)
        external;

    /// @notice Closes a Booked lease with a full refund once Ready is impossible: after start + min(600, seconds). The
    /// holder in the first hour, then anyone. Adds compensation if a quorum recorded that the node was unreachable at
    /// the start.
    function noShow(uint256 leaseId, LeaseTerms calldata terms) external;

    /// @notice Like noShow, in the first hour. Signed: NoShow.
    function noShowFor(uint256 leaseId, LeaseTerms calldata terms, uint40 expiry, bytes calldata signature) external;

    /// @notice Removes seconds from the bill, at most the unpaid ones. Only the Directory's "Attestations", until the
    /// lease is closed.
    /// @param full If false, first pays the provider the vested part, so that only unvested seconds can be removed.
    function credit(uint256 leaseId, LeaseTerms calldata terms, uint24 creditSeconds, bool full) external;

    /// @notice Ends an Active lease whose node has been silent since `since`, at least 120 s ago. Only the Directory's
    /// "Attestations". The end becomes max(since, paid until); the trial is free. Adds compensation if a quorum
    /// recorded that the node was unreachable then.
    /// @param full If false, first pays the provider the vested part, so that the end cannot be among vested seconds.
    function nodeLost(uint256 leaseId, LeaseTerms calldata terms, uint40 since, bool full) external;

    /// @notice Transfers a Booked, transferable lease to `to` before its start, as a lease token. Only the holder.
    /// @dev If `to` is the holder, only mints the token.
    function transferLease(uint256 leaseId, LeaseTerms calldata terms, address to) external;

    /// @notice Like transferLease. Signed: TransferLease.
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

    /// @notice The ERC-721 of tokenised leases.
    function leaseToken() external view returns (address);

    /// @notice A key's remaining rights for an account; all zero if it was never authorised or was revoked.
    function sessionOf(address owner, address key) external view returns (Session memory);

    /// @notice 64 hourly counters of 4 bits. Hour h since 1970 is nibble h % 64 of word h / 64.
    function calendarWord(bytes32 node, uint256 wordIndex) external view returns (uint256);

    /// @notice Number of filled GPUs of a bid; 255 means that the bid is cancelled. Ignores the floor.
    function bidLane(address owner, uint64 nonce) external view returns (uint8);

    /// @notice True if the nonce's bit is set or the nonce is below the floor.
    function askCancelled(address owner, uint64 nonce) external view returns (bool);
    function floorOf(address owner) external view returns (uint64);

    function hashAsk(Ask calldata ask) external view returns (bytes32);
    function hashBid(Bid calldata bid) external view returns (bytes32);
    function hashMandate(Mandate calldata mandate) external view returns (bytes32);
    function domainSeparator() external view returns (bytes32);
}

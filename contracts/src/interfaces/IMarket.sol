// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

import {IMarketErrors} from "./IMarketErrors.sol";
import {Account, Ask, Bid, LeaseSlot, LeaseTerms, Mandate, SettleItem} from "../types/MarketTypes.sol";

/// @title The market: balances, orders, capacity and leases
/// @notice Money is PToken base units (1e-18); times are unix seconds of the block clock, which alone moves money.
/// Prices are per GPU-second, so lease amounts are exact. Fees are cumulative and rounded up against the payer.
interface IMarket is IMarketErrors {
    event Deposited(address indexed account, address indexed from, uint256 amount, uint256 balance);
    event Withdrawn(address indexed account, address indexed to, uint256 amount, uint256 balance);
    event Settled(
        uint256 indexed leaseId,
        bytes32 indexed askHash,
        bytes32 indexed bidHash,
        LeaseTerms terms,
        uint256 escrow,
        uint256 relayFee,
        address relayer,
        uint64 bidNonce
    );
    event LeaseReady(uint256 indexed leaseId, uint40 readyAt);
    /// @notice `paidSeconds` is the sum so far; the amounts are what this claim moved.
    event LeasePaid(
        uint256 indexed leaseId, uint256 paidSeconds, uint256 pay, uint256 renterFee, uint256 providerFee
    );
    /// @notice `refund` is what this call gave back: all that is not billed up to the end; 0 when accepted, since LeaseClosed follows.
    event LeaseEnded(uint256 indexed leaseId, uint40 end, bool accepted, uint8 reason, uint256 refund);
    /// @notice The amounts are totals of the whole lease, earlier claims and the refund of an earlier end included.
    event LeaseClosed(
        uint256 indexed leaseId, uint8 reason, uint256 pay, uint256 renterFee, uint256 providerFee, uint256 refund
    );
    event AskCancelled(address indexed account, uint64 nonce);
    event BidCancelled(address indexed account, uint64 nonce);
    event FloorRaised(address indexed account, uint64 floor);
    /// @notice `splitter` is zero when the fees were burned.
    event FeesSwept(address indexed splitter, uint256 amount, address[] accounts);

    // ── Balances ────────────────────────────────────────────────────────────

    /// @notice Moves the caller's PToken into the caller's balance.
    function deposit(uint256 amount) external;

    /// @notice Moves the caller's PToken into the balance of `account`.
    function depositFor(address account, uint256 amount) external;

    /// @notice Pays out of the caller's balance. Always open.
    function withdraw(uint256 amount, address to) external;

    /// @notice Sends the fees waiting in these accounts to the Directory's "FeeSplitter"; burns them while there is none. Anyone.
    function sweepFees(address[] calldata accounts) external returns (uint256 amount);

    // ── Orders ──────────────────────────────────────────────────────────────

    /// @notice Settles one pair: checks both orders, books the calendar, locks escrow and opens a Booked lease. Executor of both orders.
    /// @dev The trade executes at the ask's price. Escrow = P + ceil(fee of P), P = price * gpus * seconds.
    function settle(SettleItem calldata item) external returns (uint256 leaseId);

    /// @notice Cancels the caller's ask or mandate with this nonce, for everyone.
    function cancelAsk(uint64 nonce) external;

    /// @notice Cancels what is unfilled of the caller's bid with this nonce, for everyone.
    function cancelBid(uint64 nonce) external;

    /// @notice Cancels all of the caller's orders and mandates with a smaller nonce, for everyone.
    function raiseFloor(uint64 floor) external;

    // ── Leases ──────────────────────────────────────────────────────────────

    /// @notice Booked to Active: billing starts at this block. Signed by the node key at most 120 s ago; anyone sends. start <= now <= start + 600.
    function ready(uint256 leaseId, LeaseTerms calldata terms, uint40 signedAt, bytes calldata signature) external;

    /// @notice Booked to Closed. Holder. Before start it costs clamp(notice - (start - now), 0, seconds); afterwards nothing.
    function cancelLease(uint256 leaseId, LeaseTerms calldata terms) external;

    /// @notice As cancelLease, signed by the holder, sent by anyone.
    function cancelLeaseFor(uint256 leaseId, LeaseTerms calldata terms, uint40 expiry, bytes calldata signature)
        external;

    /// @notice Active to Closed (accept) or Ended. Holder. The end becomes min(end, now + notice); within the trial nothing is paid.
    /// Pays and refunds at once; without accept, pay that has not vested waits in the lease for an hour.
    function end(uint256 leaseId, LeaseTerms calldata terms, bool accept) external;

    /// @notice As end, signed by the holder, sent by anyone.
    function endFor(
        uint256 leaseId,
        LeaseTerms calldata terms,
        bool accept,
        uint40 expiry,
        bytes calldata signature
    ) external;

    /// @notice Pays the provider what vested (accrued an hour ago) and was not paid. Anyone. Moves nothing when nothing vested.
    function claim(uint256 leaseId, LeaseTerms calldata terms) external returns (uint256 pay);

    /// @notice Ended to Closed one hour after the end: pays the rest, deletes the slot. Anyone. An Active lease whose time is up counts as Ended;
    /// it is refunded here.
    function close(uint256 leaseId, LeaseTerms calldata terms) external;

    /// @notice Booked to Closed with a full refund when the node was not ready 600 s after start. Holder in the first hour, then anyone.
    function noShow(uint256 leaseId, LeaseTerms calldata terms) external;

    // ── Reading ─────────────────────────────────────────────────────────────

    function account(address owner) external view returns (Account memory);
    function leaseSlot(uint256 leaseId) external view returns (LeaseSlot memory);
    function leaseCount() external view returns (uint256);

    /// @notice 64 hourly counters of 4 bits; hour h since 1970 is nibble h % 64 of word h / 64.
    function calendarWord(bytes32 node, uint256 wordIndex) external view returns (uint256);

    /// @notice GPUs filled of a bid; 255 = cancelled. The floor is not looked at.
    function bidLane(address owner, uint64 nonce) external view returns (uint8);

    /// @notice True when the bit is set or the nonce lies below the floor.
    function askCancelled(address owner, uint64 nonce) external view returns (bool);
    function floorOf(address owner) external view returns (uint64);

    function hashAsk(Ask calldata ask) external view returns (bytes32);
    function hashBid(Bid calldata bid) external view returns (bytes32);
    function hashMandate(Mandate calldata mandate) external view returns (bytes32);
    function domainSeparator() external view returns (bytes32);
}

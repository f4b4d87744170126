// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMarketErrors} from "./IMarketErrors.sol";
import {IMarketEvents} from "./IMarketEvents.sol";
import {LeaseHead, LeaseTerms} from "../types/MarketTypes.sol";

/// @title The market's trade: settling and the ordinary life of a lease
/// @notice Money is PToken base units (1e-18); times are unix seconds of the block clock, which alone moves money.
/// Prices are per GPU-second, so lease amounts are exact. Fees are cumulative and rounded up against the payer.
/// "Holder" is the renter, or the owner of the lease token once there is one. "Key" is one of the holder's session keys.
interface IMarketTrading is IMarketErrors, IMarketEvents {
    // ── Settling ────────────────────────────────────────────────────────────

    /// @notice Settles one pair: checks both orders, books the calendar, locks escrow and opens a Booked lease. Executor of both orders.
    /// @dev The trade executes at the ask's price. Escrow = P + ceil(fee of P), P = price * gpus * seconds.
    /// @param item Both orders, their signatures and what this fill takes of them, packed as SettleItemLib describes.
    function settle(bytes calldata item) external returns (uint256 leaseId);

    /// @notice Settles pair by pair; an item that breaks a rule is left out and reported in SettleSkipped, the others stand.
    /// Neighbouring items of one bid that is all-or-nothing, fill-or-kill or a cluster stand or fall together.
    /// @param items As `settle` takes them. The whole call reverts when one is too short to hold two orders.
    /// @return leaseIds One for each item; 0 = left out.
    function settleBatch(bytes[] calldata items) external returns (uint256[] memory leaseIds);

    // ── Leases ──────────────────────────────────────────────────────────────

    /// @notice Booked to Active: billing starts at this block. Signed by the node key at most 120 s ago; anyone sends. start <= now <= start + 600.
    /// @param r Of the node key's signature. @param vs Its s with the recovery bit on top (ERC-2098).
    function ready(uint256 leaseId, uint40 signedAt, bytes32 r, bytes32 vs, LeaseHead calldata head) external;

    /// @notice Active to Closed (accept) or Ended. Holder or key. The end becomes min(end, now + notice); within the trial nothing is paid.
    /// Pays and refunds at once; without accept, pay that has not vested waits in the lease for an hour.
    function end(uint256 leaseId, LeaseTerms calldata terms, bool accept) external;

    /// @notice As end, signed by the holder or its key, sent by anyone.
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
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMarketErrors} from "./IMarketErrors.sol";
import {IMarketEvents} from "./IMarketEvents.sol";
import {LeaseHead, LeaseTerms} from "../types/MarketTypes.sol";

/// @title Settling and the usual life of a lease
/// @notice Money is in PToken base units (1e-18). Times are Unix seconds of the block clock, the only clock that
/// decides about money. Prices are per GPU-second, so lease amounts are exact. Fees are calculated on the total so far
/// and rounded up, to the payer's disadvantage. "Holder" is the renter, or the owner of the lease token if there is
/// one. "Key" is one of the holder's session keys.
interface IMarketTrading is IMarketErrors, IMarketEvents {
    // ── Settling ────────────────────────────────────────────────────────────

    /// @notice Settles one pair: checks both orders, books the calendar, locks escrow and opens a Booked lease. Only an
    /// account that both orders accept as their executor may call it.
    /// @dev The trade executes at the ask's price. The escrow is P + ceil(fee on P), with P = price * gpus * seconds.
    /// @param item Both orders, their signatures and the filled amount, packed as SettleItemLib describes.
    function settle(bytes calldata item) external returns (uint256 leaseId);

    /// @notice Settles several pairs. An item that breaks a rule is skipped and reported in SettleSkipped; the others
    /// remain settled. Neighbouring items of one bid that is all-or-nothing, fill-or-kill or a cluster settle together
    /// or not at all.
    /// @param items Items as for `settle`. The whole call reverts if one is too short to contain two orders.
    /// @return leaseIds The id of each item's lease; 0 if the item was skipped.
    function settleBatch(bytes[] calldata items) external returns (uint256[] memory leaseIds);

    // ── Leases ──────────────────────────────────────────────────────────────

    /// @notice Changes a Booked lease to Active: billing starts at this block. The time that the node key signed must
    /// be within 120 s of now. Anyone may send the call, from the start until 600 s later, but before the lease's end.
    /// @param r The r of the node key's signature.
    /// @param vs Its s with the recovery bit in the top bit (ERC-2098).
    function ready(uint256 leaseId, uint40 signedAt, bytes32 r, bytes32 vs, LeaseHead calldata head) external;

    /// @notice Changes an Active lease to Closed (with `accept`) or to Ended. Only the holder or its key may call it.
    /// The lease ends after its notice period or at its end, whichever is earlier; a lease in its trial costs nothing.
    /// Pays and refunds at once; without `accept`, pay that has not vested waits in the lease for an hour.
    function end(uint256 leaseId, LeaseTerms calldata terms, bool accept) external;

    /// @notice Does the same as `end`, but by a signature of the holder or its key. Anyone may send the call.
    function endFor(
        uint256 leaseId,
        LeaseTerms calldata terms,
        bool accept,
        uint40 expiry,
        bytes calldata signature
    ) external;

    /// @notice Pays the provider the pay that has vested (it accrued at least an hour ago) and was not paid yet. Anyone
    /// may call it. If nothing has vested, it pays nothing.
    function claim(uint256 leaseId, LeaseTerms calldata terms) external returns (uint256 pay);

    /// @notice Changes an Ended lease to Closed one hour after the end: pays the rest and deletes the slot. Anyone may
    /// call it. An Active lease that has reached its end counts as Ended; for such a lease, this call also pays the
    /// refund.
    function close(uint256 leaseId, LeaseTerms calldata terms) external;
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILeaseToken} from "../interfaces/ILeaseToken.sol";
import {FeeLib} from "../libraries/FeeLib.sol";
import {LeaseLib} from "../libraries/LeaseLib.sol";
import {AccountSlot, LeaseSlot, LeaseTerms} from "../types/MarketTypes.sol";
import {MarketCalendar} from "./MarketCalendar.sol";
import {MarketMoney} from "./MarketMoney.sol";
import {MarketSignatures} from "./MarketSignatures.sol";

/// @title The code about a lease's slot, holder and money that all functions about leases share
abstract contract MarketLeases is MarketCalendar, MarketSignatures, MarketMoney {
    using LeaseLib for LeaseTerms;
    using LeaseLib for LeaseSlot;

    // ── Slot ────────────────────────────────────────────────────────────────

    /// @dev Loads the slot and the terms of a live lease. Reverts unless the given terms are those of the lease's
    /// opening or of its last extension.
    function _open(
        uint256 leaseId,
        LeaseTerms calldata given,
        LeaseTerms memory terms,
        LeaseSlot memory slot
    ) internal view {
        slot.load(_storage().leases[leaseId]);
        if (slot.status == LeaseLib.STATE_NONE) revert Market_StateMismatch(leaseId, LeaseLib.STATE_NONE);
        terms.load(given);
        if (slot.termsHash != LeaseLib.hashTerms(leaseId, terms)) revert Market_TermsMismatch(leaseId);
    }

    /// @dev Does the same as _open, but also reverts unless the lease is in `state`. Returns its holder.
    function _openIn(
        uint8 state,
        uint256 leaseId,
        LeaseTerms calldata given,
        LeaseTerms memory terms,
        LeaseSlot memory slot
    ) internal view returns (address holder) {
        _open(leaseId, given, terms, slot);
        uint8 actual = LeaseLib.stateOf(slot);
        if (actual != state) revert Market_StateMismatch(leaseId, actual);
        return _holderOf(leaseId, slot, terms.renter);
    }

    // ── Holder ──────────────────────────────────────────────────────────────

    /// @dev Returns the holder: the renter, or the owner of the lease token if there is one.
    function _holderOf(uint256 leaseId, LeaseSlot memory slot, address renter) internal view returns (address) {
        if (slot.status & LeaseLib.TOKENISED == 0) return renter;
        return ILeaseToken(_storage().leaseToken).ownerOf(leaseId);
    }

    /// @dev Reverts unless the caller is the holder or one of the holder's session keys. Returns the caller.
    function _callerFor(address holder) internal view returns (address) {
        if (msg.sender != holder && !_keyIsActive(holder, msg.sender)) revert Market_CallerNotHolder(msg.sender, holder);
        return msg.sender;
    }

    /// @dev Reverts if `expiry` has passed, or if neither the holder nor one of the holder's session keys signed the
    /// message. Returns the signer.
    function _signerFor(address holder, bytes32 structHash, uint256 expiry, bytes calldata signature)
        internal
        view
        returns (address actor)
    {
        _checkInTime(expiry);
        address signer;
        (actor, signer) = _actorOf(holder, _hashTypedDataV4(structHash), signature, true);
        if (actor == address(0)) revert Market_SignerNotHolder(signer, holder);
    }

    // ── Money ───────────────────────────────────────────────────────────────

    function _escrowOf(uint256 rate, uint256 durationSeconds, uint256 feeBps) internal pure returns (uint256) {
        unchecked {
            uint256 price = rate * durationSeconds; // 136 bits
            return price + FeeLib.feeUp(price, feeBps);
        }
    }

    /// @dev Returns the price of this many seconds, and each side's fee.
    function _payOf(LeaseTerms memory terms, uint256 billedSeconds) internal pure returns (uint256 pay, uint256 fee) {
        unchecked {
            pay = LeaseLib.rateOf(terms) * billedSeconds;
        }
        fee = FeeLib.feeUp(pay, terms.feeBps);
    }

    /// @dev Returns how the escrow is split if `billedSeconds` are billed: the pay, the fee of each side, and the
    /// refund.
    function _splitOf(LeaseTerms memory terms, uint256 billedSeconds)
        internal
        pure
        returns (uint256 pay, uint256 fee, uint256 refund)
    {
        uint256 rate = LeaseLib.rateOf(terms);
        uint256 feeBps = terms.feeBps;
        unchecked {
            pay = rate * billedSeconds;
        }
        fee = FeeLib.feeUp(pay, feeBps);
        refund = _escrowOf(rate, terms.durationSeconds, feeBps) - pay - fee;
    }

    /// @dev Pays the provider the pay that has vested and was not paid yet. Records the payment in `slot` in memory;
    /// the caller must store `slot`.
    function _payVested(uint256 leaseId, LeaseTerms memory terms, LeaseSlot memory slot)
        internal
        returns (uint256 pay)
    {
        uint256 vested = LeaseLib.vestedAt(terms, slot, block.timestamp);
        if (vested <= slot.paidSeconds) return 0;
        uint256 fee;
        (pay, fee) = _payOf(terms, vested);
        (pay, fee) = _payProvider(terms, slot, pay, fee);
        slot.paidSeconds = uint24(vested); // at most the window, which fits 24 bits
        emit LeasePaid(leaseId, vested, pay, fee, fee);
    }

    /// @dev Pays the provider up to these totals, less the amounts that the lease's slot records as paid. `totalFee` is
    /// the total fee of each side; the fees of both sides wait in the provider's account.
    function _payProvider(LeaseTerms memory terms, LeaseSlot memory slot, uint256 totalPay, uint256 totalFee)
        private
        returns (uint256 pay, uint256 fee)
    {
        (pay, fee) = (totalPay, totalFee);
        // The totals only grow, so no difference is negative. No value can overflow, because this contract holds all
        // these amounts in PToken, and the supply of PToken fits 96 bits. The account is read and written only once.
        unchecked {
            if (slot.paidSeconds != 0) {
                (uint256 paid, uint256 charged) = _payOf(terms, slot.paidSeconds);
                (pay, fee) = (pay - paid, fee - charged);
            }
            AccountSlot storage record = _storage().accounts[terms.provider];
            (uint96 balance, bool hasFloor, uint96 fees, uint32 lastTrialAt) =
                (record.balance, record.hasFloor, record.fees, record.lastTrialAt);
            (record.balance, record.hasFloor, record.fees, record.lastTrialAt) =
                (balance + uint96(pay - fee), hasFloor, fees + uint96(2 * fee), lastTrialAt);
        }
    }

    // ── Ends ────────────────────────────────────────────────────────────────

    /// @dev Moves the end of a lease to the earlier time `endAt` and frees the hours after it.
    function _shorten(LeaseTerms memory terms, LeaseSlot memory slot, uint256 endAt) internal {
        _release(terms, endAt);
        slot.endOffset = uint24(endAt - terms.start); // the offset only ever decreases
    }

    /// @dev Changes the state from Active to Ended, with the end that is in `slot`. Pays the vested part, and refunds
    /// the seconds that are not billed. The pay that has not vested stays in the lease for an hour, because validators
    /// may still decide that the holder gets it back (a credit).
    function _storeEnded(
        uint256 leaseId,
        LeaseTerms memory terms,
        LeaseSlot memory slot,
        address holder,
        uint8 reason
    ) internal {
        uint256 endAt = uint256(terms.start) + slot.endOffset;
        uint256 billed = LeaseLib.billableAt(terms, slot, endAt);
        _payVested(leaseId, terms, slot);
        // Seconds that were already paid to the provider are never refunded.
        if (billed < slot.paidSeconds) billed = slot.paidSeconds;
        slot.status = (slot.status & LeaseLib.TOKENISED) | LeaseLib.STATE_ENDED | (reason << 4);
        _storage().leases[leaseId] = slot;
        (,, uint256 refund) = _splitOf(terms, billed);
        _creditAccount(holder, refund);
        emit LeaseEnded(leaseId, uint40(endAt), false, reason, refund);
    }

    /// @dev Pays the unpaid part of `billedSeconds`, refunds the rest of the escrow unless it was already refunded,
    /// deletes the slot and burns the lease token.
    function _close(
        uint256 leaseId,
        LeaseTerms memory terms,
        LeaseSlot memory slot,
        address holder,
        uint256 billedSeconds,
        uint8 reason,
        bool refunded
    ) internal {
        delete _storage().leases[leaseId];
        // Seconds that were already paid to the provider are never refunded.
        if (billedSeconds < slot.paidSeconds) billedSeconds = slot.paidSeconds;
        (uint256 pay, uint256 fee, uint256 refund) = _splitOf(terms, billedSeconds);
        if (billedSeconds != slot.paidSeconds) _payProvider(terms, slot, pay, fee);
        if (!refunded) _creditAccount(holder, refund);
        emit LeaseClosed(leaseId, reason, pay, fee, fee, refund);
        if (slot.status & LeaseLib.TOKENISED != 0) ILeaseToken(_storage().leaseToken).burn(leaseId);
    }
}

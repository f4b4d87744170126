// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMarketAnnex} from "../interfaces/IMarketAnnex.sol";
import {LeaseLib} from "../libraries/LeaseLib.sol";
import {OrderLib} from "../libraries/OrderLib.sol";
import {LeaseSlot, LeaseTerms} from "../types/MarketTypes.sol";
import {AnnexGuard} from "./AnnexGuard.sol";
import {MarketLeases} from "./MarketLeases.sol";

// Functions declare variables for the terms and the slot of a lease, and `_open` fills them before they are read.
// slither-disable-start uninitialized-local

/// @title Cancelling a lease before it is Ready: state change 3 in docs/market.md
abstract contract AnnexCancelling is IMarketAnnex, MarketLeases, AnnexGuard {
    /// @inheritdoc IMarketAnnex
    function cancelLease(uint256 leaseId, LeaseTerms calldata given) external override throughMarket {
        LeaseTerms memory terms;
        LeaseSlot memory slot;
        address holder = _openIn(LeaseLib.STATE_BOOKED, leaseId, given, terms, slot);
        _callerFor(holder);
        _cancelLease(leaseId, terms, slot, holder);
    }

    /// @inheritdoc IMarketAnnex
    function cancelLeaseFor(uint256 leaseId, LeaseTerms calldata given, uint40 expiry, bytes calldata signature)
        external
        override
        throughMarket
    {
        LeaseTerms memory terms;
        LeaseSlot memory slot;
        address holder = _openIn(LeaseLib.STATE_BOOKED, leaseId, given, terms, slot);
        bytes32 structHash = OrderLib.hashCancelLease(leaseId, LeaseLib.leaseKeyOf(leaseId, terms), expiry);
        _signerFor(holder, structHash, expiry, signature);
        _cancelLease(leaseId, terms, slot, holder);
    }

    function _cancelLease(uint256 leaseId, LeaseTerms memory terms, LeaseSlot memory slot, address holder) private {
        _release(terms, block.timestamp);
        uint256 owed = LeaseLib.noticeOwed(terms, block.timestamp);
        _close(leaseId, terms, slot, holder, owed, LeaseLib.REASON_CANCELLED, false);
    }
}
// slither-disable-end uninitialized-local

// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {LeaseLib} from "../libraries/LeaseLib.sol";
import {ListingLib} from "../libraries/ListingLib.sol";
import {MatchLib} from "../libraries/MatchLib.sol";
import {OrderLib} from "../libraries/OrderLib.sol";
import {SettleItemLib} from "../libraries/SettleItemLib.sol";
import {Ask, Bid, LeaseSlot, LeaseTerms, SettleContext} from "../types/MarketTypes.sol";
import {MarketLeases} from "./MarketLeases.sol";
import {MarketOrders} from "./MarketOrders.sol";

/// @title Settles an ask with a bid, which creates a Booked lease: state change 1 in docs/market.md
abstract contract MarketSettling is MarketLeases, MarketOrders {
    using LeaseLib for LeaseSlot;
    using ListingLib for uint256;
    using SettleItemLib for bytes;

    uint256 private constant TRIAL_START_SECONDS = 600;
    uint256 private constant TRIAL_EVERY_SECONDS = 1 days;

    /// @dev Returns the values that are the same for all items of a call, such as the registry and the fee. While
    /// settling is paused, reverts with the Directory's error.
    function _context() internal view returns (SettleContext memory context) {
        context.sender = msg.sender;
        (context.registry, context.feeBps, context.senderIsEngine) = DIRECTORY.settleContext(msg.sender);
    }

    /// @dev Checks both orders, books the calendar, locks escrow and opens a Booked lease.
    /// @return leaseId The number of the new lease.
    /// @return start The start of the lease. All members of a cluster must have the same start and the same region.
    function _settle(bytes calldata item, SettleContext memory context)
        internal
        returns (uint256 leaseId, uint40 start, uint8 regionId)
    {
        // Solidity would clear each new struct, which costs gas. Here that is not necessary, because each struct is
        // filled completely before it is read. So the function `allocateWords` returns the memory of all three structs.
        // The same function is assigned to three variables, because the memory of each struct needs a function with its
        // own return type.
        function(uint256) internal pure returns (uint256) allocate = OrderLib.allocateWords;
        function(uint256) internal pure returns (Ask memory) allocateAsk;
        function(uint256) internal pure returns (Bid memory) allocateBid;
        function(uint256) internal pure returns (LeaseTerms memory) allocateTerms;
        assembly ("memory-safe") {
            allocateAsk := allocate
            allocateBid := allocate
            allocateTerms := allocate
        }
        Ask memory ask = allocateAsk(17);
        Bid memory bid = allocateBid(22);
        LeaseTerms memory terms = allocateTerms(16);
        bytes32 askHash = _checkAsk(item, ask, context);
        (bytes32 bidHash, address actor) = _fillBid(item, bid, context);
        MatchLib.checkTerms(ask, bid, context.feeBps, item.gpusOf(), item.relayFeeOf());
        (uint256 facts, bytes32 hostKey) = DIRECTORY.packedListingOf(context.registry, ask.node);
        MatchLib.checkNode(ask, bid, item.gpusOf(), facts);
        _fillTerms(terms, item, ask, bid, hostKey, context.feeBps);
        (start, regionId) = (terms.start, facts.regionIdIn());
        MatchLib.checkWindow(ask, bid, start, block.timestamp);
        unchecked {
            _book(terms.node, start, uint256(start) + terms.durationSeconds, terms.gpus, facts.gpusIn());
            leaseId = ++_storage().leaseCount;
        }
        // The duration fits its 24 bits, because the earlier check of the window has limited it to 28 days.
        _storage().leases[leaseId].storeBooked(LeaseLib.hashTerms(leaseId, terms), terms.durationSeconds);
        uint256 escrow = _lockEscrow(terms, actor, item.relayFeeOf(), context.sender);
        _emitSettled(leaseId, askHash, bidHash, terms, escrow, item.relayFeeOf(), context.sender, bid.nonce);
    }

    /// @dev Emits Settled with assembly. `emit` would clear the high bits of each term again, but `_fillTerms` has
    /// written them clean already.
    function _emitSettled(
        uint256 leaseId,
        bytes32 askHash,
        bytes32 bidHash,
        LeaseTerms memory terms,
        uint256 escrow,
        uint256 relayFee,
        address relayer,
        uint256 bidNonce
    ) private {
        bytes32 topic = Settled.selector;
        assembly ("memory-safe") {
            let pointer := mload(0x40)
            mcopy(pointer, terms, 0x200) // 16 words
            mstore(add(pointer, 0x200), escrow)
            mstore(add(pointer, 0x220), relayFee)
            mstore(add(pointer, 0x240), relayer)
            mstore(add(pointer, 0x260), bidNonce)
            log4(pointer, 0x280, topic, leaseId, askHash, bidHash)
        }
    }

    /// @dev Writes all 16 terms of the lease.
    function _fillTerms(
        LeaseTerms memory terms,
        bytes calldata item,
        Ask memory ask,
        Bid memory bid,
        bytes32 hostKey,
        uint16 feeBps
    ) private view {
        uint40 start = item.startOf();
        bool spot = start == 0;
        terms.renter = bid.renter;
        terms.provider = ask.provider;
        terms.node = ask.node;
        terms.hostKey = hostKey;
        terms.pricePerGpuSecond = ask.pricePerGpuSecond;
        terms.gpus = item.gpusOf();
        terms.start = spot ? uint40(block.timestamp) : start;
        terms.durationSeconds = bid.durationSeconds;
        terms.noticeSeconds = ask.noticeSeconds;
        terms.trialSeconds = _trialOf(ask, bid, terms.start);
        terms.feeBps = feeBps;
        terms.flags = (spot ? LeaseLib.FLAG_SPOT : 0) | (bid.cluster ? LeaseLib.FLAG_CLUSTER : 0)
            | (ask.transferable ? LeaseLib.FLAG_TRANSFERABLE : 0);
        terms.askNonce = ask.nonce;
        terms.askMaxDurationSeconds = ask.maxDurationSeconds;
        terms.askAvailableUntil = ask.availableUntil;
        terms.workloadHash = bid.workloadHash;
    }

    /// @dev Returns the trial (the free first time of a lease) in seconds. An account gets one trial a day, and only
    /// for a lease that starts soon. All members of a cluster count as one lease. If the ask's trial is too long for
    /// the lease, the lease gets a shorter one, so that it still matches the ask.
    function _trialOf(Ask memory ask, Bid memory bid, uint256 start) private view returns (uint32) {
        unchecked {
            if (ask.trialSeconds == 0 || start > block.timestamp + TRIAL_START_SECONDS) return 0;
        }
        bool cluster = bid.cluster;
        uint256 trialSeconds = LeaseLib.trialOf(ask.trialSeconds, bid.durationSeconds, cluster);
        if (trialSeconds == 0) return 0;
        uint256 lastTrialAt = _storage().accounts[bid.renter].lastTrialAt;
        // This comparison is safe: all members of a cluster settle in one block, so their times are exactly equal.
        // slither-disable-next-line incorrect-equality
        bool together = cluster && lastTrialAt == block.timestamp;
        if (lastTrialAt != 0 && block.timestamp < lastTrialAt + TRIAL_EVERY_SECONDS && !together) return 0;
        return uint32(trialSeconds); // at most an hour
    }

    /// @dev Takes escrow and relay fee from the renter and pays the relay fee to the sender of the transaction.
    function _lockEscrow(LeaseTerms memory terms, address actor, uint256 relayFee, address sender)
        private
        returns (uint256 escrow)
    {
        escrow = _escrowOf(LeaseLib.rateOf(terms), terms.durationSeconds, terms.feeBps);
        uint256 cost;
        unchecked {
            cost = escrow + relayFee; // 138 bits
        }
        _spend(terms.renter, actor, cost);
        _debitAccount(terms.renter, cost);
        if (terms.trialSeconds != 0) _storage().accounts[terms.renter].lastTrialAt = uint32(block.timestamp);
        if (relayFee != 0) _creditAccount(sender, relayFee);
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {INodeRegistry} from "../interfaces/INodeRegistry.sol";
import {LeaseLib} from "../libraries/LeaseLib.sol";
import {MatchLib} from "../libraries/MatchLib.sol";
import {LeaseSlot, LeaseTerms, SettleContext, SettleItem} from "../types/MarketTypes.sol";
import {NodeListing} from "../types/NodeRegistryTypes.sol";
import {MarketLeases} from "./MarketLeases.sol";
import {MarketOrders} from "./MarketOrders.sol";

/// @title Settling one pair: edge 1 of the state machine
abstract contract MarketSettling is MarketLeases, MarketOrders {
    uint256 private constant TRIAL_START_SECONDS = 600;
    uint256 private constant TRIAL_EVERY_SECONDS = 1 days;

    /// @dev What all items of a call share. Reverts with the Directory's error while settling is paused.
    function _context() internal view returns (SettleContext memory context) {
        context.sender = msg.sender;
        (context.registry, context.feeBps, context.senderIsEngine) = DIRECTORY.settleContext(msg.sender);
    }

    /// @dev Checks both orders, books the calendar, locks escrow and opens a Booked lease.
    /// @return leaseId Counted up. @return start And the node's region, which all members of a cluster share.
    function _settle(SettleItem calldata item, SettleContext memory context)
        internal
        returns (uint256 leaseId, uint40 start, uint8 regionId)
    {
        bytes32 askHash = _checkAsk(item, context);
        (bytes32 bidHash, address actor) = _fillBid(item, context);
        MatchLib.checkTerms(item, context.feeBps);
        NodeListing memory listing = INodeRegistry(context.registry).listing(item.ask.node);
        MatchLib.checkNode(item, listing);
        LeaseTerms memory terms = _termsOf(item, listing, context.feeBps);
        (start, regionId) = (terms.start, listing.regionId);
        MatchLib.checkWindow(item, start, block.timestamp);
        _book(terms.node, start, uint256(start) + terms.durationSeconds, terms.gpus, listing.gpus);
        leaseId = ++_storage().leaseCount;
        _storage().leases[leaseId] = LeaseSlot({
            termsHash: LeaseLib.hashTerms(leaseId, terms),
            status: LeaseLib.STATE_BOOKED,
            readyDelay: 0,
            endOffset: uint24(terms.durationSeconds), // at most 28 days, checked with the window
            paidSeconds: 0,
            credit: 0
        });
        uint256 escrow = _lockEscrow(terms, actor, item.relayFee, context.sender);
        emit Settled(leaseId, askHash, bidHash, terms, escrow, item.relayFee, context.sender, item.bid.nonce);
    }

    function _termsOf(SettleItem calldata item, NodeListing memory listing, uint16 feeBps)
        private
        view
        returns (LeaseTerms memory terms)
    {
        bool spot = item.start == 0;
        terms.renter = item.bid.renter;
        terms.provider = item.ask.provider;
        terms.node = item.ask.node;
        terms.hostKey = listing.hostKey;
        terms.pricePerGpuSecond = item.ask.pricePerGpuSecond;
        terms.gpus = item.gpus;
        terms.start = spot ? uint40(block.timestamp) : item.start;
        terms.durationSeconds = item.bid.durationSeconds;
        terms.noticeSeconds = item.ask.noticeSeconds;
        terms.trialSeconds = _trialOf(item, terms.start);
        terms.feeBps = feeBps;
        terms.flags = (spot ? LeaseLib.FLAG_SPOT : 0) | (item.bid.cluster ? LeaseLib.FLAG_CLUSTER : 0)
            | (item.ask.transferable ? LeaseLib.FLAG_TRANSFERABLE : 0);
        terms.askNonce = item.ask.nonce;
        terms.askMaxDurationSeconds = item.ask.maxDurationSeconds;
        terms.askAvailableUntil = item.ask.availableUntil;
        terms.workloadHash = item.bid.workloadHash;
    }

    /// @dev A trial counts when the lease starts soon, once per account a day; the members of a cluster count as one.
    function _trialOf(SettleItem calldata item, uint256 start) private view returns (uint32) {
        if (item.ask.trialSeconds == 0 || start > block.timestamp + TRIAL_START_SECONDS) return 0;
        uint256 lastTrialAt = _storage().accounts[item.bid.renter].lastTrialAt;
        bool together = item.bid.cluster && lastTrialAt == block.timestamp;
        if (lastTrialAt != 0 && block.timestamp < lastTrialAt + TRIAL_EVERY_SECONDS && !together) return 0;
        return item.ask.trialSeconds;
    }

    /// @dev Takes escrow and relay fee from the renter and pays the relay fee to the sender.
    function _lockEscrow(LeaseTerms memory terms, address actor, uint256 relayFee, address sender)
        private
        returns (uint256 escrow)
    {
        escrow = _escrowOf(LeaseLib.rateOf(terms), terms.durationSeconds, terms.feeBps);
        _spend(terms.renter, actor, escrow + relayFee);
        _debitAccount(terms.renter, escrow + relayFee);
        if (terms.trialSeconds != 0) _storage().accounts[terms.renter].lastTrialAt = uint32(block.timestamp);
        if (relayFee != 0) _creditAccount(sender, relayFee);
    }
}

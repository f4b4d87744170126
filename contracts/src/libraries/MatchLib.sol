// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMarketErrors} from "../interfaces/IMarketErrors.sol";
import {Ask, Bid, SettleItem} from "../types/MarketTypes.sol";
import {NodeListing} from "../types/NodeRegistryTypes.sol";

/// @title Whether an ask and a bid may trade, on this node, for this window
/// @notice Pure. Reverts with the first rule that is broken.
library MatchLib {
    uint8 internal constant FILL_OR_KILL = 3;
    /// @dev A lease ends at most this long after now.
    uint256 internal constant MAX_HORIZON_SECONDS = 28 days;

    /// @notice Parties, price, fees and size.
    function checkTerms(SettleItem calldata item, uint256 feeBps) internal pure {
        Ask calldata ask = item.ask;
        Bid calldata bid = item.bid;
        if (ask.provider == bid.renter) revert IMarketErrors.Market_SelfTrade(bid.renter);
        if (ask.privateRenter != address(0) && ask.privateRenter != bid.renter) {
            revert IMarketErrors.Market_AskPrivate(bid.renter, ask.privateRenter);
        }
        if (ask.pricePerGpuSecond > bid.maxPricePerGpuSecond) {
            revert IMarketErrors.Market_PriceTooHigh(ask.pricePerGpuSecond, bid.maxPricePerGpuSecond);
        }
        if (feeBps > ask.maxFeeBps) revert IMarketErrors.Market_FeeTooHigh(feeBps, ask.maxFeeBps);
        if (feeBps > bid.maxFeeBps) revert IMarketErrors.Market_FeeTooHigh(feeBps, bid.maxFeeBps);
        if (item.relayFee > bid.maxRelayFee) {
            revert IMarketErrors.Market_RelayFeeTooHigh(item.relayFee, bid.maxRelayFee);
        }
        if (bid.timeInForce > FILL_OR_KILL) revert IMarketErrors.Market_TimeInForceUnknown(bid.timeInForce);
    }

    /// @notice True when a bid's items stand or fall together.
    function isWhole(Bid calldata bid) internal pure returns (bool) {
        return bid.allOrNothing || bid.cluster || bid.timeInForce == FILL_OR_KILL;
    }

    /// @notice The node, its facts and its capacity.
    function checkNode(SettleItem calldata item, NodeListing memory listing) internal pure {
        Ask calldata ask = item.ask;
        Bid calldata bid = item.bid;
        if (!listing.listed) revert IMarketErrors.Market_NodeNotListed(ask.node);
        if (listing.provider != ask.provider) revert IMarketErrors.Market_NodeNotOfProvider(ask.node, ask.provider);
        if (bid.node == 0) {
            if ((bid.classMask >> listing.classId) & 1 == 0) {
                revert IMarketErrors.Market_ClassNotAccepted(listing.classId);
            }
            if ((bid.regionMask >> listing.regionId) & 1 == 0) {
                revert IMarketErrors.Market_RegionNotAccepted(listing.regionId);
            }
        } else if (bid.node != ask.node) {
            revert IMarketErrors.Market_NodeNotAccepted(ask.node, bid.node);
        }
        if (listing.vramGib < bid.minVramGib) {
            revert IMarketErrors.Market_VramTooLow(listing.vramGib, bid.minVramGib);
        }
        if (listing.tier < bid.minTier) revert IMarketErrors.Market_TierTooLow(listing.tier, bid.minTier);
        if (listing.reliabilityBps < bid.minReliabilityBps) {
            revert IMarketErrors.Market_ReliabilityTooLow(listing.reliabilityBps, bid.minReliabilityBps);
        }
        uint256 minGpus = ask.minGpus > bid.minGpusPerNode ? ask.minGpus : bid.minGpusPerNode;
        uint256 maxGpus = ask.maxGpus < listing.gpus ? ask.maxGpus : listing.gpus;
        if (item.gpus == 0 || item.gpus < minGpus || item.gpus > maxGpus) {
            revert IMarketErrors.Market_GpusOutOfRange(item.gpus, minGpus, maxGpus);
        }
    }

    /// @notice The window [start, start + duration) against both orders and the horizon.
    function checkWindow(SettleItem calldata item, uint256 start, uint256 time) internal pure {
        Ask calldata ask = item.ask;
        Bid calldata bid = item.bid;
        uint256 duration = bid.durationSeconds;
        if (duration == 0 || duration < ask.minDurationSeconds || duration > ask.maxDurationSeconds) {
            revert IMarketErrors.Market_DurationOutOfRange(duration, ask.minDurationSeconds, ask.maxDurationSeconds);
        }
        uint256 from = bid.startFrom > time ? bid.startFrom : time;
        if (start < from || start > bid.startUntil) {
            revert IMarketErrors.Market_StartOutOfWindow(start, from, bid.startUntil);
        }
        uint256 end = start + duration;
        if (start < ask.availableFrom || end > ask.availableUntil) {
            revert IMarketErrors.Market_WindowOutsideAsk(start, end, ask.availableFrom, ask.availableUntil);
        }
        uint256 latest = time + MAX_HORIZON_SECONDS;
        if (end > latest) revert IMarketErrors.Market_EndTooFar(end, latest);
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMarketErrors} from "../interfaces/IMarketErrors.sol";
import {Ask, Bid} from "../types/MarketTypes.sol";
import {ListingLib} from "./ListingLib.sol";

/// @title Rules for a match of an ask and a bid on a node, for a window
/// @notice Pure. The checks revert with the first broken rule.
library MatchLib {
    using ListingLib for uint256;

    uint8 internal constant FILL_OR_KILL = 3;
    /// @dev A lease must end within this time from now.
    uint256 internal constant MAX_HORIZON_SECONDS = 28 days;

    /// @notice Checks the parties, the price, the fees and the size.
    function checkTerms(Ask memory ask, Bid memory bid, uint256 feeBps, uint256 gpus, uint256 relayFee) internal pure {
        if (ask.provider == bid.renter) revert IMarketErrors.Market_SelfTrade(bid.renter);
        if (ask.privateRenter != address(0) && ask.privateRenter != bid.renter) {
            revert IMarketErrors.Market_AskPrivate(bid.renter, ask.privateRenter);
        }
        if (ask.pricePerGpuSecond > bid.maxPricePerGpuSecond) {
            revert IMarketErrors.Market_PriceTooHigh(ask.pricePerGpuSecond, bid.maxPricePerGpuSecond);
        }
        if (feeBps > ask.maxFeeBps) revert IMarketErrors.Market_FeeTooHigh(feeBps, ask.maxFeeBps);
        if (feeBps > bid.maxFeeBps) revert IMarketErrors.Market_FeeTooHigh(feeBps, bid.maxFeeBps);
        // The relay fee of a partial fill may be at most its share of the order's maximum relay fee, rounded down, so
        // that all fills together stay within the limit. No product exceeds 104 bits.
        unchecked {
            uint256 share = uint256(bid.maxRelayFee) * gpus;
            if (relayFee * bid.gpus > share) {
                revert IMarketErrors.Market_RelayFeeTooHigh(relayFee, share / bid.gpus);
            }
        }
        if (bid.timeInForce > FILL_OR_KILL) revert IMarketErrors.Market_TimeInForceUnknown(bid.timeInForce);
    }

    /// @notice Checks that the node is listed by the ask's provider, has the properties that the bid requires, and has
    /// enough GPUs.
    /// @param facts The properties of the node, packed as ListingLib reads them.
    function checkNode(Ask memory ask, Bid memory bid, uint256 gpus, uint256 facts) internal pure {
        bytes32 node = ask.node;
        if (!facts.isListedIn()) revert IMarketErrors.Market_NodeNotListed(node);
        if (facts.providerIn() != ask.provider) revert IMarketErrors.Market_NodeNotOfProvider(node, ask.provider);
        if (bid.node == 0) {
            if ((bid.classMask >> facts.classIdIn()) & 1 == 0) {
                revert IMarketErrors.Market_ClassNotAccepted(facts.classIdIn());
            }
            if ((bid.regionMask >> facts.regionIdIn()) & 1 == 0) {
                revert IMarketErrors.Market_RegionNotAccepted(facts.regionIdIn());
            }
        } else if (bid.node != node) {
            revert IMarketErrors.Market_NodeNotAccepted(node, bid.node);
        }
        if (facts.vramGibIn() < bid.minVramGib) {
            revert IMarketErrors.Market_VramTooLow(facts.vramGibIn(), bid.minVramGib);
        }
        if (facts.tierIn() < bid.minTier) revert IMarketErrors.Market_TierTooLow(facts.tierIn(), bid.minTier);
        if (facts.reliabilityBpsIn() < bid.minReliabilityBps) {
            revert IMarketErrors.Market_ReliabilityTooLow(facts.reliabilityBpsIn(), bid.minReliabilityBps);
        }
        uint256 minGpus = ask.minGpus > bid.minGpusPerNode ? ask.minGpus : bid.minGpusPerNode;
        uint256 maxGpus = facts.gpusIn();
        if (ask.maxGpus < maxGpus) maxGpus = ask.maxGpus;
        if (gpus == 0 || gpus < minGpus || gpus > maxGpus) {
            revert IMarketErrors.Market_GpusOutOfRange(gpus, minGpus, maxGpus);
        }
    }

    /// @notice Checks the window [start, start + duration) against both orders and the limit of 28 days.
    function checkWindow(Ask memory ask, Bid memory bid, uint256 start, uint256 time) internal pure {
        uint256 duration = bid.durationSeconds;
        if (duration == 0 || duration < ask.minDurationSeconds || duration > ask.maxDurationSeconds) {
            revert IMarketErrors.Market_DurationOutOfRange(duration, ask.minDurationSeconds, ask.maxDurationSeconds);
        }
        uint256 from = bid.startFrom > time ? bid.startFrom : time;
        if (start < from || start > bid.startUntil) {
            revert IMarketErrors.Market_StartOutOfWindow(start, from, bid.startUntil);
        }
        (uint256 end, uint256 latest) = _ends(start, duration, time);
        if (start < ask.availableFrom || end > ask.availableUntil) {
            revert IMarketErrors.Market_WindowOutsideAsk(start, end, ask.availableFrom, ask.availableUntil);
        }
        if (end > latest) revert IMarketErrors.Market_EndTooFar(end, latest);
    }

    /// @dev Returns the end of the window, and the latest end that is allowed.
    function _ends(uint256 start, uint256 duration, uint256 time) private pure returns (uint256 end, uint256 latest) {
        // No sum can overflow, because times have 40 bits and durations 32.
        unchecked {
            return (start + duration, time + MAX_HORIZON_SECONDS);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ListingLib} from "../../src/libraries/ListingLib.sol";
import {MatchLib} from "../../src/libraries/MatchLib.sol";
import {SettleItem} from "../../src/types/MarketTypes.sol";

/// @dev Halmos proves each property for every input: see README.md. A property covers the inputs that the library accepts.
contract MatchProof {
    using ListingLib for uint256;

    /// @dev A match costs each side no more than it signed. Nobody trades with itself, or by an ask that is private to another renter.
    function check_TermsStayWithinWhatBothSigned(SettleItem calldata item, uint16 feeBps) external pure {
        MatchLib.checkTerms(item, item.ask, item.bid, feeBps);
        assert(item.ask.provider != item.bid.renter);
        assert(item.ask.privateRenter == address(0) || item.ask.privateRenter == item.bid.renter);
        assert(item.ask.pricePerGpuSecond <= item.bid.maxPricePerGpuSecond);
        assert(feeBps <= item.ask.maxFeeBps && feeBps <= item.bid.maxFeeBps);
        // A piece costs at most its share of the order's limit, so all pieces stay within the limit.
        unchecked {
            assert(uint256(item.relayFee) * item.bid.gpus <= uint256(item.bid.maxRelayFee) * item.gpus);
        }
    }

    /// @dev The window lies within both orders, begins no earlier than now and ends within the horizon.
    function check_TheWindowLiesWithinBothOrders(SettleItem calldata item, uint40 start, uint40 time) external pure {
        MatchLib.checkWindow(item.ask, item.bid, start, time);
        uint256 end = uint256(start) + item.bid.durationSeconds;
        assert(end > start && start >= time && start >= item.bid.startFrom && start <= item.bid.startUntil);
        assert(start >= item.ask.availableFrom && end <= item.ask.availableUntil);
        assert(item.bid.durationSeconds >= item.ask.minDurationSeconds);
        assert(item.bid.durationSeconds <= item.ask.maxDurationSeconds);
        assert(end <= uint256(time) + 28 days);
    }

    /// @dev The node is listed by the provider, the bid accepts it, and it has the booked number of GPUs. `facts` is the listing as the Directory packs it.
    function check_TheNodeIsOneThatTheBidAccepts(SettleItem calldata item, uint256 facts) external pure {
        MatchLib.checkNode(item.ask, item.bid, item.gpus, facts);
        assert(facts.isListedIn() && facts.providerIn() == item.ask.provider);
        assert(item.bid.node == 0 || item.bid.node == item.ask.node);
        assert(item.gpus != 0 && item.gpus <= facts.gpusIn() && item.gpus <= item.ask.maxGpus);
        assert(item.gpus >= item.ask.minGpus && item.gpus >= item.bid.minGpusPerNode);
        assert(facts.tierIn() >= item.bid.minTier && facts.reliabilityBpsIn() >= item.bid.minReliabilityBps);
        assert(facts.vramGibIn() >= item.bid.minVramGib);
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ListingLib} from "../../src/libraries/ListingLib.sol";
import {MatchLib} from "../../src/libraries/MatchLib.sol";
import {Ask, Bid} from "../../src/types/MarketTypes.sol";

/// @dev Halmos proves each property for every input: see README.md. A property covers the inputs that the library
/// accepts.
contract MatchProof {
    using ListingLib for uint256;

    /// @dev A match costs each side no more than its signed order allows. Nobody trades with itself, or with an ask
    /// that is private to another renter.
    function check_TermsStayWithinWhatBothSigned(Ask memory ask, Bid memory bid, uint16 feeBps, uint8 gpus, uint96 relayFee)
        external
        pure
    {
        MatchLib.checkTerms(ask, bid, feeBps, gpus, relayFee);
        assert(ask.provider != bid.renter);
        assert(ask.privateRenter == address(0) || ask.privateRenter == bid.renter);
        assert(ask.pricePerGpuSecond <= bid.maxPricePerGpuSecond);
        assert(feeBps <= ask.maxFeeBps && feeBps <= bid.maxFeeBps);
        // A partial fill costs at most its share of the order's limit, so all fills stay within the limit.
        unchecked {
            assert(uint256(relayFee) * bid.gpus <= uint256(bid.maxRelayFee) * gpus);
        }
    }

    /// @dev The window of the lease lies within the times that both orders allow. It begins no earlier than now and
    /// ends at most 28 days from now.
    function check_TheWindowLiesWithinBothOrders(Ask memory ask, Bid memory bid, uint40 start, uint40 time) external pure {
        MatchLib.checkWindow(ask, bid, start, time);
        uint256 end = uint256(start) + bid.durationSeconds;
        assert(end > start && start >= time && start >= bid.startFrom && start <= bid.startUntil);
        assert(start >= ask.availableFrom && end <= ask.availableUntil);
        assert(bid.durationSeconds >= ask.minDurationSeconds && bid.durationSeconds <= ask.maxDurationSeconds);
        assert(end <= uint256(time) + 28 days);
    }

    /// @dev The node is listed by the provider, the bid accepts it, and it has the booked number of GPUs. `facts` is
    /// the listing, packed into 32 bytes as in the Directory.
    function check_TheNodeIsOneThatTheBidAccepts(Ask memory ask, Bid memory bid, uint8 gpus, uint256 facts) external pure {
        MatchLib.checkNode(ask, bid, gpus, facts);
        assert(facts.isListedIn() && facts.providerIn() == ask.provider);
        assert(bid.node == 0 || bid.node == ask.node);
        assert(gpus != 0 && gpus <= facts.gpusIn() && gpus <= ask.maxGpus);
        assert(gpus >= ask.minGpus && gpus >= bid.minGpusPerNode);
        assert(facts.tierIn() >= bid.minTier && facts.reliabilityBpsIn() >= bid.minReliabilityBps);
        assert(facts.vramGibIn() >= bid.minVramGib);
    }
}

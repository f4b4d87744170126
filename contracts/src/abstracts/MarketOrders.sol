// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

import {MandateLib} from "../libraries/MandateLib.sol";
import {NodeIdLib} from "../libraries/NodeIdLib.sol";
import {SettleItemLib} from "../libraries/SettleItemLib.sol";
import {Ask, Bid, Mandate, MarketStorage, SettleContext} from "../types/MarketTypes.sol";
import {MarketSignatures} from "./MarketSignatures.sol";

/// @title Signed orders: signer, validity, remaining size and cancellation
abstract contract MarketOrders is MarketSignatures {
    using SettleItemLib for bytes;

    uint256 internal constant MAX_BID_GPUS = 254;
    uint256 internal constant MAX_BID_LIFE_SECONDS = 7 days;
    address private constant EXECUTOR_ENGINES = address(1);

    /// @dev Checks the shape of the item. Checks the executor, validity, cancellation and signature of its ask, and
    /// writes the ask to `ask`. Reverts if a check fails. Returns the order hash of the ask.
    function _checkAsk(bytes calldata item, Ask memory ask, SettleContext memory context)
        internal
        view
        returns (bytes32 askHash)
    {
        bool mandated = item.checkSize();
        askHash = _hashTypedDataV4(SettleItemLib.loadAsk(ask, item));
        _checkExecutor(ask.executor, context);
        if (block.timestamp > ask.expiry) revert Market_AskExpired(ask.expiry, block.timestamp);
        if (_askCancelled(ask.provider, ask.nonce)) revert Market_AskCancelled(ask.provider, ask.nonce);
        if (!mandated) {
            _checkProviderSigned(ask.provider, askHash, item.askSignatureOf());
        } else {
            address signer = ECDSA.recoverCalldata(askHash, item.askSignatureOf());
            if (NodeIdLib.nodeIdOf(ask.provider, signer) != ask.node) revert Market_SignerNotNodeKey(signer, ask.node);
            _checkMandate(item, ask);
        }
    }

    /// @dev Checks the executor, validity, remaining size and signature of a bid, and counts the fill. Writes the bid
    /// to `bid`. Reverts if a check fails. Returns the order hash and the signer, which is the renter or a session key.
    function _fillBid(bytes calldata item, Bid memory bid, SettleContext memory context)
        internal
        returns (bytes32 bidHash, address actor)
    {
        bidHash = _hashTypedDataV4(SettleItemLib.loadBid(bid, item));
        _checkExecutor(bid.executor, context);
        if (block.timestamp > bid.expiry) revert Market_BidExpired(bid.expiry, block.timestamp);
        uint256 latest;
        unchecked {
            latest = block.timestamp + MAX_BID_LIFE_SECONDS;
        }
        if (bid.expiry > latest) revert Market_BidExpiryTooFar(bid.expiry, latest);
        address signer;
        (actor, signer) = _actorOf(bid.renter, bidHash, item.bidSignatureOf(), true);
        if (actor == address(0)) revert Market_SignerNotRenter(signer, bid.renter);
        _fillLane(bid, item.gpusOf());
    }

    function _checkMandate(bytes calldata item, Ask memory ask) private view {
        // The next call fills this variable before it is read.
        // slither-disable-next-line uninitialized-local
        Mandate memory mandate;
        bytes32 structHash = SettleItemLib.loadMandate(mandate, item);
        if (mandate.provider != ask.provider || mandate.node != ask.node) {
            revert Market_MandateMismatch(mandate.provider, mandate.node);
        }
        if (block.timestamp > mandate.until) revert Market_MandateExpired(mandate.until, block.timestamp);
        if (_askCancelled(mandate.provider, mandate.nonce)) {
            revert Market_MandateCancelled(mandate.provider, mandate.nonce);
        }
        MandateLib.checkLimits(ask, mandate);
        _checkProviderSigned(mandate.provider, _hashTypedDataV4(structHash), item.mandateSignatureOf());
    }

    function _checkProviderSigned(address provider, bytes32 digest, bytes calldata signature) private view {
        (address actor, address signer) = _actorOf(provider, digest, signature, false);
        if (actor == address(0)) revert Market_SignerNotProvider(signer, provider);
    }

    function _fillLane(Bid memory bid, uint256 gpus) private {
        if (bid.gpus > MAX_BID_GPUS) revert Market_BidTooLarge(bid.gpus, MAX_BID_GPUS);
        MarketStorage storage $ = _storage();
        uint256 index = bid.nonce / LANES_PER_WORD;
        uint256 shift = 8 * (bid.nonce % LANES_PER_WORD);
        uint256 word = $.bidLanes[bid.renter][index];
        uint256 filled = uint8(word >> shift);
        // The flag `hasFloor` saves a read of the floor for most accounts. Its slot is read anyway for the account's
        // balance.
        bool below = $.accounts[bid.renter].hasFloor && bid.nonce < $.floors[bid.renter];
        if (filled == LANE_CANCELLED || below) {
            revert Market_BidCancelled(bid.renter, bid.nonce);
        }
        unchecked {
            if (filled + gpus > bid.gpus) revert Market_BidOverfilled(filled, gpus, bid.gpus);
            // The sum stays below 255, so it cannot overflow from this bid's counter of filled GPUs into the next one.
            $.bidLanes[bid.renter][index] = word + (gpus << shift);
        }
    }

    function _checkExecutor(address executor, SettleContext memory context) private pure {
        if (executor == address(0) || executor == context.sender) return;
        if (executor == EXECUTOR_ENGINES && context.senderIsEngine) return;
        revert Market_CallerNotExecutor(context.sender, executor);
    }
}

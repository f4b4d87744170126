// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";

import {IMarket} from "../interfaces/IMarket.sol";
import {NodeIdLib} from "../libraries/NodeIdLib.sol";
import {OrderLib} from "../libraries/OrderLib.sol";
import {Ask, Bid, Mandate, MarketStorage, SettleItem} from "../types/MarketTypes.sol";
import {MarketState} from "./MarketState.sol";

/// @title Signed orders: who signed, for how long, how much is left, what was cancelled
/// @dev The domain is OpenZeppelin's EIP712: cached, derived again when the chain id differs from that of deployment.
abstract contract MarketOrders is MarketState, EIP712 {
    uint256 internal constant MAX_BID_GPUS = 254;
    uint256 internal constant MAX_BID_LIFE_SECONDS = 7 days;
    address private constant EXECUTOR_ENGINES = address(1);

    constructor() EIP712("Infinitio Market", "1") {}

    // ── Cancelling ──────────────────────────────────────────────────────────

    /// @inheritdoc IMarket
    function cancelAsk(uint64 nonce) external override {
        _storage().askBits[msg.sender][nonce / ASKS_PER_WORD] |= 1 << (nonce % ASKS_PER_WORD);
        emit AskCancelled(msg.sender, nonce);
    }

    /// @inheritdoc IMarket
    function cancelBid(uint64 nonce) external override {
        _storage().bidLanes[msg.sender][nonce / LANES_PER_WORD] |=
            uint256(LANE_CANCELLED) << (8 * (nonce % LANES_PER_WORD));
        emit BidCancelled(msg.sender, nonce);
    }

    /// @inheritdoc IMarket
    function raiseFloor(uint64 floor) external override {
        MarketStorage storage $ = _storage();
        uint64 current = $.floors[msg.sender];
        if (floor <= current) revert Market_FloorNotRaised(current, floor);
        $.floors[msg.sender] = floor;
        emit FloorRaised(msg.sender, floor);
    }

    // ── Hashes ──────────────────────────────────────────────────────────────

    /// @inheritdoc IMarket
    function hashAsk(Ask calldata ask) external view override returns (bytes32) {
        return _hashTypedDataV4(OrderLib.hashAsk(ask));
    }

    /// @inheritdoc IMarket
    function hashBid(Bid calldata bid) external view override returns (bytes32) {
        return _hashTypedDataV4(OrderLib.hashBid(bid));
    }

    /// @inheritdoc IMarket
    function hashMandate(Mandate calldata mandate) external view override returns (bytes32) {
        return _hashTypedDataV4(OrderLib.hashMandate(mandate));
    }

    /// @inheritdoc IMarket
    function domainSeparator() external view override returns (bytes32) {
        return _domainSeparatorV4();
    }

    // ── Checks of a settle ──────────────────────────────────────────────────

    /// @dev Executor, life, cancellation and signature of an ask. Reverts, or returns its order hash.
    function _checkAsk(SettleItem calldata item, bool senderIsEngine) internal view returns (bytes32 askHash) {
        Ask calldata ask = item.ask;
        _checkExecutor(ask.executor, senderIsEngine);
        if (block.timestamp > ask.expiry) revert Market_AskExpired(ask.expiry, block.timestamp);
        if (_askCancelled(ask.provider, ask.nonce)) revert Market_AskCancelled(ask.provider, ask.nonce);
        askHash = _hashTypedDataV4(OrderLib.hashAsk(ask));
        address signer = ECDSA.recoverCalldata(askHash, item.askSignature);
        if (item.mandateSignature.length == 0) {
            if (signer != ask.provider) revert Market_SignerNotProvider(signer, ask.provider);
        } else {
            if (NodeIdLib.nodeIdOf(ask.provider, signer) != ask.node) revert Market_SignerNotNodeKey(signer, ask.node);
            _checkMandate(item);
        }
    }

    /// @dev Executor, life, lane and signature of a bid; counts the fill. Reverts, or returns its order hash.
    function _fillBid(SettleItem calldata item, bool senderIsEngine) internal returns (bytes32 bidHash) {
        Bid calldata bid = item.bid;
        _checkExecutor(bid.executor, senderIsEngine);
        if (block.timestamp > bid.expiry) revert Market_BidExpired(bid.expiry, block.timestamp);
        uint256 latest = block.timestamp + MAX_BID_LIFE_SECONDS;
        if (bid.expiry > latest) revert Market_BidExpiryTooFar(bid.expiry, latest);
        bidHash = _hashTypedDataV4(OrderLib.hashBid(bid));
        address signer = ECDSA.recoverCalldata(bidHash, item.bidSignature);
        if (signer != bid.renter) revert Market_SignerNotRenter(signer, bid.renter);
        _fillLane(bid, item.gpus);
    }

    /// @dev The signer of a message by a lease's holder or node.
    function _recover(bytes32 structHash, bytes calldata signature) internal view returns (address) {
        return ECDSA.recoverCalldata(_hashTypedDataV4(structHash), signature);
    }

    function _checkMandate(SettleItem calldata item) private view {
        Ask calldata ask = item.ask;
        Mandate calldata mandate = item.mandate;
        if (mandate.provider != ask.provider || mandate.node != ask.node) {
            revert Market_MandateMismatch(mandate.provider, mandate.node);
        }
        if (block.timestamp > mandate.until) revert Market_MandateExpired(mandate.until, block.timestamp);
        if (_askCancelled(mandate.provider, mandate.nonce)) {
            revert Market_MandateCancelled(mandate.provider, mandate.nonce);
        }
        if (ask.pricePerGpuSecond < mandate.minPricePerGpuSecond) {
            revert Market_MandatePriceTooLow(ask.pricePerGpuSecond, mandate.minPricePerGpuSecond);
        }
        if (ask.maxDurationSeconds > mandate.maxDurationSeconds) {
            revert Market_MandateDurationTooLong(ask.maxDurationSeconds, mandate.maxDurationSeconds);
        }
        address signer = _recover(OrderLib.hashMandate(mandate), item.mandateSignature);
        if (signer != mandate.provider) revert Market_SignerNotProvider(signer, mandate.provider);
    }

    function _fillLane(Bid calldata bid, uint256 gpus) private {
        if (bid.gpus > MAX_BID_GPUS) revert Market_BidTooLarge(bid.gpus, MAX_BID_GPUS);
        MarketStorage storage $ = _storage();
        uint256 index = bid.nonce / LANES_PER_WORD;
        uint256 shift = 8 * (bid.nonce % LANES_PER_WORD);
        uint256 word = $.bidLanes[bid.renter][index];
        uint256 filled = uint8(word >> shift);
        if (filled == LANE_CANCELLED || bid.nonce < $.floors[bid.renter]) {
            revert Market_BidCancelled(bid.renter, bid.nonce);
        }
        if (filled + gpus > bid.gpus) revert Market_BidOverfilled(filled, gpus, bid.gpus);
        // The sum stays below 255, so it cannot leave its lane.
        $.bidLanes[bid.renter][index] = word + (gpus << shift);
    }

    function _checkExecutor(address executor, bool senderIsEngine) private view {
        if (executor == address(0) || executor == msg.sender) return;
        if (executor == EXECUTOR_ENGINES && senderIsEngine) return;
        revert Market_CallerNotExecutor(msg.sender, executor);
    }
}

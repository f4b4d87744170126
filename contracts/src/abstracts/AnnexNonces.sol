// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMarketAnnex} from "../interfaces/IMarketAnnex.sol";
import {OrderLib} from "../libraries/OrderLib.sol";
import {AnnexGuard} from "./AnnexGuard.sol";
import {MarketMoney} from "./MarketMoney.sol";
import {MarketSignatures} from "./MarketSignatures.sol";

/// @title Cancelling orders on chain, and one-time messages
/// @dev This code only moves money between balances. It calls another contract only to check the signature of a
/// contract wallet, with a static call. So it needs no guard against re-entry.
abstract contract AnnexNonces is IMarketAnnex, MarketSignatures, MarketMoney, AnnexGuard {
    /// @inheritdoc IMarketAnnex
    function cancelAsk(uint64 nonce) external override throughMarket {
        _cancelAsk(msg.sender, nonce);
    }

    /// @inheritdoc IMarketAnnex
    function cancelAskFor(address owner, uint96 relayFee, uint64 nonce, uint40 expiry, bytes calldata signature)
        external
        override
        throughMarket
    {
        _checkAccountSigned(owner, OrderLib.hashCancelAsk(owner, relayFee, nonce, expiry), expiry, signature);
        // Without this check, a message that is sent again would pay its relay fee again.
        if (_askCancelled(owner, nonce)) revert Market_AskCancelled(owner, nonce);
        _cancelAsk(owner, nonce);
        _payRelayFee(owner, relayFee);
    }

    /// @inheritdoc IMarketAnnex
    function cancelBid(uint64 nonce) external override throughMarket {
        _cancelBid(msg.sender, nonce);
    }

    /// @inheritdoc IMarketAnnex
    function cancelBidFor(address owner, uint96 relayFee, uint64 nonce, uint40 expiry, bytes calldata signature)
        external
        override
        throughMarket
    {
        _checkAccountSigned(owner, OrderLib.hashCancelBid(owner, relayFee, nonce, expiry), expiry, signature);
        if (_bidLane(owner, nonce) == LANE_CANCELLED || nonce < _storage().floors[owner]) {
            revert Market_BidCancelled(owner, nonce);
        }
        _cancelBid(owner, nonce);
        _payRelayFee(owner, relayFee);
    }

    /// @inheritdoc IMarketAnnex
    function raiseFloor(uint64 floor) external override throughMarket {
        _raiseFloor(msg.sender, floor);
    }

    /// @inheritdoc IMarketAnnex
    function raiseFloorFor(address owner, uint96 relayFee, uint64 floor, uint40 expiry, bytes calldata signature)
        external
        override
        throughMarket
    {
        _checkAccountSigned(owner, OrderLib.hashRaiseFloor(owner, relayFee, floor, expiry), expiry, signature);
        _raiseFloor(owner, floor);
        _payRelayFee(owner, relayFee);
    }

    /// @dev Marks the nonce of a one-time message as used. Reverts if the nonce was already used or cancelled, or is
    /// below the floor.
    function _useNonce(address owner, uint64 nonce) internal {
        if (_askCancelled(owner, nonce)) revert Market_NonceUsed(owner, nonce);
        _setAskBit(owner, nonce);
        emit NonceUsed(owner, nonce);
    }

    function _cancelAsk(address owner, uint64 nonce) private {
        _setAskBit(owner, nonce);
        emit AskCancelled(owner, nonce);
    }

    function _cancelBid(address owner, uint64 nonce) private {
        _storage().bidLanes[owner][nonce / LANES_PER_WORD] |=
            uint256(LANE_CANCELLED) << (8 * (nonce % LANES_PER_WORD));
        emit BidCancelled(owner, nonce);
    }

    function _raiseFloor(address owner, uint64 floor) private {
        uint64 current = _storage().floors[owner];
        if (floor <= current) revert Market_FloorNotRaised(current, floor);
        _storage().floors[owner] = floor;
        _storage().accounts[owner].hasFloor = true;
        emit FloorRaised(owner, floor);
    }

    function _bidLane(address owner, uint64 nonce) internal view returns (uint8) {
        return uint8(_storage().bidLanes[owner][nonce / LANES_PER_WORD] >> (8 * (nonce % LANES_PER_WORD)));
    }

    function _setAskBit(address owner, uint64 nonce) private {
        _storage().askBits[owner][nonce / ASKS_PER_WORD] |= 1 << (nonce % ASKS_PER_WORD);
    }
}

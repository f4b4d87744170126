// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMarketAnnex} from "../interfaces/IMarketAnnex.sol";
import {OrderLib} from "../libraries/OrderLib.sol";
import {Session, SessionLimits} from "../types/MarketTypes.sol";
import {AnnexNonces} from "./AnnexNonces.sol";

/// @title Authorising and revoking session keys (keys that may spend from an account within limits)
abstract contract AnnexSessions is IMarketAnnex, AnnexNonces {
    /// @inheritdoc IMarketAnnex
    function authorize(address key, SessionLimits calldata limits) external override throughMarket {
        _authorize(msg.sender, key, limits);
    }

    /// @inheritdoc IMarketAnnex
    function authorizeFor(
        address owner,
        address key,
        SessionLimits calldata limits,
        uint96 relayFee,
        uint64 nonce,
        uint40 expiry,
        bytes calldata signature
    ) external override throughMarket {
        bytes32 structHash = OrderLib.hashAuthorize(owner, key, limits, relayFee, nonce, expiry);
        _checkAccountSigned(owner, structHash, expiry, signature);
        _useNonce(owner, nonce);
        _authorize(owner, key, limits);
        _payRelayFee(owner, relayFee);
    }

    /// @inheritdoc IMarketAnnex
    function revoke(address key) external override throughMarket {
        _revoke(msg.sender, key);
    }

    /// @inheritdoc IMarketAnnex
    function revokeFor(
        address owner,
        address key,
        uint96 relayFee,
        uint64 nonce,
        uint40 expiry,
        bytes calldata signature
    ) external override throughMarket {
        _checkAccountSigned(owner, OrderLib.hashRevoke(owner, key, relayFee, nonce, expiry), expiry, signature);
        _useNonce(owner, nonce);
        _revoke(owner, key);
        _payRelayFee(owner, relayFee);
    }

    /// @dev Authorises a session key. What the key has already spent today counts against the new daily cap.
    function _authorize(address owner, address key, SessionLimits calldata limits) private {
        if (key == address(0) || key == owner) revert Market_SessionKeyInvalid(key);
        Session storage session = _storage().sessions[owner][key];
        session.totalLeft = limits.totalLeft;
        session.dayCap = limits.dayCap;
        session.expiry = limits.expiry;
        emit SessionAuthorized(owner, key, limits.totalLeft, limits.dayCap, limits.expiry);
    }

    function _revoke(address owner, address key) private {
        delete _storage().sessions[owner][key];
        emit SessionRevoked(owner, key);
    }
}

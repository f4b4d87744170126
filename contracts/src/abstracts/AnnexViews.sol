// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMarketAnnex} from "../interfaces/IMarketAnnex.sol";
import {OrderLib} from "../libraries/OrderLib.sol";
import {Account, AccountSlot, Ask, Bid, LeaseSlot, Mandate, Session} from "../types/MarketTypes.sol";
import {AnnexNonces} from "./AnnexNonces.sol";

/// @title Public reads of the market
/// @dev These functions are in the annex, because each additional function of the Market makes calls of its other
/// functions more expensive, and readers pay no gas anyway.
abstract contract AnnexViews is IMarketAnnex, AnnexNonces {
    /// @inheritdoc IMarketAnnex
    function account(address owner) external view override returns (Account memory) {
        AccountSlot storage record = _storage().accounts[owner];
        return Account(record.balance, record.fees, record.lastTrialAt);
    }

    /// @inheritdoc IMarketAnnex
    function leaseSlot(uint256 leaseId) external view override returns (LeaseSlot memory) {
        return _storage().leases[leaseId];
    }

    /// @inheritdoc IMarketAnnex
    function leaseCount() external view override returns (uint256) {
        return _storage().leaseCount;
    }

    /// @inheritdoc IMarketAnnex
    function leaseToken() external view override returns (address) {
        return _storage().leaseToken;
    }

    /// @inheritdoc IMarketAnnex
    function sessionOf(address owner, address key) external view override returns (Session memory) {
        return _storage().sessions[owner][key];
    }

    /// @inheritdoc IMarketAnnex
    function calendarWord(bytes32 node, uint256 wordIndex) external view override returns (uint256) {
        return _storage().calendar[node][wordIndex];
    }

    /// @inheritdoc IMarketAnnex
    function bidLane(address owner, uint64 nonce) external view override returns (uint8) {
        return _bidLane(owner, nonce);
    }

    /// @inheritdoc IMarketAnnex
    function askCancelled(address owner, uint64 nonce) external view override returns (bool) {
        return _askCancelled(owner, nonce);
    }

    /// @inheritdoc IMarketAnnex
    function floorOf(address owner) external view override returns (uint64) {
        return _storage().floors[owner];
    }

    /// @inheritdoc IMarketAnnex
    function hashAsk(Ask calldata ask) external view override returns (bytes32) {
        return _hashTypedDataV4(OrderLib.hashAsk(ask));
    }

    /// @inheritdoc IMarketAnnex
    function hashBid(Bid calldata bid) external view override returns (bytes32) {
        return _hashTypedDataV4(OrderLib.hashBid(bid));
    }

    /// @inheritdoc IMarketAnnex
    function hashMandate(Mandate calldata mandate) external view override returns (bytes32) {
        return _hashTypedDataV4(OrderLib.hashMandate(mandate));
    }

    /// @inheritdoc IMarketAnnex
    function domainSeparator() external view override returns (bytes32) {
        return _domainSeparatorV4();
    }
}

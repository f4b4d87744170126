// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {MarketState} from "./MarketState.sol";

/// @title Guard of every function of the annex
abstract contract AnnexGuard is MarketState, ReentrancyGuardTransient {
    address internal immutable SELF = address(this);

    /// @dev Only the Market may run the annex. If it were called at its own address, it could take money that nobody
    /// can withdraw.
    modifier throughMarket() {
        _checkThroughMarket();
        _;
    }

    /// @dev A separate function, because each use of a modifier copies its code.
    function _checkThroughMarket() private view {
        if (address(this) == SELF) revert Market_CallerNotMarket(msg.sender);
    }
}

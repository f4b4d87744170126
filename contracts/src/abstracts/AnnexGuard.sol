// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {MarketState} from "./MarketState.sol";

/// @title The door of every act of the annex
abstract contract AnnexGuard is MarketState, ReentrancyGuardTransient {
    address internal immutable SELF = address(this);

    /// @dev The annex works for the Market only: called at its own address it could take money that nobody can take out again.
    modifier throughMarket() {
        _checkThroughMarket();
        _;
    }

    /// @dev A function of its own, since each use of a modifier is a copy of its code.
    function _checkThroughMarket() private view {
        if (address(this) == SELF) revert Market_CallerNotMarket(msg.sender);
    }
}

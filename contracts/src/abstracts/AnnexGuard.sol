// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {MarketState} from "./MarketState.sol";

/// @title The door of every act of the annex
abstract contract AnnexGuard is MarketState, ReentrancyGuardTransient {
    address private immutable SELF = address(this);

    /// @dev The annex works for the Market only: called at its own address it could take money that nobody can take out again.
    modifier throughMarket() {
        if (address(this) == SELF) revert Market_CallerNotMarket(msg.sender);
        _;
    }
}

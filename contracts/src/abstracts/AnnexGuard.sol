// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {MarketState} from "./MarketState.sol";

/// @title The guard that every function of the annex has: only the Market may run it
abstract contract AnnexGuard is MarketState, ReentrancyGuardTransient {
    address internal immutable SELF = address(this);

    /// @dev Reverts unless the Market runs this code. If the annex were called at its own address, it could take money
    /// that nobody could withdraw.
    modifier throughMarket() {
        _checkThroughMarket();
        _;
    }

    /// @dev This is a separate function to save code size, because the compiler copies the code of a modifier into
    /// every function that uses it.
    function _checkThroughMarket() private view {
        if (address(this) == SELF) revert Market_CallerNotMarket(msg.sender);
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Fees, cumulative and rounded up against the payer
library FeeLib {
    uint256 internal constant BPS = 10_000;

    /// @notice Fee on a cumulative amount, rounded up. Charge the difference to what was charged before, so that splitting costs nothing more.
    /// @param amount PToken base units.
    function feeUp(uint256 amount, uint256 feeBps) internal pure returns (uint256) {
        // Every amount is PToken that exists, which fits 96 bits, or a lease's price, which fits 136.
        unchecked {
            return (amount * feeBps + BPS - 1) / BPS;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Cumulative fees, rounded up against the payer
library FeeLib {
    uint256 internal constant BPS = 10_000;

    /// @notice Fee on a cumulative amount, rounded up. Charge the difference to the fee charged before, so that
    /// splitting a payment costs no more.
    /// @param amount PToken base units.
    function feeUp(uint256 amount, uint256 feeBps) internal pure returns (uint256) {
        // Every amount is existing PToken, which fits 96 bits, or the price of a lease, which fits 136.
        unchecked {
            return (amount * feeBps + BPS - 1) / BPS;
        }
    }
}

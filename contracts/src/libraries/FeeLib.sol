// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Fees on the total so far, rounded up to the payer's disadvantage
library FeeLib {
    uint256 internal constant BPS = 10_000;

    /// @notice Returns the fee on the total amount so far, rounded up. Charge this fee less the fee that was already
    /// charged. So a payment in several parts costs no more than in one.
    /// @param amount PToken base units.
    function feeUp(uint256 amount, uint256 feeBps) internal pure returns (uint256) {
        // No product can overflow: every amount is either existing PToken, which fits 96 bits, or the price of a
        // lease, which fits 136 bits.
        unchecked {
            return (amount * feeBps + BPS - 1) / BPS;
        }
    }
}

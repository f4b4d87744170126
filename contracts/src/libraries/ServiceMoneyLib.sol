// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {FeeLib} from "./FeeLib.sol";

/// @title The shares of a claim on a channel: pay, royalty and fee
/// @notice Pure. Calculates the same as packages/services/src/shareClaim.ts; both are compared with the same vectors.
library ServiceMoneyLib {
    uint256 internal constant FEE_BPS = 25;
    uint256 private constant BPS = 10_000;

    /// @notice Divides the amount by which a claim exceeds the settled amount. The fee is rounded up. The royalty is a
    /// share of the rest, rounded down. Fee and royalty are calculated for the whole claim, less the same calculation
    /// for the settled amount. So many small claims cost the same as one large claim.
    /// @param claim At least `settled`, and at most 96 bits.
    function share(uint256 settled, uint256 claim, uint256 royaltyBps)
        internal
        pure
        returns (uint256 paid, uint256 royalty, uint256 fee)
    {
        unchecked {
            uint256 feeBefore = FeeLib.feeUp(settled, FEE_BPS);
            uint256 feeAfter = FeeLib.feeUp(claim, FEE_BPS);
            fee = feeAfter - feeBefore;
            royalty = royaltyBps * (claim - feeAfter) / BPS - royaltyBps * (settled - feeBefore) / BPS;
            paid = claim - settled - fee - royalty;
        }
    }
}

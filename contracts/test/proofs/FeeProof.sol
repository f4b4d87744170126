// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {FeeLib} from "../../src/libraries/FeeLib.sol";

/// @dev Halmos proves each property for every input: see README.md. A solver cannot handle a division of a product of
/// two unknown numbers. So the first property removes the product: a fee depends only on `amount · feeBps`, the
/// weighted amount. The other properties hold for every weighted amount below 2^144.
contract FeeProof {
    /// @dev A fee equals the fee on the weighted amount at a rate of one basis point.
    function check_AFeeDependsOnTheWeightedAmountAlone(uint128 amount, uint16 feeBps) external pure {
        unchecked {
            assert(FeeLib.feeUp(amount, feeBps) == FeeLib.feeUp(uint256(amount) * feeBps, 1));
        }
    }

    /// @dev The fee is the exact share, rounded up to the next base unit.
    function check_AFeeIsItsShareRoundedUp(uint144 weighted) external pure {
        uint256 charged = FeeLib.feeUp(weighted, 1);
        unchecked {
            assert(charged * 10_000 >= weighted);
            assert(charged * 10_000 < uint256(weighted) + 10_000);
        }
    }

    /// @dev A rate of at most 100 % never charges more than the amount.
    function check_AFeeIsNoMoreThanItsAmount(uint128 amount, uint144 weighted) external pure {
        unchecked {
            if (weighted > uint256(amount) * 10_000) return;
        }
        assert(FeeLib.feeUp(weighted, 1) <= amount);
    }

    /// @dev A larger amount never has a smaller fee, so the difference to an earlier charge is never negative.
    function check_AFeeGrowsWithItsAmount(uint144 less, uint144 more) external pure {
        if (less > more) return;
        assert(FeeLib.feeUp(less, 1) <= FeeLib.feeUp(more, 1));
    }

    /// @dev The fees of two parts are together never less than the fee of the sum.
    function check_PartsCostNoLessThanTheWhole(uint144 one, uint144 other) external pure {
        unchecked {
            uint256 parts = FeeLib.feeUp(one, 1) + FeeLib.feeUp(other, 1);
            assert(parts >= FeeLib.feeUp(uint256(one) + other, 1));
        }
    }
}

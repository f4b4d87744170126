// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {WeightedRate} from "../types/GOracleTypes.sol";

/// @title Weighted median of a short list
library MedianLib {
    /// @dev Returns the weighted median: the smallest rate for which the rates up to it have at least half of the
    /// stake. Sorts the first `count` entries in memory; their total stake must not be 0.
    function medianOf(WeightedRate[] memory list, uint256 count) internal pure returns (uint256) {
        uint256 total = 0;
        for (uint256 i = 0; i < count; ++i) {
            WeightedRate memory it = list[i];
            total += it.stake;
            uint256 place = i;
            for (; place != 0 && list[place - 1].rate > it.rate; --place) {
                list[place] = list[place - 1];
            }
            list[place] = it;
        }
        uint256 below = 0;
        uint256 middle = 0;
        while (below * 2 < total) below += list[middle++].stake;
        return list[middle - 1].rate;
    }
}

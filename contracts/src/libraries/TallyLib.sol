// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Counts of a jury's votes, which are numbers from 0 to 4
/// @notice A tally has eight bits for the count of each vote. A jury has at most 15 members, so no count overflows.
library TallyLib {
    uint8 internal constant VOTES = 5;

    function countOf(uint40 tally, uint8 vote) internal pure returns (uint256) {
        return (tally >> (vote * 8)) & 0xff;
    }

    function plusOne(uint40 tally, uint8 vote) internal pure returns (uint40) {
        return tally + (uint40(1) << (vote * 8));
    }

    function total(uint40 tally) internal pure returns (uint256 votes) {
        for (uint8 vote = 0; vote < VOTES; ++vote) {
            votes += countOf(tally, vote);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Counts of votes 0 to 4
/// @notice Eight bits for each vote. A jury has at most 15 members, so no count passes its bits.
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

// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Records of the minutes in which a node was unreachable: one bit per minute, 256 bits per word
library OutageLib {
    uint256 internal constant MAX_SECONDS = 1 days;
    uint256 private constant MINUTE = 60;
    uint256 private constant MINUTES_PER_WORD = 256;

    /// @dev Marks every minute that [from, until) touches. `from` must be before `until`, and the span at most
    /// MAX_SECONDS.
    function record(
        mapping(bytes32 node => mapping(uint256 wordIndex => uint256 word)) storage outages,
        bytes32 node,
        uint256 from,
        uint256 until
    ) internal {
        uint256 minute = from / MINUTE;
        uint256 last = (until - 1) / MINUTE + 1;
        while (minute < last) {
            uint256 index = minute / MINUTES_PER_WORD;
            uint256 next = (index + 1) * MINUTES_PER_WORD;
            if (next > last) next = last;
            outages[node][index] |= (type(uint256).max >> (MINUTES_PER_WORD - (next - minute)))
                << (minute % MINUTES_PER_WORD);
            minute = next;
        }
    }

    function covers(
        mapping(bytes32 node => mapping(uint256 wordIndex => uint256 word)) storage outages,
        bytes32 node,
        uint256 time
    ) internal view returns (bool) {
        uint256 minute = time / MINUTE;
        return (outages[node][minute / MINUTES_PER_WORD] >> (minute % MINUTES_PER_WORD)) & 1 == 1;
    }
}

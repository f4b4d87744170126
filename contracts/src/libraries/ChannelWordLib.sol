// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The fields of a channel in its one storage word
/// @notice Pure. A settlement reads and writes the word of each channel once, so these functions know the layout of the
/// struct `Channel`: deposited in the lowest 96 bits, then settled (96), exitAt (40) and serial (24).
library ChannelWordLib {
    uint256 private constant AMOUNT_BITS = 96;
    uint256 private constant SERIAL_AT = 232;
    uint256 private constant SETTLED = uint256(type(uint96).max) << AMOUNT_BITS;

    function depositedOf(uint256 word) internal pure returns (uint256) {
        return uint96(word);
    }

    function settledOf(uint256 word) internal pure returns (uint256) {
        return uint96(word >> AMOUNT_BITS);
    }

    function serialOf(uint256 word) internal pure returns (uint256) {
        return word >> SERIAL_AT;
    }

    /// @notice Returns the word with another settled amount of at most 96 bits.
    function withSettled(uint256 word, uint256 settled) internal pure returns (uint256) {
        return (word & ~SETTLED) | (settled << AMOUNT_BITS);
    }
}

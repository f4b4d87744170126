// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title A node's listing as one word, the first slot of NodeListing
/// @notice Pure. A settle reads only the properties that it needs, which costs less than a struct.
library ListingLib {
    uint256 private constant LISTED_BIT = 1 << 224;

    function providerIn(uint256 facts) internal pure returns (address) {
        return address(uint160(facts));
    }

    function gpusIn(uint256 facts) internal pure returns (uint256) {
        return uint8(facts >> 160);
    }

    function classIdIn(uint256 facts) internal pure returns (uint8) {
        return uint8(facts >> 168);
    }

    function regionIdIn(uint256 facts) internal pure returns (uint8) {
        return uint8(facts >> 176);
    }

    function tierIn(uint256 facts) internal pure returns (uint256) {
        return uint8(facts >> 184);
    }

    function vramGibIn(uint256 facts) internal pure returns (uint256) {
        return uint16(facts >> 192);
    }

    function reliabilityBpsIn(uint256 facts) internal pure returns (uint256) {
        return uint16(facts >> 208);
    }

    function isListedIn(uint256 facts) internal pure returns (bool) {
        return facts & LISTED_BIT != 0;
    }

    /// @notice Returns the properties of a node (`facts`) with the node marked as not listed.
    function unlisted(uint256 facts) internal pure returns (uint256) {
        return facts & ~LISTED_BIT;
    }
}
